"""Feeds, calendar files, and the page that says how to subscribe."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.calendars import queries
from registration.calendars.models import FeedEntry
from registration.core import clock
from registration.ical.entry import FeedHead
from registration.ical.write import calendar
from registration.partners.models import Organisation
from registration.trainings.views.links import webcal
from registration.web import versions
from registration.web.caching import cacheable, versioned
from registration.web.site import settings, site
from registration.web.writing import reading

calendars = Blueprint("calendars", __name__)

MAX_AGE = timedelta(minutes=15)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Last-Modified of a feed that never had an entry."""
FILTERS = frozenset({"organisation", "cancelled"})


class Filters(NamedTuple):
    """What narrows a feed: whose sessions, and whether cancelled ones are written so that Google shows them."""

    organisation_id: int | None
    show_cancelled: bool

    @property
    def address(self) -> str:
        """The feed's one public address, however the filters were written."""
        given = {"cancelled": "show" if self.show_cancelled else None, "organisation": self.organisation_id}
        query = urlencode({name: value for name, value in given.items() if value is not None})
        return site().address(url_for("calendars.public_feed")) + (f"?{query}" if query else "")


@calendars.get("/")
def subscribe() -> ResponseReturnValue:
    """How to subscribe, and how slowly each program refreshes."""
    feed = Filters(None, False).address
    values = {
        "feed": feed,
        "with_cancelled": Filters(None, True).address,
        "webcal": webcal(feed),
        "google": "https://calendar.google.com/calendar/u/0/r/settings/addbyurl",
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?url={quote(feed, safe='')}",
    }
    return versioned((), lambda: render_template("calendars/subscribe.html", **values))


@calendars.get("/public.ics")
def public_feed() -> ResponseReturnValue:
    """All published sessions. `organisation=<id>` narrows it, `cancelled=show` keeps cancelled ones visible in
    Google. An unknown filter is 400, so that equal feeds have one address."""
    chosen, now = _filters(), clock.now()
    stamp, *moments = versions.found(*queries.feed_version(chosen.organisation_id, now))
    changed = max(queries.changes(moments), default=EPOCH)
    response = versioned(
        (stamp, changed),
        lambda: _feed(chosen, changed, now),
        max_age=MAX_AGE,
        last_modified=changed,
        file=True,
    )
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _feed(chosen: Filters, changed: datetime, now: datetime) -> Response:
    entries = queries.in_window(reading(), now, *chosen)
    head = FeedHead(
        name=_feed_name(chosen.organisation_id),
        zone=settings().zone,
        source=chosen.address,
        last_modified=changed,
    )
    return _calendar(calendar(head, [one.content for one in entries], {one.zone for one in entries}))


def _filters() -> Filters:
    """The feed's filters from the query; aborts with 400 for one that is unknown or given twice."""
    given = request.args
    if not set(given) <= FILTERS or any(len(given.getlist(name)) > 1 for name in given):
        abort(400)
    owner, cancelled = given.get("organisation"), given.get("cancelled")
    if cancelled not in (None, "show") or (owner is not None and not (owner.isdecimal() and len(owner) < 10)):
        abort(400)
    return Filters(int(owner) if owner is not None else None, cancelled == "show")


def _feed_name(organisation_id: int | None) -> str:
    """The calendar's name in the subscriber's list: the site's, or the site's and the organisation's."""
    if organisation_id is None:
        return site().name
    owner = reading().get(Organisation, organisation_id) or abort(400)
    return f"{site().name}: {owner.name}"


@calendars.get("/event/<slug>.ics")
def event_file(slug: str) -> ResponseReturnValue:
    """One event's sessions as a file."""
    title, entries = queries.of_event(reading(), slug, clock.now())
    return _file(title, entries, slug)


@calendars.get("/session/<public_id>.ics")
def session_file(public_id: str) -> ResponseReturnValue:
    """One session as a file."""
    found = queries.of_session(reading(), public_id, clock.now())
    return _file(found.title if found else "", [found] if found else [], public_id)


def _file(title: str, entries: list[FeedEntry], name: str) -> Response:
    if not entries:
        abort(404)
    changed = max(one.stamp for one in entries)
    head = FeedHead(name=title, zone=entries[0].zone, last_modified=changed)
    content = calendar(head, [one.content for one in entries], {one.zone for one in entries})
    response = _served(content, changed)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _served(content: bytes, changed: datetime) -> Response:
    """Bytes that stay the same while nothing changes, with what a client needs to ask again cheaply."""
    response = _calendar(content)
    response.last_modified = changed
    response = cacheable(response, MAX_AGE)
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _calendar(content: bytes) -> Response:
    """The bytes as a calendar that pages of other sites may fetch too."""
    headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
    return Response(content, mimetype="text/calendar", headers=headers)
