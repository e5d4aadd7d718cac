"""A participant's whole way: find, read, sign up, get the mail, correct, resign; by mouse, by keys, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage, Site
from tests.journeys.steps import (
    check_and_send,
    fill_in,
    heading,
    link,
    methods,
    plain_text,
    press,
    sign_up,
    type_into,
)

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

SLUG = "partnerstwa-i-negocjacje-przyklad"
TITLE = "Zasady tworzenia i funkcjonowania partnerstw"


def personal_link(site: Site, email: str) -> str:
    """The address in the first mail under which everything can be seen and changed."""
    return link(plain_text(site.wait_for_mail(email)[0]), "/sign-up/my/")


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
    check_and_send(page)
    reference = page.locator(".reference").inner_text()
    page.reload()
    expect(page.locator(".reference")).to_have_text(reference)
    assert methods(running_site, email, 2) == ["REQUEST", "REQUEST"]
    numbers = [re.match(r"\[\d/\d\]", mail["Subject"])[0] for mail in running_site.mails_to(email)]
    assert sorted(numbers) == ["[1/2]", "[2/2]"]

    page.goto(personal_link(running_site, email))
    expect(page.get_by_text("Gmina Przykładowa")).to_be_visible()
    page.get_by_role("link", name="Zmień odpowiedzi").click()
    page.get_by_label("Stanowisko").fill("kierowniczka")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("kierowniczka", exact=True)).to_be_visible()
    page.get_by_role("link", name="Zrezygnuj").click()
    page.get_by_role("button", name="Tak, rezygnuję").click()
    expect(page.get_by_text("Zgłoszenie zostało wycofane")).to_be_visible()
    assert methods(running_site, email, 4) == ["CANCEL", "CANCEL", "REQUEST", "REQUEST"]


def test_by_keyboard_alone_with_a_mistake_on_the_way(open_page: OpenPage, running_site: Site):
    page = open_page()
    page.goto(f"/trainings/{SLUG}")
    press(page, "Zapisz się")
    page.wait_for_url("**/sign-up/**")
    type_into(page, "Imię", "Grażyna")
    type_into(page, "Nazwisko", "Żółć-Łęcka")
    type_into(page, "Adres e-mail", "zażółć@")
    type_into(page, "Instytucja", "Gmina Przykładowa")
    type_into(page, "Stanowisko", "inspektorka")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Błąd: "))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adres e-mail")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("klawiatura@example.pl")
    page.keyboard.press("Enter")
    heading(page, "Sprawdź odpowiedzi")
    press(page, "Wyślij zgłoszenie")
    heading(page, "Zgłoszenie przyjęto")
    assert running_site.wait_for_mail("klawiatura@example.pl", 2)


def test_a_lost_link_comes_again(open_page: OpenPage, running_site: Site):
    email = "zgubiony@example.pl"
    page = open_page(width=360)
    sign_up(page, SLUG, email)
    page.get_by_role("link", name="Wyślij mi link jeszcze raz").click()
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_role("button", name="Wyślij link").click()
    heading(page, "Sprawdź pocztę")
    mails = running_site.wait_for_mail(email, 3)
    assert any("Link do zgłoszenia" in mail["Subject"] for mail in mails)
