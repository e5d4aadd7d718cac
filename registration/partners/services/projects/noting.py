"""What the history keeps of a project, and of each of its parts as one line of words."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.core.catalogue import LANGUAGES, speak
from registration.core.partial_date import PartialDate
from registration.partners.models import FundingLogo, FundingScheme, Project, ProjectParty
from registration.partners.words.project import ROLES

KIND = "project"


def facts(project: Project) -> dict[str, Any]:
    """The values as the history keeps them, JSON-ready, under names of their own."""
    told: dict[str, Any] = {
        **{name: getattr(project, name) or "" for name in ("title", "slug", "goal", "source")},
        "specific_goals": project.goals,
        "starts_on": _day(project.starts_on),
        "ends_on": _day(project.ends_on),
        "published": project.is_published,
        "parties": [party_line(one) for one in sorted(project.parties, key=_place)],
        **_funding(project.funding),
    }
    return {f"project_{name}": value for name, value in told.items()}


def _funding(scheme: FundingScheme | None) -> dict[str, Any]:
    return {
        "funding": scheme.sentence if scheme else "",
        "funding_number": scheme.number if scheme else "",
        "funding_value": _money(scheme.value if scheme else None),
        "funding_contribution": _money(scheme.contribution if scheme else None),
        "funding_logos": [one.alt for one in sorted(scheme.logos, key=_place)] if scheme else [],
    }


def note(
    db: orm.Session,
    project: Project,
    actor: Actor,
    action: str,
    sides: tuple[dict[str, Any], dict[str, Any]],
    now: datetime,
) -> None:
    """One line of the history."""
    before, after = sides
    record(
        db,
        actor,
        action,
        (KIND, project.id),
        now=now,
        before=before,
        after=after,
        organisation_id=project.organisation_id,
    )


def party_line(party: ProjectParty) -> str:
    """ "1. Skierniewice (miasto Skierniewice) – beneficjent": in Polish, as all lines that are kept."""
    name, printed = party.organisation.name, party.printed_as
    called = f"{name} ({printed})" if printed and printed != name else name
    return f"{party.position + 1}. {called} – {speak(ROLES[party.role], LANGUAGES[0])}"


def _place(part: ProjectParty | FundingLogo) -> int:
    """Moved parts stand in their old order until they are read anew."""
    return part.position


def _day(known: PartialDate | None) -> str:
    return known.spoken(LANGUAGES[0]) if known else ""


def _money(amount: Decimal | None) -> str:
    return f"{amount:.2f}" if amount is not None else ""
