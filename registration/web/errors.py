"""One page for everything that goes wrong, in the visitor's language, losing nothing that was typed."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from itertools import islice

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from psycopg.errors import DiskFull
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError, TimeoutError
from werkzeug.exceptions import HTTPException

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_
from registration.extensions import db
from registration.web.caching import NO_REFERRER, NO_STORE
from registration.web.language import say

SECRET_FIELDS = ("password", "token", "code", "submission")
MACHINERY = ("step", "consents", "next", "version", "base_version")
UNREADABLE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
MOST_SHOWN = 100
"""Fields of a refused form that are shown again: more than any form here has."""
RETRY_AFTER = "5"
"""Seconds after which a browser or a program may come again."""
NO_SPACE = N_("There is no space left where the site keeps its data. Nothing of this was saved.")
SIGNS_OF_A_FULL_DISK = ("disk is full", "disk i/o error", "no space left")
"""What SQLite says: it has no code of its own for it in Python 3.11's message."""
SHOWN = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503}


def submitted() -> list[tuple[str, str]]:
    """What the person had typed into the refused form, without passwords and machinery."""
    if request.method != "POST":
        return []
    typed = (
        (name, value)
        for name, value in request.form.items(multi=True)
        if value.strip() and name not in MACHINERY and not any(secret in name for secret in SECRET_FIELDS)
    )
    return list(islice(typed, MOST_SHOWN))


def error_page(
    status: int, message: str = "", headers: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    """The page of one status; `message` is a sentence for the person where there is one."""
    shown = status if status in SHOWN else (500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400)
    readable = status not in (HTTPStatus.INTERNAL_SERVER_ERROR, UNREADABLE)
    page = render_template(f"errors/{shown}.html", message=message, submitted=submitted() if readable else [])
    kept = {"Cache-Control": NO_STORE, "Referrer-Policy": NO_REFERRER}
    return page, status, {**kept, **(headers or {})}


def without_database(message: str = "") -> ResponseReturnValue:
    """503: come again. The page is made without asking the database anything, who is signed in neither."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    g._login_user = AnonymousUserMixin()
    return error_page(HTTPStatus.SERVICE_UNAVAILABLE, message, {"Retry-After": RETRY_AFTER})


def is_full(problem: OperationalError | InterfaceError) -> bool:
    """Whether the database could not write because its disk is full."""
    told = str(problem.orig).lower()
    return isinstance(problem.orig, DiskFull) or any(sign in told for sign in SIGNS_OF_A_FULL_DISK)


def handle_errors(app: Flask) -> None:
    """Register the handlers: refusals by name, HTTP's own errors, a busy database, and the unforeseen."""

    @app.errorhandler(NotFound)
    def not_found(problem: NotFound) -> ResponseReturnValue:
        return error_page(HTTPStatus.NOT_FOUND)

    @app.errorhandler(Conflict)
    def conflict(problem: Conflict) -> ResponseReturnValue:
        return error_page(HTTPStatus.CONFLICT, say(problem.told))

    @app.errorhandler(DomainError)
    def refused(problem: DomainError) -> ResponseReturnValue:
        return error_page(HTTPStatus.CONFLICT, say(problem.told))

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    def database_busy(problem: OperationalError | InterfaceError) -> ResponseReturnValue:
        app.logger.error("database: %s", problem.orig)
        return without_database(_(NO_SPACE) if is_full(problem) else "")

    @app.errorhandler(TimeoutError)
    def database_crowded(problem: TimeoutError) -> ResponseReturnValue:
        app.logger.error("database: no connection is free")
        return without_database()

    @app.errorhandler(HTTPException)
    def http_error(problem: HTTPException) -> ResponseReturnValue:
        if problem.code is None or problem.code < 400:
            return problem
        return error_page(problem.code)

    @app.errorhandler(Exception)
    def unforeseen(problem: Exception) -> ResponseReturnValue:
        app.logger.exception("unforeseen error at %s", request.endpoint)
        db.session.rollback()
        return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)
