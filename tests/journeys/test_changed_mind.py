"""A participant who changes her mind: chooses part of the programme, then less, resigns, comes back, replaces the link.
After each step the calendar program gets, to the byte, what it needs to follow."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.entries import entry
from tests.journeys.steps import check_and_send, fill_in, heading, link, plain_text

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

SLUG = "ochrona-danych-w-sekretariacie"
TITLE = "Ochrona danych w sekretariacie"
OPTIONAL = "Pytania uczestników"
EMAIL = "zmienna@example.pl"


def test_each_change_of_mind_reaches_the_calendar(open_page: OpenPage, running_site: Site):
    desk = open_page()
    sign_in(desk, running_site)
    make_optional(desk)

    page = open_page(width=360, javascript=False)
    page.goto(f"/sign-up/{SLUG}")
    fill_in(page, EMAIL)
    page.get_by_label(OPTIONAL).check()
    check_and_send(page)
    long = entry(running_site, EMAIL, 1)
    assert (long["METHOD"], long["SEQUENCE"]) == ("REQUEST", "0")

    mine = link(plain_text(running_site.mails_to(EMAIL)[0]), "/sign-up/my/")
    page.goto(mine)
    page.get_by_role("link", name="Zmień wybór").click()
    expect(page.get_by_label(OPTIONAL)).to_be_checked()
    page.get_by_label(OPTIONAL).uncheck()
    page.get_by_role("button", name="Zapisz wybór").click()
    short = entry(running_site, EMAIL, 2)
    assert (short["METHOD"], short["SEQUENCE"], short["UID"]) == ("REQUEST", "1", long["UID"])
    assert short["DTSTART"] == long["DTSTART"]
    assert short["DTEND"] < long["DTEND"]

    page.goto(mine)
    page.get_by_role("link", name="Zrezygnuj").click()
    page.get_by_role("button", name="Tak, rezygnuję").click()
    gone = entry(running_site, EMAIL, 3)
    assert (gone["METHOD"], gone["SEQUENCE"], gone["UID"]) == ("CANCEL", "2", long["UID"])

    page.goto(mine)
    page.get_by_role("button", name="Cofnij rezygnację").click()
    back = entry(running_site, EMAIL, 4)
    assert (back["METHOD"], back["SEQUENCE"], back["DTEND"]) == ("REQUEST", "0", short["DTEND"])
    assert back["UID"] != long["UID"]

    replace_link(page, running_site, mine)


def make_optional(desk: Page) -> None:
    """The last item of the programme becomes one that participants choose."""
    desk.goto("/desk/trainings/")
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("link", name="Program", exact=True).click()
    desk.locator("#item-2").get_by_label("Do wyboru: uczestnicy").check()
    desk.get_by_role("button", name="Zapisz program").click()
    expect(desk.get_by_text("Program zapisano").first).to_be_visible()


def replace_link(page: Page, site: Site, old: str) -> None:
    """The old address opens nothing any more, the mailed one the same sign-up."""
    page.goto(old)
    page.get_by_role("link", name="Unieważnij ten link").click()
    page.get_by_role("button", name="Unieważnij ten link").click()
    heading(page, "Stary link unieważniono")
    found = {link(plain_text(mail), "/sign-up/my/") for mail in site.wait_for_mail(EMAIL, 5)}
    (new,) = found - {old}
    answer = page.goto(old)
    assert answer is not None
    assert answer.status == 404
    page.goto(new)
    expect(page.get_by_text(EMAIL)).to_be_visible()
