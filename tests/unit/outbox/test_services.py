"""Enqueueing, holding, taking back, sending again, forgetting."""

from datetime import timedelta

import pytest
from sqlalchemy import orm

from registration.outbox import services
from registration.outbox.models import MailState
from tests.factories import mails
from tests.factories.mails import NOW

HELD = 5
MINUTE = timedelta(minutes=1)


def test_a_mail_is_due_at_once_or_when_it_is_said(db: orm.Session) -> None:
    assert services.enqueue(db, mails.draft(1), now=NOW).due_at == NOW
    later = services.enqueue(db, mails.draft(2), now=NOW, due_at=NOW + MINUTE)
    assert (later.due_at, later.created_at, later.state) == (NOW + MINUTE, NOW, MailState.WAITING)


def test_the_same_fact_is_told_once(db: orm.Session) -> None:
    first = services.enqueue(db, mails.draft(1), now=NOW)
    assert services.enqueue(db, mails.draft(1, recipient="inny@example.org"), now=NOW) is first
    assert first.recipient == "osoba1@gmina.example.org"


def test_many_mails_come_back_in_the_order_of_their_drafts(db: orm.Session) -> None:
    known = services.enqueue(db, mails.draft(2), now=NOW)
    rows = services.enqueue_many(db, [mails.draft(number) for number in (3, 2, 1)], now=NOW)
    assert [row.dedupe_key for row in rows] == ["sample:3", "sample:2", "sample:1"]
    assert rows[1] is known
    assert len({row.public_id for row in rows}) == 3


def test_each_edit_holds_the_one_mail_longer(db: orm.Session) -> None:
    first = services.hold(db, mails.draft(1, context={"edit": 1}), now=NOW, minutes=HELD)
    assert first.due_at == NOW + HELD * MINUTE
    second = services.hold(db, mails.draft(1, context={"edit": 2}), now=NOW + 3 * MINUTE, minutes=HELD)
    assert second is first
    assert (second.due_at, second.context) == (NOW + 8 * MINUTE, {"edit": 2})


def test_an_organiser_who_edits_all_day_keeps_nobody_waiting(db: orm.Session) -> None:
    for minute in range(0, 60, 4):
        row = services.hold(db, mails.draft(1), now=NOW + minute * MINUTE, minutes=HELD)
    assert row.due_at == NOW + 4 * HELD * MINUTE


def test_a_frozen_mail_is_not_held_any_more(db: orm.Session) -> None:
    row = mails.mail(db, 1, state=MailState.SENT, content=b"x", context={"edit": 1})
    assert services.hold(db, mails.draft(1, context={"edit": 2}), now=NOW, minutes=HELD) is row
    assert (row.state, row.context, row.due_at) == (MailState.SENT, {"edit": 1}, NOW)


def test_an_edit_after_one_that_was_taken_back_is_told(db: orm.Session) -> None:
    row = services.hold(db, mails.draft(1), now=NOW, minutes=HELD)
    assert services.drop_unsent(db, "sample:1")
    again = services.hold(db, mails.draft(1), now=NOW + 60 * MINUTE, minutes=HELD)
    assert again is row
    assert (again.state, again.due_at) == (MailState.WAITING, NOW + 65 * MINUTE)


def test_a_mail_that_could_not_be_made_can_still_change(db: orm.Session) -> None:
    row = mails.mail(db, 1, attempts=2, last_error="KeyError: 'x'")
    services.hold(db, mails.draft(1, context={"edit": 2}), now=NOW, minutes=HELD)
    assert row.context == {"edit": 2}


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT, MailState.FAILED, MailState.DROPPED])
def test_a_claimed_mail_is_not_taken_back(db: orm.Session, state: MailState) -> None:
    row = mails.mail(db, 1, state=state)
    assert not services.drop_unsent(db, "sample:1")
    assert row.state is state


def test_nothing_to_take_back_is_no_error(db: orm.Session) -> None:
    assert not services.drop_unsent(db, "unknown")


@pytest.mark.parametrize("state", [MailState.FAILED, MailState.DROPPED, MailState.WAITING])
def test_a_mail_that_did_not_leave_can_be_sent_again_as_it_was_frozen(
    db: orm.Session, state: MailState
) -> None:
    row = mails.mail(db, 1, state=state, content=b"frozen", attempts=9, tried_since=NOW - 999 * MINUTE)
    services.send_again(db, row.public_id, now=NOW + MINUTE)
    assert (row.state, row.due_at, row.attempts, row.tried_since) == (
        MailState.WAITING,
        NOW + MINUTE,
        0,
        None,
    )
    assert row.content == b"frozen"
    assert row.frozen


def test_a_mail_that_only_went_into_a_file_can_be_sent(db: orm.Session) -> None:
    row = mails.mail(db, 1, state=MailState.SENT, content=b"frozen", filed_as="x.eml", sent_at=NOW)
    services.send_again(db, row.public_id, now=NOW)
    assert (row.state, row.filed_as, row.sent_at) == (MailState.WAITING, "", None)


@pytest.mark.parametrize("state", [MailState.SENDING, MailState.SENT])
def test_a_mail_on_its_way_is_left_alone(db: orm.Session, state: MailState) -> None:
    row = mails.mail(db, 1, state=state)
    with pytest.raises(services.MailIsOnItsWay):
        services.send_again(db, row.public_id, now=NOW)
    with pytest.raises(services.MailIsOnItsWay):
        services.drop(db, row.public_id)


def test_an_erased_mail_cannot_be_sent(db: orm.Session) -> None:
    row = mails.mail(db, 1, state=MailState.FAILED, recipient="")
    with pytest.raises(services.NothingToSend):
        services.send_again(db, row.public_id, now=NOW)


def test_an_unknown_mail_is_not_found(db: orm.Session) -> None:
    with pytest.raises(services.NoSuchMail):
        services.drop(db, "unknown")


def test_after_its_retention_nothing_of_a_person_remains(db: orm.Session) -> None:
    old = {"state": MailState.SENT, "sent_at": NOW, "content": b"x", "subject": "Temat", "context": {"id": 1}}
    erased = mails.mail(db, 1, **old)
    given_up = mails.mail(db, 2, state=MailState.FAILED, content=b"x")
    kept = mails.mail(db, 3, **{**old, "sent_at": NOW + 2 * MINUTE})
    waiting = mails.mail(db, 4, due_at=NOW + 2 * MINUTE)
    mails.mail(db, 5, last_error="450 <osoba5@gmina.example.org> later")
    assert services.erase_old(db, before=NOW + MINUTE) == 3
    db.expire_all()
    for row in (erased, given_up):
        assert (row.recipient, row.recipient_name, row.subject, row.content, row.context) == (
            "",
            "",
            "",
            None,
            {},
        )
    assert erased.kind == "sample"
    assert erased.sent_at == NOW
    assert (kept.content, waiting.recipient) == (b"x", "osoba4@gmina.example.org")
    assert services.erase_old(db, before=NOW + MINUTE) == 0
