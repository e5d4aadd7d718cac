"""User: somebody who signs in. RoleGrant: one role, and the one organisation, event or forum it holds for."""

from datetime import datetime
from enum import StrEnum

from flask_security import RoleMixin, UserMixin
from sqlalchemy import JSON, BigInteger, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line


class RoleName(StrEnum):
    """The roles of docs/domain: what each may do is decided in registration.accounts.permissions."""

    ADMINISTRATOR = "administrator"
    ORGANISER = "organiser"
    COORDINATOR = "coordinator"
    SECRETARY = "secretary"
    DOOR_STAFF = "door staff"


user_roles = Table(
    "user_roles",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True),
)


class Role(Base, RoleMixin):
    """Flask-Security wants a table of roles. It stays empty: ours are in RoleGrant, with their place."""

    __tablename__ = "roles"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[Line]


class User(Base, UserMixin):
    """An organiser's account; the columns are those that Flask-Security asks for."""

    __tablename__ = "users"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[Line]
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    """The authenticator's key, encrypted with the secret key."""
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    """The time step of the last code taken: no code opens twice (RFC 6238, 5.2)."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON)
    """Hashes of the recovery codes not used yet."""
    language: Mapped[str] = mapped_column(String(8), default="pl")
    """Of the mails to this person."""
    create_datetime: Mapped[datetime]
    update_datetime: Mapped[datetime]

    roles: Mapped[list[Role]] = relationship(secondary=user_roles)  # type: ignore[assignment]
    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def called(self) -> str:
        """The name, or the address where no name was given."""
        return self.name or self.email

    @property
    def has_two_factor(self) -> bool:
        """Whether signing in asks for a code of the authenticator."""
        return bool(self.tf_primary_method and self.tf_totp_secret)


class RoleGrant(Base):
    """A role of a user for one thing: the site (administrator), an organisation, an event or a forum."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("user_id", "role", "scope_kind", "scope_id"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    role: Mapped[RoleName]
    scope_kind: Mapped[str] = mapped_column(String(16), default="site")
    """ "site", "organisation", "event" or "forum"."""
    scope_id: Mapped[int] = mapped_column(default=0)
    """The thing's id; 0 for the site. No foreign key: the things live in packages above."""

    user: Mapped[User] = relationship(back_populates="grants")
