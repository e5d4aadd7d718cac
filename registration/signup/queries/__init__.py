"""Reads of registrations and submissions."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, orm, select

from registration.accounts.models import RoleGrant, RoleName, User
from registration.core.driver import QuickSelect
from registration.core.remembering import remember, remembered
from registration.core.site import Site
from registration.core.tokens import Purpose, opened
from registration.invites.models import Invitee, own_sessions
from registration.invites.queries import remember_others
from registration.signup.models import AT_SIGN_UP, Clause, ClauseKind, Registration, SignUp
from registration.signup.states import RULES, RegistrationState
from registration.trainings.models import Event, EventDay, EventSession, Visibility

OVER = tuple(state for state, rule in RULES.items() if not rule.next)
HOLDING = tuple(state for state, rule in RULES.items() if rule.holds_seat)


def event_to_sign_up(db: orm.Session, slug: str) -> Event | None:
    """The event that the public may see, with its programme and speakers. Whether sign-up is open is the service's
    rule."""
    programme = (
        orm.selectinload(Event.days).selectinload(EventDay.sessions).selectinload(EventSession.speakers)
    )
    seen = Event.visibility != Visibility.DRAFT
    return db.scalar(select(Event).where(Event.slug == slug, seen).options(programme))


def hold_event(db: orm.Session, event_id: int) -> None:
    """Renew the event; until the commit no organiser edits it (who locks it FOR UPDATE)."""
    wanted = select(Event).where(Event.id == event_id).with_for_update(read=True, key_share=True, of=Event)
    db.execute(wanted.execution_options(populate_existing=True))


def active_registration(db: orm.Session, event_id: int, email_key: str) -> Registration | None:
    """The address's registration for the event that is not over."""
    wanted = select(Registration).where(
        Registration.event_id == event_id, Registration.email_key == email_key
    )
    return db.scalar(wanted.where(Registration.state.not_in(OVER)))


def sign_ups_of(db: orm.Session, registration_id: int) -> Sequence[SignUp]:
    """The submissions that made the registration."""
    return db.scalars(select(SignUp).where(SignUp.registration_id == registration_id)).all()


def sign_up_by_token(db: orm.Session, site: Site, token: str) -> SignUp | None:
    """The submission that a confirmation page's address opens."""

    def named(public_id: str) -> SignUp | None:
        return db.scalar(select(SignUp).where(SignUp.public_id == public_id))

    return opened(site.key, token, Purpose.SIGN_UP, named)


def registration_by_token(db: orm.Session, site: Site, token: str) -> Registration | None:
    """The registration that a personal link opens."""

    def named(public_id: str) -> Registration | None:
        return db.scalar(select(Registration).where(Registration.public_id == public_id))

    return opened(site.key, token, Purpose.REGISTRATION, named)


def current_clauses(db: orm.Session, organisation_id: int, language: str) -> list[Clause]:
    """The latest version of each clause that the organisation's sign-up forms show, information first."""
    newest = _newest(db, organisation_id, language)
    return [newest[kind] for kind in AT_SIGN_UP if kind in newest]


def clause_for_hosts(db: orm.Session, organisation_id: int, language: str) -> Clause | None:
    """The latest version of what the organisation tells speakers and staff."""
    return _newest(db, organisation_id, language).get(ClauseKind.HOSTS)


def _newest(db: orm.Session, organisation_id: int, language: str) -> dict[ClauseKind, Clause]:
    of_owner = (Clause.organisation_id == organisation_id, Clause.language == language)
    return {one.kind: one for one in db.scalars(select(Clause).where(*of_owner).order_by(Clause.version))}


def clauses_to_offer(db: orm.Session, registration: Registration) -> list[Clause]:
    """The current optional texts of which the person has no consent in force, of whichever version."""
    given = {one.clause.kind for one in registration.consents if one.is_in_force}
    current = current_clauses(db, registration.event.organisation_id, registration.language)
    return [one for one in current if not one.is_information and one.kind not in given]


def one_of_event(db: orm.Session, event_id: int, registration_id: int) -> Registration | None:
    """A registration by its number, if it is one of this event's."""
    wanted = select(Registration).where(Registration.id == registration_id, Registration.event_id == event_id)
    return db.scalar(wanted)


def of_address(db: orm.Session, email_key: str) -> Sequence[Registration]:
    """All registrations of an address that are not over, for "send me my link"."""
    wanted = select(Registration).where(Registration.email_key == email_key, Registration.state.not_in(OVER))
    return db.scalars(wanted.order_by(Registration.id)).all()


def with_outlived_needs(db: orm.Session, before: datetime, limit: int = 200) -> Sequence[Registration]:
    """Registrations that still hold needs though their event ended, or was cancelled, before then."""
    cancelled = and_(Event.visibility == Visibility.CANCELLED, Event.cancelled_at <= before)
    wanted = (
        select(Registration)
        .join(Registration.event)
        .where(Registration.needs != "", or_(Event.ends_at <= before, cancelled))
        .order_by(Registration.id)
        .limit(limit)
    )
    return db.scalars(wanted.options(orm.contains_eager(Registration.event))).all()


def coordinators(db: orm.Session, event_id: int) -> Sequence[RoleGrant]:
    """Who holds the coordinator's role for the event, by name."""
    wanted = (
        select(RoleGrant)
        .join(RoleGrant.user)
        .where(RoleGrant.role == RoleName.COORDINATOR, RoleGrant.scope_kind == "event")
        .where(RoleGrant.scope_id == event_id)
        .order_by(User.name, User.id)
    )
    return db.scalars(wanted.options(orm.contains_eager(RoleGrant.user))).all()


def count_by_state(db: orm.Session, event_id: int) -> dict[RegistrationState, int]:
    """How many registrations of the event are in each state; states without any are left out."""
    wanted = select(Registration.state, func.count()).where(Registration.event_id == event_id)
    return dict(db.execute(wanted.group_by(Registration.state)).all())


def with_what_is_told(db: orm.Session, registration_ids: Collection[int]) -> Sequence[Registration]:
    """These registrations with their consents, invitees and calendar entries, in few statements; who else has the
    same addresses is remembered."""
    entries = orm.selectinload(Registration.invitee).selectinload(Invitee.invites)
    wanted = select(Registration).where(Registration.id.in_(registration_ids))
    found = db.scalars(wanted.options(entries, orm.selectinload(Registration.consents))).all()
    for one in found:
        remember(db, (_OF_INVITEE, one.invitee_id), one)
    remember_others(db, [one.invitee for one in found])
    return found


_OF_INVITEE = QuickSelect(select(Registration.id).where(Registration.invitee_id == bindparam("invitee")))


def of_invitee(db: orm.Session, invitee_id: int) -> Registration | None:
    """The registration whose calendar entries go to this invitee."""
    asked = {"invitee": invitee_id}
    return remembered(
        db, (_OF_INVITEE, invitee_id), lambda: next(iter(_OF_INVITEE.objects(db, Registration, asked)), None)
    )


class Chosen(NamedTuple):
    """An optional session, and how many of those who come have chosen it."""

    title: str
    people: int


def choices(db: orm.Session, event_id: int) -> list[Chosen]:
    """The event's optional sessions in the order of the programme, with the numbers of those who hold a seat."""
    holding = and_(Registration.invitee_id == own_sessions.c.invitee_id, Registration.state.in_(HOLDING))
    wanted = (
        select(EventSession.title, func.count(Registration.id))
        .outerjoin(own_sessions, own_sessions.c.session_id == EventSession.id)
        .outerjoin(Registration, holding)
        .where(EventSession.event_id == event_id, EventSession.optional)
        .group_by(EventSession.id, EventSession.title, EventSession.position)
        .order_by(EventSession.position)
    )
    return [Chosen(*row) for row in db.execute(wanted)]
