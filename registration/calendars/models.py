"""FeedEntry: the public VEVENT of one session, as bytes that change only when the session does."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Counter, Id, Line


class FeedEntry(Base):
    """What subscribers are told of one session. Cancelled and dropped ones stay as STATUS:CANCELLED until `gone_at`."""

    __tablename__ = "feed_entries"
    __table_args__ = (Index("ix_feed_entries_window", "ends_at", "starts_at"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("event_sessions.id", ondelete="SET NULL"), unique=True
    )
    """None once the session was taken out of the programme."""
    organisation_id: Mapped[int] = mapped_column(index=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[Counter]
    stamp: Mapped[datetime] = mapped_column(index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(600))
    """The event's and the session's, without a prefix: what a dropped session is called."""
    place: Mapped[Line]
    cancelled: Mapped[bool] = mapped_column(default=False)
    visible: Mapped[bool] = mapped_column(default=True)
    """False while the event is a draft again or archived: not in any feed."""
    time_key: Mapped[str] = mapped_column(String(64))
    text_key: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    content_if_cancelled_shown: Mapped[bytes | None] = mapped_column(LargeBinary)
    """For ?cancelled=show (Google hides STATUS:CANCELLED): the entry CONFIRMED, TRANSPARENT, with the prefix."""
    gone_at: Mapped[datetime | None] = mapped_column(index=True)
    """From when a cancelled entry is left out."""
