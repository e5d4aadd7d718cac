"""One page for everything that goes wrong, in the visitor's language, losing nothing that was typed."""

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from itertools import islice

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from registration.core.errors import Conflict, DomainError, NotFound
from registration.extensions import db
from registration.web.caching import NO_REFERRER, NO_STORE
from registration.web.language import say
from registration.web.limits import limiter
from registration.web.preferences import CHOICES, LOOK

SECRET_FIELDS = ("password", "token", "code", "submission")
MACHINERY = (
    "step",
    "consents",
    "shown",
    "next",
    "version",
    "base",
    "base_version",
    "edition",
    "wanted",
    "keep",
    "id",
    "member_id",
    "number",
    "sort",
    *CHOICES,
)
NOTES = "seen"
"""How the fields begin in which a form remembers what its page said."""
UNREADABLE = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
MOST_SHOWN = 100
"""Fields of a refused form that are shown again: more than any form here has."""
SHOWN = {400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503}


def submitted() -> list[tuple[str, str]]:
    """What the person had typed into the refused form, without passwords and machinery."""
    if request.method != "POST":
        return []
    typed = (
        (name, value) for name, value in request.form.items(multi=True) if value.strip() and _was_typed(name)
    )
    return list(islice(typed, MOST_SHOWN))


def _was_typed(name: str) -> bool:
    """A field of a part is judged by its own name: "days-0-sessions-1-id"."""
    own = name.rsplit("-", 1)[-1]
    kept_back = own in MACHINERY or own.startswith((NOTES, LOOK))
    return not kept_back and not any(secret in name for secret in SECRET_FIELDS)


def error_page(
    status: int, message: str = "", headers: Mapping[str, str] | None = None, *, page: str = ""
) -> ResponseReturnValue:
    """The page of one status; `message` is a sentence for the person where there is one, `page` another template."""
    shown = status if status in SHOWN else (500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400)
    readable = status not in (HTTPStatus.INTERNAL_SERVER_ERROR, UNREADABLE)
    template = f"errors/{page or shown}.html"
    told = render_template(template, message=message, submitted=submitted() if readable else [])
    kept = {"Cache-Control": NO_STORE, "Referrer-Policy": NO_REFERRER}
    return told, status, {**kept, **(headers or {})}


def as_a_stranger() -> None:
    """Make the page without asking who is signed in: what went wrong may be the database."""
    g._login_user = AnonymousUserMixin()


def too_many() -> ResponseReturnValue:
    """A limit was passed: when it ends, in words and for programs (RFC 6585, 4)."""
    limit = limiter.current_limit
    seconds = max(math.ceil(limit.reset_at - time.time()), 1) if limit else 60
    minutes = math.ceil(seconds / 60)
    told = ngettext("Try again in %(num)d minute.", "Try again in %(num)d minutes.", minutes)
    return error_page(HTTPStatus.TOO_MANY_REQUESTS, told, {"Retry-After": str(seconds)})


def handle_errors(app: Flask) -> None:
    """Register the handlers: refusals by name, HTTP's own errors, and the unforeseen."""

    @app.errorhandler(NotFound)
    def not_found(problem: NotFound) -> ResponseReturnValue:
        return error_page(HTTPStatus.NOT_FOUND)

    @app.errorhandler(Conflict)
    def conflict(problem: Conflict) -> ResponseReturnValue:
        return error_page(HTTPStatus.CONFLICT, say(problem.told))

    @app.errorhandler(DomainError)
    def refused(problem: DomainError) -> ResponseReturnValue:
        return error_page(HTTPStatus.CONFLICT, say(problem.told))

    @app.errorhandler(HTTPException)
    def http_error(problem: HTTPException) -> ResponseReturnValue:
        if problem.code is None or problem.code < 400:
            return problem
        if problem.code == HTTPStatus.TOO_MANY_REQUESTS:
            return too_many()
        return error_page(problem.code)

    @app.errorhandler(Exception)
    def unforeseen(problem: Exception) -> ResponseReturnValue:
        app.logger.exception("unforeseen error at %s", request.endpoint)
        with suppress(SQLAlchemyError):
            db.session.rollback()
        as_a_stranger()
        return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)
