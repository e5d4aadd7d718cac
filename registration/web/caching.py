"""Pages that answer 304, and pages that nobody may keep."""

import gzip
from datetime import timedelta

from flask import Response, make_response, request
from flask.typing import ResponseReturnValue

NO_STORE = "no-store"
NO_REFERRER = "no-referrer"
"""Such addresses hold tokens: not even the logs of our own server's next request may have them."""
WORTH_COMPRESSING = 1024


def cacheable(page: ResponseReturnValue, max_age: timedelta = timedelta(0)) -> Response:
    """A public page or file: a strong ETag over its bytes, 304 to whoever has them already (RFC 9110, 13.1.2),
    gzip for whoever asks.

    The bytes hold no session and no CSRF token: they would differ for every visitor, and compressed secrets leak.
    A header Last-Modified set before is kept and compared.
    """
    response = make_response(page)
    response.headers["Cache-Control"] = (
        f"public, max-age={int(max_age.total_seconds())}" if max_age else "no-cache"
    )
    response.vary.update(("Cookie", "Accept-Encoding"))
    response.add_etag()
    compressed = request.accept_encodings.quality("gzip") > 0 and len(response.data) >= WORTH_COMPRESSING
    if compressed:
        response.set_etag(f"{response.get_etag()[0]}-gzip")
    response.make_conditional(request)
    if compressed and response.status_code == 200:
        response.data = gzip.compress(response.data, 6, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


def personal(page: ResponseReturnValue) -> Response:
    """A page with somebody's data or a form: kept by no cache, found by no search engine, named in no Referer."""
    response = make_response(page)
    response.headers["Cache-Control"] = NO_STORE
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = NO_REFERRER
    return response
