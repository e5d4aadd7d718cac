"""What the history keeps of an institution."""

from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.catalogue import LANGUAGES
from registration.partners.labels import described
from registration.partners.models import Organisation

Sides = tuple[dict[str, Any], dict[str, Any]]
_NOTED = (
    "kind",
    "name",
    "short_name",
    "genitive",
    "locative",
    "teryt",
    "nip",
    "regon",
    "street",
    "postcode",
    "town",
    "email",
)


def facts(organisation: Organisation) -> dict[str, Any]:
    """The values as the history keeps them, JSON-ready, under names of their own."""
    told: dict[str, Any] = {name: str(getattr(organisation, name) or "") for name in _NOTED}
    told |= {
        "runs_events": bool(organisation.runs_events),
        "domains": [one.domain for one in organisation.domains],
        "parent": _unit(organisation.parent),
        "valid_from": _day(organisation.valid_from),
        "valid_until": _day(organisation.valid_until),
        "successor": _unit(organisation.successor),
        "former_names": [f"{former.name} (–{former.until})" for former in organisation.former_names],
    }
    return {f"organisation_{name}": value for name, value in told.items()}


def note(
    db: orm.Session, organisation: Organisation, actor: Actor, action: str, sides: Sides, now: datetime
) -> None:
    """One line of the history; empty values of a new institution are no news."""
    before, after = sides
    shown = after if before else {name: value for name, value in after.items() if value}
    thing = ("organisation", organisation.id)
    record(db, actor, action, thing, now=now, before=before, after=shown, organisation_id=organisation.id)


def _unit(unit: Organisation | None) -> str:
    return described(unit, LANGUAGES[0]) if unit else ""


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
