"""Adding and correcting institutions."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import orm
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import Actor, changes
from registration.partners import queries, teryt
from registration.partners.errors.organisation import (
    NoSuchOrganisation,
    OrganisationChanged,
    OwnParent,
    RenamedTooEarly,
    TerytTaken,
    ValidityBackwards,
)
from registration.partners.models import EmailDomain, FormerName, Organisation, OrganisationKind
from registration.partners.services.organisations import tidying
from registration.partners.services.organisations.finding import unit_typed
from registration.partners.services.organisations.noting import facts, note


@dataclass(frozen=True)
class OrganisationCommand:
    """What the form says. `email` is the human office: Reply-To of the organisation's mails.

    `parent` is typed: a name, a description or a code. `renamed_on` says that a new name is no correction: the one
    before stays that of the days before."""

    kind: OrganisationKind
    name: str
    short_name: str = ""
    genitive: str = ""
    locative: str = ""
    teryt: str = ""
    nip: str = ""
    regon: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    email: str = ""
    runs_events: bool = False
    domains: tuple[str, ...] = ()
    parent: str = ""
    valid_from: date | None = None
    renamed_on: date | None = None


def add_organisation(
    db: orm.Session, command: OrganisationCommand, *, actor: Actor, now: datetime
) -> Organisation:
    """A new organisation. Names may repeat: the register knows four that two units bear.

    Raises what `tidying` and `teryt.regular` refuse, TerytTaken, UnitUnknown, UnitUnclear.
    """
    made = Organisation()
    _fill(db, made, command)
    db.add(made)
    _flush(db, made)
    note(db, made, actor, "organisation.added", ({}, facts(made)), now)
    return made


def change_organisation(
    db: orm.Session,
    organisation_id: int,
    command: OrganisationCommand,
    *,
    actor: Actor,
    now: datetime,
    edition: int | None = None,
) -> None:
    """Correct or rename an organisation; what was mailed and minuted under the old name stays.

    `edition` is the one that the form was filled with (None: whatever it is). Raises NoSuchOrganisation,
    OrganisationChanged, OwnParent, RenamedTooEarly, ValidityBackwards, and what `add_organisation` raises.
    """
    known = locked(db, organisation_id, edition)
    before, name = facts(known), known.name
    _fill(db, known, command)
    if command.renamed_on and known.name != name:
        keep_name(known, name, command.renamed_on)
    tidying.index(known)
    sides = changes(before, facts(known))
    if sides[1]:
        known.edition += 1
        _flush(db, known)
        note(db, known, actor, "organisation.changed", sides, now)


def locked(db: orm.Session, organisation_id: int, edition: int | None) -> Organisation:
    """The organisation as it is now. Raises NoSuchOrganisation, OrganisationChanged."""
    known = db.get(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    if known is None:
        raise NoSuchOrganisation
    if edition not in (None, known.edition):
        raise OrganisationChanged
    return known


def keep_name(organisation: Organisation, name: str, until: date) -> None:
    """A name that it bore until a day. Raises RenamedTooEarly."""
    last = organisation.former_names[-1].until if organisation.former_names else organisation.valid_from
    if last is not None and until <= last:
        raise RenamedTooEarly(day=last.isoformat())
    organisation.former_names.append(FormerName(name=name, until=until))


def _fill(db: orm.Session, organisation: Organisation, command: OrganisationCommand) -> None:
    """All that the form says. The parent is asked for before anything changes: a query flushes."""
    code = teryt.regular(command.teryt, command.kind)
    told: dict[str, Any] = tidying.with_forms(command.kind, tidying.texts(command)) | tidying.numbers(command)
    told["email"] = tidying.office(command.email, command.runs_events)
    domains = tidying.domains(command.domains)
    with db.no_autoflush:
        _refuse_taken(db, organisation, code)
        parent = _parent(db, organisation, replace(command, teryt=code or ""))
    ends = organisation.valid_until
    if command.valid_from and ends and command.valid_from >= ends:
        raise ValidityBackwards(field="valid_from")
    told |= {"kind": command.kind, "teryt": code, "runs_events": command.runs_events, "parent": parent}
    for name, value in (told | {"valid_from": command.valid_from}).items():
        setattr(organisation, name, value)
    _set_domains(organisation, domains)
    tidying.index(organisation)


def _refuse_taken(db: orm.Session, organisation: Organisation, code: str | None) -> None:
    holder = queries.by_teryt(db, code) if code and organisation.valid_until is None else None
    if holder is not None and holder is not organisation:
        raise TerytTaken(name=holder.name)


def _parent(db: orm.Session, organisation: Organisation, command: OrganisationCommand) -> Organisation | None:
    """The one that was typed; of a local government the one that its code tells. Raises OwnParent."""
    above = teryt.parent_code(command.teryt) if command.teryt else None
    if command.teryt:
        return queries.by_teryt(db, above) if above else None
    found = unit_typed(db, command.parent, "parent")
    step = found
    while step is not None:
        if step is organisation:
            raise OwnParent
        step = step.parent
    return found


def _set_domains(organisation: Organisation, domains: tuple[str, ...]) -> None:
    held = {one.domain: one for one in organisation.domains}
    organisation.domains = [held.get(one) or EmailDomain(domain=one) for one in domains]


def _flush(db: orm.Session, organisation: Organisation) -> None:
    """The database is the last to refuse a second holder of a code, added at the same moment."""
    try:
        db.flush()
    except IntegrityError as problem:
        if "teryt" in str(problem.orig):
            raise TerytTaken(name=organisation.name) from problem
        raise
