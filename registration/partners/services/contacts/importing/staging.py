"""A file on its way in, from state to state. Each step locks the row and says no where it has moved on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, orm, select, update

from registration.accounts.audit import Actor
from registration.core.errors import DomainError
from registration.core.text import clean, search_key
from registration.documents.reading import read_head
from registration.partners.errors.contact import SourceMissing
from registration.partners.errors.contact_import import (
    ColumnTwice,
    FileMissing,
    ImportMovedOn,
    InstitutionColumnMissing,
    NoSuchImport,
    PostColumnMissing,
    WorkerGaveUp,
)
from registration.partners.models import ContactImport, ImportHeading, ImportState
from registration.partners.models.contact_import import AT_WORK
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.meanings import Meaning, proposed

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
"""A worker that gives no sign of life for so long is dead."""
MOST_ATTEMPTS = 3
SHOWN_ROWS = 3
READY = frozenset({ImportState.UPLOADED, ImportState.CHECKED, ImportState.FAILED})
"""States in which its columns may be told (again)."""


@dataclass(frozen=True)
class Upload:
    """A file whose head was read."""

    file_name: str
    content: bytes
    headings: Sequence[str]


def looked_into(file_name: str, content: bytes) -> Upload:
    """The file with its headings. Not for within a transaction. Raises FileMissing, UnreadableTable."""
    if not content:
        raise FileMissing
    return Upload(file_name, content, read_head(content, SHOWN_ROWS).headings)


def stage(db: orm.Session, owner_id: int, upload: Upload, *, actor: Actor, now: datetime) -> ContactImport:
    """Keep the file, for a day at most."""
    made = ContactImport(
        owner_id=owner_id,
        user_id=actor.id,
        user_name=actor.name,
        file_name=clean(upload.file_name)[-200:],
        content=upload.content,
        headings=list(upload.headings),
        created_at=now,
    )
    db.add(made)
    db.flush()
    return made


def proposal(db: orm.Session, imported: ContactImport) -> list[Meaning]:
    """What its columns mean: as chosen before, as the owner's last file had it, or by the headings."""
    if imported.choices:
        return [Meaning(one) for one in imported.choices["columns"]]
    wanted = select(ImportHeading.heading, ImportHeading.meaning).where(
        ImportHeading.owner_id == imported.owner_id
    )
    return proposed(imported.headings, {row.heading: row.meaning for row in db.execute(wanted)})


def choose(db: orm.Session, import_id: int, choices: Choices) -> None:
    """Keep what the columns mean, and hand the file to the worker for the dry run.

    Raises NoSuchImport, ImportMovedOn, ColumnTwice, PostColumnMissing, InstitutionColumnMissing, SourceMissing.
    """
    imported = locked(db, import_id, READY)
    columns = choices.columns[: len(imported.headings)]
    _check(columns, imported.headings, choices.source)
    imported.choices = replace(choices, columns=columns).as_json()
    _remember(db, imported, columns)
    _hand_over(imported, ImportState.CHECKING)
    imported.report, imported.refused = {}, None
    db.flush()


def _check(columns: Sequence[Meaning], headings: Sequence[str], source: str) -> None:
    named = [one for one in columns if one]
    for one in named:
        same = [text for text, meaning in zip(headings, columns, strict=True) if meaning is one]
        if len(same) > 1:
            raise ColumnTwice(first=same[0], second=same[1])
    if Meaning.POST not in named:
        raise PostColumnMissing
    if Meaning.INSTITUTION not in named:
        raise InstitutionColumnMissing
    if not source.strip():
        raise SourceMissing


def _remember(db: orm.Session, imported: ContactImport, columns: Sequence[Meaning]) -> None:
    told = {search_key(text)[:200]: one for text, one in zip(imported.headings, columns, strict=True)}
    for heading, meaning in told.items():
        if heading:
            db.merge(ImportHeading(owner_id=imported.owner_id, heading=heading, meaning=meaning.value))


def confirm(db: orm.Session, import_id: int) -> None:
    """Hand the file to the worker for good. Raises NoSuchImport, ImportMovedOn (a second click does nothing twice)."""
    imported = locked(db, import_id, {ImportState.CHECKED})
    _hand_over(imported, ImportState.IMPORTING)
    db.flush()


def discard(db: orm.Session, import_id: int) -> None:
    """Erase a file before it is imported. Raises NoSuchImport, ImportMovedOn."""
    _erase(locked(db, import_id, READY | {ImportState.CHECKING}))
    db.flush()


def _hand_over(imported: ContactImport, state: ImportState) -> None:
    imported.state = state
    imported.attempts = imported.rows_done = imported.rows = 0
    imported.claimed_at = None


def claim(db: orm.Session, *, now: datetime, only: int | None = None) -> int | None:
    """Take the oldest file that nobody works at, or `only` that one; None where there is none. One that broke three
    times is given up."""
    free = or_(ContactImport.claimed_at.is_(None), ContactImport.claimed_at < now - LEASE)
    wanted = (
        select(ContactImport).where(ContactImport.state.in_(AT_WORK), free).order_by(ContactImport.created_at)
    )
    for imported in db.scalars(wanted.with_for_update(skip_locked=True)).all():
        imported.claimed_at = now
        imported.attempts += 1
        db.flush()
        if imported.attempts <= MOST_ATTEMPTS:
            return imported.id
        fail(db, imported.id, WorkerGaveUp(), now=now)
    return None


def beat(db: orm.Session, import_id: int, done: int, rows: int, *, now: datetime) -> None:
    """A sign of life, and how far it is."""
    db.execute(
        update(ContactImport)
        .where(ContactImport.id == import_id, ContactImport.state.in_(AT_WORK))
        .values(rows_done=done, rows=rows, claimed_at=now)
    )


def checked(
    db: orm.Session, import_id: int, report: Mapping[str, Any], refused: bytes | None, *, now: datetime
) -> None:
    """The dry run is there to be read. Raises NoSuchImport, ImportMovedOn."""
    imported = locked(db, import_id, {ImportState.CHECKING})
    imported.state, imported.report, imported.refused = ImportState.CHECKED, dict(report), refused
    imported.claimed_at = None
    db.flush()


def done(
    db: orm.Session,
    imported: ContactImport,
    report: Mapping[str, Any],
    refused: bytes | None,
    *,
    now: datetime,
) -> None:
    """All is imported: the file goes, the refused rows stay for a day."""
    imported.state, imported.report, imported.refused = ImportState.DONE, dict(report), refused
    imported.content, imported.claimed_at, imported.finished_at = None, None, now
    db.flush()


def fail(db: orm.Session, import_id: int, problem: DomainError, *, now: datetime) -> None:
    """Nothing of it was done, and why. The file stays, to be tried again with other columns."""
    imported = locked(db, import_id, AT_WORK)
    told = problem.told
    values = {name: str(value) for name, value in told.values.items()}
    imported.report = {"failure": {"text": told.text, "values": values, "many": told.many}}
    imported.state, imported.claimed_at, imported.finished_at = ImportState.FAILED, None, now
    db.flush()


def sweep(db: orm.Session, *, now: datetime) -> None:
    """Erase all that is a day old, but for the figures of what was done."""
    old = ContactImport.created_at < now - KEPT
    held = or_(ContactImport.content.is_not(None), ContactImport.refused.is_not(None))
    for imported in db.scalars(select(ContactImport).where(old, held)):
        _erase(imported)
    db.flush()


def _erase(imported: ContactImport) -> None:
    if imported.state is not ImportState.DONE:
        imported.state = ImportState.ERASED
    kept = {name: imported.report[name] for name in ("figures",) if name in imported.report}
    imported.content, imported.refused, imported.report = None, None, kept


def locked(
    db: orm.Session, import_id: int, states: "set[ImportState] | frozenset[ImportState]"
) -> ContactImport:
    """The import as it is now, in one of the states. Raises NoSuchImport, ImportMovedOn."""
    found = db.get(ContactImport, import_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NoSuchImport
    if found.state not in states:
        raise ImportMovedOn
    return found
