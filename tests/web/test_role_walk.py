"""The role walk: every address of the site, as every role, own and foreign. Closed by default.

Whoever adds a page adds its line to TABLE (tests/web/role_table.py); a page without a line, and a line without a
page, fail here. A form that a role may not send is sent by that role and must be refused before it does anything;
those that it may send are tested with their packages.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration import create_app
from registration.extensions import db as database
from tests.databases import Furnish
from tests.factories import operations
from tests.houses import close, make_settings
from tests.pages import InspectingClient
from tests.web.role_table import IN, NOTHING, PUBLIC, SIGN_IN, TABLE, Answer, Line
from tests.web.role_walking import address_of, methods
from tests.web.role_world import Who, World, make

READS = {"GET", "HEAD", "OPTIONS"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, furnished: Furnish) -> Iterator[Flask]:
    """One application for the whole walk, which changes nothing."""
    settings = furnished(make_settings(tmp_path_factory.mktemp("walk")))
    made = create_app(settings, {"TESTING": True, "SERVER_NAME": "localhost"})
    made.test_client_class = InspectingClient
    yield made
    close(made)


@pytest.fixture(scope="module")
def world(app: Flask) -> World:
    """One thing of each kind, and one browser for each role."""
    with app.app_context(), orm.Session(database.engine, expire_on_commit=False) as session:
        operations.all_well(session)
        return make(app, session)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.endpoint)
def test_a_page_receives_each_role_as_the_table_says(app: Flask, world: World, line: Line) -> None:
    if "GET" not in methods(app, line.endpoint):
        return
    address = address_of(app, world, line)
    found = {who: received(world.browsers[who].get(address)) for who in Who}
    assert not told(line, found)


@pytest.mark.parametrize(
    "line", [one for one in TABLE if one.rule not in (PUBLIC, NOTHING)], ids=lambda line: line.endpoint
)
def test_a_form_is_refused_to_who_may_not_send_it(app: Flask, world: World, line: Line) -> None:
    if methods(app, line.endpoint) <= READS:
        return
    address = address_of(app, world, line)
    turned_away = [who for who in Who if line.rule[who] is not IN]
    assert not told(line, {who: received(sent(world.browsers[who], who, address)) for who in turned_away})


def test_every_page_stands_in_the_table(app: Flask) -> None:
    listed = [line.endpoint for line in TABLE]
    served = {one.endpoint for one in app.url_map.iter_rules()}
    missing = sorted(served - set(listed))
    assert not missing, "add to TABLE in tests/web/role_table.py: " + ", ".join(
        f'line("{endpoint}", …)' for endpoint in missing
    )
    gone = sorted(set(listed) - served)
    assert not gone, f"these pages are no more; take their lines out of TABLE: {gone}"
    assert len(listed) == len(set(listed)), "an endpoint stands in the table twice"


def sent(browser: InspectingClient, who: Who, address: str) -> TestResponse:
    """An empty form, with its CSRF token where somebody is signed in."""
    token = "" if who is Who.VISITOR else browser.token("/account/")
    return browser.post(address, data={"csrf_token": token})


def received(answer: TestResponse) -> Answer | str:
    """How somebody was received; what is neither is told by its status."""
    answer.close()
    if answer.status_code == 401 or (answer.location or "").startswith("/account/sign-in?next="):
        return SIGN_IN
    if answer.status_code in (403, 404):
        return Answer.REFUSED if answer.status_code == 403 else Answer.HIDDEN
    return IN if answer.status_code < 400 or answer.status_code in (409, 410) else answer.status


def told(line: Line, found: dict[Who, Answer | str]) -> list[str]:
    """What is not as the table says, in words."""
    return [
        f"{line.endpoint}: {who} should be {line.rule[who].value}, not: {getattr(answer, 'value', answer)}"
        for who, answer in found.items()
        if answer is not line.rule[who]
    ]
