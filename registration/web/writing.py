"""The transactions of a request: one short writing one, after the reads."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import orm

from registration.core.driver import QuickSelect, Row
from registration.core.sqlite import IMMEDIATE, queue_of_writers
from registration.extensions import db


def reading() -> orm.Session:
    """The request's session, for queries. Its read transaction ends with the request."""
    return db.session()


@contextmanager
def writing() -> Iterator[orm.Session]:
    """The request's session in a writing transaction: commit at the end of the block, rollback on any error.

    Ends the read transaction first, so services re-read what they rely on; waits its turn among the
    writers of SQLite (BEGIN IMMEDIATE behind a lock file). Nothing slow belongs inside.
    """
    session = db.session()
    session.rollback()
    with queue_of_writers(db.engine, _instance()):
        try:
            session.connection(execution_options={IMMEDIATE: True})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def at_once(statements: Mapping[str, QuickSelect], values: Mapping[str, Any]) -> Row:
    """Run one statement that writes, in a transaction of its own that waits for no disk; gives the row it returns.

    `statements`: for each kind of database the one for it. What is written may be lost when the machine breaks down,
    and is safe from anything that befalls this program.
    """
    return statements[db.engine.dialect.name].first_in_queue(db.engine, _instance(), values)


def _instance() -> Path:
    """The instance folder of the running application."""
    return Path(current_app.instance_path)
