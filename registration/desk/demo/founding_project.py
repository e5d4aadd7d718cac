"""The project of the second story on record, as far as its press note tells of it, and no further.

No beginning, no funding, no number: the note tells none of them. The record of the training and the forum belong to it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select, update

from registration.accounts.audit import PROGRAM
from registration.core.partial_date import PartialDate
from registration.desk.demo import facts
from registration.forum.models import Forum
from registration.partners.models import Organisation, Project, ProjectRole
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.projects import parties, saving
from registration.partners.services.projects.changing import Editing
from registration.partners.services.projects.parties import ProjectPartyCommand
from registration.partners.services.projects.saving import ProjectCommand
from registration.trainings.models import Event

SOURCE = (
    "Zapis na podstawie notatki prasowej o projekcie. Notatka nie podaje początku projektu, jego finansowania ani "
    "numeru umowy; koniec podaje z dokładnością do miesiąca."
)
Told = Mapping[str, Any]


def write(db: orm.Session, record: Event, now: datetime) -> Project:
    """The record, published; the leader keeps it, as that of the training."""
    told = facts.story()["project"]
    made = saving.make_project(db, record.organisation_id, _texts(told), Editing(0, None, PROGRAM, now))
    editing = Editing(made.id, None, PROGRAM, now)
    units = _units(db)
    for key, role in _roles(told):
        unit = units[key]
        printed = ProjectPartyCommand(role, unit.printed_as)
        parties.add_party(db, editing, Meant(unit.name, unit.id), printed)
    saving.publish(db, editing)
    record.project = made
    hosted = update(Forum).where(Forum.organisation_id == record.organisation_id)
    db.execute(hosted.values(project_id=made.id))
    db.flush()
    return made


def _texts(told: Told) -> ProjectCommand:
    return ProjectCommand(
        title=told["title"],
        goal=told["goal"],
        specific_goals="\n".join(told["specific_goals"]),
        ends_on=PartialDate.from_iso(told["ends"]),
        source=SOURCE,
    )


def _roles(told: Told) -> Iterator[tuple[str, ProjectRole]]:
    """Keys with roles, in the printed order."""
    yield told["leader"], ProjectRole.LEADER
    for key in told["partners"]:
        yield key, ProjectRole.PARTNER
    for key in told["beneficiaries"]:
        yield key, ProjectRole.BENEFICIARY


def _units(db: orm.Session) -> dict[str, Organisation]:
    """The story's institutions by their keys: those of the register by code, all others by name."""
    there = list(db.scalars(select(Organisation)))
    by_code = {one.teryt: one for one in there if one.teryt}
    by_name = {one.name: one for one in there if not one.teryt}
    told = facts.written().organisations
    return {one.key: by_code[one.teryt] if one.teryt else by_name[one.name] for one in told}
