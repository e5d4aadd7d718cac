"""The Atom Syndication Format (RFC 4287): values in, bytes out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"
BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was "updated": the element may not be missing (RFC 4287, 4.1.1)."""
_IDENTIFIERS = uuid.UUID("5f0a4f0e-6b1c-5d0e-9a53-2a7b6f0c9d11")
register_namespace("", ATOM)


@dataclass(frozen=True)
class Enclosure:
    """A file that belongs to an entry; `size` in bytes."""

    address: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One item. `content`: HTML."""

    public_id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    author: str
    summary: str
    content: str
    picture: Enclosure | None = None


@dataclass(frozen=True)
class About:
    """The feed's title, its own address and that of the page that it stands for."""

    title: str
    address: str
    page: str


def feed(entries: Sequence[Entry], about: About, language: str = "pl") -> bytes:
    """The feed in UTF-8, the entries in their order."""
    root = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _text(root, "id", _identifier(about.address))
    _text(root, "title", about.title)
    _text(root, "updated", _moment(max((one.updated for one in entries), default=BEFORE_ALL)))
    _link(root, "self", about.address, "application/atom+xml")
    _link(root, "alternate", about.page, "text/html")
    for one in entries:
        _entry(root, one)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: Element, told: Entry) -> None:
    entry = SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "id", _identifier(told.public_id))
    _text(entry, "title", told.title)
    _text(entry, "updated", _moment(told.updated))
    _text(entry, "published", _moment(told.published))
    _text(SubElement(entry, f"{{{ATOM}}}author"), "name", told.author)
    _link(entry, "alternate", told.address, "text/html")
    if told.picture:
        link = _link(entry, "enclosure", told.picture.address, told.picture.media_type)
        link.set("length", str(told.picture.size))
    _text(entry, "summary", told.summary)
    if told.content:
        _text(entry, "content", told.content).set("type", "html")


def _identifier(name: str) -> str:
    """A URN that is the same for ever (RFC 4287, 4.2.6), also when the site moves to another address."""
    return uuid.uuid5(_IDENTIFIERS, name).urn


def _moment(instant: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = text
    return made


def _link(parent: Element, rel: str, href: str, kind: str) -> Element:
    return SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": href, "type": kind})
