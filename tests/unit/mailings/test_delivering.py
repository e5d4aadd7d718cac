"""From the outbox to the recipient: what the worker makes of a mailing."""

import email
from collections.abc import Iterator
from email import policy
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts.audit import PROGRAM
from registration.config import Settings
from registration.mailings import tasks as mailing_tasks
from registration.mailings.models import Mailing, MailingState
from registration.mailings.queries import Progress, progress
from registration.mailings.services import send
from registration.outbox import tasks as outbox_tasks
from tests.factories import mailings as make
from tests.factories.trainings import NOON


@pytest.fixture(autouse=True)
def early_june() -> Iterator[None]:
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


def work(app: Flask) -> None:
    """One round of the worker."""
    with app.app_context():
        outbox_tasks.run()
        mailing_tasks.finish()


def letters(folder: Path) -> dict[str, email.message.EmailMessage]:
    """What left, by recipient."""
    found = [
        email.message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")
    ]
    return {str(one["To"].addresses[0].addr_spec): one for one in found}


def test_the_worker_sends_to_each_recipient_and_then_calls_the_mailing_sent(
    app: Flask, db: orm.Session, settings: Settings
) -> None:
    mailing = make.mailing(db)
    for letter in "abcd":
        make.recipient(db, mailing, f"{letter}@gmina.example.pl")
    send(db, mailing.id, 4, PROGRAM, now=NOON)
    make.participant(db, mailing.event, "b@gmina.example.pl")
    make.opt_out(db, mailing.organisation_id, "c@gmina.example.pl")
    db.commit()
    work(app)
    left = letters(settings.instance / "mail")
    assert set(left) == {"a@gmina.example.pl", "d@gmina.example.pl"}
    assert len({one["List-Unsubscribe"] for one in left.values()}) == 2, "each has a way out of its own"
    db.expire_all()
    done = db.get_one(Mailing, mailing.id)
    assert done.state is MailingState.SENT
    assert progress(db, done) == Progress(
        total=4, on_its_way=0, sent=2, failed=0, dropped=2, signed_up=1, opted_out=1
    )
