"""Every page of the desk that links lead an organiser to, filled by the demo, at three widths; in every theme the
same pages are seen in test_every_address."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.composing import paste, write
from tests.journeys.conftest import OpenPage, Site, sign_in
from tests.journeys.inspection import Inspector, crawl
from tests.journeys.steps import heading

pytestmark = pytest.mark.browser

EXAMPLES = 1
INVITED_TO = "Samorząd blisko mieszkańca: konferencja o usługach lokalnych"


def test_pages_that_links_lead_to(open_page: OpenPage, running_site: Site, app: Flask):
    inspector = Inspector(open_page(reduced_motion="reduce"), every_theme=False)
    desk = inspector.page
    sign_in(desk, running_site)
    drafted = draft_invitation(desk)
    refuse_programme(desk)
    inspector.inspect()
    start = ["/desk/", *(f"{drafted}/{step}" for step in ("check", "send", "recipients?show=duplicate"))]
    seen = crawl(inspector, app.url_map, start, "/desk/", EXAMPLES)
    seen |= crawl(inspector, app.url_map, ["/account/"], "/account/", 1)
    send_invitation(desk, drafted)
    inspector.inspect()
    assert not inspector.wrong
    rooms = {
        "trainings_desk",
        "signup_desk",
        "invites_desk",
        "mailings_desk",
        "outbox_desk",
        "forum_desk",
        "desk",
        "accounts",
    }
    assert rooms <= {endpoint.split(".")[0] for endpoint in seen}


def draft_invitation(desk: Page) -> str:
    """An invitation ready to be sent, since links lead nobody to its later steps before; gives its path."""
    paste(desk, INVITED_TO, "pierwsza@example.org, druga@example.org, pierwsza@example.org")
    write(desk, INVITED_TO)
    return desk.url.split("?")[0].rsplit("/", 1)[0]


def send_invitation(desk: Page, drafted: str) -> None:
    """To the page of its delivery."""
    desk.goto(f"{drafted}/send")
    desk.get_by_role("button", name="Wyślij 2 zaproszenia").click()
    heading(desk, "Doręczenie zaproszenia")


def refuse_programme(desk: Page) -> None:
    """To a programme that comes back refused."""
    desk.goto("/desk/trainings/")
    desk.get_by_role("link", name="Samoocena kontroli zarządczej").click()
    desk.get_by_role("link", name="Program", exact=True).click()
    desk.locator("#item-1").get_by_label("Do", exact=True).fill("00:30")
    desk.get_by_role("button", name="Zapisz program").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
