"""Requests that carry files may be larger than others, at the pages that say so and nowhere else."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TypeVar

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from registration.files.place import upload_megabytes
from registration.files.receiving import MEGABYTE
from registration.web.errors import error_page
from registration.web.security import MAX_BODY

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
_MARK = "takes_files"
TIMES = 3
"""How much larger than one file a request may be. So a file that is too large by half still gets its message at the
field, with everything that was typed kept; what is larger is not read at all, and gets a page of its own."""


def takes_files(view: View) -> View:
    """Mark a view (below its route) as one whose form has a file in it."""
    setattr(view, _MARK, True)
    return view


def widen() -> None:
    """Before the form is read. Runs after the guard: a visitor who is not signed in gets no more than anywhere."""
    if _takes_files_here():
        request.max_content_length = TIMES * upload_megabytes() * MEGABYTE + MAX_BODY


def _takes_files_here() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, _MARK, False))


def too_large(problem: RequestEntityTooLarge) -> ResponseReturnValue:
    """The page of a request that was not read: where files are taken, with how large one may be."""
    message = (
        _("A file may have at most %(megabytes)d MB.", megabytes=upload_megabytes())
        if _takes_files_here()
        else ""
    )
    return error_page(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
