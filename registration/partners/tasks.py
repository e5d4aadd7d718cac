"""What the worker does for contacts: read files that were uploaded, import them, forget them after a day."""

from collections.abc import Callable
from datetime import date

from registration import jobs
from registration.core import clock
from registration.core.dates.zones import in_zone
from registration.core.errors import DomainError
from registration.partners.errors.contact_import import ImportMovedOn, NoSuchImport
from registration.partners.models import ContactImport, ImportState
from registration.partners.services.contacts.importing import institutions, planning, running, staging
from registration.partners.services.contacts.importing.choices import Choices
from registration.web.site import settings
from registration.web.writing import reading, writing

Step = Callable[..., None]
TASK = "partners.import_contacts"


def register() -> None:
    """Register the tasks. The import is asked for after commits and looked for every minute in any case."""
    jobs.periodic(TASK, minutes=1)(run)
    jobs.periodic("partners.forget_imports", minutes=60)(forget)


def run() -> None:
    """Take files one by one while there are any and nobody asks to stop."""
    while not jobs.stopping():
        with writing() as db:
            number = staging.claim(db, now=clock.now())
        if number is None:
            return
        work_at(number)


def run_one(import_id: int) -> None:
    """Work at one small file at once, unless the worker has it already."""
    with writing() as db:
        number = staging.claim(db, now=clock.now(), only=import_id)
    if number is not None:
        work_at(number)


def work_at(import_id: int) -> None:
    """Read the file without holding anybody up, then write in one go. What it refuses is told on its page."""
    try:
        step, prepared, names = _prepared(import_id)
        with writing() as db:
            step(db, import_id, prepared, names, today=_today(), now=clock.now())
    except (ImportMovedOn, NoSuchImport):
        return  # somebody has discarded it, or another worker was faster
    except DomainError as problem:
        with writing() as db:
            staging.fail(db, import_id, problem, now=clock.now())


def _prepared(import_id: int) -> tuple[Step, planning.Prepared, dict[int, str]]:
    """What is to be done, the file as plain values, and the names of institutions. Signs of life end the session's
    transaction, so nothing of the database is held beyond them."""
    db = reading()
    imported = db.get(ContactImport, import_id, populate_existing=True)
    if imported is None or imported.content is None:
        raise NoSuchImport
    step = running.carry_out if imported.state is ImportState.IMPORTING else running.check
    content, choices, known = imported.content, Choices.of(imported.choices), institutions.load(db)
    db.rollback()

    def beat(done: int, rows: int) -> None:
        with writing() as session:
            staging.beat(session, import_id, done, rows, now=clock.now())

    return step, planning.prepare(content, choices, known, _today(), beat), known.names


def _today() -> date:
    return in_zone(clock.now(), settings().zone).date()


def forget() -> None:
    """Erase what is left of files that are a day old."""
    with writing() as db:
        staging.sweep(db, now=clock.now())
