"""Creating and changing an event: texts, address, places, the window of sign-up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import orm

from registration.accounts.audit import history
from registration.core.dates import NonexistentTime
from registration.core.errors import DomainError
from registration.core.mail_address import BadAddress
from registration.trainings.errors import (
    BadSlug,
    CapacityBelowSeats,
    CapacityNotPositive,
    CapacityTooLarge,
    EventClosed,
    Missing,
    SlugFixed,
    SlugTaken,
    StaleForm,
    TooLong,
    WindowBackwards,
    ZoneFixed,
)
from registration.trainings.models import Event, EventKind, Visibility
from registration.trainings.services import Basics, change_basics, create_event, proposed_slug
from tests import factories
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR, editing


def wall(*parts: int) -> datetime:
    """What the clock on the wall shows."""
    return datetime(*parts)  # type: ignore[arg-type,misc]  # noqa: DTZ001


BASICS = Basics(
    kind=EventKind.TRAINING,
    title="Zasady partnerstw",
    slug="",
    purpose="Po co",
    audience="Dla kogo",
    cost="",
    language="pl",
    zone="Europe/Warsaw",
    capacity=20,
    opens=None,
    closes=None,
    accessibility="",
    contact_name="Sekretariat (przykład)",
    contact_email="biuro@example.org",
    contact_phone="",
)


def made(db: orm.Session, **values: Any) -> Event:
    event = create_event(db, factories.organisation(db), replace(BASICS, **values), actor=ACTOR, now=NOON)
    db.commit()
    return event


def change(db: orm.Session, event: Event, **values: Any) -> Event:
    changed = change_basics(db, editing(event), replace(BASICS, **values))
    db.commit()
    return changed


def test_a_new_event_is_a_draft_with_an_address_of_its_own(db: orm.Session) -> None:
    first, second = made(db), made(db)
    assert first.visibility is Visibility.DRAFT
    assert (first.slug, second.slug) == ("zasady-partnerstw", "zasady-partnerstw-2")
    line = history(db, ("event", first.id))[0]
    assert (line.action, line.actor_name) == ("event.created", ACTOR.name)
    assert line.after["title"] == "Zasady partnerstw"
    assert line.organisation_id == first.organisation_id


@pytest.mark.parametrize(
    ("title", "address"), [("Łódź", "lodz"), ("Past", "past-2"), ("日本", "wydarzenie"), ("100 %", "100")]
)
def test_an_address_is_made_of_the_title(db: orm.Session, title: str, address: str) -> None:
    assert proposed_slug(db, title) == address
    assert made(db, title=title).slug == address


def test_a_change_is_counted_noted_and_told(db: orm.Session, told: list[int]) -> None:
    event = made(db)
    change(db, event, title="Zasady i praktyka", capacity=None)
    assert (event.version, event.edition) == (2, 2)
    assert told == [event.id]
    line = history(db, ("event", event.id))[0]
    assert line.before == {"title": "Zasady partnerstw", "capacity": 20}
    assert line.after == {"title": "Zasady i praktyka", "capacity": None}
    assert event.search_key.startswith("zasady i praktyka")
    assert event.slug == "zasady-partnerstw"


def test_saving_the_same_again_changes_nothing(db: orm.Session, told: list[int]) -> None:
    event = made(db)
    change(db, event)
    assert (event.version, told) == (1, [])


@pytest.mark.parametrize(
    ("values", "refused", "field"),
    [
        ({"title": " \x00 "}, Missing, "title"),
        ({"title": "ż" * 201}, TooLong, "title"),
        ({"purpose": "a" * 5001}, TooLong, "purpose"),
        ({"contact_email": "nie-adres"}, BadAddress, "contact_email"),
        ({"contact_phone": "1" * 41}, TooLong, "contact_phone"),
        ({"capacity": 0}, CapacityNotPositive, "capacity"),
        ({"capacity": -5}, CapacityNotPositive, "capacity"),
        ({"capacity": 100_001}, CapacityTooLarge, "capacity"),
        ({"capacity": 10**30}, CapacityTooLarge, "capacity"),
        ({"slug": "past"}, BadSlug, "slug"),
        ({"slug": "Wielkie-Litery"}, BadSlug, "slug"),
        ({"slug": "../x"}, BadSlug, "slug"),
        ({"slug": "zajety"}, SlugTaken, "slug"),
        ({"opens": wall(2026, 6, 9), "closes": wall(2026, 6, 9)}, WindowBackwards, "closes"),
        ({"opens": wall(2027, 3, 28, 2, 30)}, NonexistentTime, "opens"),
        ({"closes": wall(2027, 3, 28, 2, 30)}, NonexistentTime, "closes"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    db: orm.Session, values: dict[str, Any], refused: type[DomainError], field: str
) -> None:
    factories.event(db, slug="zajety")
    event = made(db)
    with pytest.raises(refused) as caught:
        change(db, event, **values)
    assert caught.value.field == field
    db.rollback()
    with pytest.raises(refused):
        made(db, **values)


def test_the_window_of_sign_up_is_typed_by_the_clocks_of_the_event(db: orm.Session) -> None:
    event = made(db, opens=wall(2026, 6, 1, 8, 0), closes=wall(2026, 6, 30, 15, 0), zone="Europe/Kyiv")
    assert event.sign_up_opens_at == datetime(2026, 6, 1, 5, 0, tzinfo=UTC)
    assert event.sign_up_closes_at == datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def test_places_cannot_be_fewer_than_the_people_who_hold_one(db: orm.Session) -> None:
    event = made(db)
    event.seats_taken = 18
    db.commit()
    assert change(db, event, capacity=18).capacity == 18
    with pytest.raises(CapacityBelowSeats) as caught:
        change(db, event, capacity=17)
    assert caught.value.told.values == {"num": 18}


def test_the_address_is_fixed_by_publication_and_the_zone_by_the_programme(db: orm.Session) -> None:
    event = made(db)
    assert change(db, event, slug="inny", zone="Europe/Kyiv").slug == "inny"
    begin = datetime(2026, 7, 1, 7, tzinfo=UTC)
    factories.session(db, event, begin, begin + timedelta(hours=1))
    event.published_at = NOON
    db.commit()
    with pytest.raises(SlugFixed):
        change(db, event, slug="jeszcze-inny", zone="Europe/Kyiv")
    db.rollback()
    with pytest.raises(ZoneFixed):
        change(db, event, slug="inny")
    db.rollback()
    assert change(db, event, slug="", zone="Europe/Kyiv", title="Nowy").slug == "inny"


def test_a_stale_form_and_a_closed_event_are_refused(db: orm.Session) -> None:
    event = made(db)
    with pytest.raises(StaleForm):
        change_basics(db, editing(event, edition=99), BASICS)
    event.visibility = Visibility.CANCELLED
    db.commit()
    with pytest.raises(EventClosed):
        change(db, event)
