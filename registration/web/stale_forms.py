"""A form whose CSRF token no longer counts: left open overnight, or the browser has lost its cookies.

Nothing that was typed is lost, and one click sends it again with a fresh token, provided that the browser itself says
that the form stood on a page of ours. A form with a password is typed anew.
"""

from http import HTTPStatus
from itertools import islice

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from registration.web.caching import NO_STORE
from registration.web.errors import error_page, submitted
from registration.web.security import comes_from_our_page

TOKEN_FIELD = "csrf_token"  # noqa: S105 (a field's name)
NEVER_REPEATED = ("password", "code")
MOST_FIELDS = 2000
"""As many as a request may have (registration.web.security)."""


def configure(app: Flask) -> None:
    """Answer every refused token by `stale_form`."""
    app.register_error_handler(CSRFError, stale_form)


def stale_form(problem: CSRFError) -> ResponseReturnValue:
    """Offer to send the same once more, where that is safe; else say what happened and show what was typed."""
    fields = _repeatable()
    if not fields:
        return error_page(HTTPStatus.BAD_REQUEST)
    page = render_template("errors/stale_form.html", message="", submitted=submitted(), fields=fields)
    return page, HTTPStatus.BAD_REQUEST, {"Cache-Control": NO_STORE}


def _repeatable() -> list[tuple[str, str]]:
    """All fields of the refused form but its token; none where it is not ours or holds a secret."""
    names = set(request.form)
    if not comes_from_our_page() or any(secret in name for name in names for secret in NEVER_REPEATED):
        return []
    kept = ((name, value) for name, value in request.form.items(multi=True) if name != TOKEN_FIELD)
    return list(islice(kept, MOST_FIELDS))
