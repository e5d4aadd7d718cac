"""Which institutions have taken part in the past events of a project."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, orm, select

from registration.core.dates import in_zone
from registration.partners.models import Organisation
from registration.partners.queries import in_order
from registration.partners.queries.organisation import with_parents
from registration.signup.models import Registration
from registration.signup.states import RegistrationState
from registration.trainings.models import Event, Visibility


@dataclass(frozen=True)
class Came:
    """How many people of an institution were confirmed for a past event; of those whose institution nobody has
    linked, `organisation_id` is None."""

    event_id: int
    year: int
    organisation_id: int | None
    people: int


def came(db: orm.Session, project_id: int, now: datetime) -> list[Came]:
    """All of it for one project, in one statement. The year is that of the event's own zone."""
    counted = (
        select(Event.id, Event.starts_at, Event.zone, Registration.organisation_id, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(
            Event.project_id == project_id,
            Event.ends_at <= now,
            Event.visibility.in_((Visibility.PUBLISHED, Visibility.ARCHIVED)),
            Registration.state == RegistrationState.CONFIRMED,
        )
        .group_by(Event.id, Event.starts_at, Event.zone, Registration.organisation_id)
    )
    return [
        Came(event_id, in_zone(starts_at, zone).year, organisation_id, people)
        for event_id, starts_at, zone, organisation_id, people in db.execute(counted)
        if starts_at is not None
    ]


def institutions(db: orm.Session, ids: Collection[int]) -> list[Organisation]:
    """These, by the Polish alphabet, with what describes them."""
    wanted = in_order(select(Organisation).where(Organisation.id.in_(ids))).options(*with_parents())
    return list(db.scalars(wanted))
