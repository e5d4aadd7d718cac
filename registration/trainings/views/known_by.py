"""What the public pages of trainings are known by, read before anything else of them."""

from datetime import datetime

from registration.core.dates import in_zone
from registration.trainings import queries
from registration.web import versions
from registration.web.caching import Version


def page_version(slug: str, now: datetime) -> Version:
    """Of one event's page; () where there is no such event. One with other dates shows their seats too."""
    found = versions.found(queries.PAGE_VERSION, {"slug": slug, "now": now})
    if not found:
        return ()
    zone, series, *_rest = found
    others = list_version(now) if series is not None else ()
    return (*found, in_zone(now, zone).toordinal(), *others)


def list_version(now: datetime) -> Version:
    """Of a list of events, which may be in several zones, each with a midnight of its own."""
    return (*versions.found(queries.LIST_VERSION, {"now": now}), versions.stretch(now))
