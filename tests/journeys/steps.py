"""What several journeys do: signing up, reading one's mail, going by keyboard."""

import re
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

FIELDS = "main input:not([type=hidden]), main textarea, main select"


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait for the page of this name."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def fill_in(page: Page, email: str) -> None:
    """Answer the sign-up form."""
    page.get_by_label("Imię", exact=True).fill("Grażyna")
    page.get_by_label("Nazwisko").fill("Żółć-Łęcka")
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_label("Instytucja").fill("Gmina Przykładowa")
    page.get_by_label("Stanowisko").fill("inspektorka")


def check_and_send(page: Page) -> None:
    """From the filled form to the confirmation."""
    page.get_by_role("button", name="Sprawdź i wyślij").click()
    heading(page, "Sprawdź odpowiedzi")
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    heading(page, "Zgłoszenie przyjęto")


def sign_up(page: Page, slug: str, email: str) -> None:
    """A visitor's sign-up for an event, to the confirmation."""
    page.goto(f"/sign-up/{slug}")
    fill_in(page, email)
    check_and_send(page)


def plain_text(mail: EmailMessage) -> str:
    """A mail as it reads without HTML."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link(text: str, path: str) -> str:
    """The first address in a mail's text whose path begins so."""
    found = re.search(rf"http://[^/\s]+{path}\S*", text)
    assert found, f"no link to {path} in {text}"
    return found[0]


def calendar_parts(mails: list[EmailMessage]) -> list[tuple[str, str]]:
    """(method, calendar text) of every calendar part, sorted: mails leave in parallel, so not always in order."""
    parts = [part for mail in mails for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return sorted((str(part.get_param("method")), str(part.get_content())) for part in parts)


def methods(site: Site, email: str, count: int) -> list[str]:
    """The methods of the calendar entries mailed to an address, as soon as so many mails are there."""
    return [method for method, _text in calendar_parts(site.wait_for_mail(email, count))]


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus has this name: its label, else its text."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if name in page.evaluate(_NAME_OF_FOCUSED):
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab on {page.url}")


def press(page: Page, name: str) -> None:
    """Go to a link or button by Tab and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def type_into(page: Page, label: str, text: str) -> None:
    """Go to a field by Tab and type."""
    tab_to(page, label)
    page.keyboard.type(text)


_NAME_OF_FOCUSED = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return ''; // between the last control and the first: its text is the whole page
    const label = focused.labels && focused.labels[0];
    return ((label || focused).textContent || '').replace(/\\s+/g, ' ').trim();
}"""
