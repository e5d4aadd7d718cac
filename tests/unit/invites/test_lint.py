"""A calendar part that the linter refuses never leaves: its mail fails by name, and the organiser sees why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core import clock
from registration.ical.entry import Method
from registration.ical.lint import lint
from registration.ical.write import invitation
from registration.invites.services import issuing
from registration.outbox import calendar_check, deliver
from registration.outbox.calendar_check import BrokenCalendar, refuse_broken
from registration.outbox.email import CalendarPart
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.services import send_again
from registration.web.site import site
from tests import factories
from tests.unit.ical.samples import INVITED
from tests.unit.invites.edits import renamed


@pytest.fixture
def broken(monkeypatch):
    """A writer that forgets the CRLFs, as libraries do."""
    good = issuing.invitation
    monkeypatch.setattr(issuing, "invitation", lambda *given: good(*given).replace(b"\r\n", b"\n"))


def test_a_mail_with_broken_calendar_bytes_fails_at_once_by_name(house, db, app, broken, caplog):
    event = factories.event(db)
    db.commit()
    house.join(event)
    with app.app_context():
        deliver.drain(house.bag, site())
    assert house.bag.claims == []
    row = db.query(OutgoingEmail).one()
    assert row.state is MailState.FAILED
    assert row.last_error.startswith("BrokenCalendar: ")
    assert "line 1: The line does not end in CRLF" in row.last_error
    assert row.content is None
    assert "cannot be made" in caplog.text


def test_a_mail_that_could_not_be_made_has_spent_no_sequence_when_it_is_sent_again(
    house, db, app, broken, monkeypatch
):
    event = factories.event(db)
    db.commit()
    house.join(event)
    with app.app_context():
        deliver.drain(house.bag, site())
    monkeypatch.undo()
    row = db.query(OutgoingEmail).one()
    send_again(db, row.public_id, now=clock.now())
    row.last_error = ""
    db.commit()
    [letter] = house.deliver()
    assert (letter.entry.sequence, letter.header("References")) == (0, "")


def test_an_organisers_next_edit_gives_a_failed_update_another_chance(house, db, app, monkeypatch, hold_over):
    event = factories.event(db)
    db.commit()
    house.join(event)
    house.deliver()
    with monkeypatch.context() as patch:
        patch.setattr(issuing, "invitation", lambda *given: b"Szanowni")
        house.edit(event, renamed)
        hold_over()
        with app.app_context():
            deliver.drain(house.bag, site())
    assert db.query(OutgoingEmail).filter_by(state=MailState.FAILED).count() == 1
    house.edit(event, lambda db, event: setattr(event, "title", "Już dobrze"))
    hold_over()
    [letter] = house.deliver()
    assert letter.entry.summary == "Już dobrze"


def test_what_is_not_a_calendar_is_refused():
    with pytest.raises(BrokenCalendar, match="faults in the calendar part"):
        refuse_broken(CalendarPart("REQUEST", b"Szanowni"))


def test_a_published_programme_is_measured_as_a_feed():
    with pytest.raises(BrokenCalendar):
        refuse_broken(CalendarPart("PUBLISH", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))


REQUEST = invitation(INVITED, Method.REQUEST)


@given(st.integers(0, len(REQUEST)), st.integers(0, 60), st.binary(max_size=20) | st.sampled_from((
    b"\r\n", b"\r\n ", b"\r\nUID:x\r\n", b"\\", b":", b";RSVP=TRUE", b"SEQUENCE:1\r\n", b"\xc5", b"",
)))  # fmt: skip
def test_an_entry_like_one_that_passed_is_refused_for_the_same_faults(at, length, put):
    refuse_broken(CalendarPart("REQUEST", REQUEST))
    damaged = REQUEST[:at] + put + REQUEST[at + length :]
    if lint(damaged, kind="invitation"):
        with pytest.raises(BrokenCalendar):
            refuse_broken(CalendarPart("REQUEST", damaged))
    else:
        refuse_broken(CalendarPart("REQUEST", damaged))


def test_of_an_entry_that_passed_nothing_personal_is_known():
    refuse_broken(CalendarPart("REQUEST", REQUEST))
    known = b"".join(calendar_check._sound)
    for theirs in (INVITED.uid.encode(), b"sekretarz@gmina.example.org", b"Sekretarz gminy"):
        assert theirs in REQUEST.replace(b"\r\n ", b"")
        assert theirs not in known.replace(b"\r\n ", b"")
