"""The two steps of the worker: the dry run, and the import itself, which is all or nothing."""

from datetime import date, datetime

from sqlalchemy import orm, select

from registration.accounts.audit import Actor, record
from registration.partners.models import ContactImport, ImportState, Organisation
from registration.partners.services.contacts.importing import staging
from registration.partners.services.contacts.importing.applying import apply, fill_list
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.planning import Prepared, everybody, plan
from registration.partners.services.contacts.importing.report import figures, refused_file, report

IMPORT = "contact_import"


def check(
    db: orm.Session, import_id: int, prepared: Prepared, names: dict[int, str], *, today: date, now: datetime
) -> None:
    """Write down what would be done. Raises NoSuchImport, ImportMovedOn."""
    imported = staging.locked(db, import_id, {ImportState.CHECKING})
    made = plan(prepared, everybody(db, imported.owner_id, today))
    refused = refused_file(prepared, made, Choices.of(imported.choices).language)
    staging.checked(db, import_id, report(prepared, made, names), refused, now=now)


def carry_out(
    db: orm.Session, import_id: int, prepared: Prepared, names: dict[int, str], *, today: date, now: datetime
) -> None:
    """Do it, as the contacts are now, in the caller's transaction. Raises NoSuchImport; ImportMovedOn where another
    worker has done it."""
    imported = staging.locked(db, import_id, {ImportState.IMPORTING})
    choices, actor = Choices.of(imported.choices), _actor(imported)
    _one_at_a_time(db, imported.owner_id)
    made = plan(prepared, everybody(db, imported.owner_id, today))
    told, refused = report(prepared, made, names), refused_file(prepared, made, choices.language)
    whom = apply(db, imported, made, names, actor=actor, now=now)
    fill_list(db, imported.owner_id, choices.list_id, whom, today)
    staging.done(db, imported, told, refused, now=now)
    counts = figures(prepared, made)
    after = {"contact_file": imported.file_name, "contacts_added": counts["added"]}
    after |= {"contacts_updated": counts["changed"]}
    thing, owner = (IMPORT, imported.id), imported.owner_id
    record(db, actor, "contacts.imported", thing, now=now, after=after, organisation_id=owner)


def _one_at_a_time(db: orm.Session, owner_id: int) -> None:
    """Of two files that bring the same people at the same moment, the second finds whom the first has brought."""
    db.execute(select(Organisation.id).where(Organisation.id == owner_id).with_for_update(key_share=True))


def _actor(imported: ContactImport) -> Actor:
    """Who uploaded the file."""
    return Actor("user", imported.user_id, imported.user_name)
