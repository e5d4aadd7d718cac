"""Mails that come back: which of them a report makes fail, for which reason, and which it must leave alone."""

from email import message_from_bytes

import pytest
from sqlalchemy import select

from registration.core import clock
from registration.outbox import returning
from registration.outbox.mime import Rendered, build
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.outbox.reports import reports
from registration.outbox.returning import Returned
from registration.outbox.services import make_due
from tests.factories import mails
from tests.returns import EXCHANGE, GMAIL, POSTFIX, WHO, returned

BYTES = build(
    mails.email(to=WHO), Rendered("Zgłoszenie", "Dzień dobry.\n", "<p>Dzień dobry.</p>"), mails.envelope()
)


@pytest.fixture
def sent(db):
    """A mail that the server took."""
    values = {"public_id": "k7mx4pq9abcd", "recipient": WHO, "state": MailState.SENT, "sent_at": mails.NOW}
    row = mails.mail(db, content=BYTES, invitee_id=7, told_at=mails.NOW, **values)
    db.commit()
    return row


@pytest.fixture
def note(db):
    """Notes the one report of a mail."""

    def noted(raw, key="1"):
        [report] = reports(message_from_bytes(raw))
        return returning.note(db, report, key, now=clock.now())

    return noted


SHAPES = {
    "Postfix: nobody there": (POSTFIX, "5.1.1", Failure.ADDRESS),
    "Exchange: the mailbox is full": (EXCHANGE, "5.2.2", Failure.MAILBOX_FULL),
    "Exchange: after days of trying": (EXCHANGE, "4.4.7", Failure.OTHER),
    "Exchange: no such person": (POSTFIX, "5.4.1", Failure.ADDRESS),
    "Exchange: no such domain": (EXCHANGE, "5.4.310", Failure.ADDRESS),
    "Gmail: unwanted": (GMAIL, "5.7.1", Failure.POLICY),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_sent_mail_that_comes_back_has_failed_for_a_reason_in_our_words(db, sent, note, case):
    shape, status, failure = SHAPES[case]
    assert note(returned(BYTES, shape, status=status)) is Returned.FAILED
    assert (sent.state, sent.failure, sent.told_at) == (MailState.FAILED, failure, None)
    assert sent.returned_at is not None
    assert status in sent.last_error


def test_a_delay_is_no_failure(sent, note):
    assert note(returned(BYTES, action="delayed", status="4.4.1")) is Returned.NO_FAILURE
    assert sent.state is MailState.SENT


STRANGE = {
    "another's address": returned(BYTES, who="kolega@example.org"),
    "a mail that is not ours": returned(BYTES.replace(b"k7mx4pq9abcd@", b"k7mx4pq9abcz@")),
    "our mail's name at another domain": returned(BYTES.replace(b"k7mx4pq9abcd@", b"k7mx4pq9abcd@evil.")),
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_report_that_does_not_know_name_and_recipient_is_not_believed(sent, note, case):
    assert note(STRANGE[case]) is Returned.UNKNOWN
    assert sent.state is MailState.SENT


def test_letters_of_the_address_may_be_large_or_small(sent, note):
    assert note(returned(BYTES, who=WHO.upper())) is Returned.FAILED


def test_the_same_report_counts_once_also_when_the_mail_was_sent_again(db, sent, note):
    assert note(returned(BYTES)) is Returned.FAILED
    assert note(returned(BYTES)) is Returned.KNOWN
    make_due(sent, mails.NOW)
    assert note(returned(BYTES)) is Returned.KNOWN
    sent.state = MailState.SENT
    db.flush()
    assert note(returned(BYTES)) is Returned.KNOWN
    assert sent.state is MailState.SENT
    assert note(returned(BYTES), key="2") is Returned.FAILED


def test_a_report_about_a_mail_to_an_address_that_was_corrected_changes_nothing(db, sent, note):
    fresh = mails.mail(db, 2, recipient="g.kowalska@warta.example.pl", invitee_id=7, state=MailState.SENT)
    assert note(returned(BYTES)) is Returned.OVERTAKEN
    assert (sent.state, fresh.state) == (MailState.SENT, MailState.SENT)


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENDING, MailState.DROPPED])
def test_a_mail_that_is_under_way_or_given_up_stays_so(db, sent, note, state):
    sent.state = state
    db.flush()
    assert note(returned(BYTES)) is Returned.OVERTAKEN
    assert sent.state is state


def test_a_mail_whose_content_was_erased_is_not_known_any_more(db, sent, note):
    sent.content, sent.recipient = None, ""
    db.flush()
    assert note(returned(BYTES)) is Returned.UNKNOWN


def test_a_report_without_the_mail_or_without_a_recipient_says_nothing(db, sent):
    bare = POSTFIX.partition("--4bXk2h1Lz9z3.1764150000/mx.example.org\nContent-Description: Undelivered")[0]
    for raw in (returned(BYTES, bare), returned(BYTES).replace(b"-Recipient:", b"-Nobody:")):
        assert reports(message_from_bytes(raw)) == ()
    assert reports(message_from_bytes(BYTES)) is None
    assert db.scalars(select(OutgoingEmail.state)).all() == [MailState.SENT]


def test_an_international_report_that_is_encoded_is_read_too(sent, note):
    raw = returned(BYTES).replace(b"message/delivery-status", b"message/global-delivery-status")
    assert note(raw.replace(b"rfc822; grazyna", b"utf-8; grazyna")) is Returned.FAILED
