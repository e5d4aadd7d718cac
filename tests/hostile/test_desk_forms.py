"""Hypothesis fills in every form of the desk as an administrator: a page for everything, never a failure.

A form's fields and what may be chosen in them are read from its page.
"""

import html5lib
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import orm

from registration.web.limits import limiter
from tests.hostile.public_forms import FOREIGN
from tests.hostile.test_public_forms import EXPECTED, FORM_TYPE
from tests.hostile.texts import bodies, encoded
from tests.pages import InspectingClient
from tests.web.role_table import TABLE
from tests.web.role_world import Who, World, make
from tests.web.test_role_walk import address_of

EXAMPLES = 6
Fields = dict[str, list[str]]
LINES = {line.endpoint: line for line in TABLE}
ENDPOINTS = (
    "trainings_desk.new",
    "trainings_desk.basics",
    "trainings_desk.programme",
    "trainings_desk.place",
    "trainings_desk.new_venue",
    "trainings_desk.speakers",
    "mailings_desk.who",
    "mailings_desk.content",
    "partners_desk.new",
    "partners_desk.edit",
    "partners_desk.end",
    "projects_desk.new",
    "projects_desk.texts",
    "projects_desk.parties",
    "projects_desk.party",
    "projects_desk.funding",
    "projects_desk.new_logo",
    "projects_desk.logo",
    "partnerships_desk.new",
    "partnerships_desk.texts",
    "partnerships_desk.party",
    "partnerships_desk.document",
    "partnerships_desk.signatory",
    "partnerships_desk.component",
    "partnerships_desk.product",
    "partnerships_desk.status",
    "partnerships_desk.selection",
    "signup_desk.change_participant",
    "signup_desk.link_institution",
    "signup_desk.add_institution",
    "news_desk.new",
    "news_desk.edit",
    "news_desk.add_photograph",
    "news_desk.edit_photograph",
    "contacts_desk.new",
    "contacts_desk.edit",
    "contacts_desk.end",
    "contacts_desk.lists",
    "contacts_desk.rename",
    "contacts_desk.columns",
    "contacts_desk.merge",
    "forum_desk.edit",
    "forum_desk.members",
    "forum_desk.particulars",
    "forum_desk.agenda",
)
"""Forms that take a person's texts."""


@pytest.fixture
def world(app: Flask, db: orm.Session, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world that the test may spoil, without rate limits."""
    monkeypatch.setattr(limiter, "enabled", False)
    return make(app, db)


def form_of(page: str, address: str) -> Fields:
    """The fields of the page's form that is sent to its own address, with what stands in them and may be chosen."""
    found: Fields = {}
    for form in html5lib.parse(page, namespaceHTMLElements=False).iter("form"):
        if form.get("method") == "post" and (form.get("action") or address).partition("#")[0] == address:
            for control in form.iter():
                if control.tag in ("input", "select", "textarea", "button") and control.get("name"):
                    found.setdefault(control.get("name"), []).extend(_values(control))
    return found


def _values(control: object) -> list[str]:
    if control.tag == "select":  # type: ignore[attr-defined]
        return [option.get("value") or "" for option in control.iter("option")]  # type: ignore[attr-defined]
    if control.tag == "textarea":  # type: ignore[attr-defined]
        return ["".join(control.itertext())]  # type: ignore[attr-defined]
    return [control.get("value") or ""]  # type: ignore[attr-defined]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_any_text_in_any_field_of_a_form_of_the_desk_gets_a_page(
    app: Flask, world: World, endpoint: str
) -> None:
    browser: InspectingClient = world.browsers[Who.ADMINISTRATOR]
    address = address_of(app, world, LINES[endpoint])
    fields = form_of(browser.get(address).text, address)
    [token] = set(fields.pop("csrf_token"))
    assert fields, f"{endpoint} has no fields any more: take it off ENDPOINTS"

    @settings(max_examples=EXAMPLES)
    @given(pairs=bodies(fields, FOREIGN), as_shown=st.booleans())
    def send(pairs: list[tuple[str, str]], as_shown: bool) -> None:
        shown = [(name, values[0]) for name, values in fields.items()] if as_shown else []
        body = encoded([("csrf_token", token), *pairs, *shown])
        answer = browser.post(address, data=body, content_type=FORM_TYPE)
        assert answer.status_code in EXPECTED, f"{answer.status}: {answer.text[:300]}"
        if answer.location:
            assert browser.get(answer.location).status_code in EXPECTED

    send()
