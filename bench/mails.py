"""The worker's draining of confirmations against a bare loop of smtplib that builds the same mails."""

import smtplib
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from typing import Any

from sqlalchemy import func, select

from bench.figures import Figure, Plan, Turn, taken_in_turns
from bench.installation import Installation
from bench.sign_up import FIELDS
from registration.core import clock
from registration.outbox import deliver
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.tasks import carrier
from registration.signup import queries, services
from registration.signup.services import SignUpCommand
from registration.trainings.models import Event
from registration.web.site import settings, site
from registration.web.writing import reading, writing

_people = count(1)


def measured(place: Installation, plan: Plan) -> list[Figure]:
    """The one figure."""
    with place.app.app_context():
        _sign_up(place.scene.open_event_id, 1)
        _drained()
        like = _newest()
        return [
            taken_in_turns(
                "mails",
                "bare smtplib",
                1.0,
                plan.rounds,
                lambda: _bare_loop(like, plan.mails),
                lambda: _worker(place.scene.open_event_id, plan.mails),
            )
        ]


def _worker(event_id: int, number: int) -> Turn:
    """Mails a second from the row to the server's 250, made, sent, noted."""
    _sign_up(event_id, number)
    began, cpu = time.perf_counter(), time.process_time()
    sent = _drained()
    return Turn(sent / (time.perf_counter() - began), cpu=(time.process_time() - cpu) / sent * 1000)


def _sign_up(event_id: int, number: int) -> None:
    """People whose confirmations wait in the outbox, each with a calendar entry."""
    with writing() as db:
        owner = db.get_one(Event, event_id).organisation_id
        shown = frozenset(one.id for one in queries.current_clauses(db, owner, "pl"))
    answers: dict[str, Any] = {name: value for name, value in FIELDS.items() if name != "step"}
    for person in (next(_people) for _ in range(number)):
        command = SignUpCommand(
            submission_key=f"bench-mails-{person:012}",
            email=f"odbiorca{person}@example.org",
            language="pl",
            clauses_shown=shown,
            consents_given=frozenset(),
            noted={},
            sessions_chosen=frozenset(),
            **answers,
        )
        with writing() as db:
            services.sign_up(db, event_id, command, now=clock.now())


def _drained() -> int:
    """How many mails the worker's own code has sent. Raises RuntimeError when one was not."""
    before = _sent()
    tally = deliver.drain(carrier(), site())
    sent = _sent() - before
    if tally.failed or tally.postponed or not sent:
        raise RuntimeError(f"mails were not sent: {tally}")
    return sent


def _sent() -> int:
    reading().rollback()
    wanted = select(func.count()).where(OutgoingEmail.state == MailState.SENT)
    return reading().scalars(wanted).one()


def _newest() -> bytes:
    found = reading().scalars(select(OutgoingEmail).order_by(OutgoingEmail.id.desc())).first()
    assert found is not None
    return found.content or b""


def _bare_loop(like: bytes, number: int) -> Turn:
    """Mails a second of a loop that builds the mail from its ready parts by Python's email package, and sends."""
    parts = Parts(like)
    began, cpu = time.perf_counter(), time.process_time()
    with smtplib.SMTP("127.0.0.1", settings().mail_port) as server:
        for person in range(number):
            server.send_message(parts.built(f"odbiorca{person}@example.org"))
    return Turn(number / (time.perf_counter() - began), cpu=(time.process_time() - cpu) / number * 1000)


class Parts:
    """The words and the calendar entry of a mail that was sent, to be built anew."""

    def __init__(self, content: bytes) -> None:
        mail = message_from_bytes(content, policy=policy.SMTP)
        by_kind = {part.get_content_type(): part for part in mail.walk()}
        self.headers = {name: str(mail[name]) for name in ("From", "Subject", "Date", "Message-ID")}
        self.text = by_kind["text/plain"].get_content()
        self.html = by_kind["text/html"].get_content()
        self.calendar = by_kind["application/ics"].get_content()

    def built(self, recipient: str) -> EmailMessage:
        """The mail, addressed to somebody: text, HTML, invitation, the same attached."""
        mail = EmailMessage(policy=policy.SMTP)
        for name, value in {**self.headers, "To": recipient}.items():
            mail[name] = value
        mail.set_content(self.text)
        mail.add_alternative(self.html, subtype="html")
        mail.add_alternative(self.calendar, maintype="text", subtype="calendar", params={"method": "REQUEST"})
        mail.add_attachment(self.calendar, maintype="application", subtype="ics", filename="invite.ics")
        return mail
