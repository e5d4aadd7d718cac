"""Headers and checks that every answer and every request passes."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from registration.config import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOOPBACK = ("localhost", "127.0.0.1", "::1")
MAX_BODY = 2 * 1024 * 1024
"""Bytes that a request may carry; a package that takes files says so at its own endpoint."""


def protect(app: Flask, settings: Settings) -> None:
    """Security headers, cookie flags, proxies that may be believed, the size of a request."""
    secure = urlsplit(settings.base_url).scheme == "https"
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        MAX_FORM_PARTS=2000,
        SESSION_COOKIE_NAME="zapisy",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        WTF_CSRF_TIME_LIMIT=None,
        # Personal pages send no Referer (their addresses hold tokens): the token in the form is what counts.
        WTF_CSRF_SSL_STRICT=False,
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]

    trusted = trusted_hosts(settings)

    @app.before_request
    def refuse_foreign_host() -> None:
        if _host_name(request.host) not in trusted:
            abort(400)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return response


def trusted_hosts(settings: Settings) -> tuple[str, ...]:
    """The names that a request may call us by: that of BASE_URL, and those of the machine itself where the server
    listens on nothing else (development; health checks beside a proxy)."""
    public = urlsplit(settings.base_url).hostname or ""
    return (public, *LOOPBACK) if settings.host in LOOPBACK else (public,)


def _host_name(host: str) -> str:
    """The name without the port; "" for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def refuse_foreign_origin() -> None:
    """For the few POST forms without a CSRF token: 403 unless the browser says that the form is ours.

    What the browser says of the site counts first: a form on a page that sends no Referer says "Origin: null"
    (Fetch, 3.2).
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is not None and _host_of(origin) != request.host:
        abort(403)


def comes_from_our_page() -> bool:
    """Whether the browser says for certain that the request was sent by a page of this site. Scripts of other
    sites cannot set these headers."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) == request.host


def _host_of(origin: str) -> str:
    """The host and port that an Origin names; "" for what is none ("null", "http://[")."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
