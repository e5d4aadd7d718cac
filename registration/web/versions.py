"""What public pages are made from: the program itself, and what was read of the database before all else."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import select

from registration.config import ROOT, Settings
from registration.core.driver import QuickSelect, Row
from registration.core.stamps import CONTENT, stamp
from registration.extensions import db

SOURCES = (("registration", "*.py"), ("registration", "*.po"), ("templates", "*"), ("static", "*"))
SHOWN_SETTINGS = ("base_url", "site_name", "contact_email", "default_language", "zone", "mail_sender")
STRETCH = 15
"""Minutes of a stretch of time. In every zone on Earth a day begins with one, so "tomorrow" stays true in it."""

_CONTENT = QuickSelect(select(stamp(CONTENT)))


def build(settings: Settings, root: Path = ROOT) -> str:
    """A hash of the program and of the settings that pages show: after an update no page is what it was."""
    digest = blake2b(repr([getattr(settings, name) for name in SHOWN_SETTINGS]).encode(), digest_size=8)
    for path in _sources(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for folder, pattern in SOURCES:
        yield from sorted(path for path in (root / folder).rglob(pattern) if path.is_file())


def content() -> Row:
    """The version of a page that shows no seats and knows no time."""
    return found(_CONTENT)


def found(wanted: QuickSelect, values: dict[str, Any] | None = None) -> Row:
    """What the statement finds; () for nothing. It runs beside the request's session: what is read by that
    afterwards is at least as new."""
    return wanted.first(db.engine, values)


def stretch(now: datetime) -> int:
    """The quarter of an hour in which `now` (aware) is, counted since 1970."""
    return int(now.timestamp()) // 60 // STRETCH
