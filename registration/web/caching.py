"""Pages that answer 304, and pages that nobody may keep."""

from datetime import timedelta

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

NO_STORE = "no-store"


def cacheable(page: ResponseReturnValue, max_age: timedelta = timedelta(0)) -> Response:
    """A public page: a strong ETag over its bytes, and 304 to whoever has them already (RFC 9110, 13.1.2).

    The bytes hold no session and no CSRF token, or they would differ for every visitor.
    """
    response = make_response(page)
    response.headers["Cache-Control"] = f"public, max-age={int(max_age.total_seconds())}" if max_age else "no-cache"
    response.vary.add("Cookie")
    response.add_etag()
    return response.make_conditional(request)


def personal(page: ResponseReturnValue) -> Response:
    """A page with somebody's data or a form: kept by no cache, found by no search engine, named in no Referer."""
    response = make_response(page)
    response.headers["Cache-Control"] = NO_STORE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
