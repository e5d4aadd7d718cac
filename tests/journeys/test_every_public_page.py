"""Every page that a visitor can meet, and the sheet of all components, in three themes and at three widths."""

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.gallery import add_gallery
from tests.journeys.conftest import OpenPage, Site, free_port
from tests.journeys.inspection import Inspector, crawl
from tests.journeys.steps import fill_in, heading, link, plain_text

pytestmark = pytest.mark.browser

EXAMPLES = 2
STATES = (
    "male-zamowienia-publiczne",
    "decyzja-administracyjna",
    "raport-o-stanie-gminy",
    "gospodarka-odpadami",
    "zasady-tworzenia-partnerstw",
    "ochrona-danych-w-sekretariacie",
)
"""Sample events that are full, nearly full, closed, cancelled, a record of the past, online."""


def test_pages_that_links_lead_to(open_page: OpenPage, app: Flask):
    inspector = Inspector(open_page(reduced_motion="reduce"))
    seen = crawl(inspector, app.url_map, ["/"], "/", EXAMPLES)
    for path in (f"/{part}/{slug}" for slug in STATES for part in ("trainings", "sign-up")):
        inspector.look(path)
    inspector.look("/trainings/?q=takiego+nie+ma")
    assert not inspector.wrong
    expected = {
        "trainings.catalogue",
        "trainings.past",
        "trainings.show",
        "signup.form",
        "calendars.subscribe",
    }
    expected |= {"forum.index", "forum.show", "forum.meeting", "pages.accessibility", "pages.privacy"}
    assert expected | {"pages.preferences", "accounts.login", "accounts.forgot_password"} <= seen


def test_the_pages_of_a_sign_up(open_page: OpenPage, running_site: Site):
    inspector, email = Inspector(open_page(reduced_motion="reduce")), "kazda.strona@example.pl"
    page = inspector.page
    page.goto("/sign-up/samorzad-blisko-mieszkanca")
    page.get_by_role("button", name="Sprawdź i wyślij").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    inspector.inspect()
    fill_in(page, email)
    page.get_by_role("button", name="Sprawdź i wyślij").click()
    heading(page, "Sprawdź odpowiedzi")
    inspector.inspect()
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    heading(page, "Zgłoszenie przyjęto")
    inspector.inspect()
    mine = link(plain_text(running_site.wait_for_mail(email)[0]), "/sign-up/my/")
    for path in ("", "/change", "/resign"):
        inspector.look(mine + path)
    page.get_by_role("button", name="Tak, rezygnuję").click()
    expect(page.get_by_text("Zgłoszenie zostało wycofane")).to_be_visible()
    inspector.inspect()
    inspector.look("/sign-up/link")
    page.get_by_label("Adres e-mail").fill(email)
    page.get_by_role("button", name="Wyślij link").click()
    heading(page, "Sprawdź pocztę")
    inspector.inspect()
    assert not inspector.wrong


def test_pages_that_say_no(open_page: OpenPage):
    inspector = Inspector(open_page(reduced_motion="reduce"))
    for path in (
        "/nie-ma-takiej-strony",
        "/trainings/nie-ma",
        "/sign-up/my/zepsuty",
        "/mailings/opt-out/zepsuty",
    ):
        inspector.look(path)
    assert not inspector.wrong


@pytest.fixture
def gallery(app: Flask) -> Iterator[str]:
    """The address of the sheet of components, served for this test alone."""
    add_gallery(app)
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/gallery"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.own_application
@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_component(open_page: OpenPage, gallery: str, language: str):
    inspector = Inspector(open_page(reduced_motion="reduce"))
    inspector.page.context.add_cookies([{"name": "prefs", "value": f"language={language}", "url": gallery}])
    inspector.look(gallery)
    inspector.look(f"{gallery}?errors")
    assert not inspector.wrong


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_page_in_the_theme_that_was_chosen(open_page: OpenPage, running_site: Site, theme: str):
    """What the header offers differs with the theme, so every rule looks at it in each."""
    inspector = Inspector(open_page(reduced_motion="reduce"))
    inspector.page.context.add_cookies(
        [{"name": "prefs", "value": f"theme={theme}", "url": running_site.url}]
    )
    inspector.look("/trainings/")
    assert inspector.page.evaluate("document.documentElement.dataset.theme") == theme
    assert not inspector.wrong
