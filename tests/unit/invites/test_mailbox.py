"""Answers collected from a real Dovecot: nothing in the mailbox changes, nothing is read twice, nothing is lost."""

import imaplib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import undefer

from registration.config import MailSecurity
from registration.core import clock
from registration.desk.outbox.addresses import Whose, owner_of
from registration.desk.outbox.digest import tell_organisers
from registration.invites import tasks
from registration.invites.mailbox import collecting, position
from registration.invites.mailbox.collecting import collect
from registration.invites.mailbox.connection import Mailbox
from registration.invites.models import CalendarInvite, CalendarReply, MailboxFailure, ReplyMailbox
from registration.invites.services.replies import Outcome
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.web.writing import writing
from tests.answers import ME, mail, reply
from tests.certificates import self_signed
from tests.interop.dovecot import PASSWORD, Dovecot, cut_after, free_port
from tests.returns import EXCHANGE, GMAIL, POSTFIX, returned
from tests.unit.invites.edits import one_day

pytestmark = pytest.mark.foreign
LETTER = b"From: a@example.org\r\nSubject: Pytanie\r\n\r\nCzy jest parking?\r\n"
DAY = 24 * 3600


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as running:
        yield running


@pytest.fixture
def server(dovecot, time) -> Dovecot:
    """With an empty mailbox."""
    dovecot.empty_mailbox()
    return dovecot


@pytest.fixture
def chosen(app, server):
    """The application's settings, with the mailbox."""
    app.extensions["zapisy.settings"] = replace(
        app.extensions["zapisy.settings"],
        imap_server="127.0.0.1",
        imap_port=server.port,
        imap_security=MailSecurity.NONE,
        imap_username=server.user,
        imap_password=PASSWORD,
    )
    return app.extensions["zapisy.settings"]


@pytest.fixture
def fetch(app, chosen):
    """One run, with other settings where they are given."""

    def run(limit=collecting.AT_ONCE, at_once=True, **more):
        with app.app_context():
            return collect(replace(chosen, **more), limit=limit, at_once=at_once)

    return run


@pytest.fixture
def uid(house, db):
    """The UID of an invitation that somebody has in their calendar."""
    house.join(one_day(db))
    [letter] = house.deliver()
    return letter.entry.uid


def answer(db):
    db.rollback()
    return db.scalars(select(CalendarInvite)).one().answer


def standing(db):
    db.rollback()
    return db.scalars(select(ReplyMailbox)).one()


def test_an_answer_is_noted_and_the_mailbox_stays_as_it_was(db, server, fetch, uid):
    server.put(LETTER)
    server.put(mail(reply(uid)))
    before = server.names()
    tally = fetch()
    assert (tally.seen, dict(tally.outcomes)) == (2, {Outcome.RECORDED: 1})
    assert answer(db) == "ACCEPTED"
    assert server.names() == before
    assert standing(db).failing_since is None


def test_what_was_read_by_a_person_is_collected_all_the_same(db, server, fetch, uid):
    path = server.put(mail(reply(uid, "TENTATIVE")))
    path.rename(path.parent.parent / "cur" / f"{path.name}:2,S")
    fetch()
    assert answer(db) == "TENTATIVE"


def test_only_what_is_new_is_looked_at(db, server, fetch, uid):
    server.put(LETTER)
    assert fetch().seen == 1
    assert fetch().seen == 0
    server.put(mail(reply(uid)))
    assert fetch().seen == 1
    assert answer(db) == "ACCEPTED"


def test_letters_without_a_calendar_are_not_loaded(server, fetch, monkeypatch, uid):
    loaded = []
    content = Mailbox.content
    monkeypatch.setattr(Mailbox, "content", lambda box, one: loaded.append(one) or content(box, one))
    server.put(LETTER)
    server.put(mail(reply(uid)))
    fetch()
    assert loaded == [2]


def test_the_first_time_only_the_last_month_is_read(server, fetch, uid):
    server.put(mail(reply(uid)), age=40 * DAY)
    server.put(LETTER, age=2 * DAY)
    assert fetch().seen == 1
    assert fetch().seen == 0


def test_an_old_mailbox_without_new_mail_is_not_read_from_its_beginning_the_second_time(server, fetch, uid):
    server.put(LETTER, age=40 * DAY)
    assert [fetch().seen, fetch().seen] == [0, 0]


def test_three_hundred_mails_are_taken_in_two_runs(db, server, fetch, uid):
    for number in range(299):
        server.put(mail(reply("not-ours@zapisy"), name=f"<{number}@example.org>"))
    server.put(mail(reply(uid), name="<last@example.org>"))
    first = fetch()
    assert (first.seen, first.more) == (200, True)
    second = fetch()
    assert (second.seen, second.more) == (100, False)
    assert first.outcomes[Outcome.UNKNOWN] + second.outcomes[Outcome.UNKNOWN] == 299
    assert answer(db) == "ACCEPTED"


def test_mails_that_were_numbered_anew_are_read_again_without_harm(db, server, fetch, uid):
    server.put(mail(reply(uid)))
    fetch()
    validity = standing(db).uid_validity
    server.number_anew()
    server.put(mail(reply(uid, "DECLINED", stamp=clock.now() + timedelta(minutes=1)), name="<2@example.org>"))
    tally = fetch()
    assert dict(tally.outcomes) == {Outcome.KNOWN: 1, Outcome.RECORDED: 1}
    assert answer(db) == "DECLINED"
    assert standing(db).uid_validity == 99999999 != validity


def test_a_mail_of_five_megabytes_is_skipped_unread(db, server, fetch, monkeypatch, uid):
    loaded = []
    content = Mailbox.content
    monkeypatch.setattr(Mailbox, "content", lambda box, one: loaded.append(one) or content(box, one))
    server.put(mail(reply(uid)) + b"\r\n" + b"x" * 5_000_000)
    server.put(mail(reply(uid, "TENTATIVE"), name="<small@example.org>"))
    tally = fetch()
    assert (tally.seen, tally.skipped, loaded) == (2, 1, [2])
    assert answer(db) == "TENTATIVE"


def test_raw_latin_2_and_strange_names_do_not_stop_the_reading(db, server, fetch, uid):
    raw = mail(reply(uid))
    strange = raw.replace(
        b"Subject: ", "Subject: Grażyna Żółć zaakceptowała\r\nX-Old: ".encode("iso-8859-2"), 1
    )
    server.put(strange)
    named = EmailMessage()
    named.set_content("W załączniku.")
    named.add_attachment(
        reply("other@zapisy"), maintype="text", subtype="calendar", filename='UID 77 "ł" RFC822.SIZE 1.ics'
    )
    server.put(named.as_bytes())
    tally = fetch()
    assert (tally.seen, tally.outcomes[Outcome.RECORDED], tally.outcomes[Outcome.UNKNOWN]) == (2, 1, 1)
    assert answer(db) == "ACCEPTED"


def test_a_mail_that_breaks_the_reader_is_noted_once_and_the_next_is_read(
    db, server, fetch, monkeypatch, caplog, uid
):
    def take(session, raw, *, now):
        if b"<bad@" in raw:
            raise RuntimeError("secret text")
        return take_reply(session, raw, now=now)

    take_reply = collecting.take_reply
    monkeypatch.setattr(collecting, "take_reply", take)
    server.put(mail(reply(uid, "DECLINED"), name="<bad@example.org>"))
    server.put(mail(reply(uid)))
    assert fetch().skipped == 1
    assert fetch().seen == 0
    assert answer(db) == "ACCEPTED"
    [line] = [record.getMessage() for record in caplog.records if "UID 1" in record.getMessage()]
    assert "secret" not in line


def test_a_wrong_password_is_told_as_such(db, server, fetch, app, chosen):
    tally = fetch(imap_password="zgadnij")
    assert tally.problem.failure is MailboxFailure.ACCOUNT
    with app.app_context(), writing() as session:
        told = position.outage(session, replace(chosen, imap_password="zgadnij"), clock.now())
    assert told.failure is MailboxFailure.ACCOUNT
    assert PASSWORD not in told.said
    assert fetch().problem is None
    assert standing(db).failing_since is None


def test_where_plain_is_not_offered_login_takes_a_password_of_ascii(db, server, fetch, monkeypatch):
    def without_plain(imap):
        offered(imap)
        imap.capabilities = tuple(one for one in imap.capabilities if one != "AUTH=PLAIN")

    offered = imaplib.IMAP4._get_capabilities
    monkeypatch.setattr(imaplib.IMAP4, "_get_capabilities", without_plain)
    problem = fetch().problem
    assert problem.failure is MailboxFailure.ACCOUNT
    assert "ł" not in str(problem)
    assert "b'" not in str(fetch(imap_password="zle haslo").problem)
    with (server.folder / "users").open("a") as users:
        users.write('dwa slowa:{PLAIN}"zwykle" haslo\\\n')
    monkeypatch.setattr(server, "user", "dwa slowa")
    server.make_folder(server.place)
    assert fetch(imap_username="dwa slowa", imap_password='"zwykle" haslo\\').problem is None


def test_a_missing_folder_is_told_and_one_with_polish_letters_is_read(db, server, fetch, uid):
    assert fetch(imap_folder="Łódź & okolice").problem.failure is MailboxFailure.FOLDER
    server.put(mail(reply(uid)), folder="&AUEA8w-d&AXo- &- okolice")
    assert fetch(imap_folder="Łódź & okolice").problem is None
    assert answer(db) == "ACCEPTED"


def test_nobody_listening_is_said_at_the_desk_only_after_an_hour(app, chosen, fetch, time):
    gone = replace(chosen, imap_port=free_port())
    assert fetch(imap_port=gone.imap_port).problem.failure is MailboxFailure.CONNECTION
    since = clock.now()
    with app.app_context(), writing() as session:
        assert position.outage(session, gone, since + timedelta(minutes=59)) is None
        assert position.outage(session, gone, since + timedelta(minutes=61)).since == since
        assert position.outage(session, chosen, since + timedelta(days=1)) is None


def test_while_nobody_listens_the_tries_become_rare_and_the_first_success_ends_that(
    db, server, fetch, app, chosen, time, uid, monkeypatch
):
    begun, port = clock.now(), free_port()
    monkeypatch.setattr(position, "place_of", lambda _settings: "the same")
    tried = []
    for minute in range(0, 360, 2):  # as often as the worker's task comes
        time.move_to(begun + timedelta(minutes=minute))
        if fetch(at_once=False, imap_port=port).problem:
            tried.append(minute)
    assert tried == [0, 2, 4, 8, 16, 32, 64, 124, 184, 244, 304]
    assert standing(db).failing_since == begun
    server.put(mail(reply(uid)))
    assert fetch(at_once=False).busy
    assert fetch().outcomes[Outcome.RECORDED] == 1  # by the command
    assert not fetch(at_once=False).busy
    assert standing(db).failing_since is None


@pytest.mark.parametrize("octets", [40, 500, 700, 900, 1_500, 30_000])
def test_a_connection_cut_anywhere_loses_nothing(db, server, fetch, uid, octets):
    big = mail(reply(uid, "TENTATIVE", more=("COMMENT:" + "x" * 20_000,)))
    server.put(big)
    server.put(mail(reply(uid, stamp=clock.now() + timedelta(minutes=1)), name="<2@example.org>"))
    with cut_after(server.port, octets) as port:
        # The same mailbox by another way: what was read counts.
        place = position.place_of
        try:
            position.place_of = lambda _settings: "the same"
            assert fetch(imap_port=port).problem.failure is MailboxFailure.CONNECTION
            assert fetch().problem is None
        finally:
            position.place_of = place
    assert answer(db) == "ACCEPTED"
    assert len(db.scalars(select(CalendarReply)).all()) == 2


def test_two_workers_at_once_and_one_reads(app, server, fetch, monkeypatch, uid):
    server.put(mail(reply(uid)))
    inside, go_on = threading.Event(), threading.Event()
    newer = Mailbox.since

    def slow(box, day):
        inside.set()
        go_on.wait(20)
        return newer(box, day)

    monkeypatch.setattr(Mailbox, "since", slow)
    tallies = []
    first = threading.Thread(target=lambda: tallies.append(fetch()))
    first.start()
    assert inside.wait(20)
    assert fetch().busy
    go_on.set()
    first.join()
    assert tallies[0].outcomes[Outcome.RECORDED] == 1


def test_a_killed_worker_s_place_is_free_after_ten_minutes(app, db, server, fetch, time, uid):
    with app.app_context(), writing() as session:
        assert position.claim(session, position.place_of(app.extensions["zapisy.settings"]), clock.now())
    server.put(mail(reply(uid)))
    assert fetch().busy
    time.shift(timedelta(minutes=11))
    assert not fetch().busy
    assert answer(db) == "ACCEPTED"


def test_answer_and_uid_are_noted_together_or_not_at_all(db, server, fetch, monkeypatch, uid):
    """A worker killed between the two would have left neither."""
    server.put(mail(reply(uid)))

    def killed(*_values):
        raise SystemExit

    advance = position.advance
    monkeypatch.setattr(position, "advance", killed)
    with pytest.raises(SystemExit):
        fetch()
    assert answer(db) == ""
    monkeypatch.setattr(position, "advance", advance)
    db.execute(update(ReplyMailbox).values(busy_until=None))
    db.commit()
    fetch()
    assert answer(db) == "ACCEPTED"


def test_a_uid_that_was_never_noted_makes_no_second_answer(db, server, fetch, uid):
    """As after a restored backup: the mails are there, the place in the mailbox is an older one."""
    server.put(mail(reply(uid)))
    fetch()
    db.execute(update(ReplyMailbox).values(last_uid=0))
    db.commit()
    assert dict(fetch().outcomes) == {Outcome.KNOWN: 1}
    assert len(db.scalars(select(CalendarReply)).all()) == 1


def test_a_database_that_fails_keeps_the_mail_for_the_next_run(db, server, fetch, monkeypatch, uid):
    server.put(mail(reply(uid)))

    def locked(*_values, **_more):
        raise OperationalError("statement", {}, Exception("database is locked"))

    take = collecting.take_reply
    monkeypatch.setattr(collecting, "take_reply", locked)
    with pytest.raises(OperationalError):
        fetch()
    monkeypatch.setattr(collecting, "take_reply", take)
    db.rollback()
    db.execute(update(ReplyMailbox).values(busy_until=None))
    db.commit()
    assert fetch().outcomes[Outcome.RECORDED] == 1


def test_other_settings_begin_anew(db, server, fetch, uid):
    server.put(LETTER)
    fetch()
    server.put(mail(reply(uid)), folder="Odpowiedzi")
    assert fetch(imap_folder="Odpowiedzi").outcomes[Outcome.RECORDED] == 1


@pytest.mark.parametrize("security", [MailSecurity.TLS, MailSecurity.STARTTLS])
def test_a_certificate_is_checked(time, chosen, fetch, tmp_path: Path, monkeypatch, security):
    certificate = self_signed(tmp_path)
    with Dovecot(certificate) as server:
        port = server.tls_port if security is MailSecurity.TLS else server.port
        choice = {"imap_port": port, "imap_security": security, "imap_username": server.user}
        problem = fetch(**choice).problem
        assert problem.failure is MailboxFailure.TLS
        assert isinstance(problem.__cause__, ssl.SSLCertVerificationError)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(**choice).problem is None


def test_no_password_is_said_without_the_wanted_protection(chosen, fetch):
    assert fetch(imap_security=MailSecurity.STARTTLS).problem.failure is MailboxFailure.TLS
    assert fetch(imap_security=MailSecurity.TLS).problem.failure is MailboxFailure.TLS


def test_the_command_reads_once_and_says_what_came(app, db, server, chosen, uid):
    server.put(mail(reply(uid)))
    done = app.test_cli_runner().invoke(args=["invites", "fetch"])
    assert (done.exit_code, done.output) == (0, "przejrzane wiadomości: 1; zapisano odpowiedź 1\n")
    app.extensions["zapisy.settings"] = replace(chosen, imap_password="nie to")
    done = app.test_cli_runner().invoke(args=["invites", "fetch"])
    assert done.exit_code == 1
    assert "nie przyjmuje loginu" in done.output


def test_the_worker_s_task_reads_too(app, db, server, chosen, uid):
    server.put(mail(reply(uid)))
    with app.app_context():
        tasks.fetch()
    assert answer(db) == "ACCEPTED"


def test_somebody_else_s_answer_in_the_mailbox_is_a_note_only(db, server, fetch, uid):
    assert ME != "kolega@example.org"
    server.put(mail(reply(uid, "DECLINED", who=("kolega@example.org",))))
    assert fetch().outcomes[Outcome.STRANGER] == 1
    assert answer(db) == ""


def test_an_absence_changes_nothing(db, server, fetch, uid):
    away = EmailMessage()
    away["Auto-Submitted"], away["Message-ID"] = "auto-replied", "<away@example.org>"
    away.set_content("Jestem na urlopie do 15 lipca.")
    server.put(away.as_bytes())
    tally = fetch()
    assert (tally.seen, dict(tally.outcomes), tally.skipped) == (1, {}, 0)
    assert db.scalars(select(CalendarReply)).all() == []


@pytest.mark.parametrize("shape", [POSTFIX, EXCHANGE, GMAIL])
def test_a_mail_that_comes_back_is_told_to_the_organisers_and_can_be_corrected(
    app, db, server, fetch, uid, shape
):
    row = db.scalars(select(OutgoingEmail).options(undefer(OutgoingEmail.content))).one()
    server.put(returned(row.content, shape, who=ME, status="5.1.1"))
    server.put(returned(row.content, shape, who="kolega@example.org", name="<forged@mx.example.org>"))
    assert dict(fetch().outcomes) == {Outcome.RETURNED: 1, Outcome.UNKNOWN: 1}
    db.rollback()
    assert (db.scalars(select(OutgoingEmail)).one().failure, answer(db)) == (Failure.ADDRESS, "")
    assert owner_of(db, row).whose is Whose.PARTICIPANT
    assert tell_organisers(db, now=clock.now()) == 1


def test_a_mail_that_came_back_is_known_when_the_mailbox_is_numbered_anew(db, server, fetch, uid):
    row = db.scalars(select(OutgoingEmail).options(undefer(OutgoingEmail.content))).one()
    server.put(returned(row.content, EXCHANGE, who=ME))
    fetch()
    db.rollback()
    db.refresh(row)
    row.state = MailState.SENT
    db.commit()
    server.number_anew()
    assert dict(fetch().outcomes) == {Outcome.KNOWN: 1}
    db.rollback()
    db.refresh(row)
    assert row.state is MailState.SENT
