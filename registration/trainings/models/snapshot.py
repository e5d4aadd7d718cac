"""EventSnapshot: an event as it was before its last change by an organiser."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Json


class EventSnapshot(Base):
    """What an undo gives back. One row per event, replaced with each change; it holds while no other followed."""

    __tablename__ = "event_snapshots"

    event_id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        ForeignKey("events.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    edition: Mapped[int]
    """The event's edition that the change made: another one means that somebody has edited since."""
    action: Mapped[str] = mapped_column(String(64))
    """What was done, as in the audit trail: "event.programme"."""
    actor_name: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    mails: Mapped[int]
    """How many mails about the event had been made by then: one more means that somebody may have read of it."""
    former: Mapped[Json] = mapped_column(JSON)
    """The event, its days, sessions and speakers (registration.trainings.services.undoing.state)."""
    before: Mapped[Json] = mapped_column(JSON)
    """The values that differ, as the audit line has them."""
    after: Mapped[Json] = mapped_column(JSON)
