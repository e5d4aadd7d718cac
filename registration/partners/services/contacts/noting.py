"""What the history keeps of a contact."""

from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.catalogue import LANGUAGES
from registration.partners.labels import described
from registration.partners.models import Contact

Sides = tuple[dict[str, Any], dict[str, Any]]
KIND = "contact"
_TEXTS = ("post", "name", "email", "phone", "channel", "basis", "source", "note")
_DAYS = ("held_since", "held_until", "processed_since")


def facts(contact: Contact) -> dict[str, Any]:
    """The values as the history keeps them, JSON-ready, under names of their own."""
    told: dict[str, Any] = {"institution": institution_of(contact)}
    told |= {name: str(getattr(contact, name) or "") for name in _TEXTS}
    told |= {name: day.isoformat() if (day := getattr(contact, name)) else "" for name in _DAYS}
    return {f"contact_{name}": value for name, value in told.items()}


def institution_of(contact: Contact, language: str = LANGUAGES[0]) -> str:
    """The institution, told from its namesakes; as the file named it where it is not linked."""
    return described(contact.organisation, language) if contact.organisation else contact.unlinked


def note(db: orm.Session, contact: Contact, actor: Actor, action: str, sides: Sides, now: datetime) -> None:
    """One line of the history; empty values of a new contact are no news."""
    before, after = sides
    shown = after if before else {name: value for name, value in after.items() if value}
    thing = (KIND, contact.id)
    record(db, actor, action, thing, now=now, before=before, after=shown, organisation_id=contact.owner_id)
