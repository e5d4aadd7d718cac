"""Offers, read once for each version and shared; and the two statements by which a sign-up learns what is valid."""

from typing import NamedTuple

from sqlalchemy import bindparam, orm, select

from registration.core.catalogue import LANGUAGES
from registration.core.driver import QuickSelect
from registration.core.stamps import CONTENT, is_changing, stamp
from registration.invites.queries import exists_host
from registration.signup import seen
from registration.signup.models import AT_SIGN_UP, Clause, Registration, SignUp
from registration.signup.offer import Offer, OfferedDay, OfferedSession, Version
from registration.signup.queries import OVER, current_clauses
from registration.signup.seats import SEAT_LEFT
from registration.trainings.models import Event, EventDay, EventSession, Visibility

MOST = 256
"""The offers of so many events are kept: a few kilobytes each."""
_shared: dict[int, Offer] = {}

_VERSION = stamp(CONTENT), Event.edition
_VERSION_OF = QuickSelect(select(*_VERSION).where(Event.id == bindparam("event_id")))

ON_OFFER = QuickSelect(
    select(Event.id, SEAT_LEFT, *_VERSION).where(
        Event.slug == bindparam("slug"), Event.visibility != Visibility.DRAFT
    )
)
"""(id, whether a seat is left, version) of an event that the public may see, by its slug."""

_REGISTERED = select(Registration.id).where(
    Registration.event_id == Event.id,
    Registration.email_key == bindparam("email_key"),
    *(Registration.state != over for over in OVER),
)
_AT_THE_DOOR = QuickSelect(
    select(
        SignUp.public_id,
        SignUp.generation,
        SEAT_LEFT,
        _REGISTERED.exists(),
        exists_host(Event.id, bindparam("email_key")),
        *_VERSION,
    )
    .select_from(Event)
    .outerjoin(SignUp, SignUp.submission_key == bindparam("submission_key"))
    .where(Event.id == bindparam("event_id"))
    .with_for_update(read=True, key_share=True, of=Event)
)


class Standing(NamedTuple):
    """What holds of an event, and of who signs up for it, in the transaction that signs them up."""

    public_id: str | None
    generation: int | None
    """Of the submission that the same form with the same answers has made before."""
    seat_left: bool
    is_registered: bool
    is_host: bool
    """Whether they lead or work there, and have calendar entries already."""
    version: Version


def standing(db: orm.Session, event_id: int, email_key: str, submission_key: str) -> Standing | None:
    """All that a sign-up relies on, in one statement; None where there is no such event. Until the commit no organiser
    edits the event (who locks it FOR UPDATE); others may sign up beside us."""
    db.flush()
    values = {"event_id": event_id, "email_key": email_key, "submission_key": submission_key}
    row = _AT_THE_DOOR.within(db, values)
    if not row:
        return None
    public_id, generation, seat_left, is_registered, is_host, *version = row
    return Standing(public_id, generation, seat_left, is_registered, is_host, Version(*version))


def offer_within(db: orm.Session, event_id: int, version: Version) -> Offer:
    """The offer for the transaction that has read the version. What it has changed itself is for nobody else."""
    changing = is_changing(db.connection(), CONTENT)
    return _read(db, event_id) if changing else offer_of(db, event_id, version)


def offer_of(db: orm.Session, event_id: int, version: Version) -> Offer:
    """The shared offer, when it is of this version; else it is read, once for all."""
    known = _shared.get(event_id)
    if known is not None and known.version == version and version.stamp is not None:
        return known
    if len(_shared) >= MOST:
        _shared.clear()
    _shared[event_id] = found = _read(db, event_id)
    return found


def _read(db: orm.Session, event_id: int) -> Offer:
    """The version first: what is read afterwards is at least as new, and a newer one has another version."""
    version = Version(*_VERSION_OF.within(db, {"event_id": event_id}))
    programme = orm.joinedload(Event.days).joinedload(EventDay.sessions)
    wanted = select(Event).where(Event.id == event_id).options(orm.lazyload(Event.organisation), programme)
    event = db.scalars(wanted.execution_options(populate_existing=True)).unique().one()
    of_form = Clause.organisation_id == event.organisation_id, Clause.kind.in_(AT_SIGN_UP)
    texts = select(Clause.id, Clause.kind).where(*of_form)
    return Offer(
        version=version,
        event_id=event.id,
        organisation_id=event.organisation_id,
        window=event.window,
        marks=seen.marks(event),
        days=tuple(OfferedDay(day.id, tuple(map(_session, day.sessions))) for day in event.days),
        clauses=dict(db.execute(texts.order_by(Clause.id)).all()),
        current={
            language: tuple(one.id for one in current_clauses(db, event.organisation_id, language))
            for language in LANGUAGES
        },
    )


def _session(one: EventSession) -> OfferedSession:
    return OfferedSession(one.id, one.title, one.kind, one.optional, one.starts_at, one.ends_at)
