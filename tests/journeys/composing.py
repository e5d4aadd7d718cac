"""An organiser's first steps of an invitation by e-mail."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.steps import heading


def paste(desk: Page, event: str, addresses: str) -> None:
    """Begin an invitation to the event of this title with a pasted list."""
    desk.goto("/desk/trainings/")
    desk.get_by_role("link", name=event).click()
    desk.get_by_role("link", name="Zaproszenia").click()
    desk.get_by_role("button", name="Nowe zaproszenie").click()
    heading(desk, "Kto dostanie zaproszenie")
    desk.get_by_label("Adresy e-mail").fill(addresses)
    desk.get_by_role("button", name="Zapisz i przejdź dalej").click()


def write(desk: Page, event: str) -> None:
    """The content is there already, made of the event; what is missing is why the addresses may be used."""
    heading(desk, "Treść zaproszenia")
    expect(desk.get_by_label("Temat")).to_have_value(re.compile(f"^Zaproszenie: {event}"))
    desk.get_by_label("zadanie realizowane w interesie publicznym").check()
    desk.get_by_label("Skąd pochodzą wklejone adresy").fill("wykaz gmin na stronie powiatu")
    desk.get_by_role("button", name="Zapisz i sprawdź").click()
    heading(desk, "Sprawdź zaproszenie")
