"""Answers of calendars, from the raw bytes of a mail to what the organiser sees."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from registration.core import clock
from registration.invites.incoming import MAX_MAIL, MAX_PART
from registration.invites.models import CalendarInvite, CalendarReply
from registration.invites.services.replies import Outcome, take_reply
from registration.signup.models import Registration
from registration.signup.states import RegistrationState
from registration.web.writing import writing
from tests.answers import ME, mail, reply
from tests.factories.trainings import NOON
from tests.unit.invites.edits import HOUR, one_day, renamed, shifted


@pytest.fixture
def take(app):
    """The function behind every way in."""

    def taken(raw):
        with app.app_context(), writing() as db:
            return take_reply(db, raw, now=clock.now())

    return taken


@pytest.fixture
def asked(house, db):
    """An event and the invitation to it that somebody has in their calendar."""
    event = one_day(db)
    house.join(event)
    [letter] = house.deliver()
    return event, letter.entry.uid


def entry(db):
    db.rollback()
    return db.scalars(select(CalendarInvite)).one()


@pytest.mark.parametrize("answer", ["ACCEPTED", "TENTATIVE", "DECLINED"])
def test_an_answer_is_recorded_and_keeps_the_seat(db, asked, take, answer):
    event, uid = asked
    assert take(mail(reply(uid, answer))) == (Outcome.RECORDED,)
    one = entry(db)
    assert (one.answer, one.participation, one.answered_at) == (answer, answer, NOON)
    assert db.scalars(select(Registration)).one().state is RegistrationState.CONFIRMED
    db.refresh(event)
    assert event.seats_taken == 1


def test_an_answer_sends_no_mail(house, asked, take):
    take(mail(reply(asked[1], "DECLINED")))
    assert house.waiting() == []


def test_a_small_update_repeats_the_answer(house, asked, take, hold_over):
    take(mail(reply(asked[1])))
    house.edit(asked[0], renamed)
    hold_over()
    [letter] = house.deliver()
    assert "PARTSTAT=ACCEPTED" in letter.line("ATTENDEE")


def test_the_same_mail_twice_is_one_answer(db, asked, take):
    raw = mail(reply(asked[1]))
    assert take(raw) == (Outcome.RECORDED,)
    assert take(raw) == (Outcome.KNOWN,)
    assert len(db.scalars(select(CalendarReply)).all()) == 1


def test_equal_copies_in_one_mail_are_one_answer(asked, take):
    calendar = reply(asked[1])
    assert take(mail(calendar, calendar)) == (Outcome.RECORDED,)


def test_a_later_answer_counts_and_an_earlier_one_that_comes_late_does_not(db, asked, take):
    _, uid = asked
    later, earlier = NOON + timedelta(minutes=2), NOON + timedelta(minutes=1)
    assert take(mail(reply(uid, "DECLINED", stamp=later), name="<2@example.org>")) == (Outcome.RECORDED,)
    assert take(mail(reply(uid, "ACCEPTED", stamp=earlier), name="<1@example.org>")) == (Outcome.OVERTAKEN,)
    assert entry(db).answer == "DECLINED"


def test_an_answer_to_an_old_version_is_shown_as_such(house, db, asked, take, hold_over):
    event, uid = asked
    house.edit(event, shifted(HOUR))
    hold_over()
    house.deliver()
    assert take(mail(reply(uid, sequence=0))) == (Outcome.OLD_VERSION,)
    one = entry(db)
    assert (one.answer, one.answer_is_old, one.participation) == ("ACCEPTED", True, "NEEDS-ACTION")
    newer = reply(uid, sequence=1, stamp=NOON)
    assert take(mail(newer, name="<2@example.org>")) == (Outcome.RECORDED,)
    assert entry(db).answer_is_old is False


def test_an_answer_becomes_old_when_the_day_is_moved(house, db, asked, take, hold_over):
    event, uid = asked
    take(mail(reply(uid)))
    house.edit(event, shifted(HOUR))
    hold_over()
    house.deliver()
    assert entry(db).answer_is_old


def test_somebody_elses_answer_is_a_note_only(db, asked, take):
    assert take(mail(reply(asked[1], "DECLINED", who=("kolega@example.org",)))) == (Outcome.STRANGER,)
    assert entry(db).answer == ""
    assert db.scalars(select(CalendarReply)).one().outcome == "stranger"


def test_the_invited_address_in_capitals_is_the_same(asked, take):
    assert take(mail(reply(asked[1], who=(ME.upper(),)))) == (Outcome.RECORDED,)


def test_an_unknown_entry_creates_nothing(db, asked, take):
    assert take(mail(reply("nobody-knows@zapisy"))) == (Outcome.UNKNOWN,)
    assert db.scalars(select(CalendarReply)).all() == []


UNCLEAR = {
    "two people": {"who": (ME, "druga@example.org")},
    "nobody": {"who": ()},
    "one occurrence": {"more": ("RECURRENCE-ID:20260701T070000Z",)},
    "a version never sent": {"sequence": 7},
    "no answer yet": {"answer": "NEEDS-ACTION"},
    "a word of its own": {"answer": "X-MAYBE"},
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_is_not_one_persons_answer_changes_nothing(db, asked, take, case):
    values = dict(UNCLEAR[case])
    answer = values.pop("answer", "ACCEPTED")
    assert take(mail(reply(asked[1], answer, **values))) == (Outcome.UNCLEAR,)
    assert entry(db).answer == ""


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "DECLINECOUNTER", "PUBLISH"])
def test_other_methods_are_no_answer(db, asked, take, method):
    assert take(mail(reply(asked[1], method=method))) == (Outcome.NO_ANSWER,)


def test_an_absence_is_no_answer(take):
    away = EmailMessage()
    away["Auto-Submitted"] = "auto-replied"
    away.set_content("Jestem na urlopie do 15 lipca.")
    assert take(away.as_bytes()) == (Outcome.NO_ANSWER,)
    assert take(b"") == (Outcome.NO_ANSWER,)


def test_a_stamp_from_the_future_does_not_overtake_every_later_answer(db, asked, take, time):
    _, uid = asked
    ahead = datetime(2999, 1, 1, tzinfo=UTC)
    assert take(mail(reply(uid, "DECLINED", stamp=ahead), name="<1@example.org>")) == (Outcome.RECORDED,)
    time.move_to(NOON + timedelta(days=2))
    honest = reply(uid, "ACCEPTED", stamp=NOON + timedelta(days=2))
    assert take(mail(honest, name="<2@example.org>")) == (Outcome.RECORDED,)
    assert entry(db).answer == "ACCEPTED"


def test_a_mail_without_a_name_is_known_by_its_bytes(asked, take):
    raw = mail(reply(asked[1]), name="")
    assert (take(raw), take(raw)) == ((Outcome.RECORDED,), (Outcome.KNOWN,))


def test_a_calendar_in_another_charset_is_read_as_it_says(asked, take):
    made = EmailMessage()
    made["Message-ID"] = "<latin@example.org>"
    text = reply(asked[1], more=("COMMENT:Będę w Łodzi",)).decode()
    made.set_content(text, subtype="calendar", charset="iso-8859-2", cte="base64")
    assert take(made.as_bytes()) == (Outcome.RECORDED,)


HOSTILE = {
    "a mail of more than 1 MB": b"Subject: x\r\n\r\n" + b"x" * MAX_MAIL,
    "a part of more than 256 kB": mail(reply("u", more=("COMMENT:" + "x" * MAX_PART,))),
    "six calendars": mail(*(reply(f"u{number}") for number in range(6))),
    "a file's name": mail(b"/etc/passwd"),
    "no calendar at all": mail(b"BEGIN:VCALENDAR\r\n"),
    "an unknown charset": b'Content-Type: text/calendar; charset="no-such"\r\n\r\nBEGIN:VCALENDAR\r\n',
    "a calendar that is a multipart": (
        b'Content-Type: text/calendar; boundary="b"\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n'
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_mails_are_refused_without_a_trace(db, asked, take, case):
    [outcome] = take(HOSTILE[case])
    assert outcome in (Outcome.UNREADABLE, Outcome.NO_ANSWER)
    assert db.scalars(select(CalendarReply)).all() == []


def test_a_mail_nested_a_thousand_deep_is_refused(take):
    raw = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
        for number in range(2000)
    )
    [outcome] = take(raw)
    assert outcome in (Outcome.UNREADABLE, Outcome.NO_ANSWER)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_mail_raises_or_answers_for_another_entry(asked, take, data):
    raw = bytearray(mail(reply(asked[1])))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place] = data.draw(st.integers(0, 255))
    assert all(isinstance(one, Outcome) for one in take(bytes(raw)))


def test_the_pipe_command_notes_the_answer(app, db, asked):
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["invites", "reply"], input=mail(reply(asked[1])))
    assert (answer.exit_code, answer.output) == (0, "zapisano odpowiedź\n")
    assert entry(db).answer == "ACCEPTED"
    assert runner.invoke(args=["invites", "reply"], input=b"hello").output == "to nie odpowiedź kalendarza\n"
