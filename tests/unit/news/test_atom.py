"""The feed against RFC 4287, read by a strict parser."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, fromstring

import pytest

from registration.news.atom import About, Enclosure, Entry, feed

ATOM = "{http://www.w3.org/2005/Atom}"
ABOUT = About("Zapisy & „Łódź”", "https://example.org/news/feed.atom", "https://example.org/news/")
WHEN = datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


def entry(**values: object) -> Entry:
    """An ordinary one."""
    base = {
        "public_id": "abc",
        "title": "Sieradzkie+ <b>",
        "address": "https://example.org/news/sieradzkie",
        "published": WHEN,
        "updated": WHEN.replace(day=2),
        "author": "I.L.",
        "summary": "Krótko & jasno",
        "content": "<p>Łódź</p>",
        "picture": Enclosure("https://example.org/news/pictures/a.jpg", "image/jpeg", 1234),
    }
    return Entry(**{**base, **values})  # type: ignore[arg-type]


def read(*entries: Entry) -> Element:
    """The feed as a strict reader of XML has it."""
    return fromstring(feed(entries, ABOUT))


def one(parent: Element, name: str) -> Element:
    """The only child of this name."""
    [found] = parent.findall(ATOM + name)
    return found


def check(root: Element) -> None:
    """What RFC 4287 asks of every feed and entry (4.1.1, 4.1.2, 3.3, 4.2.6, 4.2.7)."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for part in (root, *entries):
        for name in ("id", "title", "updated"):
            assert one(part, name).text, f"{part.tag} has no {name}"
        assert one(part, "id").text.startswith("urn:uuid:")  # type: ignore[union-attr]
        assert datetime.strptime(str(one(part, "updated").text), "%Y-%m-%dT%H:%M:%SZ").year >= 2026  # noqa: DTZ007
        for link in part.findall(f"{ATOM}link"):
            assert link.get("href", "").startswith("https://")
        assert [link.get("rel") for link in part.findall(f"{ATOM}link")].count("alternate") == 1
    assert all(one(one(part, "author"), "name").text for part in entries)
    identifiers = [one(part, "id").text for part in (root, *entries)]
    assert len(set(identifiers)) == len(identifiers)


def test_a_feed_has_all_that_the_standard_asks_for() -> None:
    root = read(entry(), entry(public_id="b", picture=None, content=""))
    check(root)
    assert one(root, "updated").text == "2026-07-02T07:30:00Z"
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]


def test_an_entry_tells_its_item() -> None:
    found = one(read(entry()), "entry")
    assert one(found, "title").text == "Sieradzkie+ <b>"
    assert one(one(found, "author"), "name").text == "I.L."
    assert one(found, "published").text == "2026-07-01T07:30:00Z"
    assert (one(found, "content").get("type"), one(found, "content").text) == ("html", "<p>Łódź</p>")
    [picture] = [link for link in found.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert (picture.get("type"), picture.get("length")) == ("image/jpeg", "1234")


def test_a_feed_without_entries_is_one_too() -> None:
    check(read())


@pytest.mark.parametrize(
    "change", [{"title": "Inny"}, {"address": "https://inny.example/"}, {"updated": WHEN}]
)
def test_an_item_keeps_its_identifier(change: dict[str, object]) -> None:
    assert one(one(read(entry(**change)), "entry"), "id").text == one(one(read(entry()), "entry"), "id").text
