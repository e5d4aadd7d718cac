"""Invitee: whom an event's calendar entries go to. CalendarInvite: one entry, one day, one life of a UID."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Json, Line
from registration.trainings.models import Event, EventDay


class InviteeRole(StrEnum):
    """Why somebody is there."""

    PARTICIPANT = "participant"
    SPEAKER = "speaker"
    STAFF = "staff"


class InviteState(StrEnum):
    """New: nothing mailed yet. Invited: a REQUEST went out. Cancelled: the entry's life is over, and whoever
    comes back has a new UID."""

    NEW = "new"
    INVITED = "invited"
    CANCELLED = "cancelled"


class Invitee(Base):
    """A person × event. `active` turns False when the person will not come (any more)."""

    __tablename__ = "invitees"

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[InviteeRole] = mapped_column(default=InviteeRole.PARTICIPANT)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[Line]
    language: Mapped[str] = mapped_column(String(8), default="pl")
    active: Mapped[bool] = mapped_column(default=True)

    event: Mapped[Event] = relationship()
    invites: Mapped[list["CalendarInvite"]] = relationship(
        back_populates="invitee", order_by="CalendarInvite.id"
    )


class CalendarInvite(Base):
    """What a person's calendar knows of one day. The UID is opaque and never changes; SEQUENCE never falls;
    each message has a newer DTSTAMP than the last (RFC 5545, 3.8.7.4; RFC 5546, 2.1.4)."""

    __tablename__ = "calendar_invites"
    __table_args__ = (
        UniqueConstraint("invitee_id", "day_id", "generation"),
        Index("ix_calendar_invites_state", "invitee_id", "state"),
    )

    id: Mapped[Id]
    invitee_id: Mapped[int] = mapped_column(ForeignKey("invitees.id"), index=True)
    day_id: Mapped[int | None] = mapped_column(ForeignKey("event_days.id", ondelete="SET NULL"), index=True)
    """None once the day was taken out of the programme."""
    generation: Mapped[int] = mapped_column(default=1)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[Counter]
    last_stamp: Mapped[datetime | None]
    state: Mapped[InviteState] = mapped_column(default=InviteState.NEW)
    participation: Mapped[str] = mapped_column(String(20), default="NEEDS-ACTION")
    messages: Mapped[Counter]
    """How many messages were frozen: the next held one has the next number."""
    first_message_id: Mapped[str] = mapped_column(String(200), default="")
    last_sent: Mapped[Json | None] = mapped_column(JSON)
    """The entry as last mailed: what a CANCEL repeats, and what a change is measured against."""
    created_at: Mapped[datetime]

    invitee: Mapped[Invitee] = relationship(back_populates="invites")
    day: Mapped[EventDay | None] = relationship()
