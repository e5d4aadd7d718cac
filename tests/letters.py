"""Mails as their readers have them: taken from the real outbox by its real worker, and read back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self, cast

from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.core import clock
from registration.ical.lint import lint
from registration.ical.read import ReadEvent, read
from registration.outbox import deliver
from registration.outbox.carrier import Claim
from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.models import Registration
from registration.signup.services import SignUpCommand, sign_up, undo_end, withdraw
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event
from registration.web.site import site
from registration.web.writing import writing


class Bag:
    """A carrier that takes every mail and keeps it; `before` is called with each claim, as it is about to go."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.before: Callable[[Claim], None] = lambda claim: None

    def send(self, claim: Claim) -> str:
        """Take it."""
        self.before(claim)
        self.claims.append(claim)
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""


@dataclass(frozen=True)
class Letter:
    """One mail that was sent."""

    kind: str
    raw: bytes = field(repr=False)

    @property
    def message(self) -> EmailMessage:
        """As a mail program reads it."""
        return cast(EmailMessage, message_from_bytes(self.raw, policy=policy.default))

    def header(self, name: str) -> str:
        """A header's text; "" for none."""
        return str(self.message[name] or "")

    @property
    def subject(self) -> str:
        """The subject line."""
        return self.header("Subject")

    def part(self, kind: str) -> bytes:
        """The content of the one part of this type; b"" for none."""
        found = [one for one in self.message.walk() if one.get_content_type() == kind]
        assert len(found) <= 1
        return cast(bytes, found[0].get_payload(decode=True)) if found else b""

    @property
    def text(self) -> str:
        """The plain text, with line ends of one sort."""
        return self.part("text/plain").decode().replace("\r\n", "\n")

    @property
    def html(self) -> str:
        """The HTML."""
        return self.part("text/html").decode()

    @property
    def calendar(self) -> bytes:
        """The calendar part's bytes; b"" for none."""
        return self.part("text/calendar")

    @property
    def entry(self) -> ReadEvent:
        """What the calendar part says, after it passed the linter."""
        assert lint(self.calendar, kind="invitation") == []
        [event] = read(self.calendar)
        return event

    def line(self, name: str) -> str:
        """A content line of the calendar part, unfolded: "ATTENDEE;…:mailto:…"."""
        unfolded = self.calendar.decode().replace("\r\n ", "")
        return re.search(rf"^{name}[;:].*$", unfolded, re.MULTILINE)[0].rstrip("\r")  # type: ignore[index]


ANSWERS: dict[str, Any] = {
    "submission_key": "",
    "first_name": "Grażyna",
    "last_name": "Żółć-Łęcka",
    "email": "grazyna@warta.example.pl",
    "institution": "Gmina Warta",
    "post": "inspektorka",
    "phone": "",
    "question": "",
    "needs": "",
    "language": "pl",
    "clauses_shown": frozenset(),
    "consents_given": frozenset(),
}


class House:
    """An installation with people who sign up, an organiser who edits, and a worker who carries mails."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.bag = Bag()
        self.submissions = 0

    def join(self, event: Event, **answers: Any) -> int:
        """Somebody signs up; gives the registration's id, the known one's for a repeated address."""
        self.submissions += 1
        key = {"submission_key": f"submission-key-{self.submissions:04}"}
        command = SignUpCommand(**{**ANSWERS, **key, **answers})
        with self.app.app_context(), writing() as db:
            sign_up(db, event.id, command, now=clock.now())
            wanted = select(Registration.id).where(Registration.email == command.email)
            found = db.scalars(wanted.order_by(Registration.id.desc())).first()
        assert found is not None
        return found

    def resign(self, registration_id: int) -> None:
        """They will not come."""
        with self.app.app_context(), writing() as db:
            actor = Actor("participant", registration_id)
            withdraw(db, registration_id, actor=actor, now=clock.now())

    def come_back(self, registration_id: int) -> None:
        """They will come after all."""
        with self.app.app_context(), writing() as db:
            actor = Actor("participant", registration_id)
            undo_end(db, registration_id, actor=actor, site=site(), now=clock.now())

    def edit(self, event: Event, change: Callable[[orm.Session, Event], object]) -> None:
        """An organiser changes the event, and everybody who reacts is told."""
        with self.app.app_context(), writing() as db:
            found = db.get_one(Event, event.id)
            change(db, found)
            found.updated_at = clock.now()
            db.flush()
            tell_programme_changed(db, event.id, clock.now())

    def deliver(self) -> list[Letter]:
        """The worker carries whatever is due; gives what it carried. Nothing may have failed."""
        begin = len(self.bag.claims)
        with self.app.app_context():
            deliver.drain(self.bag, site())
            self._check()
            return [Letter(self.kind(claim), claim.content) for claim in self.bag.claims[begin:]]

    def kind(self, claim: Claim) -> str:
        """The kind of a mail that was carried."""
        with writing() as db:
            return db.get_one(OutgoingEmail, claim.id).kind

    def waiting(self) -> list[str]:
        """The kinds of the mails that wait or are held."""
        with self.app.app_context(), writing() as db:
            wanted = select(OutgoingEmail.kind).where(OutgoingEmail.state == MailState.WAITING)
            return list(db.scalars(wanted.order_by(OutgoingEmail.id)))

    def _check(self) -> None:
        with writing() as db:
            states = MailState.SENT, MailState.DROPPED
            wanted = select(OutgoingEmail.last_error, OutgoingEmail.due_at, OutgoingEmail.state)
            for error, due_at, state in db.execute(wanted.where(OutgoingEmail.state.not_in(states))):
                assert not error, error
                assert state is MailState.WAITING
                assert due_at > clock.now(), "a mail is due and was not carried"


def stamp_of(letter: Letter) -> datetime:
    """The DTSTAMP of the calendar part."""
    assert letter.entry.stamp is not None
    return letter.entry.stamp
