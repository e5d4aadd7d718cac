"""AuditLine: who did what, when, to which thing, and how it was before."""

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Id, Json, Line


class AuditLine(Base):
    """One change. Written in the change's own transaction and never altered; only the values of somebody whose data
    are erased go from it (`audit.forget_values`)."""

    __tablename__ = "audit_lines"
    __table_args__ = (Index("ix_audit_lines_thing", "thing_kind", "thing_id", "id"),)

    id: Mapped[Id]
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(16))
    """ "user", "participant" (by personal link), "member", "program"."""
    actor_id: Mapped[int | None]
    actor_name: Mapped[Line]
    """As it was then; a participant's is empty, the registration says who it is."""
    action: Mapped[str] = mapped_column(String(64))
    """A word of the vocabulary in registration.accounts.audit: "event.published"."""
    thing_kind: Mapped[str] = mapped_column(String(32))
    thing_id: Mapped[int]
    organisation_id: Mapped[int | None]
    before: Mapped[Json] = mapped_column(JSON, default=dict)
    after: Mapped[Json] = mapped_column(JSON, default=dict)
