"""A report for search engines: schema.org's NewsArticle (https://schema.org/NewsArticle) as JSON-LD 1.1."""

from typing import Any

from registration.news.models import NewsItem
from registration.web.structured import SCHEMA, in_script


def as_script(item: NewsItem, address: str, image: str, summary: str, publisher: str) -> str:
    """The text of <script type="application/ld+json">; "" for what is not published. `image`: an address, or ""."""
    return in_script(described(item, address, image, summary, publisher)) if item.published_at else ""


def described(item: NewsItem, address: str, image: str, summary: str, publisher: str) -> dict[str, Any]:
    """The item as JSON-LD. Initials are told as they are signed; who stands behind them is not known here."""
    owner = {"@type": "Organization", "name": item.organisation.name}
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": item.title,
        "inLanguage": "pl",
        "description": summary,
        "datePublished": _second(item.published_at),
        "dateModified": _second(item.changed_at),
        "author": {"@type": "Person", "name": item.signed} if item.signed else owner,
        "publisher": {"@type": "Organization", "name": publisher},
    }
    return told | ({"image": image} if image else {})


def _second(instant: Any) -> str:
    return str(instant.isoformat(timespec="seconds")) if instant else ""
