"""Who is in a project, in the printed order."""

from dataclasses import dataclass

from sqlalchemy import orm

from registration.partners import hooks
from registration.partners.errors.project import (
    NoSuchProjectPart,
    PartyNotNamed,
    ProjectPartyReferenced,
    RoleTaken,
    TwoLeaders,
)
from registration.partners.models import Project, ProjectParty, ProjectRole
from registration.partners.services import texts
from registration.partners.services.ordering import counted, moved, one_of
from registration.partners.services.organisations.finding import Meant, unit_meant
from registration.partners.services.projects.changing import Editing, changing


@dataclass(frozen=True)
class ProjectPartyCommand:
    """`printed_as` is the name as printed, empty where it is the legal one."""

    role: ProjectRole
    printed_as: str = ""


def add_party(db: orm.Session, editing: Editing, meant: Meant, command: ProjectPartyCommand) -> None:
    """One more party, at the end.

    Raises PartyNotNamed, UnitUnknown, UnitUnclear, RoleTaken, TwoLeaders, NoSuchProject, ProjectChanged.
    """
    with changing(db, editing, "project.party_added") as known:
        found = unit_meant(db, meant, "institution")
        if found is None:
            raise PartyNotNamed
        made = ProjectParty(organisation=found, organisation_id=found.id)
        _set(known, made, command)
        known.parties.append(made)
        counted(known.parties)


def change_party(db: orm.Session, editing: Editing, party_id: int, command: ProjectPartyCommand) -> None:
    """Change role and printed name. Raises NoSuchProjectPart, RoleTaken, TwoLeaders, NoSuchProject,
    ProjectChanged."""
    with changing(db, editing, "project.party_changed") as known:
        _set(known, one_of(known.parties, party_id, NoSuchProjectPart), command)


def move_party(db: orm.Session, editing: Editing, party_id: int, by: int) -> None:
    """Up (-1) or down (1) in the printed order. Raises NoSuchProjectPart, NoSuchProject, ProjectChanged."""
    with changing(db, editing, "project.parties_ordered") as known:
        moved(known.parties, one_of(known.parties, party_id, NoSuchProjectPart), by)


def remove_party(db: orm.Session, editing: Editing, party_id: int) -> None:
    """Take a party out. Raises ProjectPartyReferenced with where it stands, NoSuchProjectPart, NoSuchProject,
    ProjectChanged."""
    with changing(db, editing, "project.party_removed") as known:
        party = one_of(known.parties, party_id, NoSuchProjectPart)
        if places := named_in(db, party):
            raise ProjectPartyReferenced(name=party.organisation.name, where="; ".join(places))
        known.parties.remove(party)
        db.flush()
        counted(known.parties)


def named_in(db: orm.Session, party: ProjectParty) -> list[str]:
    """Where else the party stands because of the project: nowhere, while it has another role in it."""
    others = [one for one in party.project.parties if one is not party]
    if any(one.organisation_id == party.organisation_id for one in others):
        return []
    return [place for ask in hooks.project_party_uses for place in ask(db, party)]


def _set(project: Project, party: ProjectParty, command: ProjectPartyCommand) -> None:
    """With one leader at most; two at the same moment come one after the other, since the project is locked."""
    others = [one for one in project.parties if one is not party and one.role is command.role]
    if any(one.organisation_id == party.organisation_id for one in others):
        raise RoleTaken(name=party.organisation.name)
    if command.role is ProjectRole.LEADER and others:
        raise TwoLeaders(name=others[0].organisation.name)
    party.role, party.printed_as = command.role, texts.line(command.printed_as, "printed_as")
