"""Answers that the organiser has to see to: which wait, how long, and what ends them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.accounts.models import AuditLine
from registration.core import clock
from registration.invites.errors import NoSuchOpenAnswer
from registration.invites.models import CalendarInvite, CalendarReply, OpenAnswer, OpenKind
from registration.invites.queries.open_answers import any_came, open_answers, waiting_by_event
from registration.invites.services.open_answers import forget, settle
from registration.invites.services.replies import Outcome, take_reply
from registration.signup.models import Registration
from registration.trainings.models import Event
from registration.web.writing import writing
from tests.answers import mail, reply
from tests.factories.trainings import NOON
from tests.unit.invites.edits import HOUR, one_day, shifted

ANNA = Actor("user", None, "Anna")
TO_TWO = ';DELEGATED-TO="mailto:zastepca@example.org"'
PROPOSED = ("DTEND:20260703T120000Z",)


@pytest.fixture
def asked(house, db):
    """An event and the invitation to it that somebody has in their calendar."""
    event = one_day(db)
    house.join(event)
    [letter] = house.deliver()
    return event, letter.entry.uid


@pytest.fixture
def take(app):
    """The function behind every way in; each mail is another one, a minute later."""
    numbers = iter(range(1, 100))

    def taken(*values, **more):
        number = next(numbers)
        more.setdefault("stamp", NOON + timedelta(minutes=number))
        raw = mail(reply(*values, **more), name=f"<{number}@example.org>")
        with app.app_context(), writing() as db:
            return take_reply(db, raw, now=clock.now())

    return taken


def waiting(db, event):
    db.rollback()
    return [(one.kind, one.delegate) for one in open_answers(db, event.id)]


def counter(uid, time="20260703T080000Z", **values):
    """Arguments of a proposal of another time."""
    return {"uid": uid, "method": "COUNTER", "more": (f"DTEND:{time[:9]}120000Z",), **values}


def test_who_declines_waits_and_is_over_by_accepting(db, asked, take):
    event, uid = asked
    take(uid, "DECLINED")
    assert waiting(db, event) == [(OpenKind.DECLINED, "")]
    take(uid, "ACCEPTED")
    assert waiting(db, event) == []


def test_who_names_somebody_else_waits_with_that_address(db, asked, take):
    event, uid = asked
    assert take(uid, "DELEGATED", parameters=TO_TWO) == (Outcome.RECORDED,)
    assert waiting(db, event) == [(OpenKind.DELEGATED, "zastepca@example.org")]


@pytest.mark.parametrize("written", ["", ";DELEGATED-TO=nobody", ';DELEGATED-TO="http://example.org/@"'])
def test_a_delegate_without_an_address_waits_without_one(db, asked, take, written):
    take(asked[1], "DELEGATED", parameters=written)
    assert waiting(db, asked[0]) == [(OpenKind.DELEGATED, "")]


def test_declining_after_naming_somebody_leaves_one_thing_to_do(db, asked, take):
    event, uid = asked
    take(uid, "DELEGATED", parameters=TO_TWO)
    take(uid, "DECLINED")
    assert waiting(db, event) == [(OpenKind.DECLINED, "")]
    ended = db.scalars(select(OpenAnswer).where(OpenAnswer.kind == OpenKind.DELEGATED)).one()
    assert ended.delegate == ""


def test_another_time_waits_beside_the_answer_and_changes_nothing(db, asked, take):
    event, uid = asked
    take(uid, "ACCEPTED")
    assert take(**counter(uid)) == (Outcome.RECORDED,)
    [one] = open_answers(db, event.id)
    assert one.kind is OpenKind.COUNTER
    assert one.proposed_start == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert one.proposed_end == datetime(2026, 7, 3, 12, tzinfo=UTC)
    assert db.scalars(select(CalendarInvite)).one().answer == "ACCEPTED"
    assert db.get(Event, event.id).starts_at == event.starts_at


def test_another_time_may_name_others_beside_the_invited_person(asked, take):
    _event, uid = asked
    assert take(**counter(uid, who=("kolega@example.org", "grazyna@warta.example.pl"))) == (Outcome.RECORDED,)
    assert take(**counter(uid, who=("kolega@example.org",))) == (Outcome.STRANGER,)
    assert take(**counter(uid, who=())) == (Outcome.UNCLEAR,)


def test_another_time_for_an_old_version_leaves_nothing_to_do(db, house, asked, take, hold_over):
    event, uid = asked
    house.edit(event, shifted(HOUR))
    hold_over()
    house.deliver()
    assert take(**counter(uid)) == (Outcome.OLD_VERSION,)
    assert waiting(db, event) == []


def test_the_same_proposal_twice_is_one(app, db, asked):
    raw = mail(reply(**counter(asked[1])))
    outcomes = []
    for _ in range(2):
        with app.app_context(), writing() as session:
            outcomes += take_reply(session, raw, now=clock.now())
    assert outcomes == [Outcome.RECORDED, Outcome.KNOWN]
    assert len(db.scalars(select(OpenAnswer)).all()) == 1


def test_a_strangers_refusal_leaves_nothing_to_do(db, asked, take):
    take(asked[1], "DECLINED", who=("kolega@example.org",))
    assert waiting(db, asked[0]) == []


def test_who_resigns_waits_no_longer(db, house, asked, take):
    event, uid = asked
    take(uid, "DECLINED")
    house.resign(db.scalars(select(Registration)).one().id)
    assert waiting(db, event) == []
    assert waiting_by_event(db, Event.id == event.id, NOON) == []


def test_what_is_settled_is_on_record_emptied_and_waits_anew_only_for_a_newer_answer(app, db, asked, take):
    event, uid = asked
    take(uid, "DELEGATED", parameters=TO_TWO)
    [one] = open_answers(db, event.id)
    for _ in range(2):
        with app.app_context(), writing() as session:
            settle(session, event.id, one.id, actor=ANNA, now=clock.now())
    assert waiting(db, event) == []
    assert db.get(OpenAnswer, one.id).delegate == ""
    lines = db.scalars(select(AuditLine).where(AuditLine.action == "event.answer_settled_delegated")).all()
    assert len(lines) == 1
    assert "zastepca" not in str(lines[0].after)
    take(uid, "DELEGATED", parameters=TO_TWO)
    assert waiting(db, event) == [(OpenKind.DELEGATED, "zastepca@example.org")]


def test_another_events_answer_cannot_be_settled(app, db, asked, take):
    event, uid = asked
    take(uid, "DECLINED")
    [one] = open_answers(db, event.id)
    for event_id, answer_id in ((event.id + 1, one.id), (event.id, one.id + 1)):
        with app.app_context(), pytest.raises(NoSuchOpenAnswer), writing() as session:
            settle(session, event_id, answer_id, actor=ANNA, now=clock.now())


def test_waiting_answers_are_counted_by_event_until_it_is_over(db, asked, take):
    event, uid = asked
    assert not any_came(db)
    take(uid, "DECLINED")
    take(**counter(uid))
    db.rollback()
    [(found, number)] = waiting_by_event(db, Event.id == event.id, NOON)
    assert (found.id, number) == (event.id, 2)
    assert waiting_by_event(db, Event.id == event.id, event.ends_at + timedelta(hours=1)) == []
    assert any_came(db)


def test_what_was_asked_is_forgotten_with_the_event(db, asked, take):
    event, uid = asked
    take(uid, "DELEGATED", parameters=TO_TWO)
    db.rollback()
    forget(db, before=event.ends_at)
    assert len(db.scalars(select(OpenAnswer)).all()) == 1
    forget(db, before=event.ends_at + timedelta(seconds=1))
    assert db.scalars(select(OpenAnswer)).all() == []
    assert db.scalars(select(CalendarReply)).all() != []
