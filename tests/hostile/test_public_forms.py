"""Hypothesis fills in every public form and asks for every public page: nothing breaks, nothing speaks English."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import orm
from werkzeug.test import TestResponse

from registration.accounts.guards import is_open
from registration.accounts.links import Door, link
from registration.accounts.models import User
from registration.extensions import db as database
from registration.web.limits import limiter
from tests.factories import accounts
from tests.hostile.public_forms import EMAIL, FOREIGN, FORMS, PASSWORDS, QUERIES, Form
from tests.hostile.texts import bodies, encoded, texts
from tests.pages import InspectingClient
from tests.web.role_table import TABLE
from tests.web.role_world import Who, World
from tests.web.test_role_walk import address_of

EXAMPLES = 60
EXPECTED = {200, 302, 303, 304, 308, 400, 403, 404, 405, 409, 410, 413}
"""How a public page may answer, whatever it is asked; 429 has tests of its own."""
FORM_TYPE = "application/x-www-form-urlencoded"
LINES = {line.endpoint: line for line in TABLE}
"""The role walk's, whose addresses are used here too."""


def public(app: Flask, method: str) -> set[str]:
    """Endpoints that are open to everybody."""
    rules = app.url_map.iter_rules()
    return {one.endpoint for one in rules if is_open(one.endpoint) and method in (one.methods or ())}


def test_every_public_form_is_driven(driven: Flask) -> None:
    listed = [form.endpoint for form in FORMS]
    missing = public(driven, "POST") - set(listed)
    assert not missing, f"add to FORMS in tests/hostile/public_forms.py: {sorted(missing)}"
    assert not set(listed) - public(driven, "POST"), "these are no public forms any more"
    assert not set(QUERIES) - public(driven, "GET"), "these are no public pages any more"


def checked(answer: TestResponse, browser: InspectingClient) -> TestResponse:
    """The answer was one of those expected, and leads nowhere else but to pages of this site that open."""
    assert answer.status_code in EXPECTED, f"{answer.status}: {answer.text[:500]}"
    if answer.location:
        leads_to = urlsplit(urljoin(answer.request.url, answer.location))
        assert leads_to.netloc == "localhost", answer.location
        assert "\\" not in answer.location
        assert browser.get(leads_to.path, query_string=leads_to.query).status_code in EXPECTED
    answer.close()
    return answer


DOORS = {"accounts.reset_password": Door.RESET, "accounts.welcome": Door.INVITATION}


def addresses(app: Flask, world: World, endpoint: str) -> Callable[[], str]:
    """Gives the form's address at each call: a link to a new password opens once only, so each call has a new one."""
    if endpoint not in DOORS:
        address = address_of(app, world, LINES[endpoint])
        return lambda: address

    def live() -> str:
        with app.app_context(), orm.Session(database.engine) as session:
            uniquifier = session.get_one(User, world.values["user_id"]).fs_uniquifier
        site = app.extensions["zapisy.site"]
        return link(site, DOORS[endpoint], uniquifier).removeprefix(site.base_url)

    return live


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.endpoint)
def test_any_text_in_any_field_of_a_public_form_gets_a_page(driven: Flask, world: World, form: Form) -> None:
    browser = world.browsers[Who.VISITOR]
    address = addresses(driven, world, form.endpoint)
    token = browser.token(form.token_at.format_map(world.values)) if form.token_at else ""

    @settings(max_examples=EXAMPLES)
    @given(pairs=bodies(form.fields, FOREIGN))
    def send(pairs: list[tuple[str, str]]) -> None:
        body = encoded([("csrf_token", token), *pairs])
        checked(browser.post(address(), data=body, content_type=FORM_TYPE), browser)

    send()


@pytest.mark.parametrize("endpoint", sorted(QUERIES))
def test_any_query_of_a_public_page_gets_a_page(driven: Flask, world: World, endpoint: str) -> None:
    browser = world.browsers[Who.VISITOR]
    address = address_of(driven, world, LINES[endpoint])

    @settings(max_examples=EXAMPLES)
    @given(pairs=bodies(QUERIES[endpoint], FOREIGN))
    def ask(pairs: list[tuple[str, str]]) -> None:
        checked(browser.get(address, query_string=encoded(pairs).decode()), browser)

    ask()


def test_any_text_in_the_path_of_a_public_page_gets_a_page(driven: Flask, world: World) -> None:
    """On PostgreSQL a NUL in a search is an error: it must not come so far."""
    browser = world.browsers[Who.VISITOR]
    rules = [one for one in driven.url_map.iter_rules() if is_open(one.endpoint) and one.arguments]
    assert len(rules) > 10

    @settings(max_examples=len(rules) * 15)
    @given(
        rule=st.sampled_from(rules),
        text=texts(("x", "a" * 38)),
        method=st.sampled_from(("GET", "POST", "HEAD")),
    )
    def ask(rule: Any, text: str, method: str) -> None:
        part = quote(text.encode("utf-8", "surrogatepass"), safe="")
        path = re.sub("<[^>]+>", part.replace("\\", r"\\\\"), rule.rule)
        checked(browser.open(path, method=method), browser)

    ask()


def test_any_text_in_the_form_of_the_first_run_gets_a_page(
    app: Flask, client: InspectingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It exists only while nobody has an account, so it has an installation of its own."""
    accounts.hash_quickly(app)
    monkeypatch.setattr(limiter, "enabled", False)
    token = client.token("/account/first-run")
    fields = {"email": EMAIL, "name": ("Anna Nowak",), "code": ("ABCD-EFGH",), "password": PASSWORDS}

    @settings(max_examples=EXAMPLES)
    @given(pairs=bodies(fields, FOREIGN))
    def send(pairs: list[tuple[str, str]]) -> None:
        body = encoded([("csrf_token", token), *pairs])
        checked(client.post("/account/first-run", data=body, content_type=FORM_TYPE), client)

    send()
