"""Who has which entries: given at sign-up, taken back when somebody resigns, changed with their choice."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import entries, queries
from registration.invites.models import CalendarInvite, Ending, Invitee, InviteState
from registration.invites.persons import live_invites, pass_on
from registration.invites.services.drafts import dedupe_key, draft
from registration.invites.services.holding import Change
from registration.invites.whose import parts
from registration.outbox import services as outbox
from registration.outbox.bulk import hold_many
from registration.outbox.email import Draft
from registration.outbox.models import Priority


def first_messages(invites: Iterable[CalendarInvite]) -> list[Draft]:
    """The mails that bring the entries, for the outbox; due at once."""
    return [draft(one, dedupe_key(one), Priority.PROMPT) for one in invites]


def resign(db: orm.Session, invitee: Invitee, now: datetime) -> list[CalendarInvite]:
    """The person will not come: gives the entries that want a CANCEL, in the order of their days.

    Held changes are dropped; an entry that was never mailed just ends; a day that is over stays as it was; an
    entry of a day on which the person leads or works goes on.
    """
    invitee.active = False
    for one in live_invites(invitee):
        outbox.drop_unsent(db, dedupe_key(one))
    live = [one for one in queries.invites_of(db, invitee) if one.state is not InviteState.CANCELLED]
    others = queries.others_of_person(db, invitee)
    staying = _stay(db, others, live)
    for one in live:
        if one.state is InviteState.NEW and one not in staying:
            one.state, one.ended = InviteState.CANCELLED, Ending.PERSON
    db.flush()
    tell(db, [one for other in others for one in live_invites(other)], now)
    invited = [one for one in live if one.state is InviteState.INVITED and one not in staying]
    return [one for one in invited if entries.told_end(one) > now]


def _stay(db: orm.Session, others: Sequence[Invitee], live: Iterable[CalendarInvite]) -> list[CalendarInvite]:
    """The entries that the person keeps for another reason than taking part: they are the `others`' now."""
    if not others:
        return []
    own = queries.person_of(db, others[0]).own
    staying = [one for one in live if one.day is not None and parts(one.day, own)]
    for one in staying:
        pass_on(one, others[0])
    return staying


def tell(db: orm.Session, invites: Collection[CalendarInvite], now: datetime) -> None:
    """Mail whatever these entries say anew; the mail is dropped where that is nothing."""
    if invites:
        hold_many(db, [draft(one, dedupe_key(one), Priority.PROMPT) for one in invites], now=now, minutes=0)


def choose(
    db: orm.Session, invitee: Invitee, session_ids: Collection[int], now: datetime, site: Site
) -> bool:
    """The participant takes part in these optional sessions of the event; ids of anything else are ignored. Whether
    that is another choice than before. The entries of the days concerned follow, held like an organiser's edit."""
    event = queries.with_programme(db, invitee.event_id)
    assert event is not None
    chosen = [one for one in event.sessions if one.optional and one.id in session_ids]
    if {one.id for one in chosen} == {one.id for one in invitee.sessions if one.optional}:
        return False
    queries.settle_mails(db, event.id)
    invitee.sessions = chosen
    Change(event, site, now).hold(db, queries.person_of(db, invitee).invitees)
    return True


def end_unmailed(invitee: Invitee) -> None:
    """The event was called off before the person's entries were mailed: whatever comes later is a new entry."""
    for one in live_invites(invitee):
        if one.state is InviteState.NEW:
            one.state, one.ended = InviteState.CANCELLED, Ending.EVENT


def cancellations(invites: Iterable[CalendarInvite]) -> list[Draft]:
    """The mails that take the entries back, for the outbox; due at once. A UID is cancelled once."""
    return [draft(one, cancel_key(one), Priority.PROMPT) for one in invites]


def cancel_key(one: CalendarInvite) -> str:
    """The dedupe key of the mail that takes the entry back."""
    return f"invite:{one.id}:cancel"


def come_back(db: orm.Session, invitee: Invitee, site: Site, now: datetime) -> list[CalendarInvite]:
    """The person who resigned comes after all: gives the entries that want their first mail.

    A CANCEL that no worker has claimed is taken back, and its UID lives on; where one has left there is a new
    entry with a new UID (Google remembers the old one). What was edited meanwhile is held as for everybody.
    """
    queries.settle_mails(db, invitee.event_id)
    invitee.active = True
    for one in queries.invites_of(db, invitee):
        if one.state is InviteState.INVITED:
            outbox.drop_unsent(db, cancel_key(one))
    db.flush()
    event = queries.with_programme(db, invitee.event_id)
    assert event is not None
    change, person = Change(event, site, now), queries.person_of(db, invitee)
    change.hold_for(db, change.stale(person))
    fresh = change.missing(person)
    db.add_all(fresh)
    db.flush()
    return fresh
