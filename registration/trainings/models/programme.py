"""The programme: days made of sessions, and who leads them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from registration.core.database import Base, Id, Line, Prose, PublicId
from registration.core.partial_date import PartialDate
from registration.trainings.models.event import Event


class SessionKind(StrEnum):
    """What a part of the programme is."""

    TRAINING = "training"
    FORUM_SITTING = "forum sitting"
    CEREMONY = "ceremony"
    BREAK = "break"
    MEAL = "meal"


class EventDay(Base):
    """One day of an event. Its date may be known only as printed ("1 lipca", the year not given): then it is
    never padded."""

    __tablename__ = "event_days"
    __table_args__ = (UniqueConstraint("event_id", "year", "month", "day_of_month"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    position: Mapped[int]
    year: Mapped[int | None]
    month: Mapped[int | None]
    day_of_month: Mapped[int | None]
    as_printed: Mapped[Line]
    when: Mapped[PartialDate] = composite("year", "month", "day_of_month", "as_printed")

    event: Mapped[Event] = relationship(back_populates="days")
    sessions: Mapped[list["EventSession"]] = relationship(
        back_populates="day", order_by="EventSession.position"
    )

    @property
    def date(self) -> date | None:
        """The calendar date, where all of it is known."""
        if self.year is None or self.month is None or self.day_of_month is None:
            return None
        return date(self.year, self.month, self.day_of_month)


class EventSession(Base):
    """A timed part of an event; on record without times when a source gives none. (Named so because
    Flask and SQLAlchemy each have a "session" of their own.)"""

    __tablename__ = "event_sessions"
    __table_args__ = (
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="both_times"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="forwards"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    day_id: Mapped[int] = mapped_column(ForeignKey("event_days.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[SessionKind] = mapped_column(default=SessionKind.TRAINING)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[Prose]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    room: Mapped[Line]
    online_url: Mapped[str] = mapped_column(String(2000), default="")
    optional: Mapped[bool] = mapped_column(default=False)
    """Whether participants choose if they take part in it; the others are for everybody."""

    event: Mapped[Event] = relationship(back_populates="sessions")
    day: Mapped[EventDay] = relationship(back_populates="sessions")
    speakers: Mapped[list["Speaker"]] = relationship(
        secondary="session_speakers", order_by="SessionSpeaker.position", viewonly=True
    )
    speaker_links: Mapped[list["SessionSpeaker"]] = relationship(
        order_by="SessionSpeaker.position", cascade="all, delete-orphan"
    )


class Speaker(Base):
    """Who leads a session: a post in an organisation; the name may be unknown, the post not."""

    __tablename__ = "speakers"
    __table_args__ = (CheckConstraint("length(post) > 0 OR length(name) > 0", name="named"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[Line]
    post: Mapped[Line]
    organisation_name: Mapped[Line]
    email: Mapped[str] = mapped_column(String(320), default="")
    """Never shown to the public."""
    calendar_entries: Mapped[bool] = mapped_column(default=True)
    """Whether they are sent calendar entries of what they lead; needs the address."""

    event: Mapped[Event] = relationship(back_populates="speakers")


class SessionSpeaker(Base):
    """Who leads which session, in printed order."""

    __tablename__ = "session_speakers"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("event_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = relationship()
