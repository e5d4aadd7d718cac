"""A report as templates show it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for

from registration.core import markdown
from registration.core.dates import in_zone
from registration.core.text import shorten
from registration.files.models import Picture, Rendition, StoredFile
from registration.news.models import NewsItem, Photograph
from registration.web import filters
from registration.web.filters import Leaf, leaf_of
from registration.web.site import settings

SUMMARY = 300
ENDINGS = {"image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}
SHOWN_SIZES = "(min-width: 42rem) 38rem, 92vw"
"""How wide a photograph stands in its column (static/css/news.css)."""

Address = Callable[[StoredFile], str]


@dataclass(frozen=True)
class ShownPicture:
    """What <picture> needs: addresses with their widths, and the largest in a format that everything shows."""

    webp: str
    fallback: str
    src: str
    width: int
    height: int
    sizes: str = SHOWN_SIZES


@dataclass(frozen=True)
class ShownPhotograph:
    """With its words; `alt` is empty for a decorative one."""

    id: int
    picture: ShownPicture
    alt: str
    caption: str
    lazy: bool


@dataclass(frozen=True)
class Card:
    """An item in a list."""

    title: str
    href: str
    day: Leaf
    when: str
    lead: str
    owner: str
    sample: bool


@dataclass(frozen=True)
class Month:
    """The items of a month; `title` is "lipiec 2026"."""

    title: str
    id: str
    cards: list[Card]


def public_picture(file: StoredFile) -> str:
    """The address of a published picture's size."""
    return url_for("news.picture", sha256=file.sha256, ending=ENDINGS[file.media_type])


def photographs(item: NewsItem, address: Address) -> list[ShownPhotograph]:
    """All of them; those below the first are loaded when the reader comes near."""
    return [photograph(one, address, lazy=number > 0) for number, one in enumerate(item.photographs)]


def photograph(one: Photograph, address: Address, *, lazy: bool = False) -> ShownPhotograph:
    """One."""
    return ShownPhotograph(one.id, picture(one.picture, address), one.alt, one.caption, lazy)


def picture(one: Picture, address: Address) -> ShownPicture:
    """In all its sizes."""
    largest, kind = one.fallback, one.fallback.file.media_type
    return ShownPicture(
        webp=_source_set(one.of_type("image/webp"), address),
        fallback=_source_set(one.of_type(kind), address),
        src=address(largest.file),
        width=largest.width,
        height=largest.height,
    )


def _source_set(renditions: Iterable[Rendition], address: Address) -> str:
    return ", ".join(f"{address(one.file)} {one.width}w" for one in renditions)


def summary(item: NewsItem) -> str:
    """A few sentences without marks: the lead, else how the text begins."""
    return shorten(" ".join((item.lead or plain(item.text)).split()), SUMMARY)


def plain(text: str) -> str:
    """Markdown as plain words."""
    return markdown.render(text).striptags()


def published_on(item: NewsItem) -> date:
    """The day of publication in the site's zone; of a draft the day of its last change."""
    return in_zone(item.published_at or item.changed_at, settings().zone).date()


def by_month(items: Iterable[NewsItem]) -> list[Month]:
    """Cards grouped by month, in the order of the items."""
    months: dict[str, Month] = {}
    for item in items:
        day = published_on(item)
        key = f"{day:%Y-%m}"
        month = months.setdefault(key, Month(filters.month_year(day), f"m-{key}", []))
        month.cards.append(card(item))
    return list(months.values())


def card(item: NewsItem) -> Card:
    """One item in a list."""
    day = published_on(item)
    return Card(
        title=item.title,
        href=url_for("news.show", slug=item.slug),
        day=leaf_of(day),
        when=filters.short_day(day),
        lead=summary(item),
        owner=item.organisation.short_name or item.organisation.name,
        sample=item.sample,
    )
