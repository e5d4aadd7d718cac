"""An e-mail as a value, what a package enqueues, and who renders it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.core.site import Site
from registration.outbox.models import OutgoingEmail, Priority


@dataclass(frozen=True)
class CalendarPart:
    """An iTIP message carried by a mail: the method ("REQUEST", "CANCEL") and its bytes (RFC 6047)."""

    method: str
    content: bytes


@dataclass(frozen=True)
class Email:
    """What is said to one person, ready for the templates in templates/email/<template>/.

    `context` goes to the templates as it is. So do the `personal` values, which they only print: where there are some,
    the rest of the context is the same for many people and hashable, and what the templates make of it is remembered
    (registration.outbox.rendering). `sender_name` is the name beside the constant sender address;
    `reply_to` the human office; `references` Message-IDs of earlier mails of the same thread;
    `unsubscribe` the one-click address of a mailing (RFC 8058).
    """

    template: str
    to: str
    to_name: str
    language: str
    context: Mapping[str, Any]
    personal: Mapping[str, str] = field(default_factory=dict)
    sender_name: str = ""
    reply_to: str = ""
    calendar: CalendarPart | None = None
    references: tuple[str, ...] = ()
    unsubscribe: str = ""


@dataclass(frozen=True)
class Draft:
    """What a service enqueues: who, what kind, and the ids from which the mail will be rendered.

    `dedupe_key` makes the second enqueueing of the same fact a no-op. `about` is the thing concerned,
    for the desk's lists: ("event", event.id); `invitee_id` the person (registration.invites) whose history it is in.
    """

    kind: str
    recipient: str
    dedupe_key: str
    recipient_name: str = ""
    language: str = "pl"
    context: Mapping[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.ORDINARY
    about: tuple[str, int] | None = None
    organisation_id: int | None = None
    invitee_id: int | None = None


Renderer = Callable[[orm.Session, OutgoingEmail, Site, datetime], Email | None]
"""Makes the mail in the claiming transaction, where it may assign SEQUENCE and DTSTAMP.

None: there is nothing to say any more, and the mail is dropped."""

renderers: dict[str, Renderer] = {}
"""By kind. Packages above register theirs in registration.wiring."""

Preparer = Callable[[orm.Session, Sequence[OutgoingEmail]], Iterable[object]]
"""Loads, in few statements, what the renderer will ask for each of these rows of its kind; gives what it loaded, so
that the session keeps it while they are made."""

preparers: dict[str, Preparer] = {}
"""By kind, where there is one. A renderer must not need it."""


def message_id(public_id: str, site: Site) -> str:
    """The Message-ID of a row's mail: the same for every attempt, so that a resend is the same message."""
    domain = site.sender.rpartition("@")[2]
    return f"<{public_id}@{domain}>"
