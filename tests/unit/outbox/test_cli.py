"""`flask outbox …`."""

from flask import Flask
from sqlalchemy import orm

from registration.outbox.models import MailState
from tests.factories import mails


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    answer = app.test_cli_runner().invoke(args=["outbox", *arguments])
    return answer.exit_code, answer.output


def test_drain_sends_what_is_due_without_a_worker(app: Flask, db: orm.Session) -> None:
    mails.use_samples(app)
    mails.mail(db, 1)
    db.commit()
    assert run(app, "drain") == (0, "sent 1, failed 0, postponed 0\n")
    assert run(app, "drain") == (0, "sent 0, failed 0, postponed 0\n")


def test_list_names_no_person(app: Flask, db: orm.Session) -> None:
    mails.mail(db, 1, state=MailState.FAILED, last_error="550 no such user")
    mails.mail(db, 2, state=MailState.SENT)
    db.commit()
    code, told = run(app, "list", "--state", "failed")
    assert code == 0
    assert "failed: 1\nsent: 1\n" in told
    assert "sample000001  failed" in told
    assert "550 no such user" in told
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
    assert run(app, "retry", rows[0].public_id) == (0, "due again: 1\n")
    assert run(app, "retry", "--all-failed", "--all-filed") == (0, "due again: 2\n")
    for row in rows:
        db.refresh(row)
    assert [row.state for row in rows] == [MailState.WAITING] * 3 + [MailState.SENT]
    assert run(app, "retry", "unknown")[0] == 1
