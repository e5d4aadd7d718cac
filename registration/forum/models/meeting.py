"""Meeting: a sitting of a forum in a session of an event; who was present; its minutes."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line, Prose, PublicId
from registration.forum.models.forum import Forum, ForumMember, ForumRules
from registration.trainings.models import EventSession

if TYPE_CHECKING:
    from registration.forum.models.agenda import AgendaItem


class MeetingKind(StrEnum):
    """As the title of the minutes names it."""

    INAUGURAL = "inaugural"
    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


class MeetingForm(StrEnum):
    """How people meet."""

    STATIONARY = "stationary"
    REMOTE = "remote"
    HYBRID = "hybrid"


class MeetingState(StrEnum):
    """planned → convened → in session → closed; convened → cancelled. Recorded: a meeting of the past of
    which only its having been is known, outside the numbers and without minutes here."""

    PLANNED = "planned"
    CONVENED = "convened"
    IN_SESSION = "in session"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    RECORDED = "recorded"


class Meeting(Base):
    """One sitting, 1:1 with a session of an event. The number is given at convening and never again.

    Day and place come from the session and the event; once the minutes are approved they stand in Minutes.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("forum_id", "year", "number"),
        CheckConstraint(
            "(state IN ('planned', 'recorded')) = (number IS NULL)", name="numbered_when_convened"
        ),
        CheckConstraint("(number IS NULL) = (year IS NULL)", name="number_and_year"),
        CheckConstraint("number IS NULL OR number > 0", name="number_positive"),
        CheckConstraint("form IS NOT NULL OR state = 'recorded'", name="form_known"),
        CheckConstraint("closed_at IS NULL OR closed_at > opened_at", name="forwards"),
        CheckConstraint("state NOT IN ('in session', 'closed') OR opened_at IS NOT NULL", name="opened"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("event_sessions.id", ondelete="RESTRICT"), unique=True)
    rules_id: Mapped[int] = mapped_column(ForeignKey("forum_rules.id"))
    year: Mapped[int | None]
    number: Mapped[int | None]
    kind: Mapped[MeetingKind]
    form: Mapped[MeetingForm | None]
    place: Mapped[Line]
    """As the title of the minutes says it, with its preposition: "w sali nr 2 starostwa w Łowiczu"."""
    chair: Mapped[Line]
    chair_post: Mapped[Line]
    secretary: Mapped[Line]
    secretary_post: Mapped[Line]
    guests: Mapped[Prose]
    """One in a line."""
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.PLANNED)
    convened_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    """When the chair opened it, as the minutes say."""
    closed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancellation_reason: Mapped[Prose]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    forum: Mapped[Forum] = relationship(back_populates="meetings")
    session: Mapped[EventSession] = relationship()
    rules: Mapped[ForumRules] = relationship()
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )
    presences: Mapped[list["MeetingPresence"]] = relationship(
        back_populates="meeting", order_by="MeetingPresence.position", cascade="all, delete-orphan"
    )
    minutes: Mapped["Minutes | None"] = relationship(back_populates="meeting", cascade="all, delete-orphan")

    @property
    def numeral(self) -> str:
        """ "1/2026"; empty while there is none."""
        return "" if self.number is None else f"{self.number}/{self.year}"

    @property
    def address_part(self) -> str:
        """What names the meeting in its forum's addresses: "1-2026"; without a number the public id."""
        return self.public_id if self.number is None else f"{self.number}-{self.year}"

    @property
    def is_settled(self) -> bool:
        """Whether its minutes are approved, so that nothing of it changes any more."""
        return self.minutes is not None and self.minutes.is_approved

    @property
    def is_public(self) -> bool:
        """Whether the public may know of it. A plan is the desk's own."""
        return self.state is not MeetingState.PLANNED

    @property
    def minutes_are_public(self) -> bool:
        """Whether the minutes are published."""
        return self.minutes is not None and self.minutes.state is MinutesState.PUBLISHED

    @property
    def entitled(self) -> int:
        """How many members the attendance list names."""
        return len(self.presences)

    @property
    def present(self) -> int:
        """How many of them were represented."""
        return sum(row.is_present for row in self.presences)

    @property
    def has_quorum(self) -> bool:
        """Whether the present suffice under the pinned rules."""
        return self.rules.quorum.reached(self.present, self.entitled)


class PresenceState(StrEnum):
    """What the attendance list says of a member."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class MeetingPresence(Base):
    """One member on the attendance list of one meeting, under the name of that day, and who spoke for it."""

    __tablename__ = "meeting_presences"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id"),)

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("forum_members.id"), index=True)
    position: Mapped[int]
    member_name: Mapped[str] = mapped_column(String(300))
    state: Mapped[PresenceState]
    represented_by: Mapped[Line]
    post: Mapped[Line]

    meeting: Mapped[Meeting] = relationship(back_populates="presences")
    member: Mapped[ForumMember] = relationship()

    @property
    def is_present(self) -> bool:
        """Whether somebody spoke for the member."""
        return self.state is PresenceState.PRESENT


class MinutesState(StrEnum):
    """draft → approved → published. From approval on, nothing of the meeting changes."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"


class Minutes(Base):
    """The minutes of a meeting: how far they are, and by approval the names, day and place of that day."""

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("(state = 'draft') = (approved_at IS NULL)", name="approved"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("state = 'draft' OR held_on IS NOT NULL", name="frozen"),
    )

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    state: Mapped[MinutesState] = mapped_column(default=MinutesState.DRAFT)
    approval_note: Mapped[Line]
    """How they were adopted: "bez uwag, na posiedzeniu nr 2/2026"."""
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[Line]
    published_at: Mapped[datetime | None]
    published_by: Mapped[Line]
    forum_name: Mapped[Line]
    forum_genitive: Mapped[Line]
    held_on: Mapped[date | None]
    venue: Mapped[Line]
    zone: Mapped[str] = mapped_column(String(64), default="")

    meeting: Mapped[Meeting] = relationship(back_populates="minutes")

    @property
    def is_approved(self) -> bool:
        """Whether they are final."""
        return self.state is not MinutesState.DRAFT
