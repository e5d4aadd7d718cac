"""An organiser's whole way: build a two-day training, publish it, move a day, cancel it, find it all in the history."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.steps import calendar_parts, heading, methods, press, sign_up, tab_to, type_into

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

YEAR = datetime.now(UTC).year + 1
FIRST, SECOND, MOVED = date(YEAR, 7, 1), date(YEAR, 7, 2), date(YEAR, 7, 9)
SPEAKERS = ("Radca prawny (przykład)", "Trener negocjacji (przykład)")
# title, day, start, end, room, who leads it
PROGRAMME = (
    ("Zasady tworzenia i funkcjonowania partnerstw", FIRST, "09:00", "12:30", "Sala A", SPEAKERS[0]),
    ("Techniki negocjacyjne", FIRST, "13:30", "16:00", "Sala A", SPEAKERS[1]),
    ("Posiedzenie inauguracyjne forum", SECOND, "10:00", "14:00", "Sala B", SPEAKERS[0]),
)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_an_empty_form_to_a_cancelled_training(
    open_page: OpenPage, running_site: Site, javascript: bool
):
    name = "ze skryptami" if javascript else "bez skryptów"
    participant = f"uczestniczka.{'js' if javascript else 'plain'}@example.pl"
    desk = open_page(javascript=javascript)
    sign_in(desk, running_site)
    event = draft(desk, f"Dwa dni o partnerstwach {name} (przykład)")
    add_speakers(desk, event)
    add_place(desk, event)
    build_programme(desk, event)

    desk.goto(event)
    desk.get_by_role("link", name="Opublikuj").click()
    desk.get_by_role("button", name="Opublikuj wydarzenie").click()
    expect(desk.get_by_text("Wydarzenie opublikowano")).to_be_visible()
    public = str(desk.get_by_role("link", name="Zobacz stronę publiczną").get_attribute("href"))

    visitor = open_page(javascript=javascript)
    visitor.goto(public)
    for title, *_rest in PROGRAMME:
        expect(visitor.get_by_role("heading", name=title)).to_be_visible()
    sign_up(visitor, public.rsplit("/", 1)[1], participant)
    assert methods(running_site, participant, 2) == ["REQUEST", "REQUEST"]
    desk.get_by_role("link", name="Uczestnicy").click()
    expect(desk.get_by_text(participant)).to_be_visible()

    move_second_day(desk, event)
    entries = calendar_parts(running_site.wait_for_mail(participant, 3))
    assert [method for method, _text in entries] == ["REQUEST"] * 3
    [moved] = [text for _method, text in entries if "SEQUENCE:1" in text.split()]
    assert f"{MOVED:%Y%m%d}T100000" in moved
    visitor.goto(public)
    expect(visitor.get_by_text(f"9 lipca {YEAR}").first).to_be_visible()

    cancel(desk, event)
    assert methods(running_site, participant, 5)[:2] == ["CANCEL", "CANCEL"]
    visitor.reload()
    expect(visitor.get_by_text("Sala jest nieczynna.")).to_be_visible()
    desk.get_by_role("link", name="Historia").click()
    for line in (
        "Utworzono wydarzenie",
        "Opublikowano wydarzenie",
        "Zmieniono program",
        "Odwołano wydarzenie",
    ):
        expect(desk.locator(".timeline").get_by_text(line).first).to_be_visible()


def draft(desk: Page, title: str) -> str:
    """A new event from the desk; gives the path of its overview."""
    desk.get_by_role("link", name="Nowe wydarzenie").click()
    desk.get_by_label("Tytuł").fill(title)
    desk.get_by_label("Po co").fill("Uczestnik potrafi przygotować porozumienie.")
    desk.get_by_label("Dla kogo").fill("Osoby, które prowadzą współpracę samorządów.")
    desk.get_by_label("Liczba miejsc").fill("40")
    desk.get_by_label("Kontakt: e-mail").fill("biuro@example.org")
    desk.get_by_role("button", name="Zapisz szkic").click()
    heading(desk, f"Program: {title}")
    return re.search(r"/desk/trainings/\d+", desk.url)[0]


def add_speakers(desk: Page, event: str) -> None:
    """Two speakers, by their posts."""
    desk.goto(f"{event}/speakers")
    for post in SPEAKERS:
        desk.get_by_label("Stanowisko").fill(post)
        desk.get_by_role("button", name="Dodaj").click()
        expect(desk.get_by_role("rowheader", name=post)).to_be_visible()


def add_place(desk: Page, event: str) -> None:
    """One venue, with what is known of its access."""
    desk.goto(f"{event}/place")
    desk.get_by_role("link", name="Nowe miejsce").click()
    desk.get_by_label("Nazwa miejsca").fill("Ratusz (przykład)")
    desk.get_by_label("Ulica i numer").fill("ul. Przykładowa 2")
    desk.get_by_label("Miejscowość").fill("Przykładów")
    desk.get_by_role("group", name="Wejście bez stopni").get_by_label("tak").check()
    desk.get_by_role("button", name="Zapisz miejsce").click()
    expect(desk.get_by_text("Ratusz (przykład)").first).to_be_visible()


def build_programme(desk: Page, event: str) -> None:
    """Three sessions; the last one first ends before it begins, is refused by name, and nothing typed is lost."""
    desk.goto(f"{event}/programme")
    for number, (title, day, start, end, room, leader) in enumerate(PROGRAMME, start=1):
        if number > 1:
            desk.get_by_role("button", name="Dodaj punkt").click()
        item = desk.locator(f"#item-{number}")
        item.get_by_label("Tytuł").fill(title)
        item.get_by_label("Data", exact=True).fill(day.isoformat())
        item.get_by_label("Od", exact=True).fill(start)
        item.get_by_label("Do", exact=True).fill("08:00" if number == len(PROGRAMME) else end)
        item.get_by_label("Sala").fill(room)
        item.locator("summary").first.click()
        item.get_by_label(leader).check()
    desk.get_by_role("button", name="Zapisz program").click()
    expect(desk).to_have_title(re.compile("^Błąd: "))
    title, day, start, end, room, leader = PROGRAMME[-1]
    complaint = f"Punkt 3 „{title}”: koniec jest przed początkiem"
    expect(desk.locator("[data-error-summary]")).to_contain_text(complaint)
    item = desk.locator("#item-3")
    expect(item).to_contain_text(complaint)
    expect(item.get_by_label("Data", exact=True)).to_have_value(day.isoformat())
    expect(item.get_by_label("Od", exact=True)).to_have_value(start)
    expect(item.get_by_label("Do", exact=True)).to_have_value("08:00")
    expect(item.get_by_label("Sala")).to_have_value(room)
    expect(item.get_by_label(leader)).to_be_checked()
    expect(desk.locator("#item-1").get_by_label("Tytuł")).to_have_value(PROGRAMME[0][0])
    item.get_by_label("Do", exact=True).fill(end)
    save_programme(desk)


def move_second_day(desk: Page, event: str) -> None:
    """The session of the second day, a week later."""
    desk.goto(f"{event}/programme")
    desk.locator("#item-3").get_by_label("Data", exact=True).fill(MOVED.isoformat())
    save_programme(desk)


def save_programme(desk: Page) -> None:
    """Save, and find the three sessions in the overview."""
    desk.get_by_role("button", name="Zapisz program").click()
    for title, *_rest in PROGRAMME:
        expect(desk.get_by_role("listitem").filter(has_text=title)).to_be_visible()


def cancel(desk: Page, event: str) -> None:
    """Cancel the event; the button names how many people are told."""
    desk.goto(event)
    desk.get_by_role("link", name="Odwołaj wydarzenie").click()
    desk.get_by_label("Dlaczego").fill("Sala jest nieczynna.")
    desk.get_by_role("button", name="Odwołaj wydarzenie i powiadom 1 osobę").click()
    expect(desk.get_by_text("Wydarzenie odwołano").first).to_be_visible()


def test_the_key_steps_by_keyboard_alone(open_page: OpenPage, running_site: Site):
    desk = open_page()
    desk.goto("/account/sign-in")
    type_into(desk, "Adres e-mail", running_site.email)
    type_into(desk, "Hasło", running_site.password)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/desk/**")
    press(desk, "Nowe wydarzenie")
    heading(desk, "Nowe wydarzenie")
    type_into(desk, "Tytuł", "Szkolenie z samej klawiatury (przykład)")
    type_into(desk, "Po co", "Uczestnik obywa się bez myszy.")
    press(desk, "Zapisz szkic")
    heading(desk, re.compile("^Program: "))
    type_into(desk, "Tytuł", "Ćwiczenia")
    type_into(desk, "Data", f"0707{YEAR}")  # the same in every order of day and month
    type_into(desk, "Od", "0900A")  # the same on clocks of 12 and of 24 hours
    type_into(desk, "Do", "1100A")
    press(desk, "Zapisz program")
    expect(desk.get_by_text("9:00–11:00").first).to_be_visible()
    press(desk, "Zmień miejsce")
    heading(desk, re.compile("^Miejsce: "))
    tab_to(desk, "Bez miejsca")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Zapisano").first).to_be_visible()
    press(desk, "Opublikuj")
    heading(desk, re.compile("^Opublikuj: "))
    press(desk, "Opublikuj wydarzenie")
    expect(desk.get_by_text("Wydarzenie opublikowano")).to_be_visible()
    press(desk, "Odwołaj wydarzenie")
    heading(desk, re.compile("^Odwołaj wydarzenie: "))
    type_into(desk, "Dlaczego", "To była próba.")
    press(desk, "Odwołaj wydarzenie")
    expect(desk.get_by_text("Wydarzenie odwołano").first).to_be_visible()
