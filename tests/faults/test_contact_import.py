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


def work(app: Flask, ahead: int, *how: str) -> int:
    """A worker process of the installation; its exit code."""
    settings = app.extensions["zapisy.settings"]
    command = [sys.executable, "-m", "tests.faults.import_worker", str(settings.instance), str(ahead), *how]
    own = {"PYTHONPATH": str(ROOT), "DATABASE_URL": settings.database_url}
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=False).returncode


def stand(app: Flask) -> tuple[ImportState, int, int]:
    """(state of the file, contacts, audit lines of contacts)."""
    with orm.Session(database.engine) as db:
        lines = select(func.count(AuditLine.id)).where(AuditLine.action == "contact.imported")
        return (
            db.scalars(select(ContactImport.state)).one(),
            db.scalar(select(func.count(Contact.id))) or 0,
            db.scalar(lines) or 0,
        )


def test_killed_with_everybody_written_it_leaves_nobody_and_comes_again(installation: Flask) -> None:
    rows = "".join(f"Osoba {n};wójt;Gmina X;o{n}@x.example.pl\n" for n in range(PEOPLE))
    upload = staging.looked_into("x.csv", f"Nazwisko;Stanowisko;Gdzie;Mail\n{rows}".encode())
    columns = (Meaning.NAME, Meaning.POST, Meaning.INSTITUTION, Meaning.EMAIL)
    choices = Choices(columns, Basis.PUBLIC_TASK, date(2026, 1, 1), "książka adresowa")
    with installation.app_context():
        with orm.Session(database.engine) as db:
            owner = organisation(db)
            organisation(db, name="Gmina X", runs_events=False)
            made = staging.stage(db, owner.id, upload, actor=PROGRAM, now=clock.now())
            staging.choose(db, made.id, choices)
            db.commit()
            number = made.id
        assert work(installation, 0) == 0
        with orm.Session(database.engine) as db:
            staging.confirm(db, number)
            db.commit()
        assert work(installation, 0, "dying") == -signal.SIGKILL
        assert stand(installation) == (ImportState.IMPORTING, 0, 0)
        assert work(installation, int(staging.LEASE.total_seconds()) + 60) == 0
        assert stand(installation) == (ImportState.DONE, PEOPLE, PEOPLE)
