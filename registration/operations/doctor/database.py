"""The database: reachable, migrated, sound."""

import stat
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, orm, text
from sqlalchemy.exc import SQLAlchemyError

from registration.core.language import N_
from registration.operations import queries
from registration.operations.doctor import worker
from registration.operations.doctor.finding import About, Finding, Findings, Level

OLDEST_POSTGRESQL = 13
SQLITE_SETTINGS = {"journal_mode": "wal", "foreign_keys": 1}


def look(engine: Engine, now: datetime) -> Findings:
    """All of it, and what only a database that answers can tell of the worker."""
    about = About(N_("Database: %(kind)s"), {"kind": engine.dialect.name})
    try:
        with orm.Session(engine) as db:
            found = [_revision(db), *_KINDS[engine.dialect.name](db.connection())]
            if found[0].level is Level.GOOD:
                found += worker.look(db, now)
    except SQLAlchemyError as problem:
        said = " ".join(str(getattr(problem, "orig", problem)).split())[:300]
        about = About(N_("Database: %(kind)s, %(said)s"), {**about.values, "said": said})
        yield about.wrong(NO_ANSWER)
        return
    yield about.good()
    yield from found


NO_ANSWER = N_("The database does not answer. Check DATABASE_URL, the server, and the rights of the file.")


def _revision(db: orm.Session) -> Finding:
    found, wanted = queries.revision(db), queries.head()
    about = About(
        N_("Revision of the tables: %(found)s of %(wanted)s"), {"found": found or "–", "wanted": wanted}
    )
    return about.judged(found == wanted, N_("Bring the tables up to date: flask --app app db upgrade"))


def _sqlite(connection: Connection) -> Findings:
    for name, wanted in SQLITE_SETTINGS.items():
        value = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        about = About("SQLite %(name)s = %(value)s", {"name": name, "value": value})
        yield about.judged(
            value == wanted, N_("The disk does not allow it: keep the database on a local disk, no share.")
        )
    told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    yield About(N_("Integrity: %(told)s"), {"told": told}).judged(
        told == "ok",
        N_("The file is damaged. Restore the last backup: flask --app app backup restore FILE --replace"),
    )
    path = Path(connection.engine.url.database or "")
    closed = not path.exists() or not stat.S_IMODE(path.stat().st_mode) & 0o007
    about = About(N_("Database file: %(file)s"), {"file": str(path)})
    yield (
        about.good()
        if closed
        else about.note(N_("Everybody on this machine can read it. Close it: chmod o= %(file)s"))
    )


def _postgresql(connection: Connection) -> Findings:
    version = int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) // 10_000
    yield About(N_("PostgreSQL %(version)d"), {"version": version}).judged(
        version >= OLDEST_POSTGRESQL, N_("It is no longer maintained. Install version 13 or newer.")
    )
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    yield About(N_("Encoding: %(encoding)s"), {"encoding": encoding}).judged(
        encoding == "UTF8",
        N_("Polish letters need UTF8. Make the database anew: createdb --encoding=UTF8 --template=template0"),
    )
    collation = connection.execute(
        text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
    ).scalar_one()
    yield About(
        N_("Collation: %(collation)s (names are sorted by the program itself)"), {"collation": collation}
    ).good()


_KINDS = {"sqlite": _sqlite, "postgresql": _postgresql}
