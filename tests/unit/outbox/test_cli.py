"""`flask outbox …`."""

from dataclasses import replace
from datetime import timedelta

import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.core import clock
from registration.outbox.models import Failure, MailRoute, MailState
from tests.factories import mails


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    answer = app.test_cli_runner().invoke(args=["outbox", *arguments])
    return answer.exit_code, answer.output


def test_drain_sends_what_is_due_without_a_worker(app: Flask, db: orm.Session) -> None:
    mails.use_samples(app)
    mails.mail(db, 1)
    db.commit()
    assert run(app, "drain") == (0, "wysłane: 1, niedostarczone: 0, odłożone: 0\n")
    assert run(app, "drain") == (0, "wysłane: 0, niedostarczone: 0, odłożone: 0\n")


def test_list_names_no_person(app: Flask, db: orm.Session) -> None:
    mails.mail(
        db,
        1,
        state=MailState.FAILED,
        failure=Failure.ADDRESS,
        last_error="550 <osoba1@gmina.example.org> no such user",
    )
    mails.mail(db, 2, state=MailState.SENT)
    db.commit()
    code, told = run(app, "list", "--state", "failed")
    assert code == 0
    assert "niedostarczona: 1\nwysłana: 1\n" in told
    assert "sample000001  niedostarczona" in told
    assert "nie ma takiego adresu" in told
    assert "sample000002" not in told
    assert "osoba" not in told


def test_retry_makes_failed_and_filed_mails_due(app: Flask, db: orm.Session) -> None:
    rows = [
        mails.mail(db, 1, state=MailState.FAILED),
        mails.mail(db, 2, state=MailState.FAILED),
        mails.mail(db, 3, state=MailState.SENT, filed_as="x.eml"),
        mails.mail(db, 4, state=MailState.SENT),
    ]
    db.commit()
    chosen = replace(app.extensions["zapisy.settings"], mail_server="mail.example.org")
    app.extensions["zapisy.settings"] = chosen
    assert run(app, "retry", rows[0].public_id) == (0, "do ponownego wysłania: 1\n")
    assert run(app, "retry", "--all-failed", "--all-filed") == (0, "do ponownego wysłania: 2\n")
    for row in rows:
        db.refresh(row)
    assert [row.state for row in rows] == [MailState.WAITING] * 3 + [MailState.SENT]
    assert run(app, "retry", "unknown")[0] == 1


def test_retry_asks_which_mails_are_meant(app: Flask) -> None:
    code, told = run(app, "retry")
    assert code == 2
    assert "--all-failed lub --all-filed" in told


def test_filed_mails_are_not_filed_again_while_there_is_no_mail_server(app: Flask, db: orm.Session) -> None:
    row = mails.mail(db, 1, state=MailState.SENT, filed_as="x.eml")
    db.commit()
    code, told = run(app, "retry", "--all-filed")
    assert code == 1
    assert "Nie ustawiono serwera poczty" in told
    db.refresh(row)
    assert row.state is MailState.SENT


def test_drop_gives_mails_up(app: Flask, db: orm.Session) -> None:
    waiting, sent = mails.mail(db, 1), mails.mail(db, 2, state=MailState.SENT)
    db.commit()
    assert run(app, "drop", waiting.public_id) == (0, "zaniechane: 1\n")
    db.refresh(waiting)
    assert waiting.state is MailState.DROPPED
    code, told = run(app, "drop", sent.public_id)
    assert code == 1
    assert sent.public_id in told


def test_age_tells_monitoring_for_how_long_the_oldest_has_waited(app: Flask, db: orm.Session) -> None:
    with time_machine.travel(mails.NOW, tick=False):
        mails.mail(db, 1, due_at=mails.NOW - timedelta(minutes=30))
        mails.mail(db, 2, due_at=mails.NOW + timedelta(minutes=30))
        mails.mail(db, 3, due_at=mails.NOW - timedelta(days=1), state=MailState.SENT)
        db.commit()
        assert run(app, "age") == (0, "1800\n")
        assert run(app, "age", "--most", "30") == (0, "1800\n")
        assert run(app, "age", "--most", "29") == (1, "1800\n")


def test_an_empty_outbox_has_no_age(app: Flask) -> None:
    assert run(app, "age", "--most", "1") == (0, "0\n")


def test_a_mail_that_is_put_off_again_and_again_does_not_look_young(app: Flask, db: orm.Session) -> None:
    with time_machine.travel(mails.NOW, tick=False):
        mails.mail(db, 1, due_at=mails.NOW, tried_since=mails.NOW - timedelta(hours=2))
        db.commit()
        assert run(app, "age") == (0, "7200\n")


def test_drain_waits_out_a_pause_unless_told_otherwise(app: Flask, db: orm.Session) -> None:
    mails.use_samples(app)
    mails.mail(db, 1)
    later = clock.now() + timedelta(minutes=5)
    db.add(MailRoute(id=1, pauses=3, paused_until=later, failing_since=mails.NOW, failure=Failure.DISK))
    db.commit()
    code, told = run(app, "drain")
    assert code == 0
    assert f"następna wiadomość może wyjść: {later:%Y-%m-%d %H:%M:%S}Z" in told
    assert (
        "Żadna wiadomość nie wychodzi od 2026-06-01 12:00Z: nie udało się zapisać pliku"
        in run(app, "list")[1]
    )
    assert run(app, "drain", "--at-once") == (0, "wysłane: 1, niedostarczone: 0, odłożone: 0\n")
    assert "nie wychodzi" not in run(app, "list")[1]
