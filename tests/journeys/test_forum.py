"""Minutes: a visitor finds what was decided; two secretaries write at once, and neither loses a word."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.steps import heading

pytestmark = pytest.mark.browser

FORUM = "Przykładowe Forum Współpracy (przykład)"
BEGUN = "Przewodniczący powitał delegatów."


def test_a_visitor_finds_what_was_decided_and_links_to_it(open_page: OpenPage):
    page = open_page()
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Forum", exact=True).click()
    page.get_by_role("link", name=FORUM).click()
    heading(page, FORUM)
    page.get_by_role("listitem").filter(has_text="Protokół").get_by_role("link").click()
    heading(page, re.compile("^Protokół"))
    expect(page.locator("main section").first.get_by_role("heading")).to_have_text("Rozstrzygnięcia")
    page.locator(".decisions").get_by_role("link").first.click()
    expect(page.locator(":target")).to_be_in_viewport()
    item = page.locator(".agenda-item").nth(3)
    item.locator(".permalink").click()
    address = page.url
    expect(item).to_be_in_viewport()
    later = open_page(width=360, javascript=False)
    later.goto(address)
    expect(later.locator(":target")).to_be_in_viewport()
    expect(later.locator(":target h3")).to_have_text(item.locator("h3").inner_text())


def test_minutes_print_as_a_document_without_the_site_around_it(open_page: OpenPage):
    page = open_page()
    page.goto("/forum/")
    page.get_by_role("link", name=FORUM).click()
    page.get_by_role("listitem").filter(has_text="Protokół").get_by_role("link").click()
    page.emulate_media(media="print")
    for part in ("header nav", "footer", ".facts-box", ".decisions"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".signature").first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_two_windows_save_at_once_and_nothing_is_lost(
    open_page: OpenPage, running_site: Site, javascript: bool
):
    item = "Sprawy różne" if javascript else "Otwarcie posiedzenia"
    first = open_page(javascript=javascript)
    sign_in(first, running_site)
    open_text(first, item)
    write(first, BEGUN)
    expect(first.get_by_text("Tekst został zapisany")).to_be_visible()
    open_text(first, item)
    second = first.context.new_page()
    second.goto(first.url)
    write(first, f"{BEGUN} Wybrano protokolanta.")
    write(second, f"{BEGUN} Stwierdzono obecność ośmiu członków.")

    heading(second, "Ktoś inny zapisał ten tekst")
    expect(second.locator("pre").first).to_have_text(f"{BEGUN} Wybrano protokolanta.")
    expect(second.locator("pre").last).to_have_text(BEGUN)
    mine = second.get_by_role("textbox", name="Tekst")
    expect(mine).to_have_value(f"{BEGUN} Stwierdzono obecność ośmiu członków.")
    both = f"{BEGUN} Wybrano protokolanta. Stwierdzono obecność ośmiu członków."
    mine.fill(both)
    second.get_by_role("button", name="Zapisz mój tekst").click()
    expect(second.get_by_text("Tekst został zapisany")).to_be_visible()
    open_text(first, item)
    expect(first.get_by_role("textbox", name="Tekst")).to_have_value(both)


def open_text(page: Page, item: str) -> None:
    """From the desk to the text of an item of the forum's next meeting."""
    page.goto("/desk/forum/")
    page.get_by_role("link", name=FORUM).click()
    page.get_by_role("rowheader").get_by_role("link").first.click()
    page.get_by_role("listitem").filter(has_text=item).get_by_role("link", name="Napisz tekst").click()


def write(page: Page, text: str) -> None:
    """Replace the text and save it."""
    page.get_by_role("textbox", name="Tekst").fill(text)
    page.get_by_role("button", name="Zapisz tekst").click()
