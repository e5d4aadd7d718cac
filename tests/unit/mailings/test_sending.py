"""Handing a mailing over to the outbox."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import orm, select
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import Actor, history
from registration.mailings import queries
from registration.mailings.errors import (
    AlreadySent,
    CountChanged,
    NobodyToInvite,
    NotReady,
    SignUpNotOpen,
)
from registration.mailings.models import Mailing, MailingState, Reason
from registration.mailings.services import INVITATION, Choice, choose, finish_sent, send, send_test
from registration.outbox.models import MailState, OutgoingEmail, Priority
from registration.trainings.models import Visibility
from tests.factories import mailings as make
from tests.factories.accounts import organiser
from tests.statements import Statements

NOW = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
WHO = Actor("user", None, "Organizator (przykład)")


def mails(db: orm.Session) -> list[OutgoingEmail]:
    return list(db.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id)))


def to_two(db: orm.Session) -> Mailing:
    mailing = make.mailing(db, language="pl")
    make.recipient(db, mailing, "a@gmina.example.pl", name="Anna Nowak")
    make.recipient(db, mailing, "b@gmina.example.pl")
    return mailing


def test_one_mail_for_each_recipient_goes_into_the_outbox_behind_all_others(db: orm.Session) -> None:
    mailing = to_two(db)
    send(db, mailing.id, 2, WHO, now=NOW)
    assert [(one.recipient, one.recipient_name) for one in mails(db)] == [
        ("a@gmina.example.pl", "Anna Nowak"),
        ("b@gmina.example.pl", ""),
    ]
    assert {(one.kind, one.priority, one.about_kind, one.about_id, one.language) for one in mails(db)} == {
        (INVITATION, Priority.BULK, "event", mailing.event_id, "pl")
    }
    assert (mailing.state, mailing.started_at) == (MailingState.SENDING, NOW)


def test_each_recipient_knows_its_mail(db: orm.Session) -> None:
    mailing = to_two(db)
    send(db, mailing.id, 2, WHO, now=NOW)
    found = db.scalars(queries.included_in(mailing)).all()
    assert [one.outgoing_email_id for one in found] == [one.id for one in mails(db)]
    assert [one.dedupe_key for one in mails(db)] == [f"mailing:{mailing.id}:{one.id}" for one in found]


def test_sending_twice_sends_once(db: orm.Session) -> None:
    mailing = to_two(db)
    for _click in range(2):
        send(db, mailing.id, 2, WHO, now=NOW)
    assert len(mails(db)) == 2
    assert [line.action for line in history(db, ("mailing", mailing.id))] == ["mailing.sent"]


def test_the_pasted_list_is_forgotten_when_sent(db: orm.Session) -> None:
    mailing = to_two(db)
    mailing.pasted = "a@gmina.example.pl, b@gmina.example.pl, zły"
    send(db, mailing.id, 2, WHO, now=NOW)
    assert mailing.pasted == ""


def test_who_signed_up_or_opted_out_meanwhile_changes_the_count_and_nothing_is_sent(db: orm.Session) -> None:
    mailing = to_two(db)
    make.participant(db, mailing.event, "a@gmina.example.pl")
    with pytest.raises(CountChanged) as refused:
        send(db, mailing.id, 2, WHO, now=NOW)
    assert refused.value.values == {"num": 1}
    assert mails(db) == []


def test_who_is_left_out_at_sending_keeps_the_reason(db: orm.Session) -> None:
    mailing = to_two(db)
    make.recipient(db, mailing, "c@gmina.example.pl")
    make.participant(db, mailing.event, "a@gmina.example.pl")
    make.opt_out(db, mailing.organisation_id, "b@gmina.example.pl")
    send(db, mailing.id, 1, WHO, now=NOW)
    db.expire_all()
    assert queries.tally(db, mailing) == queries.Tally(1, {Reason.REGISTERED: 1, Reason.OPTED_OUT: 1})
    make.participant(db, mailing.event, "c@gmina.example.pl")
    assert queries.tally(db, mailing).included == 1, "who signs up after the sending was still written to"


def test_a_withdrawn_consent_counts_at_sending_unless_given_again(db: orm.Session) -> None:
    mailing = to_two(db)
    first, second = make.past_event(db, mailing.event), make.past_event(db, mailing.event)
    clause = make.news_clause(db, first)
    for address in ("a@gmina.example.pl", "b@gmina.example.pl"):
        make.answer(db, make.participant(db, first, address), clause, withdrawn=True)
    again = make.participant(db, second, "b@gmina.example.pl", created_at=make.NOON + timedelta(days=1))
    make.answer(db, again, clause)
    send(db, mailing.id, 1, WHO, now=NOW)
    assert [one.recipient for one in mails(db)] == ["b@gmina.example.pl"]


@pytest.mark.parametrize(
    "change",
    [{"visibility": Visibility.DRAFT}, {"visibility": Visibility.CANCELLED}, {"sign_up_closes_at": NOW}],
)
def test_no_invitation_to_an_event_that_takes_no_sign_ups(db: orm.Session, change: dict[str, object]) -> None:
    mailing = to_two(db)
    for name, value in change.items():
        setattr(mailing.event, name, value)
    db.flush()
    with pytest.raises(SignUpNotOpen):
        send(db, mailing.id, 2, WHO, now=NOW)


def test_nothing_is_sent_without_a_text_or_without_recipients(db: orm.Session) -> None:
    with pytest.raises(NotReady):
        send(db, make.mailing(db, subject="").id, 0, WHO, now=NOW)
    with pytest.raises(NobodyToInvite):
        send(db, make.mailing(db).id, 0, WHO, now=NOW)


@pytest.mark.parametrize("number", [3, 3000])
def test_the_number_of_queries_hardly_grows_with_the_recipients(
    app: Flask, db: orm.Session, number: int
) -> None:
    mailing = make.mailing(db)
    addresses = "\n".join(f"a{one}@gmina.example.pl" for one in range(number))
    choose(db, mailing.id, Choice.of(addresses), WHO, now=NOW)
    db.expire_all()
    with Statements(app) as counted:
        send(db, mailing.id, number, WHO, now=NOW)
    assert len(mails(db)) == number
    assert len(counted) < 30, [one[:80] for one in counted]


def test_a_test_goes_to_the_organiser_at_once_and_outside_of_every_count(db: orm.Session) -> None:
    mailing = to_two(db)
    user = organiser(db, mailing.organisation)
    send_test(db, mailing.id, user.email, 0, WHO, now=NOW)
    (mail,) = mails(db)
    assert (mail.recipient, mail.priority) == (user.email, Priority.PROMPT)
    assert queries.tally(db, mailing) == queries.Tally(2, {})
    send(db, mailing.id, 2, WHO, now=NOW)
    assert queries.progress(db, mailing).total == 2


def test_a_double_click_on_the_test_sends_one_and_a_second_test_another(db: orm.Session) -> None:
    mailing = to_two(db)
    for attempt in (0, 0, 1):
        send_test(db, mailing.id, "ja@example.org", attempt, WHO, now=NOW)
    assert [one.recipient for one in mails(db)] == ["ja@example.org", "ja@example.org"]
    assert mailing.tests == 2


def test_no_test_after_sending(db: orm.Session) -> None:
    mailing = to_two(db)
    send(db, mailing.id, 2, WHO, now=NOW)
    with pytest.raises(AlreadySent):
        send_test(db, mailing.id, "ja@example.org", 0, WHO, now=NOW)


def test_a_mailing_is_sent_when_nothing_of_it_waits_any_more(db: orm.Session) -> None:
    mailing = to_two(db)
    send(db, mailing.id, 2, WHO, now=NOW)
    first, second = mails(db)
    first.state = MailState.SENT
    db.flush()
    assert finish_sent(db, now=NOW) == 0
    second.state = MailState.FAILED
    db.flush()
    later = NOW + timedelta(minutes=5)
    assert finish_sent(db, now=later) == 1
    assert (mailing.state, mailing.sent_at) == (MailingState.SENT, later)
    assert finish_sent(db, now=later) == 0


def test_progress_counts_each_state_and_who_signed_up_since(db: orm.Session) -> None:
    mailing = make.mailing(db)
    for number in range(6):
        make.recipient(db, mailing, f"a{number}@gmina.example.pl")
    send(db, mailing.id, 6, WHO, now=NOW)
    states = (MailState.SENT, MailState.SENT, MailState.FAILED, MailState.DROPPED, MailState.SENDING)
    for mail, state in zip(mails(db), states, strict=False):
        mail.state = state
    make.participant(db, mailing.event, "a0@gmina.example.pl")
    make.opt_out(db, mailing.organisation_id, "a3@gmina.example.pl")
    db.flush()
    assert queries.progress(db, mailing) == queries.Progress(
        total=6, on_its_way=2, sent=2, failed=1, dropped=1, signed_up=1, opted_out=1
    )


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (queries.Outcome.SENT, ["a0"]),
        (queries.Outcome.ON_ITS_WAY, ["a1"]),
        (queries.Outcome.SIGNED_UP, ["a0"]),
        (queries.Outcome.OPTED_OUT, []),
        (None, ["a0", "a1"]),
    ],
)
def test_the_delivery_list_can_be_narrowed(
    db: orm.Session, outcome: queries.Outcome | None, expected: list[str]
) -> None:
    mailing = make.mailing(db)
    for number in range(2):
        make.recipient(db, mailing, f"a{number}@gmina.example.pl")
    send(db, mailing.id, 2, WHO, now=NOW)
    mails(db)[0].state = MailState.SENT
    make.participant(db, mailing.event, "a0@gmina.example.pl")
    db.flush()
    found = db.scalars(queries.delivered(mailing, outcome)).all()
    assert [one.email.partition("@")[0] for one in found] == expected


def test_the_database_refuses_the_same_address_twice_among_those_included(db: orm.Session) -> None:
    mailing = make.mailing(db)
    make.recipient(db, mailing, "a@gmina.example.pl")
    with pytest.raises(IntegrityError):
        make.recipient(db, mailing, "A@gmina.example.pl", email_key="a@gmina.example.pl")
