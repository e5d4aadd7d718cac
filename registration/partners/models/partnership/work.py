"""What a partnership does: components one after the other, each with its products."""

from enum import StrEnum
from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line, Prose, partial_date
from registration.core.partial_date import PartialDate
from registration.partners.models.partnership.partnership import Partnership


class ComponentStatus(StrEnum):
    """How far a component is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"


class ProductStatus(StrEnum):
    """How far a product is."""

    PLANNED = "planned"
    IN_PREPARATION = "in preparation"
    ADOPTED = "adopted"


class Component(Base):
    """A part of the work. Its place in the order is its number: I, II, …"""

    __tablename__ = "partnership_components"
    __table_args__ = (CheckConstraint("length(title) > 0", name="titled"),)

    id: Mapped[Id]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    position: Mapped[int]
    title: Mapped[Line]
    status: Mapped[ComponentStatus] = mapped_column(default=ComponentStatus.PLANNED)
    needs_id: Mapped[int | None] = mapped_column(
        ForeignKey("partnership_products.id", use_alter=True, deferrable=True, initially="DEFERRED"),
        index=True,
    )
    """The product of an earlier component that must be adopted before this one may start."""
    early_reason: Mapped[Prose]
    """Why it was started before; empty when it was not."""

    partnership: Mapped[Partnership] = relationship(back_populates="components")
    needs: Mapped[Optional["Product"]] = relationship(foreign_keys=[needs_id], post_update=True)
    products: Mapped[list["Product"]] = relationship(
        back_populates="component",
        foreign_keys="Product.component_id",
        order_by="Product.position",
        cascade="all, delete-orphan",
    )

    @property
    def may_start(self) -> bool:
        """Whether nothing that it needs is missing."""
        return self.needs is None or self.needs.status is ProductStatus.ADOPTED


class Product(Base):
    """What a component makes: a strategy, a package of projects."""

    __tablename__ = "partnership_products"
    __table_args__ = (CheckConstraint("length(name) > 0", name="named"),)

    id: Mapped[Id]
    component_id: Mapped[int] = mapped_column(ForeignKey("partnership_components.id"), index=True)
    position: Mapped[int]
    name: Mapped[Line]
    status: Mapped[ProductStatus] = mapped_column(default=ProductStatus.PLANNED)
    adopted_on: Mapped[PartialDate | None] = partial_date("adopted")
    adopted_by: Mapped[str] = mapped_column(String(300), default="")
    """By what act: "uchwała nr 12/2026 Rady Partnerstwa"."""

    component: Mapped[Component] = relationship(back_populates="products", foreign_keys=[component_id])
