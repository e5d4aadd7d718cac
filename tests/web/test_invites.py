"""The participant's own programme, by personal link."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration.ical.lint import lint
from registration.ical.read import read
from registration.signup.models import Registration
from registration.trainings.models import SessionKind
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.letters import House

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def early_june() -> Iterator[None]:
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def house(app):
    return House(app)


@pytest.fixture
def program(db, personal_link):
    """The address of the newest registration's programme."""
    return lambda: personal_link(db).replace("/sign-up/my/", "/invites/") + "/program.ics"


def test_the_programme_has_every_session_and_the_links_inside(client, db, house, program):
    event = factories.event(db, title="Szkolenie", days=2, online_url="https://spotkania.example.org/abc")
    event.sessions[1].online_url = "https://spotkania.example.org/drugi"
    db.commit()
    house.join(event)
    answer = client.get(program())
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    assert lint(answer.data, kind="feed") == []
    first, second = read(answer.data)
    assert [first.start, second.start] == [FIRST_START, FIRST_START + DAY]
    assert first.location == "https://spotkania.example.org/abc"
    assert "https://spotkania.example.org/drugi" in second.description.split("\n")
    assert first.uid != second.uid


def test_it_names_nobody_and_nobody_keeps_it(client, db, house, program):
    event = factories.event(db)
    db.commit()
    house.join(event)
    answer = client.get(program())
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert b"ATTENDEE" not in answer.data
    assert b"grazyna" not in answer.data
    assert b"SOURCE" not in answer.data


def test_breaks_are_not_in_it(client, db, house, program):
    event = factories.event(db, title="Szkolenie")
    begin = FIRST_START + timedelta(hours=6)
    factories.session(db, event, begin, begin + timedelta(hours=1), kind=SessionKind.MEAL, title="Obiad")
    db.commit()
    house.join(event)
    assert [one.summary for one in read(client.get(program()).data)] == ["Szkolenie"]


def test_the_mail_gives_this_very_address(client, db, house, program):
    event = factories.event(db)
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    assert f"http://localhost{program()}" in letter.text.split("\n")


@pytest.mark.parametrize("token", ["x", "a" * 38, "ą" * 38, "A" * 38, "%00" * 38])
def test_a_bad_link_is_404(client, token):
    assert client.get(f"/invites/{token}/program.ics").status_code == 404


def test_a_link_of_another_purpose_or_generation_opens_nothing(client, db, house, program, app):
    from registration.core.tokens import Purpose

    event = factories.event(db)
    db.commit()
    house.join(event)
    row = db.scalars(select(Registration)).one()
    other = app.extensions["zapisy.site"].token(Purpose.SIGN_UP, row.public_id, row.generation)
    assert client.get(f"/invites/{other}/program.ics").status_code == 404
    old = program()
    row = db.scalars(select(Registration)).one()
    row.generation += 1
    db.commit()
    assert client.get(old).status_code == 404


def test_whoever_has_resigned_has_no_programme(client, db, house, program):
    event = factories.event(db)
    db.commit()
    registration = house.join(event)
    address = program()
    house.resign(registration)
    assert client.get(address).status_code == 404


def test_it_moves_with_the_event(client, db, house, program):
    event = factories.event(db)
    db.commit()
    house.join(event)
    before = read(client.get(program()).data)[0]

    def later(db, event):
        event.edition += 1
        event.sessions[0].starts_at += DAY
        event.sessions[0].ends_at += DAY

    house.edit(event, later)
    after = read(client.get(program()).data)[0]
    assert (after.uid, after.start - before.start) == (before.uid, DAY)
    assert after.sequence > before.sequence
