"""Another language or text size in the middle of a form: nothing typed is lost, nothing is done, without JavaScript."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import html5lib
import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.config import ROOT
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts
from tests.factories.trainings import NOON
from tests.letters import House
from tests.pages import InspectingClient

TEMPLATES = ROOT / "templates"
SHARED = TEMPLATES / "components" / "desk_form.html"
TYPED = "Wpisane, niezapisane „ąę” <b>"
NOT_KEPT = {"preview_typed", "_gallery"}
"""Guarded forms that hold what was typed before, and the gallery of components."""


@pytest.fixture(autouse=True)
def early_june():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db)
    db.commit()
    return made


@pytest.fixture
def organiser(client: InspectingClient, db: orm.Session, event: Event) -> InspectingClient:
    accounts.sign_in(client, accounts.administrator(db))
    return client


def form_of(page: str) -> list[tuple[str, str]]:
    """All that a browser sends of the page's kept form but for buttons: fields inside, and those that point to it."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    [form] = root.findall(".//form[@id='typed']")
    inside = [one for one in form.iter() if one.tag in ("input", "textarea", "select")]
    fields = [*inside, *root.findall(".//input[@form='typed']")]
    sent = []
    for one in fields:
        boxes = one.get("type") in ("checkbox", "radio") and "checked" not in one.attrib
        if boxes or not one.get("name"):
            continue
        if one.tag == "select":
            chosen = one.find(".//option[@selected]")
            first = chosen if chosen is not None else one.find(".//option")
            value = first.get("value", "") if first is not None else ""
        else:
            value = one.get("value", "") if one.tag == "input" else (one.text or "").removeprefix("\n")
        sent.append((one.get("name"), value))
    return sent


def look(client: InspectingClient, path: str, field: str, name: str = "language", value: str = "en") -> str:
    """Type into a field of the page, and press a button of the appearance; gives the page that comes."""
    page = client.get(path).text
    [action] = set(re.findall(r'formaction="([^"]+)"', page))
    assert f'name="look-{name}"' in page
    sent = [(one, TYPED if one == field else typed) for one, typed in form_of(page)]
    assert (field, TYPED) in sent
    data: dict[str, list[str]] = {}
    for one, typed in [*sent, (f"look-{name}", value)]:
        data.setdefault(one, []).append(typed)
    on = client.post(unescape(action), data=data)
    assert on.status_code == 307
    answer = client.post(on.location, data=data)
    assert answer.status_code == 200, answer.status_code
    return answer.text


Path_ = Callable[[Event], str]
PAGES: dict[str, tuple[Path_, str]] = {
    "basics": (lambda event: f"/desk/trainings/{event.id}/basics", "title"),
    "new event": (lambda event: "/desk/trainings/new", "title"),
    "programme": (lambda event: f"/desk/trainings/{event.id}/programme", "items-0-title"),
    "speakers": (lambda event: f"/desk/trainings/{event.id}/speakers", "post"),
    "new venue": (lambda event: f"/desk/trainings/{event.id}/place/new", "name"),
    "copy": (lambda event: f"/desk/trainings/{event.id}/copy", "title"),
    "clause": (lambda event: f"/desk/participants/clauses/{event.organisation_id}/news", "pl"),
    "institution": (lambda event: f"/desk/institutions/{event.organisation_id}/edit", "name"),
    "staff": (lambda event: f"/desk/calendars/{event.id}/staff", "duty"),
    "forum": (lambda event: "/desk/forum/new", "purpose"),
    "next date": (lambda event: f"/mailings/next-date/{event.slug}", "email"),
}


@pytest.mark.parametrize("which", PAGES)
def test_what_was_typed_stays_in_another_language_and_nothing_is_done(
    organiser: InspectingClient, event: Event, which: str
) -> None:
    path, field = PAGES[which]
    before = organiser.get(path(event)).text
    page = look(organiser, path(event), field)
    assert '<html lang="en"' in page
    assert "data-unsaved" in page
    assert (field, TYPED) in form_of(page)
    assert "data-error-summary" not in page
    again = organiser.get(path(event)).text
    assert [typed for name, typed in form_of(again) if name == field] == [
        typed for name, typed in form_of(before) if name == field
    ]


def test_the_change_of_a_registration_keeps_it_too(
    app: Flask, db: orm.Session, event: Event, personal_link: Callable[[orm.Session], str]
) -> None:
    House(app).join(event)
    visitor = app.test_client()
    assert isinstance(visitor, InspectingClient)
    page = look(visitor, f"{personal_link(db)}/change", "post", "size", "larger")
    assert 'data-size="larger"' in page
    assert ("post", TYPED) in form_of(page)
    assert TYPED not in visitor.get(personal_link(db)).text


def test_every_form_that_warns_of_what_is_unsaved_keeps_it() -> None:
    guarded = [path for path in TEMPLATES.rglob("*.html") if warns(path.read_text()) and path != SHARED]
    assert len(guarded) > 10
    assert 'id="typed"' in SHARED.read_text()
    assert [str(one) for one in guarded if not keeps(one) and one.stem not in NOT_KEPT] == []


def warns(text: str) -> bool:
    return "data-warn-unsaved" in text or "{{ open_form(" in text


def keeps(template: Path) -> bool:
    """Whether it, or a frame that it extends, names the form that is kept; by the name that its form has."""
    text = with_frames(template)
    by_hand = "set kept_form" in text and 'id="{{ kept_form }}"' in text
    return by_hand or ('set kept_form = "typed"' in text and "{{ open_form(" in text)


def with_frames(template: Path) -> str:
    """The template with the frames that it extends, but for the base."""
    text = template.read_text()
    frame = re.search(r'{% extends "([^"]+)" %}', text)
    within = frame is not None and frame[1] != "base.html"
    return text + (with_frames(TEMPLATES / frame[1]) if frame and within else "")
