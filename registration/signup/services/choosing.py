"""Which of the optional sessions a participant takes part in."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.site import Site
from registration.invites import services as invites
from registration.invites.whose import REST, Day, Part, Programme, Session, all_sessions
from registration.signup.errors import NothingChosen
from registration.signup.services.manage import changeable
from registration.trainings.models import EventSession


def offered(event: Programme[Day[Session]]) -> list[Session]:
    """The sessions from which a participant chooses, in the order of the programme."""
    return [one for one in all_sessions(event) if one.optional]


def must_choose(event: Programme[Day[Part]]) -> bool:
    """Whether nothing but breaks is left for somebody who chooses nothing."""
    return all(one.optional or one.kind in REST for one in all_sessions(event)) and bool(offered(event))


def chosen(event: Programme[Day[Session]], session_ids: Collection[int]) -> list[Session]:
    """Those of the optional sessions; ids of anything else are ignored. Raises NothingChosen where one is needed."""
    found = [one for one in offered(event) if one.id in session_ids]
    if not found and must_choose(event):
        raise NothingChosen
    return found


def choose_sessions(
    db: orm.Session, registration_id: int, session_ids: Collection[int], *, now: datetime, site: Site
) -> None:
    """Choose anew; the calendar entries of the days concerned follow.

    Raises NothingChosen, AlreadyWithdrawn, TooLateToWithdraw.
    """
    registration = changeable(db, registration_id, now)
    before = _titles(registration.invitee.sessions)
    wanted = chosen(registration.event, session_ids)
    if not invites.choose(db, registration.invitee, {one.id for one in wanted}, now, site):
        return
    registration.changed_at = now
    record(
        db,
        Actor("participant", registration.id),
        "registration.chosen",
        ("registration", registration.id),
        now=now,
        before={"chosen_items": before},
        after={"chosen_items": _titles(wanted)},
        organisation_id=registration.event.organisation_id,
    )


def _titles(sessions: Iterable[EventSession]) -> str:
    return "; ".join(one.title for one in sessions)
