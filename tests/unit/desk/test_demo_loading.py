"""Loading the demo: once, whole, only into an empty database of a server that nobody else reaches."""

import stat
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts import passwords
from registration.accounts.errors import EmailTaken
from registration.accounts.models import User
from registration.config import Settings
from registration.desk.demo import sign_in
from registration.desk.demo.errors import DemoOnlyOnLoopback
from registration.desk.demo.loading import Outcome, load, load_if_empty, refuse_beyond_loopback
from registration.desk.demo.sign_in import Access
from registration.extensions import db as database
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.partners.models import Organisation
from registration.trainings.models import Event
from registration.trainings.states import seat_state
from registration.web.site import site
from registration.web.writing import writing
from tests.factories import organisation, user
from tests.houses import make_settings
from tests.unit.desk.test_demo_loaded import CLOCKS, STATES, spans

WARSAW = ZoneInfo("Europe/Warsaw")
SPRING_2027 = ("2027-03-28T00:00", "2027-03-28T01:00", "2027-03-28T03:00", "2027-03-28T03:30")
SPRING_2028 = ("2028-03-26T00:00", "2028-03-26T01:00", "2028-03-26T03:00", "2028-03-26T03:30")
AUTUMN_2027 = ("2027-10-30T23:00", "2027-10-31T00:00", "2027-10-31T02:00", "2027-10-31T02:30")
"""Where the parts of the event on the change of clocks begin and end, in UTC: 1:00 by the clocks of Warsaw,
an hour later, two hours later, half an hour later."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path / "instance", demo=True)


def choose(app: Flask, settings: Settings, **changed: object) -> None:
    """Have the application run with other settings in the same folder."""
    app.extensions["zapisy.settings"] = make_settings(settings.instance, **{"demo": True, **changed})


def dump(app: Flask) -> list[str]:
    """All rows of all tables."""
    with app.app_context(), database.engine.connect() as connection:
        tables = database.metadata.sorted_tables
        return [
            repr(row) for one in tables for row in connection.execute(select(one).order_by(*one.primary_key))
        ]


def test_a_start_loads_and_says_where_the_sign_in_stands_and_a_second_one_changes_not_a_byte(
    app: Flask, settings: Settings
) -> None:
    runner, file = app.test_cli_runner(), settings.instance / "demo_sign_in"
    first = runner.invoke(args=["demo", "load"])
    before, access = dump(app), file.read_bytes()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=400)):
        second = runner.invoke(args=["demo", "load"])
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert str(file) in first.output
    assert str(file) not in second.output
    assert dump(app) == before
    assert file.read_bytes() == access


def test_the_organiser_signs_in_with_what_the_file_says(
    app: Flask, settings: Settings, db: orm.Session
) -> None:
    choose(app, settings, mail_server="mail.example.org")
    assert load_if_empty(app) is Outcome.LOADED
    path = settings.instance / "demo_sign_in"
    email, password = path.read_text().splitlines()
    organiser = db.scalars(select(User).where(User.email == sign_in.EMAIL)).one()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert organiser.email == email == "organiser@example.org"
    assert len(password) >= 20
    assert passwords.matches(password, organiser.password)
    # With a real mail server nothing goes out to the made-up people.
    assert set(db.scalars(select(OutgoingEmail.state))) == {MailState.DROPPED}


def test_one_mail_was_refused_and_the_desk_can_say_why(
    app: Flask, settings: Settings, db: orm.Session
) -> None:
    assert load_if_empty(app) is Outcome.LOADED
    refused = db.scalars(select(OutgoingEmail).where(OutgoingEmail.state == MailState.FAILED)).one()
    assert (refused.kind, refused.recipient) == ("signup.confirmation", "participant1@example.org")
    assert refused.failure is Failure.ADDRESS
    assert "(przykład)" in refused.last_error
    waiting = select(OutgoingEmail).where(OutgoingEmail.state.in_((MailState.WAITING, MailState.SENDING)))
    left = db.scalars(waiting).all()
    assert [one.state for one in left] == [MailState.WAITING] * 5
    assert not any(one.frozen for one in left)


def test_a_database_with_somebody_s_organisation_is_left_alone(
    app: Flask, db: orm.Session, settings: Settings
) -> None:
    organisation(db)
    db.commit()
    before = dump(app)
    assert load_if_empty(app) is Outcome.NOT_EMPTY
    assert dump(app) == before
    assert not (settings.instance / sign_in.FILE).exists()


def test_a_loading_that_fails_leaves_nothing_behind(app: Flask, db: orm.Session, settings: Settings) -> None:
    user(db, email=sign_in.EMAIL)
    before = dump(app)
    with pytest.raises(EmailTaken):
        load_if_empty(app)
    assert dump(app) == before
    assert not (settings.instance / sign_in.FILE).exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "zapisy.example.org"])
def test_no_demo_where_others_reach_the_server(
    app: Flask, settings: Settings, host: str, db: orm.Session
) -> None:
    choose(app, settings, host=host)
    with pytest.raises(DemoOnlyOnLoopback) as refusal:
        load_if_empty(app)
    assert refusal.value.values == {"host": host}
    assert db.scalar(select(Organisation.id)) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_this_machine_s_own_addresses_are_fine(host: str) -> None:
    refuse_beyond_loopback(host)


def test_no_demo_unless_asked_for(app: Flask, settings: Settings, db: orm.Session) -> None:
    choose(app, settings, demo=False, host="0.0.0.0")
    assert load_if_empty(app) is Outcome.NOT_WANTED
    assert db.scalar(select(Organisation.id)) is None


def test_the_command_says_why_it_refuses(app: Flask, settings: Settings) -> None:
    choose(app, settings, host="0.0.0.0")
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 1
    assert "0.0.0.0" in answer.output


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (datetime(2026, 12, 31, 23, 59, tzinfo=WARSAW), SPRING_2027),
        (datetime(2028, 2, 29, 8, 0, tzinfo=WARSAW), SPRING_2028),
        (datetime(2027, 7, 1, 0, 0, tzinfo=WARSAW), AUTUMN_2027),
        (datetime(2027, 7, 2, 16, 0, tzinfo=WARSAW), AUTUMN_2027),
        (datetime(2027, 10, 31, 2, 30, tzinfo=WARSAW, fold=1), SPRING_2028),
    ],
    ids=["New Year's Eve", "leap day", "1 July", "2 July", "during a change of clocks"],
)
def test_the_events_are_as_they_should_whatever_the_day_of_loading(
    app: Flask, db: orm.Session, now: datetime, change: tuple[str, ...]
) -> None:
    with app.app_context(), writing() as session:
        load(session, site(), Access(sign_in.EMAIL, "", "no hash"), now)
    events = {event.slug: event for event in db.scalars(select(Event))}
    found = {slug: seat_state(event, now, "en").sentence.text for slug, event in events.items()}
    assert found == STATES
    boundaries = [datetime.fromisoformat(f"{one}+00:00") for one in change]
    assert spans(events[CLOCKS]) == list(pairwise(boundaries))
