"""The state of an installation."""

from flask_migrate import stamp
from sqlalchemy import orm

from registration.core import clock
from registration.operations import services


def all_well(db: orm.Session) -> None:
    """Migrated (the tests' tables are made from the models), and with a worker that lives; within an application."""
    stamp()
    services.beat(db, clock.now())
    db.commit()
