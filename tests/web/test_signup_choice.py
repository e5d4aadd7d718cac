"""Choosing among optional items on the form, and later by the personal link."""

import re

import pytest
import time_machine
from sqlalchemy import select

from registration.signup.models import Registration
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import FIRST_START, NOON
from tests.unit.invites.edits import DAY, HOUR

pytestmark = pytest.mark.usefixtures("early_june")


@pytest.fixture
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def workshops(db):
    """An event with a lecture and, on two days, workshops to choose from."""
    event = factories.event(db, hours=2)
    for title, begin in (("A", FIRST_START + 3 * HOUR), ("B", FIRST_START + DAY)):
        factories.session(db, event, begin, begin + HOUR, title=f"Warsztat {title}", room="12", optional=True)
    db.commit()
    return event


def chosen(db):
    db.rollback()
    registration = db.scalars(select(Registration)).one()
    db.refresh(registration.invitee, ["sessions"])
    return [one.title for one in registration.invitee.sessions]


def test_the_form_lists_the_optional_items_by_day(client, workshops):
    page = client.get(f"/sign-up/{workshops.slug}").text.replace("\u00a0", " ")
    assert "Które punkty programu wybierasz?" in page
    assert re.search(r"środa, 1 lipca 2026.*Warsztat A.*czwartek, 2 lipca 2026.*Warsztat B", page, re.S)
    assert "Blok 1" not in page.split("Które punkty programu")[1]
    assert "checked" not in page


def test_the_choice_is_kept_from_the_form_over_the_check_to_the_registration(client, db, workshops):
    wanted = workshops.sessions[2].id
    token = client.token(f"/sign-up/{workshops.slug}")
    data = {"csrf_token": token, "step": "review", "sessions": [str(wanted)], **ANSWERS}
    check = client.post(f"/sign-up/{workshops.slug}", data=data).text
    assert f'name="sessions" value="{wanted}"' in check
    assert "Warsztat B" in check
    assert "Warsztat A" not in check
    changed = client.post(f"/sign-up/{workshops.slug}", data={**data, "step": "change"}).text
    assert re.search(rf'value="{wanted}" checked', changed)
    sign_up(client, workshops.slug, sessions=[str(wanted)])
    assert chosen(db) == ["Warsztat B"]


@pytest.mark.parametrize("forged", [["999999999"], ["abc"], ["-1"], ["1e3", "٣"], ["9" * 40], [""]])
def test_forged_choices_are_ignored(client, db, workshops, forged):
    assert sign_up(client, workshops.slug, sessions=forged).status_code == 303
    assert chosen(db) == []


def test_where_nothing_is_for_everybody_the_form_asks_for_one(client, db, workshops):
    workshops.sessions[0].optional = True
    db.commit()
    page = sign_up(client, workshops.slug)
    assert page.status_code == 200
    assert "Wybierz co najmniej jeden punkt programu." in page.text.replace("\u00a0", " ")
    assert 'href="#sessions"' in page.text
    assert db.scalars(select(Registration)).all() == []


def test_the_personal_page_shows_the_choice_and_lets_change_it(client, db, workshops, personal_link):
    sign_up(client, workshops.slug, sessions=[str(workshops.sessions[1].id)])
    mine = personal_link(db)
    assert "Warsztat A" in client.get(mine).text
    page = client.get(f"{mine}/sessions").text
    assert re.search(rf'value="{workshops.sessions[1].id}" checked', page)
    saved = client.send(f"{mine}/sessions", {"sessions": [str(workshops.sessions[2].id)]})
    assert saved.status_code == 303
    assert chosen(db) == ["Warsztat B"]
    assert "Warsztat B" in client.get(mine).text


def test_opening_the_page_changes_nothing_and_an_unknown_link_opens_none(
    client, db, workshops, personal_link
):
    sign_up(client, workshops.slug, sessions=[str(workshops.sessions[1].id)])
    mine = personal_link(db)
    client.get(f"{mine}/sessions?sessions={workshops.sessions[2].id}")
    assert chosen(db) == ["Warsztat A"]
    assert client.get(f"{mine}x/sessions").status_code == 404


def test_without_optional_items_there_is_nothing_to_choose(client, db, personal_link):
    event = factories.event(db)
    db.commit()
    assert "Które punkty programu" not in client.get(f"/sign-up/{event.slug}").text
    sign_up(client, event.slug)
    mine = personal_link(db)
    assert client.get(f"{mine}/sessions").status_code == 303
    assert "Wybrane punkty programu" not in client.get(mine).text


def test_the_public_page_says_what_is_to_be_chosen(client, workshops):
    assert client.get(f"/trainings/{workshops.slug}").text.count("do wyboru przy zapisie") == 2


def test_who_declined_in_the_calendar_is_asked_to_resign_and_keeps_the_seat(
    client, db, workshops, personal_link
):
    sign_up(client, workshops.slug)
    mine = personal_link(db)
    assert "Kalendarz odrzucił zaproszenie" not in client.get(mine).text.replace("\u00a0", " ")
    [entry] = db.scalars(select(Registration)).one().invitee.invites
    entry.answer, entry.answer_sequence = "DECLINED", entry.sequence
    db.commit()
    page = client.get(mine).text.replace("\u00a0", " ")
    assert "Kalendarz odrzucił zaproszenie" in page
    assert "Zgłoszenie nadal jest ważne" in page
