"""The catalogue and the page of a training, as everybody sees them."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.core.partial_date import PartialDate
from registration.trainings.models import EventDay, EventKind, EventSession, SessionKind, Visibility
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient
from tests.statements import Statements


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def test_the_catalogue_groups_what_is_coming_by_month_and_counts_it(
    db: orm.Session, client: InspectingClient
) -> None:
    factories.event(db, title="Zasady partnerstw", venue=factories.venue(db))
    factories.event(db, title="Debata budżetowa", start=FIRST_START + timedelta(days=40))
    factories.event(db, title="Było", start=NOON - timedelta(days=30))
    factories.event(db, title="Szkic", visibility=Visibility.DRAFT)
    db.commit()
    page = client.get("/trainings/").text
    assert "2 nadchodzące wydarzenia</h1>" in page
    assert page.index("Lipiec 2026") < page.index("Zasady partnerstw")
    assert page.index("Sierpień 2026") < page.index("Debata budżetowa")
    assert "Było" not in page
    assert "Szkic" not in page
    assert "20 wolnych miejsc" in page
    assert "środa, 1\u00a0lipca\u00a02026\u00a0r., godz.\u00a09:00–15:00" in page


def test_an_empty_catalogue_says_what_comes_next(client: InspectingClient) -> None:
    page = client.get("/trainings/").text
    assert "0 nadchodzących wydarzeń</h1>" in page
    assert "Na razie nic nie jest zaplanowane" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=lodz", {"Łódź"}),
        ("q=ŁÓDŹ", {"Łódź"}),
        ("q=partnerstw+zasady", {"Zasady partnerstw"}),
        ("q=%25", {"Łódź", "Zasady partnerstw", "Konferencja"}),
        ("q=%00", {"Łódź", "Zasady partnerstw", "Konferencja"}),
        ("kind=conference", {"Konferencja"}),
        ("kind=nonsense", {"Łódź", "Zasady partnerstw", "Konferencja"}),
        ("place=online", {"Konferencja"}),
        ("place=on-site", {"Zasady partnerstw"}),
        ("free=y", {"Zasady partnerstw", "Konferencja"}),
        ("organisation=99999", {"Łódź", "Zasady partnerstw", "Konferencja"}),
        ("q=nigdzie", set()),
    ],
)
def test_filters_in_the_address_choose(
    db: orm.Session, client: InspectingClient, asked: str, found: set[str]
) -> None:
    factories.event(db, title="Łódź", capacity=2, seats_taken=2)
    factories.event(db, title="Zasady partnerstw", venue=factories.venue(db))
    factories.event(
        db, title="Konferencja", kind=EventKind.CONFERENCE, online_url="https://spotkanie.example.org/a"
    )
    db.commit()
    page = client.get(f"/trainings/?{asked}").text
    titles = set(re.findall(r'<a href="/trainings/[^"/?]+">([^<]+)</a></h3>', page))
    assert titles == found
    assert "spotkanie.example.org" not in page


def test_the_organiser_can_be_chosen_where_there_are_several(
    db: orm.Session, client: InspectingClient
) -> None:
    first, second = factories.organisation(db, name="Alfa"), factories.organisation(db, name="Beta")
    factories.event(db, title="Od Alfy", organisation=first)
    db.commit()
    assert 'name="organisation"' not in client.get("/trainings/").text
    factories.event(db, title="Od Bety", organisation=second)
    db.commit()
    assert 'name="organisation"' in client.get("/trainings/").text
    page = client.get(f"/trainings/?organisation={second.id}").text
    assert "Od Bety" in page
    assert "Od Alfy" not in page


def test_past_events_are_one_link_away_the_latest_first_and_records_without_a_year_last(
    db: orm.Session, client: InspectingClient
) -> None:
    factories.event(db, title="Dawniej", start=NOON - timedelta(days=60))
    factories.event(db, title="Niedawno", start=NOON - timedelta(days=10))
    record = factories.event(db, title="Dawny zapis", days=0, visibility=Visibility.ARCHIVED)
    db.add(EventDay(event=record, position=0, when=PartialDate(None, 7, 1, "")))
    db.commit()
    assert '<a href="/trainings/past">' in client.get("/trainings/").text
    page = client.get("/trainings/past").text
    assert "3 minione wydarzenia</h1>" in page
    assert page.index("Niedawno") < page.index("Dawniej") < page.index("Dawny zapis")
    assert "Zakończone" in page


def test_a_long_list_has_pages_and_keeps_its_filters(db: orm.Session, client: InspectingClient) -> None:
    owner = factories.organisation(db)
    for number in range(55):
        factories.event(db, title=f"Szkolenie {number}", organisation=owner)
    db.commit()
    page = client.get("/trainings/?kind=training").text
    assert "Znaleziono 55 wydarzeń" in page
    assert "kind=training" in re.search(r'rel="next" href="([^"]+)"', page)[1]  # type: ignore[index]
    assert client.get("/trainings/?page=2").status_code == 200
    for wrong in ("3", "0", "-1", "x", "9" * 30):
        assert client.get(f"/trainings/?page={wrong}").status_code == 404


def test_reading_costs_the_same_number_of_queries_for_one_event_and_for_thirty(
    app: Flask, db: orm.Session, client: InspectingClient
) -> None:
    owner = factories.organisation(db)
    first = factories.event(db, organisation=owner, venue=factories.venue(db))
    db.commit()
    with Statements(app) as one:
        client.get("/trainings/")
    for _ in range(29):
        made = factories.event(db, days=2, organisation=owner, venue=factories.venue(db))
        factories.speaker(db, made, *made.sessions)
    db.commit()
    with Statements(app) as many:
        client.get("/trainings/")
    assert len(many) == len(one) <= 8
    with Statements(app) as short:
        client.get(f"/trainings/{first.slug}")
    with Statements(app) as long:
        client.get(f"/trainings/{made.slug}")
    assert len(long) <= len(short) + 1 <= 9, "one more statement for the speakers, not one per session"


@pytest.mark.parametrize("address", ["/trainings/", "/trainings/past", "/trainings/szkolenie"])
def test_an_unchanged_page_answers_304_without_a_session(
    db: orm.Session, client: InspectingClient, address: str
) -> None:
    factories.event(db, slug="szkolenie")
    db.commit()
    first = client.get(address)
    assert "Set-Cookie" not in first.headers
    assert "csrf_token" not in first.text
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_draft_and_a_missing_event_are_not_found(db: orm.Session, client: InspectingClient) -> None:
    factories.event(db, slug="szkic", visibility=Visibility.DRAFT)
    db.commit()
    assert client.get("/trainings/szkic").status_code == 404
    assert client.get("/trainings/nie-ma").status_code == 404


def founding(db: orm.Session, **values: Any) -> Any:
    """Two days, three sessions, two speakers, one venue."""
    place = factories.venue(db, step_free=True, hearing_loop=False, access_contact="Sekretariat (przykład)")
    made = factories.event(db, slug="zasady", title="Zasady partnerstw", venue=place, **values)
    first = made.sessions[0]
    second_day = FIRST_START + timedelta(days=1)
    talk = factories.session(
        db, made, second_day, second_day + timedelta(hours=3), title="Negocjacje", room="Sala 2"
    )
    factories.session(
        db,
        made,
        second_day + timedelta(hours=4),
        second_day + timedelta(hours=6),
        title="Posiedzenie",
        kind=SessionKind.FORUM_SITTING,
    )
    factories.speaker(
        db, made, first, post="Sekretarz gminy (przykład)", organisation_name="Urząd (przykład)"
    )
    factories.speaker(db, made, talk, name="Jan Przykładowy", post="Radca (przykład)")
    db.commit()
    return made


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ({"sign_up_opens_at": NOON + timedelta(days=1)}, "od 2 czerwca 2026 r."),
        ({"sign_up_closes_at": NOON}, "zamknięte"),
    ],
)
def test_seats_are_told_only_while_one_can_sign_up(
    db: orm.Session, client: InspectingClient, values: dict[str, datetime], row: str
) -> None:
    event = factories.event(db, **values)
    db.commit()
    page = client.get(f"/trainings/{event.slug}").text.replace("\u00a0", " ")
    assert "Miejsca</dt>" not in page
    assert f"<dd>{row}" in page


def test_the_page_answers_what_when_where_cost_who_seats_until_when(
    db: orm.Session, client: InspectingClient
) -> None:
    founding(
        db, purpose="Jak zawrzeć partnerstwo.\n\nKrok po kroku.", audience="Sekretarze gmin", seats_taken=8
    )
    page = client.get("/trainings/zasady").text
    for expected in (
        "<p>Jak zawrzeć partnerstwo.</p>",
        "Dla kogo",
        "Sekretarze gmin",
        "środa, 1\u00a0lipca\u00a02026\u00a0r., godz.\u00a09:00–15:00",
        "czwartek, 2\u00a0lipca\u00a02026\u00a0r., godz.\u00a09:00–15:00",
        "Sala konferencyjna",
        "ul. Przykładowa 1, Łowicz",
        "bezpłatne",
        "Jan Przykładowy, Radca (przykład)",
        "wolne: 12 z\u00a020",
        "do\u00a01\u00a0lipca\u00a02026\u00a0r., godz.\u00a09:00",
        '<time datetime="2026-07-01T09:00+02:00">',
        "Posiedzenie forum",
        "Wejście bez stopni",
        "Sekretariat (przykład)",
        "nie wiadomo",
    ):
        assert expected in page, expected


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"visibility": Visibility.CANCELLED, "cancellation_reason": "Choroba prowadzącego"},
            "Wydarzenie odwołano",
        ),
        ({"start": NOON - timedelta(days=9)}, "Wydarzenie się zakończyło"),
        ({"seats_taken": 20}, "Nie ma już wolnych miejsc"),
        ({"sign_up_closes_at": NOON - timedelta(days=1)}, "Zapisy są zamknięte"),
        ({"sign_up_opens_at": NOON + timedelta(days=1)}, "Zapisy jeszcze się nie zaczęły"),
    ],
)
def test_a_page_that_takes_no_sign_ups_stays_and_says_why_on_top(
    db: orm.Session, client: InspectingClient, values: dict[str, Any], said: str
) -> None:
    factories.event(db, slug="x", title="Szkolenie", **values)
    db.commit()
    page = client.get("/trainings/x")
    assert page.status_code == 200
    assert page.text.index(said) < page.text.index("<h1>")
    assert "Zapisz się</a>" not in page.text
    assert values.get("cancellation_reason", "") in page.text


def test_a_record_of_the_past_shows_what_its_source_says_and_no_more(
    db: orm.Session, client: InspectingClient
) -> None:
    record = factories.event(
        db,
        slug="zapis",
        title="Zapis",
        days=0,
        visibility=Visibility.ARCHIVED,
        source="Notatka prasowa",
        capacity=None,
    )
    for number, day in enumerate((1, 2)):
        row = EventDay(event=record, position=number, when=PartialDate(None, 7, day, ""))
        db.add(row)
        db.add(EventSession(event=record, day=row, public_id=f"zapis{day}", position=0, title=f"Blok {day}"))
    db.commit()
    page = client.get("/trainings/zapis").text
    for expected in ("1\u00a0i\u00a02\u00a0lipca", "Rok nie jest podany", "Notatka prasowa", "Blok 1"):
        assert expected in page
    for absent in ("2026", "bezpłatne", "ld+json", ".ics", "Liczba miejsc"):
        assert absent not in page, absent


def test_a_sample_event_is_marked_on_its_page_and_its_card(db: orm.Session, client: InspectingClient) -> None:
    factories.event(db, slug="p", sample=True)
    db.commit()
    assert "Przykład" in client.get("/trainings/").text
    assert "To wydarzenie jest przykładem" in client.get("/trainings/p").text


def test_search_engines_read_the_event_and_nothing_breaks_out_of_the_script(
    db: orm.Session, client: InspectingClient
) -> None:
    made = founding(
        db, purpose="</script><script>alert(1)</script> & <b>", online_url="https://tajne.example.org/pokoj"
    )
    page = client.get("/trainings/zasady").text
    assert "tajne.example.org" not in page
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    assert found is not None
    about = json.loads(found[1])
    assert about["@type"] == "Event"
    assert about["startDate"] == "2026-07-01T09:00+02:00"
    assert about["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert len(about["subEvent"]) == 3
    assert about["offers"]["price"] == "0"
    assert about["url"] == f"http://localhost/trainings/{made.slug}"
    assert datetime.fromisoformat(about["endDate"]).astimezone(UTC) == made.ends_at


def test_the_page_speaks_english_too(db: orm.Session, client: InspectingClient) -> None:
    founding(db)
    client.set_cookie("prefs", "language=en")
    page = client.get("/trainings/zasady").text
    assert (
        "Wednesday 1 July 2026, 9:00–15:00".replace(" ", "\u00a0") in page
        or "Wednesday 1\u00a0July\u00a02026" in page
    )
    assert "free of charge" in page
