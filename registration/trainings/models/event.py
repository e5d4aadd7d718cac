"""Event: a training, conference or meeting, owned by an organisation."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose, PublicId
from registration.core.text import search_key, sort_key
from registration.partners.models import Organisation, Project
from registration.trainings.models.venue import Venue

if TYPE_CHECKING:
    from registration.trainings.models.programme import EventDay, EventSession, Speaker


class EventKind(StrEnum):
    """What sort of thing the catalogue announces."""

    TRAINING = "training"
    CONFERENCE = "conference"
    MEETING = "meeting"


class Visibility(StrEnum):
    """Who sees the event. Archived: a record of the past, outside sign-up and calendars."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class SignUpWindow:
    """From when (None: at once) until when sign-ups are taken."""

    opens_at: datetime | None
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether they are taken now."""
        return (self.opens_at is None or self.opens_at <= now) and now < self.closes_at


def _title_key(context: DefaultExecutionContext) -> str:
    return search_key(str(context.get_current_parameters()["title"]))  # type: ignore[no-untyped-call]


def _title_order(context: DefaultExecutionContext) -> str:
    return sort_key(str(context.get_current_parameters()["title"]))  # type: ignore[no-untyped-call]


class Event(Base):
    """Times are UTC; `zone` is the IANA zone in which the organiser enters and everybody reads them."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("seats_taken >= 0", name="seats_not_negative"),
        CheckConstraint("capacity IS NULL OR seats_taken <= capacity", name="seats_within_capacity"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="forwards"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[EventKind]
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[Prose]
    """What for: what participants will be able to do."""
    audience: Mapped[Prose]
    """For whom."""
    cost: Mapped[Line]
    """In words; empty when free of charge."""
    language: Mapped[str] = mapped_column(String(8), default="pl")
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venues.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event_series.id"), index=True)
    """The other dates of the same training; None while there is no other."""
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    """The project that it belongs to, of the same organisation; None for none."""
    online_url: Mapped[str] = mapped_column(String(2000), default="")
    """The meeting's link; told to participants only."""
    zone: Mapped[str] = mapped_column(String(64), default="Europe/Warsaw")
    capacity: Mapped[int | None]
    seats_taken: Mapped[Counter]
    sign_up_opens_at: Mapped[datetime | None] = mapped_column(index=True)
    sign_up_closes_at: Mapped[datetime | None] = mapped_column(index=True)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.DRAFT, index=True)
    accessibility: Mapped[Prose]
    """Access facts of this event: sign language, captions, breaks."""
    contact_name: Mapped[Line]
    contact_email: Mapped[str] = mapped_column(String(320), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    cancellation_reason: Mapped[Prose]
    sample: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Prose]
    """Where a record of the past comes from; shown with it."""
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    """Start of the first session, kept by the programme's service; None for a record without times."""
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
    search_key: Mapped[str] = mapped_column(Text, default=_title_key)
    """What the catalogue's search compares: title, purpose, sessions and place, kept by the services
    (registration.trainings.services.searching); a row made without them is found by its title."""
    sort_key: Mapped[str] = mapped_column(Text, default=_title_order)
    """The title in the order of the Polish alphabet."""
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change that the public page shows."""
    edition: Mapped[int] = mapped_column(default=1)
    """Rises with every edit by an organiser, and stands in their forms: a form of an older edition is stale.
    Not `version`, which rises with each sign-up too."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    venue: Mapped[Venue | None] = relationship(lazy="joined")
    project: Mapped[Project | None] = relationship()
    days: Mapped[list["EventDay"]] = relationship(
        back_populates="event", order_by="EventDay.position", cascade="all, delete-orphan"
    )
    sessions: Mapped[list["EventSession"]] = relationship(
        back_populates="event", order_by="EventSession.position", cascade="all, delete-orphan"
    )
    speakers: Mapped[list["Speaker"]] = relationship(
        back_populates="event", order_by="Speaker.position", cascade="all, delete-orphan"
    )

    @property
    def is_online(self) -> bool:
        """Whether people meet by a link only."""
        return self.venue_id is None and bool(self.online_url)

    @property
    def free_seats(self) -> int | None:
        """Seats left; None when the event has no limit."""
        return None if self.capacity is None else max(self.capacity - self.seats_taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether no seat is left."""
        return self.free_seats == 0

    def is_past(self, now: datetime) -> bool:
        """Whether the last session has ended."""
        return self.visibility is Visibility.ARCHIVED or (self.ends_at is not None and self.ends_at <= now)

    def takes_sign_ups(self, now: datetime) -> bool:
        """Whether the sign-up window is open; says nothing of seats. Without a closing time it ends with the
        first session's start."""
        return self.window is not None and self.window.is_open(now)

    @property
    def window(self) -> SignUpWindow | None:
        """When it takes sign-ups; None while it is not published or has no times."""
        if self.visibility is not Visibility.PUBLISHED or self.starts_at is None:
            return None
        return SignUpWindow(self.sign_up_opens_at, self.sign_up_deadline)

    @property
    def sign_up_deadline(self) -> datetime:
        """When sign-up ends: the set time, else the start. Raises ValueError for a record without times."""
        deadline = self.sign_up_closes_at or self.starts_at
        if deadline is None:
            raise ValueError("a record without times has no sign-up")
        return deadline
