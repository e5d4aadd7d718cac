"""The participant's programme as a calendar file."""

from flask import Response, abort

from registration.ical.entry import FeedHead
from registration.ical.write import program as calendar_file
from registration.invites import hooks, queries
from registration.invites.views import invites
from registration.trainings.entries import IN_FEEDS, session_entry
from registration.web.caching import personal
from registration.web.site import site
from registration.web.writing import reading


@invites.get("/<token>/program.ics")
def program(token: str) -> Response:
    """All of the event that concerns the person, one VEVENT for each session (METHOD:PUBLISH). 404 for a link that
    opens nothing."""
    invitee = hooks.invitee_by_link(reading(), site(), token)
    event = queries.with_programme(reading(), invitee.event_id) if invitee and invitee.active else None
    if event is None:
        abort(404)
    own = queries.person_of(reading(), invitee).own if invitee else frozenset()
    entries = [
        session_entry(
            event,
            session,
            site(),
            sequence=event.edition,
            stamp=event.updated_at,
            online_url=session.online_url or event.online_url,
        )
        for session in event.sessions
        if session.id in own and session.kind in IN_FEEDS and session.starts_at
    ]
    head = FeedHead(name=event.title, zone=event.zone, last_modified=event.updated_at)
    return as_file(calendar_file(head, entries), f"{event.slug}.ics")


def as_file(content: bytes, name: str) -> Response:
    """A calendar file that a browser saves or opens; nobody keeps it."""
    response = personal(Response(content, mimetype="text/calendar"))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
