"""The sample project: one that somebody pays for, so that its events have a strip to show."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.desk.demo import moments, samples
from registration.desk.demo.programme import Places
from registration.desk.demo.sample_events import Loading
from registration.files.receiving import ReceivedPicture
from registration.partners.models import Project, ProjectRole
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.projects import funding, parties, saving
from registration.partners.services.projects.changing import Editing
from registration.partners.services.projects.funding import FundingCommand
from registration.partners.services.projects.parties import ProjectPartyCommand
from registration.partners.services.projects.saving import ProjectCommand
from registration.trainings.models import Event

FILE = "project.toml"
Told = Mapping[str, Any]


def marks() -> list[str]:
    """Whose logos are drawn, in their order."""
    return list(samples.read(FILE)["funding"]["logos"])


def write(
    loading: Loading,
    places: Places,
    events: Mapping[str, Event],
    edition: Event,
    logos: Sequence[ReceivedPicture],
) -> Project:
    """The project, published, with the edition and the events that the file names."""
    told, db = samples.read(FILE), loading.db
    owner, by = places.organisations[told["owner"]], Editing(0, None, loading.actor, loading.now)
    made = saving.make_project(db, owner.id, _texts(loading, told), by, sample=True)
    editing = Editing(made.id, None, loading.actor, loading.now)
    for one in told["parties"]:
        command = ProjectPartyCommand(ProjectRole(one["role"]), one.get("printed_as", ""))
        parties.add_party(db, editing, Meant(id=places.organisations[one["key"]].id), command)
    _pay(loading, editing, told["funding"], logos)
    saving.publish(db, editing)
    for event in (edition, *(events[slug] for slug in told["events"])):
        event.project = made
    db.flush()
    return made


def _texts(loading: Loading, told: Told) -> ProjectCommand:
    return ProjectCommand(
        title=told["title"],
        goal=told["goal"],
        specific_goals=told["specific_goals"],
        starts_on=_day(loading, told["starts"]),
        ends_on=_day(loading, told["ends"]),
    )


def _pay(loading: Loading, editing: Editing, told: Told, logos: Sequence[ReceivedPicture]) -> None:
    amounts = (Decimal(told[name]) for name in ("value", "contribution"))
    funding.set_funding(loading.db, editing, FundingCommand(told["sentence"], told["number"], *amounts))
    for alt, picture in zip(told["logos"], logos, strict=False):
        funding.add_logo(loading.db, editing, picture, alt)


def _day(loading: Loading, from_today: int) -> PartialDate:
    today = in_zone(loading.now, moments.ZONE).date()
    return PartialDate.on(today + timedelta(days=from_today))
