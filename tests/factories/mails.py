"""Mails of a kind of their own, so that the outbox is tested without the packages above it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import orm

from registration.core.site import Site
from registration.outbox.email import CalendarPart, Draft, Email, renderers
from registration.outbox.mime import Envelope
from registration.outbox.models import MailState, OutgoingEmail

KIND = "sample"
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:secret-uid@example.org\r\n"
    "SUMMARY:Szkolenie w Łodzi\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
TEMPLATES = {
    "email/sample/subject.txt": "Zgłoszenie przyjęto: {{ title }}\n",
    "email/sample/body.txt": (
        "Szanowni Państwo,\n\n{{ title }}\n\n{{ link }}\n\nTę wiadomość wysłano, bo jest przykładem.\n"
    ),
    "email/sample/body.html": (
        "<!doctype html><html lang='pl'><head><title>{{ title }}</title><style>p { color: #1C2430 }"
        " @media (prefers-color-scheme: dark) { p { color: #ECEFF3 !important } }</style></head>"
        "<body><h1>{{ title }}</h1><p>Szanowni Państwo,</p><p><a href='{{ link }}'>Zmień</a></p></body>"
        "</html>"
    ),
}


def use_samples(app: Flask) -> None:
    """Let the application render mails of the kind "sample"."""
    app.jinja_loader = ChoiceLoader([DictLoader(TEMPLATES), app.jinja_loader])  # type: ignore[list-item]
    renderers[KIND] = render_sample


def render_sample(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The sample; its context may say "nothing" (nothing to say any more) or "broken" (raises)."""
    if row.context.get("nothing"):
        return None
    if row.context.get("broken"):
        raise KeyError(row.context["broken"])
    return email(to=row.recipient, to_name=row.recipient_name, language=row.language)


def email(**values: Any) -> Email:
    """A mail with a link; no calendar part."""
    base: dict[str, Any] = {
        "template": KIND,
        "to": "sekretarz@gmina.example.org",
        "to_name": "Żaneta Łącka",
        "language": "pl",
        "context": {
            "title": "Szkolenie w Łodzi",
            "link": "http://localhost/sign-up/my/k7mx4pq9abcdabcdefghijklmnopqrstuvwxyz22",
        },
    }
    return Email(**{**base, **values})


def envelope(**values: Any) -> Envelope:
    """The envelope of a mail frozen at noon (UTC) on 1 June 2026."""
    base: dict[str, Any] = {
        "public_id": "k7mx4pq9abcd",
        "sender": "zapisy@example.org",
        "site_name": "Zapisy",
        "frozen_at": NOW,
    }
    return Envelope(**{**base, **values})


def request() -> CalendarPart:
    """An invitation."""
    return CalendarPart("REQUEST", CALENDAR)


def draft(number: int = 1, **values: Any) -> Draft:
    """What a service would enqueue."""
    base: dict[str, Any] = {
        "kind": KIND,
        "recipient": f"osoba{number}@gmina.example.org",
        "dedupe_key": f"sample:{number}",
        "recipient_name": "Żaneta Łącka",
    }
    return Draft(**{**base, **values})


def mail(db: orm.Session, number: int = 1, **values: Any) -> OutgoingEmail:
    """A row as the desk may find it; frozen when it is given a `content`."""
    base: dict[str, Any] = {
        "public_id": f"sample{number:06}",
        "kind": KIND,
        "recipient": f"osoba{number}@gmina.example.org",
        "recipient_name": "Żaneta Łącka",
        "dedupe_key": f"sample:{number}",
        "state": MailState.WAITING,
        "due_at": NOW,
        "created_at": NOW - timedelta(minutes=1),
    }
    row = OutgoingEmail(**{**base, **values})
    if row.content:
        row.frozen_at = row.frozen_at or NOW
    db.add(row)
    db.flush()
    return row
