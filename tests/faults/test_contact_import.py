"""An import of contacts that is killed in the middle of its transaction leaves nothing, and is run again."""

import os
import signal
import subprocess
import sys
from datetime import date

from flask import Flask
from sqlalchemy import func, orm, select

from registration.accounts.audit import PROGRAM
from registration.accounts.models import AuditLine
from registration.config import ROOT
from registration.core import clock
from registration.extensions import db as database
from registration.partners.models import Basis, Contact, ContactImport, ImportState
from registration.partners.services.contacts.importing import staging
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.meanings import Meaning
from tests.factories import organisation

PEOPLE = 2000


def begin(app: Flask, ahead: int, *how: str) -> "subprocess.Popen[bytes]":
    """A worker process of the installation."""
    settings = app.extensions["zapisy.settings"]
    command = [sys.executable, "-m", "tests.faults.import_worker", str(settings.instance), str(ahead), *how]
    own = {"PYTHONPATH": str(ROOT), "DATABASE_URL": settings.database_url}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own})


def work(app: Flask, ahead: int, *how: str) -> int:
    """Wait for such a process; its exit code."""
    return begin(app, ahead, *how).wait()


def stand() -> tuple[set[ImportState], int, int]:
    """(states of the files, contacts, audit lines of contacts)."""
    with orm.Session(database.engine) as db:
        lines = select(func.count(AuditLine.id)).where(AuditLine.action == "contact.imported")
        return (
            set(db.scalars(select(ContactImport.state))),
            db.scalar(select(func.count(Contact.id))) or 0,
            db.scalar(lines) or 0,
        )


def stage(owner_id: int) -> int:
    """A file of many people whose columns are told; its number."""
    rows = "".join(f"Osoba {n};wójt;Gmina X;o{n}@x.example.pl\n" for n in range(PEOPLE))
    upload = staging.looked_into("x.csv", f"Nazwisko;Stanowisko;Gdzie;Mail\n{rows}".encode())
    columns = (Meaning.NAME, Meaning.POST, Meaning.INSTITUTION, Meaning.EMAIL)
    choices = Choices(columns, Basis.PUBLIC_TASK, date(2026, 1, 1), "książka adresowa")
    with orm.Session(database.engine) as db:
        made = staging.stage(db, owner_id, upload, actor=PROGRAM, now=clock.now())
        staging.choose(db, made.id, choices)
        db.commit()
        return made.id


def confirm(*numbers: int) -> None:
    """Say yes to the dry runs."""
    with orm.Session(database.engine) as db:
        for number in numbers:
            staging.confirm(db, number)
        db.commit()


def keeper() -> int:
    """The number of an organisation that keeps contacts, beside the one institution of the file."""
    with orm.Session(database.engine) as db:
        owner = organisation(db)
        organisation(db, name="Gmina X", runs_events=False)
        db.commit()
        return owner.id


def test_killed_with_everybody_written_it_leaves_nobody_and_comes_again(installation: Flask) -> None:
    with installation.app_context():
        number = stage(keeper())
        assert work(installation, 0) == 0
        confirm(number)
        assert work(installation, 0, "dying") == -signal.SIGKILL
        assert stand() == ({ImportState.IMPORTING}, 0, 0)
        assert work(installation, int(staging.LEASE.total_seconds()) + 60) == 0
        assert stand() == ({ImportState.DONE}, PEOPLE, PEOPLE)


def test_two_workers_that_import_the_same_people_at_once_add_nobody_twice(installation: Flask) -> None:
    with installation.app_context():
        owner = keeper()
        numbers = stage(owner), stage(owner)
        assert work(installation, 0) == 0
        confirm(*numbers)
        both = [begin(installation, 0), begin(installation, 0)]
        assert [one.wait() for one in both] == [0, 0]
        assert stand() == ({ImportState.DONE}, PEOPLE, PEOPLE)
