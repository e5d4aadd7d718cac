"""Adding and correcting the organisations that run events."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes, record
from registration.core.text import search_key, sort_key
from registration.partners.models import Organisation, OrganisationKind


@dataclass(frozen=True)
class OrganisationCommand:
    """What the form says. `email` is the human office: Reply-To of the organisation's mails."""

    kind: OrganisationKind
    name: str
    short_name: str
    email: str


def add_organisation(
    db: orm.Session, command: OrganisationCommand, *, actor: Actor, now: datetime
) -> Organisation:
    """A new organisation. Names may repeat: the register knows four that two units bear."""
    made = Organisation(**asdict(command))
    _index(made)
    db.add(made)
    db.flush()
    _note(db, made, actor, "organisation.added", {}, asdict(command), now)
    return made


def change_organisation(
    db: orm.Session, organisation_id: int, command: OrganisationCommand, *, actor: Actor, now: datetime
) -> None:
    """Correct an organisation; what was mailed and minuted under the old name stays."""
    known = db.get_one(Organisation, organisation_id)
    before, after = changes({name: getattr(known, name) for name in asdict(command)}, asdict(command))
    if not after:
        return
    for name, value in after.items():
        setattr(known, name, value)
    _index(known)
    _note(db, known, actor, "organisation.changed", before, after, now)


def _index(organisation: Organisation) -> None:
    organisation.search_key = search_key(organisation.name)[:300]
    organisation.sort_key = sort_key(organisation.name)


def _note(
    db: orm.Session,
    organisation: Organisation,
    actor: Actor,
    action: str,
    before: dict[str, object],
    after: dict[str, object],
    now: datetime,
) -> None:
    record(
        db,
        actor,
        action,
        ("organisation", organisation.id),
        now=now,
        before=_told(before),
        after=_told(after),
        organisation_id=organisation.id,
    )


def _told(values: dict[str, object]) -> dict[str, str]:
    """The values as the history keeps them, under names of their own."""
    return {f"organisation_{name}": str(value) for name, value in values.items()}
