"""NewsItem: a short report on an event, a signing, a meeting or a decision."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose, PublicId
from registration.forum.models import Meeting
from registration.partners.models import Organisation, Partnership
from registration.trainings.models import Event

if TYPE_CHECKING:
    from registration.news.models.photograph import Photograph


class NewsState(StrEnum):
    """draft → published → withdrawn, from where it may be published again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class NewsItem(Base):
    """One report, of one organisation, in Polish."""

    __tablename__ = "news_items"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="titled"),
        CheckConstraint("state = 'draft' OR published_at IS NOT NULL", name="published_when"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_when"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    """What its identifier in the feed is made of: it stays when address and title change."""
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    lead: Mapped[Prose]
    """One or two sentences that stand for the whole: in lists, feeds and search engines."""
    text: Mapped[Prose]
    """Restricted Markdown (core.markdown)."""
    signed: Mapped[Line]
    """The author as they sign: "I.L."; empty when nobody does."""
    source: Mapped[Prose]
    """Where it was taken from, and what that does not say."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)
    state: Mapped[NewsState] = mapped_column(default=NewsState.DRAFT)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    """The first time; a correction or a second publication does not move it."""
    published_by: Mapped[Line]
    """Who published it, as they were called then; for the desk."""
    withdrawn_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    """When what readers see last changed."""
    created_at: Mapped[datetime]
    edition: Mapped[Counter]
    """Counts saved changes, so that two people at one form notice each other."""
    sample: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    event: Mapped[Event | None] = relationship(lazy="select")
    meeting: Mapped[Meeting | None] = relationship(lazy="select")
    partnership: Mapped[Partnership | None] = relationship(lazy="select")
    photographs: Mapped[list["Photograph"]] = relationship(
        back_populates="item", order_by="Photograph.position, Photograph.id", cascade="all, delete-orphan"
    )

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.state is NewsState.PUBLISHED
