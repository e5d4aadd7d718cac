"""Made-up participants, named by numbers, who sign up by the same service as everybody."""

from datetime import datetime

from sqlalchemy import orm, select

from registration.core.site import Site
from registration.invites.models import CalendarInvite, Invitee
from registration.invites.services import issue
from registration.signup import queries
from registration.signup.models import Clause, Registration
from registration.signup.services import SignUpCommand, ensure_clauses, offered, sign_up
from registration.trainings.models import Event

_INSTITUTIONS = (
    "Gmina Przykładowo Górne (przykład)",
    "Powiat Przykładowy (przykład)",
    "Miasto Przykładów (przykład)",
    "Gmina Przykładówek (przykład)",
)
_POSTS = ("sekretarz", "inspektor", "podinspektor", "kierownik referatu", "główna księgowa")
_QUESTION = "Czy materiały będzie można wykorzystać na szkoleniu w naszym urzędzie?"
_NEEDS = "Proszę o miejsce blisko ekranu i o materiały w druku powiększonym."


def fill(db: orm.Session, event: Event, people: int, since: datetime, until: datetime) -> None:
    """Sign so many people up, spread evenly between the two instants. Raises what sign_up raises."""
    ensure_clauses(db, event.organisation, since)
    clauses = queries.current_clauses(db, event.organisation_id, "pl")
    for number in range(1, people + 1):
        at = since + (until - since) * number / (people + 1)
        sign_up(db, event.id, _command(event, number, clauses), now=at)


def find(db: orm.Session, event: Event, number: int) -> Registration:
    """The made-up participant's registration for the event."""
    found = queries.active_registration(db, event.id, email(number))
    if found is None:
        raise ValueError(f"{event.slug} has no participant {number}")
    return found


def email(number: int) -> str:
    """The address of a made-up participant."""
    return f"participant{number}@example.org"


def tell_calendars(db: orm.Session, event: Event, site: Site, now: datetime, *, but: frozenset[str]) -> None:
    """Note the calendar entries as mailed as they stand now, so that a later change by the organiser is sent
    as an update. People whose address is in `but` still wait for their first mail."""
    entries = select(CalendarInvite).join(Invitee).where(Invitee.event_id == event.id)
    for entry in db.scalars(entries.where(Invitee.email.not_in(but)).order_by(CalendarInvite.id)).all():
        issue(db, entry, site, now)


def _choice(event: Event, number: int) -> frozenset[int]:
    """One of the optional sessions, or none, in turn."""
    found = offered(event)
    turn = number % (len(found) + 1)
    return frozenset(one.id for one in found[turn : turn + 1])


def _command(event: Event, number: int, clauses: list[Clause]) -> SignUpCommand:
    shown = frozenset(clause.id for clause in clauses)
    return SignUpCommand(
        submission_key=f"demo-{event.public_id}-{number}",
        first_name="Osoba",
        last_name=f"Przykładowa {number}",
        email=email(number),
        institution=_INSTITUTIONS[number % len(_INSTITUTIONS)],
        post=_POSTS[number % len(_POSTS)],
        phone="",
        question=_QUESTION if number % 5 == 1 else "",
        needs=_NEEDS if number % 7 == 3 else "",
        language="pl",
        clauses_shown=shown,
        consents_given=shown if number % 3 == 0 else frozenset(),
        sessions_chosen=_choice(event, number),
    )
