"""Choosing one's institution: by keyboard alone, without scripts on a phone, and as the e-mail address proposes."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector
from tests.journeys.steps import check_and_send, fill_in, heading, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

SLUG = "partnerstwa-i-negocjacje-przyklad"
CHOSEN = "Wybrano z listy: "


def test_an_institution_is_chosen_by_keyboard_alone(open_page: OpenPage):
    page = open_page(reduced_motion="reduce")
    inspector = Inspector(page, every_theme=False)
    page.goto(f"/sign-up/{SLUG}")
    fill_in(page, "picker@example.org")
    field = page.get_by_role("combobox", name="Instytucja")
    field.fill("")
    page.get_by_label("Adres e-mail").focus()
    tab_to(page, "Instytucja")
    page.keyboard.type("sieradz")
    options = page.get_by_role("option")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text=re.compile("Znaleziono \\d+ instytuc"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    inspector.inspect()
    assert not inspector.wrong
    page.keyboard.press("End")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("sieradz")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    name = first.evaluate("option => option.firstChild.textContent")
    page.keyboard.press("Enter")
    expect(field).to_have_value(re.compile(f"^{re.escape(name)}"))
    expect(page.get_by_text(CHOSEN)).to_be_visible()
    page.keyboard.press("Enter")
    heading(page, "Sprawdź odpowiedzi")
    expect(page.get_by_text("Nazwa instytucji jest wpisana ręcznie")).to_have_count(0)


def test_typing_on_takes_the_choice_back(open_page: OpenPage):
    page = open_page()
    page.goto(f"/sign-up/{SLUG}")
    field = page.get_by_role("combobox", name="Instytucja")
    field.press_sequentially("sieradz")
    page.get_by_role("option").first.click()
    expect(page.locator("[name=institution_chosen]")).to_have_value(re.compile(r"^\d+ "))
    field.press("End")
    field.press_sequentially(" x")
    expect(page.locator("[name=institution_chosen]")).to_have_value("")


def test_without_scripts_the_same_form_shows_what_fits(open_page: OpenPage):
    page = open_page(width=360, javascript=False)
    page.goto(f"/sign-up/{SLUG}")
    fill_in(page, "picker.plain@example.org")
    page.get_by_label("Instytucja").fill("powiat sieradzki")
    page.get_by_role("button", name="Znajdź instytucję").click()
    expect(page.get_by_label("Nazwisko")).to_have_value("Żółć-Łęcka")
    assert "?" not in page.url
    page.get_by_role("radio", name="Powiat Sieradzki", exact=True).check()
    check_and_send(page)


def test_enter_without_scripts_goes_on_and_does_not_search(open_page: OpenPage):
    page = open_page(javascript=False)
    page.goto(f"/sign-up/{SLUG}")
    fill_in(page, "picker.enter@example.org")
    page.get_by_label("Nazwisko").press("Enter")
    heading(page, "Sprawdź odpowiedzi")


def test_the_organiser_links_what_was_typed(open_page: OpenPage, running_site: Site):
    page = open_page(reduced_motion="reduce")
    inspector = Inspector(page, every_theme=False)
    sign_in(page, running_site)
    page.goto("/desk/participants/institutions/")
    inspector.inspect()
    page.locator("tbody th a").first.click()
    inspector.inspect()
    field = page.get_by_role("combobox", name="Instytucja")
    field.fill("powiat sieradzki")
    page.get_by_role("option").first.click()
    page.get_by_role("button", name=re.compile("^Powiąż")).click()
    expect(page.get_by_text(re.compile("^Powiązano"))).to_be_visible()
    assert not inspector.wrong


def test_the_domain_of_the_typed_address_proposes_and_a_press_chooses(open_page: OpenPage):
    page = open_page()
    asked: list[str] = []
    answer = {
        "said": "Czy to ta instytucja?",
        "options": [{"id": 1, "name": "Wodociągi", "about": "Warta", "label": "Wodociągi (Warta)"}],
    }
    page.route(
        "**/institutions/proposals*",
        lambda route: (asked.append(route.request.url), route.fulfill(json=answer)),
    )
    page.goto(f"/sign-up/{SLUG}")
    page.get_by_label("Adres e-mail").fill("grazyna@wodociagi.example.pl")
    page.get_by_label("Stanowisko").focus()
    proposal = page.get_by_role("button", name="Wodociągi (Warta)")
    expect(proposal).to_be_visible()
    assert [url.partition("?")[2] for url in asked] == ["domain=wodociagi.example.pl"]
    field = page.get_by_role("combobox", name="Instytucja")
    expect(field).to_have_value("")
    proposal.press("Enter")
    expect(field).to_have_value("Wodociągi (Warta)")
    expect(field).to_be_focused()
