"""What an invitation's token tells the sign-up form of its recipient."""

from sqlalchemy import orm

from registration.core.site import Site
from registration.core.tokens import Purpose
from registration.mailings import queries
from registration.signup.hooks import Prefill


def prefill(db: orm.Session, site: Site, token: str, event_id: int) -> Prefill | None:
    """Address and name to begin the form with; None for a token of no one or of another event."""
    recipient = queries.by_token(db, site, Purpose.INVITATION, token)
    if recipient is None or recipient.mailing.event_id != event_id:
        return None
    first, last = split_name(recipient.name)
    return Prefill(email=recipient.email, first_name=first, last_name=last)


def prefill_waiting(db: orm.Session, site: Site, token: str, event_id: int) -> Prefill | None:
    """The address of somebody who was told of this date; None for any other token, or when it is erased."""
    request = queries.request_by_token(db, site, Purpose.INVITATION, token)
    if request is None or request.told_event_id != event_id or not request.email:
        return None
    return Prefill(email=request.email)


def split_name(name: str) -> tuple[str, str]:
    """("Anna Maria", "Nowak"), also of "Nowak, Anna Maria"; two empty ones where it cannot be told. The person
    may correct them."""
    if "," in name:
        last, first = (part.strip() for part in name.split(",", 1))
        return (first, last) if first and last else ("", "")
    first, _, last = name.rpartition(" ")
    return (first, last) if first else ("", "")
