"""Making sign-up's mails when the worker first claims them: the calendar message is issued here."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import queries as invite_queries
from registration.invites.emails import What, called_off
from registration.invites.messages import Issued
from registration.invites.models import CalendarInvite, Invitee
from registration.invites.renderers import sent
from registration.invites.services import end_unmailed, issue
from registration.outbox.email import Email, Renderer
from registration.outbox.models import OutgoingEmail
from registration.signup import emails, queries
from registration.signup.models import Registration
from registration.signup.services.letters import (
    CONFIRMATION,
    LINKS,
    NEW_LINK,
    REMOVED,
    REPEATED,
    RESTORED,
    WITHDRAWN,
)
from registration.signup.states import RULES
from registration.trainings.models import Visibility


def prepare_confirmations(db: orm.Session, rows: Sequence[OutgoingEmail]) -> Iterable[object]:
    """The registrations with what their confirmations say, for many mails at once."""
    return queries.with_what_is_told(db, [row.context["registration"] for row in rows])


def confirmation(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """With the REQUEST of the first day; None when the person has resigned before it went out. When the event was
    cancelled before it went out, it says so instead."""
    registration = db.get(Registration, row.context["registration"])
    if registration is None or not RULES[registration.state].next:
        return None
    if registration.event.visibility is Visibility.CANCELLED:
        end_unmailed(registration.invitee)
        return called_off(registration.invitee, site, emails.manage_link(registration, site))
    restored = row.kind == RESTORED
    own = invite_queries.person_of(db, registration.invitee).own
    first, issued = _issued(db, row, site, now)
    if first is None or issued is None:
        return emails.confirmation(registration, site, own, None, None, restored=restored)
    sent(first, row, site, What.DAY)
    number = invite_queries.day_number(first)
    return emails.confirmation(registration, site, own, issued.part, number, restored=restored)


def withdrawn(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """With the CANCEL of the first day that was mailed."""
    registration = db.get(Registration, row.context["registration"])
    if registration is None:
        return None
    removed = row.kind == REMOVED
    first, issued = _issued(db, row, site, now)
    if first is None or issued is None:
        return emails.withdrawn(registration, site, None, (), by_organiser=removed)
    before = sent(first, row, site, What.RESIGNED)
    number = invite_queries.day_number(first)
    return emails.withdrawn(registration, site, issued.part, before, by_organiser=removed, number=number)


def _issued(
    db: orm.Session, row: OutgoingEmail, site: Site, now: datetime
) -> tuple[CalendarInvite | None, Issued | None]:
    """The entry that the mail carries, and its next message; None for what there is not."""
    number = row.context.get("invite")
    first = invite_queries.find(db, number) if number else None
    return first, issue(db, first, site, now) if first else None


def repeated(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """For the address that is registered already."""
    registration = db.get(Registration, row.context["registration"])
    return emails.repeated(registration, site) if registration else None


def new_link(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """Instead of a link that was revoked."""
    registration = db.get(Registration, row.context["registration"])
    return emails.new_link(registration, site) if registration else None


def links(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """For a lost link."""
    found = [db.get(Registration, number) for number in row.context["registrations"]]
    live = [one for one in found if one is not None and RULES[one.state].next]
    return emails.links(live, site) if live else None


def link_of_invitee(db: orm.Session, invitee: Invitee, site: Site) -> str | None:
    """The participant's personal link, for calendar entries (invites.hooks.manage_links)."""
    registration = queries.of_invitee(db, invitee.id)
    return emails.manage_link(registration, site) if registration else None


def invitee_of_link(db: orm.Session, site: Site, token: str) -> Invitee | None:
    """Whose personal link it is (invites.hooks.invitees_by_link)."""
    registration = queries.registration_by_token(db, site, token)
    return registration.invitee if registration else None


RENDERERS: dict[str, Renderer] = {
    CONFIRMATION: confirmation,
    RESTORED: confirmation,
    WITHDRAWN: withdrawn,
    REMOVED: withdrawn,
    REPEATED: repeated,
    NEW_LINK: new_link,
    LINKS: links,
}
