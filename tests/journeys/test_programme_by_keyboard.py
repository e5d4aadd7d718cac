"""An organiser without a mouse reorders and divides a programme, sees that nothing is stored before it is saved."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.steps import heading, press, tab_to

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_items_are_moved_and_divided_by_keyboard_alone(
    open_page: OpenPage, running_site: Site, javascript: bool
):
    desk = open_page(width=360, javascript=javascript)
    sign_in(desk, running_site)
    desk.get_by_role("link", name="Nowe wydarzenie").click()
    title = f"Program bez myszy {'ze skryptami' if javascript else 'bez skryptów'} (przykład)"
    desk.get_by_label("Tytuł").fill(title)
    desk.get_by_role("button", name="Zapisz szkic").click()
    heading(desk, f"Program: {title}")
    fill_item(desk, 1, "Wykład", "09:00", "10:30")
    press(desk, "Dodaj punkt")
    expect(desk.locator("#items-1-title")).to_be_focused()
    fill_item(desk, 2, "Warsztat", "10:45", "12:45")

    tab_to(desk, "W górę punkt 2")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("Punkt 2 „Warsztat”: przeniesiono w górę.")
    expect(desk.locator("button[name=up]").first).to_be_focused()
    assert titles(desk) == ["Warsztat 09:00–11:00", "Wykład 11:15–12:45"]

    press(desk, "Podziel, dodaj przed lub po punkt 1")
    press(desk, "Podziel punkt 1")
    expect(desk.locator("#items-1-title")).to_be_focused()
    parts = [
        "Warsztat (część 1) 09:00–10:00",
        "Warsztat (część 2) 10:00–11:00",
        "Wykład 11:15–12:45",
    ]
    assert titles(desk) == parts
    press(desk, "Podgląd")
    expect(desk.get_by_text("Podgląd: tak będzie wyglądać strona.")).to_be_visible()
    press(desk, "Wróć do edycji")
    heading(desk, f"Program: {title}")
    assert titles(desk) == parts
    press(desk, "Zapisz program")
    expect(desk.get_by_text("Program zapisano").first).to_be_visible()
    expect(desk.get_by_text("Warsztat (część 2)").first).to_be_visible()
    press(desk, "Cofnij ostatnią zmianę")
    heading(desk, f"Cofnij ostatnią zmianę: {title}")
    press(desk, "Cofnij zmianę")
    expect(desk.get_by_text("Cofnięto ostatnią zmianę.").first).to_be_visible()
    expect(desk.get_by_text("Program jest pusty").first).to_be_visible()


def fill_item(desk: Page, number: int, title: str, start: str, end: str) -> None:
    """Type one item's title, date and hours."""
    item = desk.locator(f"#item-{number}")
    item.get_by_label("Tytuł").fill(title)
    item.get_by_label("Data", exact=True).fill("2027-07-01")
    item.get_by_label("Od", exact=True).fill(start)
    item.get_by_label("Do", exact=True).fill(end)


def titles(desk: Page) -> list[str]:
    """ "Wykład 09:00–10:30" of each item in the form's order."""
    found = []
    for number in range(desk.locator("fieldset.group").count()):
        values = [desk.locator(f"#items-{number}-{name}").input_value() for name in ("title", "start", "end")]
        found.append(f"{values[0]} {values[1]}–{values[2]}")
    return found
