"""What has happened to the samples since: answers of calendars, a resignation, somebody who waits for a next date,
a new text of a consent, a coordinator."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from registration.accounts.audit import PROGRAM, Actor
from registration.accounts.services import NewPerson, create
from registration.desk.demo import people, samples
from registration.desk.demo.programme import Places
from registration.desk.demo.sample_events import Loading
from registration.desk.demo.sign_in import Access
from registration.invites.models import CalendarInvite
from registration.invites.queries import invites_of
from registration.invites.services import issue
from registration.invites.services.replies import take_reply
from registration.mailings import emails, queries
from registration.mailings.services import Asking, ask, confirm
from registration.signup.models import ClauseKind
from registration.signup.services import NewTexts, name_coordinator, withdraw, write_clause
from registration.trainings.models import Event

FILE = "since.toml"
YESTERDAY = timedelta(days=1)
_LANGUAGE = "pl"


def write(loading: Loading, places: Places, edition: Event, events: Mapping[str, Event]) -> None:
    """All that since.toml tells, each by the service that people use. Raises what the services raise."""
    told, before = samples.read(FILE), loading.now - YESTERDAY
    for answer, number in told["answers"].items():
        _answer(loading, edition, number, answer, before)
    _resign(loading, edition, told["resigned"], before)
    _wait(loading, events[told["waiting"]["at"]], told["waiting"]["email"], before)
    owner = places.organisations[told["clause"]["owner"]]
    texts = NewTexts(ClauseKind(told["clause"]["kind"]), told["clause"]["texts"], base=1)
    write_clause(loading.db, owner.id, texts, actor=loading.actor, now=loading.now)


def write_coordinator(loading: Loading, edition: Event, access: Access) -> None:
    """Somebody whom the organiser has named to look after the edition; signs in with the organiser's password."""
    told = samples.read(FILE)["coordinator"]
    create(loading.db, NewPerson(**told), access.password_hash, PROGRAM, now=loading.now)
    name_coordinator(loading.db, edition.id, told["email"], actor=loading.actor, now=loading.now)


def _answer(loading: Loading, event: Event, number: int, answer: str, at: datetime) -> None:
    """The participant's calendar answers for the first day."""
    [first, *_later] = invites_of(loading.db, people.find(loading.db, event, number).invitee)
    take_reply(loading.db, _reply(first, answer, at), now=at)


def _reply(entry: CalendarInvite, answer: str, at: datetime) -> bytes:
    """The mail that a calendar program sends (METHOD:REPLY, RFC 5546, 3.2.3)."""
    email = entry.invitee.email
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//example.org//A calendar//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"ATTENDEE;PARTSTAT={answer}:mailto:{email}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = email, f"<{entry.uid}.{answer}@example.org>"
    mail.set_content("\r\n".join(lines).encode(), maintype="text", subtype="calendar")
    return mail.as_bytes()


def _resign(loading: Loading, event: Event, number: int, at: datetime) -> None:
    """The participant resigns, and their calendar is told so."""
    registration = people.find(loading.db, event, number)
    withdraw(loading.db, registration.id, actor=Actor("participant", registration.id), now=at)
    for entry in invites_of(loading.db, registration.invitee):
        issue(loading.db, entry, loading.site, at)


def _wait(loading: Loading, event: Event, email: str, at: datetime) -> None:
    """Somebody asks to be told of the next date, and confirms the address."""
    asking = Asking(email, _LANGUAGE, emails.information(event, _LANGUAGE))
    ask(loading.db, event.id, asking, now=at)
    request = queries.live_request(loading.db, event.id, email)
    if request is not None:
        confirm(loading.db, request.public_id, now=at)
