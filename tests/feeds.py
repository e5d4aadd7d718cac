"""Feeds as subscribers read them."""

from registration.ical.lint import lint
from registration.ical.read import ReadEvent, read
from tests.pages import InspectingClient

FEED = "/calendars/public.ics"


def told(client: InspectingClient, address: str = FEED) -> dict[str, ReadEvent]:
    """The entries of a feed that passes the linter, by their summary."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert lint(answer.data, kind="feed") == []
    return {one.summary: one for one in read(answer.data)}
