"""The desk's pages of trainings: from an empty draft to a published programme, and all that is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select
from werkzeug.test import TestResponse

from registration.trainings import desk_panels
from registration.trainings.models import Event, EventKind, Visibility
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient
from tests.statements import Statements
from tests.web.programme_form import fresh, hidden, item, send_programme


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def organisation(db: orm.Session) -> Any:
    return factories.organisation(db, name="Stowarzyszenie Przykład")


@pytest.fixture
def organiser(db: orm.Session, client: InspectingClient, organisation: Any) -> InspectingClient:
    """A client signed in as somebody who runs the organisation's events."""
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, organisation))
    return client


BASICS = {
    "kind": "training",
    "title": "Zasady tworzenia partnerstw",
    "purpose": "Jak zawrzeć i prowadzić partnerstwo.",
    "audience": "Sekretarze i skarbnicy gmin",
    "language": "pl",
    "zone": "Europe/Warsaw",
    "capacity": "20",
    "contact_email": "biuro@example.org",
}


def new_event(client: InspectingClient, organisation: Any, **values: Any) -> TestResponse:
    return client.send("/desk/trainings/new", {"organisation": organisation.id, **BASICS, **values})


def test_an_organiser_builds_and_publishes_the_founding_programme(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    made = new_event(organiser, organisation)
    assert made.status_code == 303
    event = db.scalars(select(Event)).one()
    desk = f"/desk/trainings/{event.id}"
    assert made.location == f"{desk}/programme"

    venue = {
        "name": "Sala konferencyjna",
        "street": "ul. Przykładowa 1",
        "town": "Łowicz",
        "step_free": "yes",
    }
    assert organiser.send(f"{desk}/place/new", venue).status_code == 303
    for post in ("Zastępca sekretarza (przykład)", "Radca (przykład)"):
        page = organiser.get(f"{desk}/speakers").text
        fields = {"csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition"), "post": post}
        wanted = {"calendar_entries": "y"}
        assert organiser.post(f"{desk}/speakers", data={**fields, **wanted}).status_code == 303
    assert "nie: brakuje adresu e-mail" in organiser.get(f"{desk}/speakers").text
    first, second = (speaker.id for speaker in fresh(db, event.id).speakers)

    items = (
        item(0, title="Partnerstwa publiczno-publiczne", start="9:00", end="15.30", **{"speakers": first}),
        item(1, title="Techniki negocjacyjne", day="2.07.2026", speakers=second, room="Sala 2"),
        item(2, title="Posiedzenie", day="2026-07-02", start="13:00", end="15:00", kind="forum sitting"),
    )
    assert send_programme(organiser, event.id, *items, save="1").location == desk
    programme = fresh(db, event.id).sessions
    assert [session.title for session in programme] == [
        "Partnerstwa publiczno-publiczne",
        "Techniki negocjacyjne",
        "Posiedzenie",
    ]
    assert len(fresh(db, event.id).days) == 2

    overview = organiser.get(desk).text
    assert overview.count("gotowe") == 8
    assert organiser.get(f"/trainings/{event.slug}").status_code == 404
    assert organiser.send(f"{desk}/publish", {}).status_code == 303
    organiser.delete_cookie("zapisy")
    page = organiser.get(f"/trainings/{event.slug}").text
    assert "Partnerstwa publiczno-publiczne" in page
    assert "Zastępca sekretarza (przykład)" in page
    assert "Wejście bez stopni" in page


def test_a_wrong_item_is_refused_by_name_and_nothing_typed_is_lost(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, days=0)
    speaker = factories.speaker(db, event)
    db.commit()
    right = item(0, title="Dobry punkt", description="Opis <b>pierwszy</b>", speakers=speaker.id)
    wrong = item(1, title="Przerwa „kawowa”", start="15:00", end="14:00", room="Hol", kind="break")
    page = send_programme(organiser, event.id, right, wrong, save="1")
    assert page.status_code == 200
    sentence = "Punkt 2 „Przerwa „kawowa””: koniec jest przed początkiem."
    assert page.text.count(sentence) == 2, "in the summary and at the field"
    assert '<a href="#items-1-end">' in page.text
    assert "<title>Błąd: " in page.text
    for kept in (
        "Dobry punkt",
        "Opis &lt;b&gt;pierwszy&lt;/b&gt;",
        'value="15:00"',
        'value="14:00"',
        'value="Hol"',
    ):
        assert kept in page.text, kept
    assert 'value="break" ' in page.text or '<option selected value="break">' in page.text
    assert re.search(rf'name="items-0-speakers"[^>]*value="{speaker.id}" checked', page.text)
    assert fresh(db, event.id).sessions == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Punkt 1: wpisz tytuł."),
        ({"title": "A", "day": ""}, "Punkt 1 „A”: wpisz datę"),
        ({"title": "A", "day": "31.02.2026"}, "Punkt 1 „A”: wpisz datę"),
        ({"title": "A", "start": "rano"}, "Punkt 1 „A”: wpisz godzinę rozpoczęcia"),
        ({"title": "A", "end": ""}, "Punkt 1 „A”: wpisz godzinę zakończenia"),
        ({"title": "A", "end_day": "jutro"}, "Punkt 1 „A”: wpisz datę końca"),
        (
            {"title": "A", "day": "2027-03-28", "start": "02:30", "end": "05:00"},
            "Punkt 1 „A”: tego dnia nie ma godziny 2:30",
        ),
        ({"title": "A", "kind": "nonsense"}, "Punkt 1 „A”: wybierz rodzaj"),
        ({"title": "ż" * 301}, "ten tekst jest za długi"),
        ({"title": "A\x00B", "end": "8:00"}, "Punkt 1 „AB”: koniec"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name_too(
    db: orm.Session, organiser: InspectingClient, organisation: Any, values: dict[str, str], sentence: str
) -> None:
    event = factories.event(db, organisation=organisation, days=0)
    db.commit()
    page = send_programme(organiser, event.id, item(0, **values), save="1")
    assert sentence in page.text
    for name in ("day", "start", "end", "end_day"):
        if values.get(name):
            assert f'value="{values[name]}"' in page.text
    assert fresh(db, event.id).sessions == []


def test_items_are_added_and_removed_without_javascript_and_keep_what_was_typed(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation)
    db.commit()
    first = event.sessions[0]
    typed = item(0, id=first.id, title="Zmieniony tytuł", day="2026-07-03")
    grown = send_programme(organiser, event.id, typed, add="1").text
    assert "Zmieniony tytuł" in grown
    assert 'name="items-1-title"' in grown
    for name in ("items-0-day", "items-1-day"):
        assert re.search(rf'name="{name}"[^>]*value="2026-07-03"', grown), (
            "a new item has the day of the last"
        )
    shrunk = send_programme(organiser, event.id, typed, item(1, title="Drugi"), remove="0").text
    assert "Punkt 1 „Zmieniony tytuł”: wyjęto z\u00a0programu." in shrunk
    assert re.findall(r'name="items-\d-title"[^>]*value="([^"]*)"', shrunk) == ["Drugi"]
    assert fresh(db, event.id).sessions[0].title == first.title, "only saving changes the programme"
    for nowhere in ("7", "-1", "x", ""):
        assert send_programme(organiser, event.id, typed, remove=nowhere).status_code == 200


def test_blank_items_are_left_out(db: orm.Session, organiser: InspectingClient, organisation: Any) -> None:
    event = factories.event(db, organisation=organisation, days=0)
    db.commit()
    blank = item(0, start="", end="")
    assert send_programme(organiser, event.id, blank, item(1, title="Jest"), save="1").status_code == 303
    assert [session.title for session in fresh(db, event.id).sessions] == ["Jest"]


def test_the_first_button_of_the_form_saves_so_that_the_enter_key_removes_nothing(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation)
    db.commit()
    form = organiser.get(f"/desk/trainings/{event.id}/programme").text.split(' class="form" method="post"')[1]
    assert "name=" not in re.findall(r"<button[^>]*>", form)[0]


def test_a_stale_programme_shows_both_versions_and_keeps_what_was_typed(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation)
    db.commit()
    address = f"/desk/trainings/{event.id}/programme"
    opened = organiser.get(address).text
    old = {"csrf_token": hidden(opened, "csrf_token"), "edition": hidden(opened, "edition"), "save": "1"}
    mine = item(0, id=event.sessions[0].id, title="Moja wersja")
    theirs = (
        item(0, id=event.sessions[0].id, title="Ich wersja"),
        item(1, title="Ich nowy punkt", day="2026-07-02"),
    )
    assert send_programme(organiser, event.id, *theirs, save="1").status_code == 303
    stale = organiser.post(address, data={**old, **mine})
    assert stale.status_code == 409
    for shown in (
        "Ich wersja",
        "Ich nowy punkt",
        "Nie ma w\u00a0tym formularzu",
        'value="Moja wersja"',
        "z tego samego konta w innym oknie",
    ):
        assert shown in stale.text, shown
    assert fresh(db, event.id).sessions[0].title == "Ich wersja"
    again = {**old, "edition": hidden(stale.text, "edition"), **mine}
    assert organiser.post(address, data=again).status_code == 303
    assert [session.title for session in fresh(db, event.id).sessions] == ["Moja wersja"]


def test_stale_basics_show_what_differs(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, title="Stary", purpose="Po co")
    db.commit()
    address = f"/desk/trainings/{event.id}/basics"
    opened = organiser.get(address).text
    fields = {**BASICS, "slug": event.slug, "csrf_token": hidden(opened, "csrf_token")}
    first = {**fields, "edition": hidden(opened, "edition"), "title": "Szybszy"}
    assert organiser.post(address, data=first).status_code == 303
    stale = organiser.post(address, data={**first, "title": "Wolniejszy"})
    assert stale.status_code == 409
    assert re.search(r"Tytuł</th>.*?Szybszy.*?Wolniejszy", stale.text, re.DOTALL)
    assert 'value="Wolniejszy"' in stale.text
    assert fresh(db, event.id).title == "Szybszy"
    again = {**first, "title": "Wolniejszy", "edition": hidden(stale.text, "edition")}
    assert organiser.post(address, data=again).status_code == 303


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " "}, "Wpisz tytuł."),
        ({"title": "ż" * 201}, "najwyżej 200 znaków"),
        ({"capacity": "dwadzieścia"}, "Wpisz liczbę całkowitą."),
        ({"capacity": "0"}, "co najmniej 1"),
        ({"contact_email": "nie-adres"}, "@"),
        ({"slug": "Zła Ścieżka"}, "małe litery"),
        ({"opens": "2026-06-20T08:00", "closes": "2026-06-10T08:00"}, "zanim się zaczną"),
        ({"opens": "pojutrze"}, "Wpisz datę i\u00a0godzinę"),
        ({"closes": "2027-03-28T02:30"}, "2:30"),
    ],
)
def test_wrong_basics_are_refused_at_their_field_and_kept(
    db: orm.Session, organiser: InspectingClient, organisation: Any, values: dict[str, str], sentence: str
) -> None:
    page = new_event(organiser, organisation, **values)
    assert page.status_code == 200
    assert sentence in page.text
    assert "Jak zawrzeć i prowadzić partnerstwo." in page.text
    assert db.scalars(select(Event)).all() == []


def test_fewer_places_than_people_are_refused_by_name(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, seats_taken=18)
    db.commit()
    address = f"/desk/trainings/{event.id}/basics"
    page = organiser.get(address).text
    fields = {**BASICS, "csrf_token": hidden(page, "csrf_token"), "edition": hidden(page, "edition")}
    refused = organiser.post(address, data={**fields, "capacity": "17"})
    assert "Zapisanych jest już 18 osób, więc miejsc nie może być mniej." in refused.text


def test_an_unready_draft_shows_what_is_missing_and_is_not_published(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, days=0, visibility=Visibility.DRAFT)
    db.commit()
    page = organiser.get(f"/desk/trainings/{event.id}/publish").text
    assert "Czegoś jeszcze brakuje" in page
    assert "Opublikuj wydarzenie" not in page
    assert f"/desk/trainings/{event.id}/place" in page
    token = organiser.token(f"/desk/trainings/{event.id}/basics")
    refused = organiser.post(f"/desk/trainings/{event.id}/publish", data={"csrf_token": token})
    assert "Wydarzenia nie można jeszcze opublikować" in refused.text
    assert fresh(db, event.id).visibility is Visibility.DRAFT


def test_a_cancellation_names_its_effect_and_needs_a_reason(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, seats_taken=18)
    db.commit()
    address = f"/desk/trainings/{event.id}/cancel"
    assert "Odwołaj wydarzenie i\u00a0powiadom 18 osób</button>" in organiser.get(address).text
    assert "Napisz w\u00a0jednym zdaniu, dlaczego" in organiser.send(address, {"reason": " "}).text
    assert fresh(db, event.id).visibility is Visibility.PUBLISHED
    assert organiser.send(address, {"reason": "Choroba prowadzącej."}).status_code == 303
    assert fresh(db, event.id).visibility is Visibility.CANCELLED
    assert "Choroba prowadzącej." in organiser.get(f"/trainings/{event.slug}").text
    for page in ("basics", "programme", "place", "speakers"):
        assert organiser.get(f"/desk/trainings/{event.id}/{page}").location == f"/desk/trainings/{event.id}"


def test_hiding_and_archiving_ask_first(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    open_one, taken = (factories.event(db, organisation=organisation, seats_taken=n) for n in (0, 1))
    past = factories.event(db, organisation=organisation, start=NOON - timedelta(days=9))
    db.commit()
    assert organiser.send(f"/desk/trainings/{open_one.id}/unpublish", {}).status_code == 303
    assert "Ktoś już się zapisał" in organiser.send(f"/desk/trainings/{taken.id}/unpublish", {}).text
    assert organiser.send(f"/desk/trainings/{past.id}/archive", {}).status_code == 303
    assert "gdy się skończy" in organiser.send(f"/desk/trainings/{taken.id}/archive", {}).text
    assert fresh(db, open_one.id).visibility is Visibility.DRAFT
    assert fresh(db, past.id).visibility is Visibility.ARCHIVED


def test_the_place_and_the_speakers_are_changed(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    hall = factories.venue(db, organisation=organisation)
    event = factories.event(db, organisation=organisation)
    other = factories.event(db, organisation=organisation, venue=hall)
    speaker = factories.speaker(db, event, *event.sessions)
    db.commit()
    gone = speaker.id
    desk = f"/desk/trainings/{event.id}"

    def edit(page: str, **fields: Any) -> TestResponse:
        shown = organiser.get(f"{desk}/{page}").text
        return organiser.post(
            f"{desk}/{page}",
            data={"csrf_token": hidden(shown, "csrf_token"), "edition": hidden(shown, "edition"), **fields},
        )

    assert "musi mieć miejsce albo odnośnik" in edit("place", venue="", online_url="").text
    assert "zaczyna się od https" in edit("place", venue=hall.id, online_url="ftp://x").text
    assert edit("place", venue=hall.id, online_url="").status_code == 303
    change = organiser.get(f"{desk}/place/change").text
    assert "jest jeszcze 1 wydarzenie" in change
    assert re.search(r'name="step_free"[^>]*value="yes" checked', change)
    assert re.search(r'name="hearing_loop"[^>]*value="" checked', change)
    values = {"name": "Nowa nazwa", "step_free": "no", "hearing_loop": ""}
    assert organiser.send(f"{desk}/place/change", values).status_code == 303
    venue = fresh(db, other.id).venue
    assert venue is not None
    assert (venue.name, venue.step_free, venue.hearing_loop) == ("Nowa nazwa", False, None)
    assert (
        "Wpisz imię i\u00a0nazwisko albo stanowisko" in edit(f"speakers/{speaker.id}", name="", post="").text
    )
    assert edit(f"speakers/{speaker.id}", name="Jan Przykładowy", post="").status_code == 303
    assert (
        "1 punkt programu straci prowadzącego" in organiser.get(f"{desk}/speakers/{speaker.id}/remove").text
    )
    assert edit(f"speakers/{speaker.id}/remove").status_code == 303
    assert fresh(db, event.id).speakers == []
    assert organiser.get(f"{desk}/speakers/{gone}").status_code == 404


def test_every_change_stands_in_the_history_in_words(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    new_event(organiser, organisation)
    event = db.scalars(select(Event)).one()
    send_programme(organiser, event.id, item(0, title="Wykład"), save="1")
    page = organiser.get(f"/desk/trainings/{event.id}/history").text
    for expected in ("Utworzono wydarzenie", "Zmieniono program", "Wykład", "Osoba (przykład)"):
        assert expected in page


PAGES = (
    "",
    "/history",
    "/basics",
    "/programme",
    "/place",
    "/place/new",
    "/speakers",
    "/publish",
    "/unpublish",
    "/cancel",
    "/preview",
    "/archive",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nothing_and_a_visitor_is_asked_to_sign_in(
    db: orm.Session, client: InspectingClient, organisation: Any, page: str
) -> None:
    event = factories.event(
        db, organisation=organisation, venue=factories.venue(db, organisation=organisation)
    )
    stranger = factories.organisation(db)
    db.commit()
    address = f"/desk/trainings/{event.id}{page}"
    assert client.get(address).status_code == 302
    accounts.sign_in(client, accounts.organiser(db, stranger))
    assert client.get(address).status_code == 404
    assert client.get(f"/desk/trainings/999999{page}").status_code == 404


def test_an_event_cannot_be_made_for_a_foreign_organisation(
    db: orm.Session, organiser: InspectingClient
) -> None:
    foreign = factories.organisation(db)
    db.commit()
    assert new_event(organiser, foreign).status_code == 200
    assert db.scalars(select(Event)).all() == []


def test_door_staff_see_the_event_but_do_not_edit_it(db: orm.Session, client: InspectingClient) -> None:
    event = factories.event(db)
    db.commit()
    accounts.sign_in(client, accounts.door_staff(db, event))
    overview = client.get(f"/desk/trainings/{event.id}")
    assert overview.status_code == 200
    assert "Zmień program" not in overview.text
    assert client.get(f"/desk/trainings/{event.id}/programme").status_code == 403
    assert client.get("/desk/trainings/new").status_code == 403
    assert event.title in client.get("/desk/trainings/").text


def test_the_list_shows_own_events_found_filtered_and_sorted(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    factories.event(db, organisation=organisation, title="Łask", kind=EventKind.MEETING)
    factories.event(db, organisation=organisation, title="Lutomiersk", start=FIRST_START + timedelta(days=9))
    factories.event(db, organisation=organisation, title="Ostrów", visibility=Visibility.DRAFT, days=0)
    factories.event(db, title="Cudze")
    db.commit()

    def titles(query: str) -> list[str]:
        page = organiser.get(f"/desk/trainings/{query}").text
        return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)

    assert titles("") == ["Ostrów", "Lutomiersk", "Łask"]
    assert titles("?sort=title") == ["Lutomiersk", "Łask", "Ostrów"]
    assert titles("?sort=-title") == ["Ostrów", "Łask", "Lutomiersk"]
    assert titles("?sort=start") == ["Ostrów", "Łask", "Lutomiersk"]
    assert titles("?q=lask") == ["Łask"]
    assert titles("?state=draft") == ["Ostrów"]
    assert titles("?state=nonsense&sort=nonsense") == ["Ostrów", "Lutomiersk", "Łask"]
    assert 'aria-sort="ascending"' in organiser.get("/desk/trainings/?sort=title").text


def test_the_list_costs_the_same_number_of_queries_for_one_event_and_for_thirty(
    app: Flask, db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    factories.event(db, organisation=organisation)
    db.commit()
    with Statements(app) as one:
        organiser.get("/desk/trainings/")
    for _ in range(29):
        hall = factories.venue(db, organisation=organisation)
        factories.event(db, organisation=organisation, days=2, venue=hall)
    db.commit()
    with Statements(app) as many:
        organiser.get("/desk/trainings/")
    assert len(many) == len(one)


def test_a_draft_is_previewed_by_its_organisers_alone(
    db: orm.Session, organiser: InspectingClient, organisation: Any
) -> None:
    event = factories.event(db, organisation=organisation, visibility=Visibility.DRAFT, purpose="Po co")
    db.commit()
    page = organiser.get(f"/desk/trainings/{event.id}/preview")
    assert "To jest szkic." in page.text
    assert "Po co" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert organiser.get(f"/trainings/{event.slug}").status_code == 404


def test_rooms_above_add_tiles_to_the_overview(
    db: orm.Session, organiser: InspectingClient, organisation: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = factories.event(db, organisation=organisation)
    db.commit()
    tile = desk_panels.Tile("wysłanych wiadomości", "42", "/desk/outbox/")
    monkeypatch.setattr(desk_panels, "panels", [lambda session, shown: [tile]])
    page = organiser.get(f"/desk/trainings/{event.id}").text
    assert '<strong>42</strong><a href="/desk/outbox/">wysłanych wiadomości</a>' in page


@pytest.mark.parametrize(
    ("taken", "capacity", "figures"),
    [
        (1, 2, ("osoba zapisana", "wolne miejsce", "rezygnacji")),
        (2, 4, ("osoby zapisane", "wolne miejsca", "rezygnacji")),
        (5, 5, ("osób zapisanych", "wolnych miejsc", "rezygnacji")),
        (0, None, ("osób zapisanych", "miejsca bez limitu", "rezygnacji")),
    ],
)
def test_the_words_under_a_figure_agree_with_it(
    db: orm.Session,
    organiser: InspectingClient,
    organisation: Any,
    taken: int,
    capacity: int | None,
    figures: tuple[str, ...],
) -> None:
    event = factories.event(db, organisation=organisation, capacity=capacity, seats_taken=taken)
    db.commit()
    page = organiser.get(f"/desk/trainings/{event.id}").text
    shown = page[page.index('<ul class="stats">') :]
    assert all(words in shown[: shown.index("</ul>")] for words in figures)


def test_the_desk_speaks_english_too(db: orm.Session, organiser: InspectingClient, organisation: Any) -> None:
    event = factories.event(db, organisation=organisation)
    db.commit()
    organiser.set_cookie("prefs", "language=en")
    assert "Add an item" in organiser.get(f"/desk/trainings/{event.id}/programme").text
