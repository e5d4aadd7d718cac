"""The last message of an entry once more, also with another link: same UID, same SEQUENCE, newer DTSTAMP."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts import audit
from registration.accounts.audit import Actor
from registration.invites import entries
from registration.invites.errors import NoSuchEntry, NothingToRepeat
from registration.invites.models import CalendarInvite, Invitee, InviteState
from registration.invites.persons import live_invites
from registration.invites.services.drafts import AGAIN, LINK, dedupe_key, draft, link_key
from registration.outbox import services as outbox
from registration.outbox.models import MailState, Priority
from registration.trainings.models import Visibility


def send_again(
    db: orm.Session, event_id: int, invite_id: int, *, actor: Actor, now: datetime
) -> CalendarInvite:
    """Mail what the person's calendar should have, an invitation or a cancellation; at once, and on record.

    A second click before the mail is made changes nothing. Raises NoSuchEntry, NothingToRepeat.
    """
    entry = db.get(CalendarInvite, invite_id, with_for_update=True, populate_existing=True)
    if entry is None or entry.invitee.event_id != event_id:
        raise NoSuchEntry
    if not may_repeat(entry) or _is_held(db, entry):
        raise NothingToRepeat
    again = draft(entry, f"{dedupe_key(entry)}:again", Priority.PROMPT, AGAIN)
    if outbox.find_by_key(db, again.dedupe_key) is not None:
        return entry
    outbox.enqueue(db, again, now=now)
    audit.record(
        db,
        actor,
        "event.entry_again",
        ("event", event_id),
        now=now,
        after={"invitee": entry.invitee.name},
        organisation_id=entry.invitee.event.organisation_id,
    )
    return entry


def tell_new_link(db: orm.Session, invitee: Invitee, now: datetime) -> None:
    """The person's link was replaced: mail it into the entries that are still to come. One for which an update is held
    gets it by that."""
    for entry in live_invites(invitee):
        if not may_repeat(entry) or entries.told_end(entry) <= now or _is_held(db, entry):
            continue
        if outbox.find_by_key(db, link_key(entry)) is None:
            outbox.enqueue(db, draft(entry, link_key(entry), Priority.ORDINARY, LINK), now=now)


def may_repeat(entry: CalendarInvite) -> bool:
    """Whether something was mailed that can be said again: an invitation that holds, or a cancellation."""
    published = entry.invitee.event.visibility is Visibility.PUBLISHED
    archived = entry.invitee.event.visibility is Visibility.ARCHIVED
    if entry.last_sent is None or archived:
        return False
    return entry.state is InviteState.CANCELLED or (published and entry.invitee.active)


def _is_held(db: orm.Session, entry: CalendarInvite) -> bool:
    waiting = outbox.find_by_key(db, dedupe_key(entry))
    return waiting is not None and waiting.state is MailState.WAITING and not waiting.frozen
