"""What the check page shows is what is stored, to the letter, whatever was typed."""

import html5lib
import pytest
from flask import Flask
from hypothesis import given, settings
from sqlalchemy import func, orm, select

from registration.extensions import db as database
from registration.signup.models import Registration
from registration.trainings.models import Event
from tests.hostile.public_forms import ANSWERS
from tests.hostile.texts import bodies, encoded
from tests.pages import InspectingClient
from tests.web.role_world import Who, World

FORM_TYPE = "application/x-www-form-urlencoded"
SHOWN = ("first_name", "last_name", "email", "institution", "post", "phone", "question", "needs")
"""The answers in the order of the check page."""


@pytest.fixture(scope="module")
def address(driven: Flask, world: World) -> str:
    """The form of an event with room for everybody."""
    with driven.app_context(), orm.Session(database.engine) as session:
        event = session.get_one(Event, world.values["event_id"])
        event.capacity = None
        session.commit()
        return f"/sign-up/{event.slug}"


def newest(app: Flask) -> tuple[int, Registration | None]:
    """How many registrations there are, and the last one."""
    with app.app_context(), orm.Session(database.engine) as session:
        number = session.scalar(select(func.count()).select_from(Registration)) or 0
        return number, session.scalars(select(Registration).order_by(Registration.id.desc()).limit(1)).first()


def shown(page: str) -> list[str]:
    """The answers on the check page; "" for one that was not given."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    [listed] = [one for one in root.iter("dl") if one.get("class") == "summary-list"]
    return ["" if one.find("span") is not None else "".join(one.itertext()) for one in listed.iter("dd")]


def hidden(page: str) -> list[tuple[str, str]]:
    """What the check page sends."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    controls = (one for form in root.find("body").iter("main") for one in form.iter("input"))
    return [(one.get("name"), one.get("value") or "") for one in controls]


def test_what_is_stored_equals_what_the_check_page_showed(driven: Flask, world: World, address: str) -> None:
    browser = world.browsers[Who.VISITOR]
    token = browser.token(address)
    numbers = iter(range(10_000))
    stored = []

    @settings(max_examples=80)
    @given(pairs=bodies(ANSWERS, ("consents", "seen_when", "state", "event_id", "reference")))
    def sign_up(pairs: list[tuple[str, str]]) -> None:
        number = next(numbers)
        own = [("csrf_token", token), ("email", f"Osoba+{number}@Gmina-Łask.pl"), ("step", "review")]
        page = browser.post(address, data=encoded([*own, *pairs]), content_type=FORM_TYPE)
        assert page.status_code == 200
        if "<h1>Sprawdź odpowiedzi</h1>" in page.text:
            stored.append(sent_and_compared(driven, browser, address, page.text))
        else:
            assert "<title>Błąd: " in page.text

    sign_up()
    assert len(stored) > 10, "hardly any form was good enough to be sent: the strategy tests nothing"


def sent_and_compared(app: Flask, browser: InspectingClient, address: str, page: str) -> Registration:
    """Send what the check page holds; the one new registration says what the page said."""
    before, _ = newest(app)
    body = encoded([*hidden(page), ("step", "send")])
    answer = browser.post(address, data=body, content_type=FORM_TYPE)
    assert answer.status_code == 303, answer.text
    after, made = newest(app)
    assert after == before + 1
    assert made is not None
    assert [getattr(made, name) for name in SHOWN] == shown(page)
    assert made.event_id
    assert made.state.value == "confirmed"
    return made
