"""Making a mail's bytes, once, in the transaction that claims it for the first time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.outbox.calendar_check import refuse_broken
from registration.outbox.email import renderers
from registration.outbox.mime import BadMail, Envelope, build
from registration.outbox.models import OutgoingEmail
from registration.outbox.rendering import render


@dataclass(frozen=True)
class Unrenderable(Exception):
    """The mail could not be made; `reason` is for the organiser and the log. `final`: trying again makes no sense,
    the mail itself is not fit to be sent."""

    reason: str
    final: bool = False


def freeze(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> bool:
    """Render the mail and keep its bytes in the row; False if there is nothing to say any more.

    Raises Unrenderable; then the caller undoes all of it (by a savepoint), so that a calendar's SEQUENCE is spent
    only on a mail that exists.
    """
    if row.frozen_at is not None:
        return True
    try:
        return _freeze(db, row, site, now)
    except Exception as problem:  # whatever a renderer or a template does, the other mails go on
        reason = f"{type(problem).__name__}: {problem}"[:1000]
        raise Unrenderable(reason, final=isinstance(problem, BadMail)) from problem


def _freeze(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> bool:
    renderer = renderers.get(row.kind)
    if renderer is None:
        raise BadMail(f"nobody renders mails of the kind {row.kind!r}")
    email = renderer(db, row, site, now)
    if email is None:
        return False
    if email.calendar is not None:
        refuse_broken(email.calendar)
    rendered = render(email)
    envelope = Envelope(row.public_id, site.sender, site.name, now)
    row.content = build(email, rendered, envelope)
    row.subject = rendered.subject[:300]
    row.recipient, row.recipient_name, row.language = email.to, email.to_name, email.language
    row.frozen_at = now
    return True
