"""An institution that is no more, and one that was marked so by mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes
from registration.partners import queries
from registration.partners.errors.organisation import SuccessorOfItself, TerytTaken, ValidityBackwards
from registration.partners.models import Organisation
from registration.partners.services.organisations.finding import unit_typed
from registration.partners.services.organisations.noting import facts, note
from registration.partners.services.organisations.saving import locked


@dataclass(frozen=True)
class EndCommand:
    """`valid_until` is the first day on which it is no more; None: it still is. `successor` is typed, "" for none."""

    valid_until: date | None
    successor: str = ""


def end_organisation(
    db: orm.Session,
    organisation_id: int,
    command: EndCommand,
    *,
    actor: Actor,
    now: datetime,
    edition: int | None = None,
) -> None:
    """Mark an institution as ended, correct that, or take it back. It stays wherever it took part.

    Raises NoSuchOrganisation, OrganisationChanged, ValidityBackwards, UnitUnknown, UnitUnclear, SuccessorOfItself,
    TerytTaken where another one has got the code meanwhile.
    """
    known = locked(db, organisation_id, edition)
    before, day = facts(known), command.valid_until
    if day and known.valid_from and day <= known.valid_from:
        raise ValidityBackwards
    successor = unit_typed(db, command.successor, "successor") if day else None
    if successor is known:
        raise SuccessorOfItself
    if day is None:
        _refuse_second(db, known)
    known.valid_until, known.successor = day, successor
    sides = changes(before, facts(known))
    if sides[1]:
        known.edition += 1
        db.flush()
        note(db, known, actor, "organisation.ended" if day else "organisation.revived", sides, now)


def _refuse_second(db: orm.Session, known: Organisation) -> None:
    holder = queries.by_teryt(db, known.teryt) if known.teryt else None
    if holder is not None and holder is not known:
        raise TerytTaken(name=holder.name)
