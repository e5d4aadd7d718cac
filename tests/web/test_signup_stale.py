"""A sign-up form that stood open while something happened: the night, the last seat, an organiser's edit."""

import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
import time_machine
from sqlalchemy import orm, select

from registration.signup.models import Registration
from registration.signup.services import ensure_clauses
from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.pages import InspectingClient

OURS = {"Origin": "http://localhost"}
MORNING = NOON + timedelta(hours=18)


@pytest.fixture(autouse=True)
def clock():
    """A month before the factories' events; tests move it."""
    with time_machine.travel(NOON, tick=False) as moved:
        yield moved


def fields_of(page: str, button: str = "send") -> dict[str, list[str]]:
    """What a browser sends when this button of the page is pressed: hidden fields, typed text, ticked boxes."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    [form] = [one for one in root.iter("form") if one.get("action") is None and one.get("method") == "post"]
    sent: dict[str, list[str]] = {}
    for control in (*form.iter("input"), *form.iter("textarea")):
        unticked = control.get("type") == "checkbox" and control.get("checked") is None
        if control.get("name") and not unticked:
            value = control.get("value") if control.tag == "input" else "".join(control.itertext())
            sent.setdefault(control.get("name"), []).append(value or "")
    named = [one for one in form.iter("button") if one.get("name") and one.get("value") == button]
    return {**sent, **{one.get("name"): [one.get("value")] for one in named}}


def people(db: orm.Session) -> list[Registration]:
    db.rollback()
    return list(db.scalars(select(Registration).order_by(Registration.id)))


def looked_over(client: InspectingClient, event: Event, **answers: str) -> dict[str, list[str]]:
    """The form is filled in and checked; gives what the button on the check page will send."""
    form = fields_of(client.get(f"/sign-up/{event.slug}").text, "review")
    page = client.post(f"/sign-up/{event.slug}", data={**form, **ANSWERS, **answers})
    assert page.status_code == 200
    return fields_of(page.text)


def moved(db: orm.Session, event: Event, days: int) -> None:
    """An organiser moves the only session."""
    db.rollback()
    [session] = db.get_one(Event, event.id).sessions
    session.starts_at += timedelta(days=days)
    session.ends_at += timedelta(days=days)
    session.event.starts_at, session.event.ends_at = session.starts_at, session.ends_at
    session.day.when = type(session.day.when)(2026, 7, 1 + days, "")
    db.commit()


def test_a_form_that_was_open_overnight_is_sent_in_the_morning(client, db, clock):
    event = factories.event(db)
    db.commit()
    form = looked_over(client, event)
    clock.move_to(MORNING)
    assert client.post(f"/sign-up/{event.slug}", data=form).status_code == 303
    assert [one.created_at for one in people(db)] == [MORNING]


def test_when_the_browser_has_lost_its_cookies_one_click_sends_what_was_typed(client, db, clock):
    event = factories.event(db)
    ensure_clauses(db, event.organisation, NOON)
    db.commit()
    boxes = re.findall(r'name="consents" value="(\d+)"', client.get(f"/sign-up/{event.slug}").text)
    form = looked_over(client, event, question="Czy będą materiały?\nDziękuję", consents=boxes)
    clock.move_to(MORNING)
    client.delete_cookie("zapisy", domain="localhost")
    page = client.post(f"/sign-up/{event.slug}", data=form, headers=OURS)
    assert page.status_code == 400
    assert "<h1>Prosimy wysłać formularz jeszcze raz</h1>" in page.text
    assert ANSWERS["last_name"] in page.text
    assert "CSRF" not in re.sub(r"<[^>]*>", "", page.text)
    again = client.post(f"/sign-up/{event.slug}", data=fields_of(page.text), headers=OURS)
    assert again.status_code == 303
    [person] = people(db)
    assert (person.last_name, person.question) == (ANSWERS["last_name"], "Czy będą materiały?\nDziękuję")
    assert [one.given for one in person.consents] == [True, True, True]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
    ids=str,
)
def test_another_site_gets_no_button_that_sends_its_own_form(client, db, headers):
    event = factories.event(db)
    db.commit()
    page = client.post(f"/sign-up/{event.slug}", data={**ANSWERS, "step": "send"}, headers=headers)
    assert page.status_code == 400
    assert 'name="csrf_token"' not in page.text.split("<main")[1]
    assert ANSWERS["last_name"] in page.text
    assert not people(db)


def test_a_password_is_never_written_into_a_page(client):
    typed = {"email": "anna@example.org", "password": "poprawny koń bateria"}
    page = client.post("/account/sign-in", data=typed, headers=OURS)
    assert page.status_code == 400
    assert "poprawny" not in page.text
    assert 'type="hidden" name="email"' not in page.text


def test_the_second_of_two_people_for_the_last_seat_tries_again_by_one_click(client, app, db, personal_link):
    event = factories.event(db, capacity=1)
    db.commit()
    slower = app.test_client()
    form = looked_over(slower, event, email="druga@example.pl", first_name="Druga")
    assert sign_up(client, event.slug).status_code == 303
    page = slower.post(f"/sign-up/{event.slug}", data=form)
    assert page.status_code == 409
    assert "Wszystkie miejsca są zajęte" in page.text
    assert "druga@example.pl" in page.text
    assert client.send(f"{personal_link(db)}/resign", {}).status_code == 303
    again = slower.post(f"/sign-up/{event.slug}", data=fields_of(page.text))
    assert again.status_code == 303
    assert [(one.first_name, one.state.value) for one in people(db)] == [
        ("Grażyna", "withdrawn"),
        ("Druga", "confirmed"),
    ]


def test_an_event_that_was_moved_while_the_form_was_open_shows_both_dates_on_the_check_page(client, db):
    event = factories.event(db)
    db.commit()
    form = fields_of(client.get(f"/sign-up/{event.slug}").text, "review")
    moved(db, event, days=7)
    page = client.post(f"/sign-up/{event.slug}", data={**form, **ANSWERS})
    assert page.status_code == 200
    text = page.text.replace("\u00a0", " ")
    assert "Od otwarcia formularza wydarzenie się zmieniło" in text
    assert "było: środa, 1 lipca 2026 r., godz. 9:00–15:00" in text
    assert "jest: środa, 8 lipca 2026 r., godz. 9:00–15:00" in text
    assert client.post(f"/sign-up/{event.slug}", data=fields_of(page.text)).status_code == 303


def test_an_event_that_moves_between_check_and_sending_is_checked_once_more(client, db):
    event = factories.event(db)
    db.commit()
    form = looked_over(client, event)
    moved(db, event, days=7)
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert page.status_code == 409
    assert "jest: środa, 8 lipca 2026" in page.text.replace("\u00a0", " ")
    assert not people(db)
    assert client.post(f"/sign-up/{event.slug}", data=fields_of(page.text)).status_code == 303
    assert len(people(db)) == 1


def test_another_place_and_another_title_are_named_too(client, db):
    event = factories.event(db)
    venue = factories.venue(db, organisation=event.organisation)
    db.commit()
    form = looked_over(client, event)
    found = db.get_one(Event, event.id)
    found.venue, found.title = venue, "Nowy tytuł"
    db.commit()
    page = client.post(f"/sign-up/{event.slug}", data=form).text.replace("\u00a0", " ")
    assert "było: –" in page
    assert f"jest: {venue.full_name}" in page
    assert "jest: Nowy tytuł" in page


def test_a_session_that_moves_within_the_day_is_told_though_the_day_s_hours_stay(client, db):
    event = factories.event(db)
    start = event.starts_at
    factories.session(db, event, start + timedelta(hours=1), start + timedelta(hours=2))
    db.commit()
    form = looked_over(client, event)
    inner = db.get_one(Event, event.id).sessions[1]
    inner.starts_at += timedelta(minutes=30)
    db.commit()
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert (page.status_code, "Zmieniły się godziny w programie" in page.text) == (409, True)


def test_another_language_is_no_change_of_the_event(client, db):
    event = factories.event(db, venue=factories.venue(db), online_url="https://meet.example.org/x")
    db.commit()
    form = looked_over(client, event)
    client.post("/preferences", data={"language": "en"})
    assert client.post(f"/sign-up/{event.slug}", data=form).status_code == 303


def test_forged_notes_of_what_was_read_only_bring_the_check_page(client, db):
    event = factories.event(db)
    db.commit()
    form = {**looked_over(client, event), "seen_when": "<script>alert(1)</script>\x00" * 200}
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert page.status_code == 409
    assert "<script>alert" not in page.text
    assert client.post(f"/sign-up/{event.slug}", data=fields_of(page.text)).status_code == 303


@pytest.mark.parametrize(
    ("visibility", "status", "told"),
    [
        (Visibility.CANCELLED, 409, "zostało odwołane"),
        (Visibility.ARCHIVED, 409, "Wydarzenie już się odbyło"),
        (Visibility.DRAFT, 404, "To wydarzenie nie jest już dostępne"),
    ],
)
def test_an_event_taken_away_while_the_form_is_open_keeps_what_was_typed(
    client, db, visibility, status, told
):
    event = factories.event(db)
    db.commit()
    form = looked_over(client, event)
    db.get_one(Event, event.id).visibility = visibility
    db.commit()
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert page.status_code == status
    assert ANSWERS["email"] in page.text
    assert told in page.text
    assert form["seen_when"][0] not in page.text
    assert not people(db)


@pytest.mark.parametrize(("late", "accepted"), [(-1, True), (0, False), (1, False)])
def test_the_deadline_counts_to_the_microsecond(client, db, clock, late, accepted):
    closes = NOON + timedelta(hours=1)
    event = factories.event(db, sign_up_closes_at=closes)
    db.commit()
    form = looked_over(client, event)
    clock.move_to(closes + timedelta(microseconds=late))
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert (page.status_code == 303) is accepted
    assert bool(people(db)) is accepted
    assert accepted or (page.status_code == 409 and ANSWERS["email"] in page.text)


@pytest.mark.parametrize(("late", "accepted"), [(-1, False), (0, True), (1, True)])
def test_sign_up_opens_at_its_very_second(client, db, clock, late, accepted):
    opens = NOON + timedelta(hours=1)
    event = factories.event(db, sign_up_opens_at=opens)
    db.commit()
    clock.move_to(opens + timedelta(microseconds=late))
    page = client.get(f"/sign-up/{event.slug}")
    assert ('name="first_name"' in page.text) is accepted


def test_two_tabs_and_the_back_button_make_one_registration_for_one_person(client, db):
    event = factories.event(db)
    db.commit()
    first, second = looked_over(client, event), looked_over(client, event)
    pages = [client.post(f"/sign-up/{event.slug}", data=form) for form in (first, second, first)]
    assert [page.status_code for page in pages] == [303, 303, 303]
    assert pages[0].location == pages[2].location
    assert len(people(db)) == 1


def test_the_repeated_hour_of_october_ends_sign_up_once(client, db, clock):
    """2:30 comes twice on 25 October 2026; the first one (summer time) is the one that is set."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    event = factories.event(db, start=datetime(2026, 10, 26, 8, tzinfo=UTC), sign_up_closes_at=first)
    db.commit()
    clock.move_to(first - timedelta(seconds=1))
    form = looked_over(client, event)
    clock.move_to(first + timedelta(minutes=30))
    page = client.post(f"/sign-up/{event.slug}", data=form)
    assert page.status_code == 409
    assert "Zapisy zostały zamknięte" in page.text
