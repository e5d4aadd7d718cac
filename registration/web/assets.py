"""Our own style sheets, scripts and pictures: addressed by content, kept for a year, sent compressed."""

import gzip
import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

FOREVER = "public, max-age=31536000, immutable"
_COMPRESSED_TYPES = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
_SMALLEST = 512
"""Bytes under which compressing gains nothing."""


def asset(name: str) -> str:
    """The address of a file in static/, with its version: "/static/css/base.css?v=1b9d6bcd"."""
    return url_for("static", filename=name, v=version(name))


def version(name: str) -> str:
    """The first digits of the file's hash. Raises FileNotFoundError for a file that is not there."""
    path = Path(current_app.static_folder or "static") / name
    return _version(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _version(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def configure_assets(app: Flask) -> None:
    """Send versioned files with a year of caching, and compressed where the browser can take it."""

    @app.after_request
    def finish(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            _finish_file(response)
        return response


def _finish_file(response: Response) -> None:
    if request.args.get("v") == version((request.view_args or {})["filename"]):
        response.headers["Cache-Control"] = FOREVER
    if response.mimetype in _COMPRESSED_TYPES and "Range" not in request.headers:
        response.vary.add("Accept-Encoding")
        compress(response)


def compress(response: Response) -> None:
    """Encode the body as the browser prefers, brotli before gzip; a small body stays as it is."""
    accepted = request.accept_encodings
    encoding = "br" if accepted["br"] and find_spec("brotli") else "gzip" if accepted["gzip"] else None
    response.direct_passthrough = False
    body = response.get_data()
    if encoding is None or len(body) < _SMALLEST:
        return
    response.set_data(encoded(body, encoding))
    response.headers["Content-Encoding"] = encoding
    response.headers.pop("ETag", None)


@lru_cache(maxsize=128)
def encoded(body: bytes, encoding: str) -> bytes:
    """The body in brotli (RFC 7932) or gzip (RFC 1952), the same bytes every time."""
    if encoding == "br":
        import brotli

        return bytes(brotli.compress(body, quality=9))
    return gzip.compress(body, compresslevel=9, mtime=0)
