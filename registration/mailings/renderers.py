"""Making the mails about next dates when the worker first claims them: what no longer holds is not sent."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.mailings import queries
from registration.mailings.emails import asking, notice, render_invitation
from registration.mailings.models import RequestState
from registration.mailings.services import INVITATION, NEXT_DATE, REQUEST, wait_on
from registration.outbox.email import Email, Renderer
from registration.outbox.models import OutgoingEmail
from registration.trainings.models import Event, Visibility


def next_date_request(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The mail that proves the address; None when the request is settled."""
    request = queries.find_request(db, row.context["request"])
    waits = request is not None and request.state is RequestState.ASKED
    return asking(request, site) if request is not None and waits else None


def next_date(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The notice; None when the address no longer waits, has signed up or opted out since, or when nobody can sign
    up for that date any more: then it waits for the next one."""
    request, event = queries.find_request(db, row.context["request"]), db.get(Event, row.context["event"])
    if request is None or event is None or request.state is not RequestState.TOLD:
        return None
    if not _is_open(event, now):
        wait_on(db, event, request, now)
        return None
    return None if queries.wants_no_notice(db, request, event) else notice(request, event, site)


def _is_open(event: Event, now: datetime) -> bool:
    """Whether one can sign up now or later."""
    ahead = event.starts_at is not None and event.sign_up_deadline > now
    return event.visibility is Visibility.PUBLISHED and ahead


RENDERERS: dict[str, Renderer] = {
    INVITATION: render_invitation,
    REQUEST: next_date_request,
    NEXT_DATE: next_date,
}
