"""The page for a database that is busy, full or gone: made without asking it anything."""

import sqlite3
from contextlib import suppress

import psycopg
from flask import Flask
from flask.typing import ResponseReturnValue
from psycopg.errors import DiskFull
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError, TimeoutError

from registration.extensions import db
from registration.web.errors import as_a_stranger, error_page

DRIVERS = (sqlite3.OperationalError, psycopg.OperationalError, psycopg.InterfaceError)
"""The drivers' own, from statements that do not go through SQLAlchemy (core.driver)."""
RETRY_AFTER = "5"
"""Seconds after which a browser or a program may come again."""
RETRY_WHEN_FULL = "1800"
"""Somebody has to make room."""
SIGNS_OF_A_FULL_DISK = ("disk is full", "disk i/o error", "no space left")
"""What SQLite says: Python 3.11's driver has no class of its own for it."""


def handle_lost_database(app: Flask) -> None:
    """Register the handlers. What had been typed is shown again, and Retry-After says when to come."""

    def busy_or_gone(problem: Exception) -> ResponseReturnValue:
        said = getattr(problem, "orig", problem)
        app.logger.error("database: %s", said)
        return without_database(full=is_full(said))

    for kind in (OperationalError, InterfaceError, *DRIVERS):
        app.register_error_handler(kind, busy_or_gone)

    @app.errorhandler(TimeoutError)
    def crowded(problem: TimeoutError) -> ResponseReturnValue:
        app.logger.error("database: no connection is free")
        return without_database()


def without_database(*, full: bool = False) -> ResponseReturnValue:
    """503: come again; sooner when the database is busy than when its disk is `full`. Nobody is asked who is signed in,
    or the page would need the database."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    as_a_stranger()
    if full:
        return error_page(503, headers={"Retry-After": RETRY_WHEN_FULL}, page="full")
    return error_page(503, headers={"Retry-After": RETRY_AFTER})


def is_full(problem: BaseException) -> bool:
    """Whether the driver says that the database could not write because its disk is full."""
    told = str(problem).lower()
    return isinstance(problem, DiskFull) or any(sign in told for sign in SIGNS_OF_A_FULL_DISK)
