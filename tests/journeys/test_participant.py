"""A participant's whole way: find, read, sign up, get the mail, correct, resign; by mouse, by keys, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site

pytestmark = pytest.mark.browser

TRAINING = "/trainings/partnerstwa-i-negocjacje-przyklad"
TITLE = "Zasady tworzenia i funkcjonowania partnerstw"


def fill_in(page: Page, email: str) -> None:
    page.get_by_label("Imię", exact=True).fill("Grażyna")
    page.get_by_label("Nazwisko").fill("Żółć-Łęcka")
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_label("Instytucja").fill("Gmina Przykładowa")
    page.get_by_label("Stanowisko").fill("inspektorka")


def personal_link(site: Site, email: str) -> str:
    text = site.wait_for_mail(email)[0].get_body(("plain",)).get_content()
    return re.search(r"http://\S+/sign-up/my/\S+", text)[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_from_the_catalogue_to_the_calendar_and_out_again(
    open_page: OpenPage, running_site: Site, javascript: bool
):
    email = f"grazyna.{'js' if javascript else 'plain'}@example.pl"
    page = open_page(javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_role("link", name="Zapisz się").click()
    fill_in(page, email)
    page.get_by_role("button", name="Sprawdź i wyślij").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź odpowiedzi")
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zgłoszenie przyjęto")
    reference = page.locator(".reference").inner_text()
    page.reload()
    expect(page.locator(".reference")).to_have_text(reference)

    first, second = running_site.wait_for_mail(email, 2)
    assert "[1/2]" in first["Subject"]
    assert "[2/2]" in second["Subject"]
    for mail in (first, second):
        [calendar] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert calendar.get_param("method") == "REQUEST"

    page.goto(personal_link(running_site, email))
    expect(page.get_by_text("Gmina Przykładowa")).to_be_visible()
    page.get_by_role("link", name="Zmień odpowiedzi").click()
    page.get_by_label("Stanowisko").fill("kierowniczka")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("kierowniczka")).to_be_visible()
    page.get_by_role("link", name="Zrezygnuj").click()
    page.get_by_role("button", name="Tak, rezygnuję").click()
    expect(page.get_by_text("Zgłoszenie zostało wycofane")).to_be_visible()
    mails = running_site.wait_for_mail(email, 4)
    methods = [
        part.get_param("method")
        for mail in mails
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert sorted(methods) == ["CANCEL", "CANCEL", "REQUEST", "REQUEST"]


def test_by_keyboard_alone_with_a_mistake_on_the_way(open_page: OpenPage, running_site: Site):
    page = open_page()
    page.goto(TRAINING)
    _tab_to(page, "Zapisz się")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-up/**")
    for answer in ("Grażyna", "Żółć-Łęcka", "zażółć@", "Gmina Przykładowa", "inspektorka"):
        _tab_to_next_field(page)
        page.keyboard.type(answer)
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Błąd: "))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adres e-mail")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("klawiatura@example.pl")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź odpowiedzi")
    _tab_to(page, "Wyślij zgłoszenie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zgłoszenie przyjęto")
    assert running_site.wait_for_mail("klawiatura@example.pl", 2)


def _tab_to(page: Page, name: str) -> None:
    for _ in range(120):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or "").strip():
            return
    raise AssertionError(f"{name!r} cannot be reached by Tab")


def _tab_to_next_field(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('main input, main textarea')"):
            return
    raise AssertionError("no field can be reached by Tab")


def test_a_lost_link_comes_again(open_page: OpenPage, running_site: Site):
    email = "zgubiony@example.pl"
    page = open_page(width=360)
    page.goto("/sign-up/partnerstwa-i-negocjacje-przyklad")
    fill_in(page, email)
    page.get_by_role("button", name="Sprawdź i wyślij").click()
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    page.get_by_role("link", name="Wyślij mi link jeszcze raz").click()
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdź pocztę")
    mails = running_site.wait_for_mail(email, 3)
    assert any("Link do zgłoszenia" in mail["Subject"] for mail in mails)
