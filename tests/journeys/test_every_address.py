"""Every page of the role table in the browser, in each state: also those that no link of the demo leads to."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import orm
from werkzeug.serving import make_server

from registration.accounts.links import Door, link
from registration.extensions import db as database
from tests.factories import accounts, operations
from tests.journeys.conftest import OpenPage, free_port
from tests.journeys.every_state import in_states
from tests.journeys.inspection import Inspector
from tests.journeys.steps import heading
from tests.pages import InspectingClient
from tests.web.role_table import NOTHING, PUBLIC, TABLE, Line
from tests.web.role_walking import address_of, methods
from tests.web.role_world import Who, World, make

pytestmark = pytest.mark.browser

MAILS = {"mailings_desk.preview", "outbox_desk.preview"}
"""Mails in a frame, no pages of the site."""
LEAD_ELSEWHERE = {
    "pages.home",
    "mailings.invitation",
    "mailings.next_date_sign_up",
    "mailings.one_click",
    "mailings.waiting_one_click",
}
SEEN_ELSEWHERE = {
    "mailings_desk.delivery",
    "accounts.two_factor_token_validation",
    "accounts.mf_recovery",
    "accounts.two_factor_off",
    "accounts.reset_password",
    "accounts.welcome",
}
"""They need somebody in the middle of something: in the next test; a sent mailing's delivery in that of the desk."""


@dataclass
class Walk:
    """Looks at the site as a visitor and as an administrator; keeps which pages it saw, and which said no."""

    app: Flask
    served: str
    windows: dict[Who, Inspector]
    shown: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    """Endpoints of pages that led elsewhere or said no."""

    def see(self, world: World, line: Line, states: bool) -> None:
        """Look at the line's page, once; in another state only where it has something to show, and in one theme."""
        who = Who.VISITOR if line.rule is PUBLIC else Who.ADMINISTRATOR
        address = address_of(self.app, world, line)
        answer = world.browsers[who].get(address)
        answer.close()
        if answer.mimetype != "text/html":
            return
        (self.shown if answer.status_code == 200 else self.others).add(line.endpoint)
        if answer.status_code == 200 or not (states or answer.location):
            self.windows[who].every_theme = not states
            self.windows[who].look(self.served + address)


@pytest.fixture
def world(app: Flask) -> World:
    """One thing of each kind, and one browser for each role."""
    with app.app_context(), orm.Session(database.engine, expire_on_commit=False) as session:
        operations.all_well(session)
        return make(app, session)


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the application's site."""
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_page_of_the_table(open_page: OpenPage, app: Flask, world: World, served: str):
    windows = {who: Inspector(open_page(reduced_motion="reduce")) for who in (Who.VISITOR, Who.ADMINISTRATOR)}
    take_session(windows[Who.ADMINISTRATOR].page, app, world.browsers[Who.ADMINISTRATOR], served)
    walk = Walk(app, served, windows)
    for line in TABLE:
        if line.rule is not NOTHING and "GET" in methods(app, line.endpoint) and line.endpoint not in MAILS:
            walk.see(world, line, states=False)
    for there, line in in_states(app, world):
        if "GET" in methods(app, line.endpoint) and line.endpoint not in MAILS:
            walk.see(there, line, states=True)
    assert [wrong for one in windows.values() for wrong in one.wrong] == []
    assert walk.others - walk.shown == LEAD_ELSEWHERE | SEEN_ELSEWHERE


def test_the_pages_of_an_account_with_two_factors_and_of_mailed_links(
    open_page: OpenPage, app: Flask, db: orm.Session, served: str
):
    accounts.hash_quickly(app)
    secret = app.extensions["security"].totp_factory.generate_totp_secret()
    guarded = accounts.user(db, tf_primary_method="authenticator", tf_totp_secret=secret)
    client, inspector = app.test_client(), Inspector(open_page(reduced_motion="reduce"))
    page = inspector.page
    for door in Door:
        inspector.look(
            link(app.extensions["zapisy.site"], door, guarded.fs_uniquifier).replace(
                "http://localhost", served
            )
        )
    page.goto(f"{served}/account/sign-in")
    page.get_by_label("Adres e-mail").fill(guarded.email)
    page.get_by_label("Hasło").fill(accounts.PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    page.wait_for_url("**/account/code**")
    inspector.inspect()
    inspector.look(f"{served}/account/recovery-code")
    accounts.sign_in(client, guarded)
    take_session(page, app, client, served)
    inspector.look(f"{served}/account/two-factor/off")
    heading(page, "Wyłączyć logowanie dwuskładnikowe?")
    assert not inspector.wrong


def take_session(page: Page, app: Flask, client: InspectingClient, served: str) -> None:
    """Give the window the session of a client that has signed in."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    page.context.add_cookies([{"name": name, "value": cookie.value, "url": served}])
