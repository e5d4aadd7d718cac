"""A mail that no server takes: the organiser corrects the address, and the participant has all of it after all."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PATIENCE, REFUSED, OpenPage, Site, sign_in
from tests.journeys.entries import entry
from tests.journeys.steps import link, plain_text, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.both_databases]

SLUG = "ochrona-danych-w-sekretariacie"
WRONG, RIGHT = f"{REFUSED}@example.org", "poprawiona@example.org"


def test_the_confirmation_goes_to_the_corrected_address(open_page: OpenPage, running_site: Site):
    visitor = open_page()
    sign_up(visitor, SLUG, WRONG)
    desk = open_page(javascript=False)
    sign_in(desk, running_site)
    open_failed_mail(desk)
    expect(desk.get_by_text("550 5.1.1").first).to_be_visible()
    desk.get_by_role("link", name="Popraw adres").click()
    desk.get_by_label("Właściwy adres").fill(RIGHT)
    desk.get_by_role("button", name="Popraw i wyślij").click()

    told = entry(running_site, RIGHT, 1)
    assert (told["METHOD"], told["ATTENDEE"]) == ("REQUEST", f"mailto:{RIGHT}")
    visitor.goto(link(plain_text(running_site.mails_to(RIGHT)[0]), "/sign-up/my/"))
    expect(visitor.get_by_text(RIGHT).first).to_be_visible()
    assert not running_site.mails_to(WRONG)


def open_failed_mail(desk: Page) -> None:
    """From the list of failed mails, as soon as the server has refused this one."""
    deadline = time.monotonic() + PATIENCE
    row = desk.get_by_role("row").filter(has_text=WRONG)
    while desk.goto("/desk/outbox/?state=failed") and not row.count():
        assert time.monotonic() < deadline, "no mail has failed"
        time.sleep(0.5)
    row.get_by_role("link").first.click()
