"""Pages that answer 304, and pages that nobody may keep.

A public page is either `versioned`: it names what it is made from, is compared before it is rendered and is
rendered once; or `cacheable`: rendered, then compared.
"""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from flask import Response, current_app, make_response, request, session
from flask.typing import ResponseReturnValue
from werkzeug.http import http_date, is_resource_modified, parse_accept_header, quote_etag

from registration.web.kept import WORTH_COMPRESSING, KeptPage, PageCache, compressed
from registration.web.navigation import has_session, signed_in
from registration.web.preferences import COOKIE, Preferences

NO_STORE = "no-store"
NO_REFERRER = "no-referrer"
"""Such addresses hold tokens: not even the logs of our own server's next request may have them."""
GZIP = "-gzip"
VARY = "Cookie, Accept-Encoding"
NOT_KEPT = frozenset({"Content-Length", "Vary", "Set-Cookie"})

Version = tuple[object, ...]
"""All that a page is made from: stamps, versions of rows, the stretch of time. Equal ones give equal pages."""


def versioned(
    version: Version,
    render: Callable[[], ResponseReturnValue],
    *,
    max_age: timedelta = timedelta(0),
    last_modified: datetime | None = None,
    file: bool = False,
) -> Response:
    """A public page known by what it is made from: 304 without rendering, and rendered once for all visitors.

    `version` was read before `render` reads anything, and holds all that the page depends on but for the
    program, its settings, the address and the visitor's language and appearance, which are added here.
    `last_modified` (aware) is also compared, for clients that know no ETag. Who is signed in, or has a
    message waiting, gets a page of their own. A `file` looks the same to everybody, and its address has been
    checked: what comes after the question mark is one of few.
    """
    if current_app.debug or not (file or _is_anybody()):
        return cacheable(render(), max_age)
    tag, suffix = _tag(version, file), GZIP if _takes_gzip(request.headers.get("Accept-Encoding", "")) else ""
    headers = _validators(tag + suffix, max_age, last_modified)
    if not is_resource_modified(request.environ, tag + suffix, last_modified=last_modified):
        return Response(status=304, headers=headers)
    page = _kept(tag, render, file or not request.query_string)
    if isinstance(page, Response):
        return page
    packed = bool(suffix) and page.compressed is not page.body
    headers |= page.headers | ({"Content-Encoding": "gzip"} if packed else {})
    return Response(page.compressed if packed else page.body, headers=headers)


def _kept(tag: str, render: Callable[[], ResponseReturnValue], keep: bool) -> KeptPage | Response:
    """The page, rendered unless it is kept. Pages of searches are not: nobody else may ever ask for the same."""
    pages: PageCache = current_app.extensions["zapisy.pages"]
    found = pages.find(tag)
    if found is not None:
        return found
    response = make_response(render())
    if response.status_code != 200:
        return response
    body = response.get_data()
    headers = {name: value for name, value in response.headers if name not in NOT_KEPT}
    page = KeptPage(headers, body, compressed(body))
    if keep:
        pages.keep(tag, page)
    return page


def _is_anybody() -> bool:
    """Whether the visitor sees what everybody does: not signed in, no message waiting."""
    return not has_session() or not (signed_in() or session.get("_flashes"))


def _tag(version: Version, file: bool) -> str:
    """The ETag of the page at this address in the visitor's language and appearance."""
    seen = "" if file else _appearance(request.cookies.get(COOKIE, ""))
    address = (request.environ.get(part, "") for part in ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"))
    whole = current_app.extensions["zapisy.build"], *address, seen, version
    return blake2b(repr(whole).encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def _appearance(cookie: str) -> str:
    """What the cookie chooses, said in one way only; the site's own language is a setting, and so in the build."""
    return Preferences.read(cookie).cookie()


@lru_cache(maxsize=256)
def _takes_gzip(header: str) -> bool:
    return parse_accept_header(header)["gzip"] > 0


def _validators(tag: str, max_age: timedelta, changed: datetime | None) -> dict[str, str]:
    """What 200 and 304 tell caches alike (RFC 9110, 15.4.5)."""
    told = {"ETag": quote_etag(tag), "Cache-Control": _cache_control(max_age), "Vary": VARY}
    return told | ({"Last-Modified": http_date(changed)} if changed else {})


def _cache_control(max_age: timedelta) -> str:
    return f"public, max-age={int(max_age.total_seconds())}" if max_age else "no-cache"


def cacheable(page: ResponseReturnValue, max_age: timedelta = timedelta(0)) -> Response:
    """A public page or file: a strong ETag over its bytes, 304 to whoever has them already (RFC 9110, 13.1.2),
    gzip for whoever asks.

    The bytes hold no session and no CSRF token: they would differ for every visitor, and compressed secrets leak.
    A header Last-Modified set before is kept and compared.
    """
    response = make_response(page)
    response.headers["Cache-Control"] = _cache_control(max_age)
    response.vary.update(("Cookie", "Accept-Encoding"))
    response.add_etag()
    packed = request.accept_encodings.quality("gzip") > 0 and len(response.data) >= WORTH_COMPRESSING
    if packed:
        response.set_etag(f"{response.get_etag()[0]}{GZIP}")
    response.make_conditional(request)
    if packed and response.status_code == 200:
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
