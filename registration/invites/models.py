"""Invitee: whom an event's calendar entries go to. CalendarInvite: one entry, one day, one life of a UID.
EventStaff: who works at an event without leading a part of it. CalendarReply, OpenAnswer, ReplyMailbox: what comes back
from calendars."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Json, Line
from registration.trainings.models import Event, EventDay, EventSession


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


class Ending(StrEnum):
    """Why an entry was taken back (or never mailed): the event is off, the day is gone, the person will not come,
    or nothing on that day concerns them any more."""

    EVENT = "event"
    DAY = "day"
    PERSON = "person"
    SESSIONS = "sessions"


own_sessions = Table(
    "invitee_sessions",
    Base.metadata,
    Column("invitee_id", ForeignKey("invitees.id", ondelete="CASCADE"), primary_key=True),
    Column("session_id", ForeignKey("event_sessions.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""Which of the optional sessions a participant has chosen; all sessions of a speaker or of staff."""

staff_days = Table(
    "event_staff_days",
    Base.metadata,
    Column("staff_id", ForeignKey("event_staff.id", ondelete="CASCADE"), primary_key=True),
    Column("day_id", ForeignKey("event_days.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""On which days somebody works who does not work on all of them."""


class EventStaff(Base):
    """Somebody who works at an event: reception, sound, transport. Never shown to the public."""

    __tablename__ = "event_staff"

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    name: Mapped[Line]
    duty: Mapped[Line]
    """What they do there."""
    email: Mapped[str] = mapped_column(String(320), default="")
    calendar_entries: Mapped[bool] = mapped_column(default=True)
    """Whether they are sent calendar entries; needs the address."""
    all_days: Mapped[bool] = mapped_column(default=True)

    days: Mapped[list[EventDay]] = relationship(secondary=staff_days, order_by=EventDay.position)


class Invitee(Base):
    """A person × event × why they are there. `active` turns False when the person will not come (any more)."""

    __tablename__ = "invitees"

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[InviteeRole] = mapped_column(default=InviteeRole.PARTICIPANT)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[Line]
    language: Mapped[str] = mapped_column(String(8), default="pl")
    active: Mapped[bool] = mapped_column(default=True)

    event: Mapped[Event] = relationship()
    sessions: Mapped[list[EventSession]] = relationship(
        secondary=own_sessions, order_by=EventSession.position
    )
    """Their own: what a participant has chosen among the optional ones, what a speaker leads, all that goes on while
    somebody of the staff is there."""
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
    last_mail: Mapped[str] = mapped_column(String(32), default="")
    """The public id of the mail with the last message (registration.outbox)."""
    last_told: Mapped[str] = mapped_column(String(20), default="")
    """What it told, as registration.invites.emails.What has it."""
    ended: Mapped[str] = mapped_column(String(20), default="")
    """Why its life is over: an Ending."""
    answer: Mapped[str] = mapped_column(String(20), default="")
    """What the person last answered, as PARTSTAT has it; "" for nothing yet."""
    answer_sequence: Mapped[int | None]
    """Which version they answered: less than `sequence` is an answer to an old one."""
    answer_stamp: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    """When the answer came in."""
    created_at: Mapped[datetime]

    invitee: Mapped[Invitee] = relationship(back_populates="invites")
    day: Mapped[EventDay | None] = relationship()

    @property
    def answer_is_old(self) -> bool:
        """Whether what was answered is an earlier version than the last mailed."""
        return self.answer_sequence is not None and self.answer_sequence < self.sequence


class CalendarReply(Base):
    """One answer that came by mail, noted once for each message and entry. Nothing of its text is kept."""

    __tablename__ = "calendar_replies"
    __table_args__ = (UniqueConstraint("message_key", "invite_id"),)

    id: Mapped[Id]
    invite_id: Mapped[int] = mapped_column(ForeignKey("calendar_invites.id", ondelete="CASCADE"), index=True)
    message_key: Mapped[str] = mapped_column(String(64))
    """A digest of the Message-ID, or of the whole mail where it has none."""
    participation: Mapped[str] = mapped_column(String(20))
    sequence: Mapped[int]
    stamp: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20))
    """What became of it: registration.invites.services.replies.Outcome."""
    received_at: Mapped[datetime]


class OpenKind(StrEnum):
    """What an answer leaves for the organiser to do."""

    DECLINED = "declined"
    """Will not come, by the calendar; the seat is still theirs."""
    DELEGATED = "delegated"
    """Wants to send somebody else."""
    COUNTER = "counter"
    """Proposes another time."""


class OpenAnswer(Base):
    """An answer that waits for the organiser: one row for each entry and kind, opened again by a later answer.

    It waits while `settled_at` is None and the person is still invited; what the person asked is erased with that.
    """

    __tablename__ = "open_answers"
    __table_args__ = (UniqueConstraint("invite_id", "kind"),)

    id: Mapped[Id]
    invite_id: Mapped[int] = mapped_column(ForeignKey("calendar_invites.id", ondelete="CASCADE"))
    kind: Mapped[OpenKind]
    delegate: Mapped[str] = mapped_column(String(320), default="")
    """Whom they want to send; "" where the calendar did not say."""
    proposed_start: Mapped[datetime | None]
    proposed_end: Mapped[datetime | None]
    stamp: Mapped[datetime]
    """The answer's DTSTAMP."""
    received_at: Mapped[datetime]
    settled_at: Mapped[datetime | None] = mapped_column(index=True)

    invite: Mapped[CalendarInvite] = relationship()


class MailboxFailure(StrEnum):
    """Why the mailbox with the answers could not be read."""

    ACCOUNT = "sign-in refused"
    FOLDER = "no such folder"
    TLS = "server not trusted"
    DNS = "server's name not found"
    CONNECTION = "no connection"
    TIMEOUT = "no answer in time"
    OTHER = "other"


class ReplyMailbox(Base):
    """How far the mailbox with the answers was read: one row. UIDs count within one UIDVALIDITY (RFC 3501, 2.3.1.1)."""

    __tablename__ = "reply_mailbox"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[Id]
    place: Mapped[str] = mapped_column(String(64), default="")
    """A digest of server, user and folder: with other settings reading starts anew."""
    uid_validity: Mapped[int | None] = mapped_column(BigInteger)
    last_uid: Mapped[int] = mapped_column(BigInteger, default=0)
    busy_until: Mapped[datetime | None]
    """Until when one worker reads and others stay away; over by itself when it was killed."""
    collected_at: Mapped[datetime | None]
    """When it was last read to its end."""
    failing_since: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    """While it cannot be read, the worker tries no earlier."""
    failure: Mapped[MailboxFailure | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
