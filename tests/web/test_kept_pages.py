"""Pages are rendered once and kept, and no visitor ever sees a stale one: not in another process, not at midnight."""

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select, update

from registration import create_app
from registration.config import Settings
from registration.core import driver
from registration.extensions import db as database
from registration.forum.models import Forum
from registration.invites.models import Invitee
from registration.partners.models import Organisation
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event, EventSeries, EventSession, Speaker, Venue, Visibility
from registration.web import versions
from registration.web.kept import KeptPage, PageCache
from tests import factories
from tests.factories import accounts
from tests.factories import forum as forums
from tests.factories.trainings import FIRST_START, NOON
from tests.letters import House
from tests.pages import InspectingClient
from tests.statements import Statements

Change = Callable[[orm.Session, Event], Any]
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """The first of June, until somebody moves it."""
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


@pytest.fixture
def other(app: Flask) -> Iterator[Flask]:
    """Another process of the same installation: what it keeps is its own."""
    made = create_app(app.extensions["zapisy.settings"], {"TESTING": True, "SERVER_NAME": "localhost"})
    made.jinja_env.bytecode_cache = app.jinja_env.bytecode_cache
    made.test_client_class = InspectingClient
    yield made
    made.extensions["zapisy.jobs"].close()
    with made.app_context():
        database.session.remove()
        database.engine.dispose()


@pytest.fixture
def training(db: orm.Session) -> Event:
    """A training with a place, a speaker, another date, and 3 of 5 seats free."""
    owner = factories.organisation(db)
    venue = factories.venue(db, organisation=owner)
    series = EventSeries(organisation_id=owner.id, created_at=NOON)
    db.add(series)
    db.flush()
    values = {"organisation": owner, "venue": venue, "series_id": series.id}
    event = factories.event(db, capacity=5, seats_taken=2, **values)
    factories.speaker(db, event, event.sessions[0])
    factories.event(db, start=FIRST_START + timedelta(days=30), **values)
    forums.forum(db, owner)
    tell_programme_changed(db, event.id, NOON)
    db.commit()
    return event


def addresses(event: Event) -> tuple[str, ...]:
    """The public pages and feeds that show something of the training."""
    page = f"/trainings/{event.slug}"
    return "/trainings/", page, f"{page}/dates", "/trainings/past", "/calendars/public.ics", "/forum/"


def forget(app: Flask) -> None:
    """A process that has just been started."""
    app.extensions["zapisy.pages"] = PageCache()


class Watcher:
    """Looks at all pages in both processes, with what it has seen before, as browsers do."""

    def __init__(self, apps: tuple[Flask, Flask], event: Event) -> None:
        self.clients = [one.test_client() for one in apps]
        self.fresh = apps[0]
        self.addresses = addresses(event)
        self.seen: dict[tuple[int, str], tuple[str, bytes]] = {}

    def look(self) -> set[str]:
        """The addresses that have changed since the last look; all that is shown is as a fresh process has it."""
        found = set()
        for number, client in enumerate(self.clients):
            for address in self.addresses:
                tag, _body = self.seen.get((number, address), ("", b""))
                answer = client.get(address, headers={"If-None-Match": tag} if tag else {})
                assert answer.status_code in (200, 304)
                if answer.status_code == 200:
                    found.add(address)
                    self.seen[number, address] = answer.headers["ETag"], answer.data
        self._compare()
        return found

    def _compare(self) -> None:
        forget(self.fresh)
        for (number, address), (tag, body) in self.seen.items():
            now = self.clients[0].get(address)
            assert body == now.data, f"process {number} shows a stale {address}"
            assert tag == now.headers["ETag"]


@pytest.fixture
def watcher(app: Flask, other: Flask, training: Event) -> Watcher:
    """Has seen everything once, and knows that it is unchanged."""
    made = Watcher((app, other), training)
    assert made.look() == set(addresses(training))
    assert made.look() == set()
    return made


def _of(model: Any, **values: Any) -> Change:
    """A bulk statement on all rows of a table."""
    return lambda db, event: db.execute(update(model).values(**values))


CHANGES: dict[str, tuple[Change, str]] = {
    "title": (lambda db, event: setattr(event, "title", "Inny tytuł"), "page"),
    "capacity": (lambda db, event: setattr(event, "capacity", 50), "page"),
    "organisation's name": (_of(Organisation, name="Powiat Nowy"), "page"),
    "venue that several events share": (_of(Venue, town="Kutno"), "/trainings/"),
    "speaker's post": (_of(Speaker, post="Skarbnik (przykład)"), "page"),
    "session's title": (_of(EventSession, title="Inny blok"), "page"),
    "hours": (_of(EventSession, starts_at=FIRST_START + timedelta(minutes=5)), "page"),
    "cancelled": (lambda db, event: setattr(event, "visibility", Visibility.CANCELLED), "page"),
    "forum's name": (_of(Forum, name="Inne forum"), "/forum/"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_shown_at_once_in_every_process(
    name: str, watcher: Watcher, training: Event, db: orm.Session
) -> None:
    change, where = CHANGES[name]
    change(db, db.get_one(Event, training.id))
    db.flush()
    tell_programme_changed(db, training.id, NOON)
    db.commit()
    changed = watcher.look()
    assert (f"/trainings/{training.slug}" if where == "page" else where) in changed
    assert watcher.look() == set()


def test_a_sign_up_and_a_resignation_change_the_seats_at_once_and_no_feed(
    watcher: Watcher, training: Event, other: Flask
) -> None:
    house = House(other)
    person = house.join(training)
    pages = {"/trainings/", f"/trainings/{training.slug}", f"/trainings/{training.slug}/dates"}
    assert watcher.look() >= pages
    assert "Ostatnie 2 miejsca" not in watcher.seen[0, "/trainings/"][1].decode()
    house.resign(person)
    changed = watcher.look()
    assert changed >= pages
    assert not changed & {"/calendars/public.ics", "/forum/"}


def test_a_sign_up_shows_on_the_page_of_the_trainings_other_date(
    app: Flask, training: Event, db: orm.Session
) -> None:
    [later] = [one for one in db.query(Event).all() if one.id != training.id]
    client = app.test_client()
    first = client.get(f"/trainings/{later.slug}")
    House(app).join(training)
    again = client.get(f"/trainings/{later.slug}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200


def test_a_change_that_is_rolled_back_changes_nothing(
    watcher: Watcher, training: Event, db: orm.Session
) -> None:
    db.get_one(Event, training.id).title = "Nigdy"
    db.flush()
    db.rollback()
    assert watcher.look() == set()


def test_what_is_private_makes_no_page_anew(watcher: Watcher, app: Flask, db: orm.Session) -> None:
    accounts.user(db, name="Nowa osoba")
    db.commit()
    assert watcher.look() == set()
    with app.app_context():
        known = set(database.metadata.tables)
    from registration.wiring import PRIVATE_TABLES

    assert known >= PRIVATE_TABLES


def test_what_somebody_chooses_of_the_programme_makes_no_page_anew(
    watcher: Watcher, training: Event, other: Flask, db: orm.Session
) -> None:
    House(other).join(training)
    watcher.look()
    invitee = db.scalars(select(Invitee).where(Invitee.event_id == training.id)).one()
    invitee.sessions = list(invitee.event.sessions[:1])
    db.commit()
    assert invitee.sessions
    assert watcher.look() == set()


MIDNIGHT = datetime.fromisoformat("2026-06-30T00:00:00+02:00")
MOMENTS = {
    "sign-up opens": NOON + timedelta(days=2, minutes=7),
    "the day before the deadline begins": MIDNIGHT - timedelta(days=1),
    "the deadline's day begins": MIDNIGHT,
    "sign-up closes": datetime.fromisoformat("2026-06-30T15:31:00+02:00"),
    "the training begins": FIRST_START,
    "the training ends": FIRST_START + timedelta(hours=6),
}


def test_time_that_passes_is_seen_the_moment_it_passes(
    watcher: Watcher, training: Event, db: orm.Session, clock: Any
) -> None:
    event = db.get_one(Event, training.id)
    event.sign_up_opens_at, event.sign_up_closes_at = MOMENTS["sign-up opens"], MOMENTS["sign-up closes"]
    db.commit()
    watcher.look()
    page = f"/trainings/{training.slug}"
    for name, moment in MOMENTS.items():
        clock.move_to(moment - timedelta(seconds=1))
        watcher.look()
        clock.move_to(moment)
        changed = watcher.look()
        assert page in changed, f"{name} is not seen"
        assert "/trainings/" in changed, f"{name} is not seen in the catalogue"


def test_an_unchanged_page_is_one_select_and_nothing_is_rendered(
    app: Flask, client: InspectingClient, training: Event, db: orm.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.execute(update(Event).values(series_id=None))
    db.commit()
    page = f"/trainings/{training.slug}"
    tags = {address: client.get(address).headers["ETag"] for address in addresses(training)}
    said = Statements(app)
    ask = driver._Compiled.ask

    def noted(self: Any, cursor: Any, values: Any) -> Any:
        said.append(self.sql)
        return ask(self, cursor, values)

    monkeypatch.setattr(driver._Compiled, "ask", noted)
    monkeypatch.setattr("flask.templating._render", lambda *_: pytest.fail("rendered"))
    with said:
        for address, tag in tags.items():
            said.clear()
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
            assert len(said) == 1, said
            assert client.get(address).status_code == 200
        said.clear()
        client.get(page, headers=GZIP)
        assert len(said) == 1


def test_each_language_and_appearance_has_its_own_page(client: InspectingClient, training: Event) -> None:
    page = f"/trainings/{training.slug}"
    seen = {}
    for cookie in (
        "",
        "theme=dark",
        "theme=contrast",
        "size=large",
        "language=en",
        "language=en&size=larger",
    ):
        client.delete_cookie("prefs")
        if cookie:
            client.set_cookie("prefs", cookie)
        answer = client.get(page)
        seen[answer.headers["ETag"]] = answer.data
        assert (b'<html lang="en"' in answer.data) == ("language=en" in cookie)
    assert len(seen) == len(set(seen.values())) == 6


def test_who_is_signed_in_sees_their_menu_and_nobody_else_does(
    app: Flask, client: InspectingClient, training: Event, db: orm.Session
) -> None:
    who = accounts.administrator(db)
    db.commit()
    plain = client.get("/trainings/")
    accounts.sign_in(client, who)
    own = client.get("/trainings/", headers={"If-None-Match": plain.headers["ETag"]})
    assert own.status_code == 200
    assert "/desk/" in own.text
    assert app.test_client().get("/trainings/").data == plain.data


def test_a_message_that_waits_is_shown_once_and_kept_for_nobody(client: InspectingClient, app: Flask) -> None:
    plain = client.get("/trainings/")
    with client.session_transaction() as session:
        session["_flashes"] = [("ok", "Zapisano zmiany")]
    assert "Zapisano zmiany" in client.get("/trainings/").text
    assert client.get("/trainings/").data == plain.data
    assert "Zapisano zmiany" not in app.test_client().get("/trainings/").text


def test_compressed_and_plain_are_the_same_page_with_etags_of_their_own(
    client: InspectingClient, training: Event
) -> None:
    plain, small = client.get("/trainings/"), client.get("/trainings/", headers=GZIP)
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert small.headers["ETag"] != plain.headers["ETag"]
    refused = client.get("/trainings/", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_searches_are_answered_but_not_kept(client: InspectingClient, app: Flask, training: Event) -> None:
    for word in range(5):
        client.get(f"/trainings/?q={word}")
    assert len(app.extensions["zapisy.pages"]) == 0


def test_kept_pages_take_no_more_memory_than_they_may() -> None:
    pages = PageCache(most=100_000)
    for number in range(1000):
        pages.keep(str(number), KeptPage({}, bytes(4000), bytes(1000)))
        pages.find("0")
        assert pages.size <= 100_000
    assert 0 < len(pages) < 20
    assert pages.find("0"), "what is asked for stays"
    assert pages.find("999")
    pages.keep("large", KeptPage({}, bytes(50_000), b""))
    assert pages.find("large") is None


def test_the_same_page_kept_twice_counts_once() -> None:
    pages = PageCache()
    for _ in range(2):
        pages.keep("a", KeptPage({}, bytes(1000), b""))
    assert pages.size == 1000 + 1024


def test_an_update_of_the_program_or_of_its_settings_makes_every_page_anew(
    settings: Settings, tmp_path: Any
) -> None:
    from dataclasses import replace

    root = tmp_path / "root"
    for folder, _pattern in versions.SOURCES:
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "templates" / "base.html").write_text("jeden")
    before = versions.build(settings, root)
    assert versions.build(settings, root) == before
    (root / "templates" / "base.html").write_text("dwa")
    after = versions.build(settings, root)
    assert after != before
    assert versions.build(replace(settings, site_name="Inna"), root) != after


def test_an_unknown_event_is_404_and_a_draft_too(
    client: InspectingClient, training: Event, db: orm.Session
) -> None:
    page = f"/trainings/{training.slug}"
    tag = client.get(page).headers["ETag"]
    db.get_one(Event, training.id).visibility = Visibility.DRAFT
    db.commit()
    assert client.get(page, headers={"If-None-Match": tag}).status_code == 404
    assert client.get("/trainings/nie-ma").status_code == 404
