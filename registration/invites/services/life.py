"""Who has which entries, and which of them want a message."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import entries, queries
from registration.invites.models import CalendarInvite, Invitee, InviteState
from registration.outbox import services as outbox
from registration.outbox.bulk import drop_many_unsent, hold_many
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.trainings.models import Event, EventDay, Visibility

MOST_DAYS = 6
"""Days for which mails are sent; beyond that there is the personal programme file."""
CHANGE = "invites.change"


def invite(db: orm.Session, invitee: Invitee, now: datetime) -> list[CalendarInvite]:
    """Give the person an entry for each coming day, at most six; they are flushed, nothing is mailed yet."""
    days = [day for day in invitee.event.days if entries.is_coming(day, now)][:MOST_DAYS]
    made = [_new_entry(invitee, day, now) for day in days]
    db.add_all(made)
    db.flush()
    return made


def first_messages(invites: Iterable[CalendarInvite]) -> list[Draft]:
    """The mails that bring the entries, for the outbox; due at once."""
    return [_draft(one, dedupe_key(one), Priority.PROMPT) for one in invites]


def resign(db: orm.Session, invitee: Invitee, now: datetime) -> list[CalendarInvite]:
    """The person will not come: gives the entries that want a CANCEL, in the order of their days.

    Held changes are dropped; an entry that was never mailed just ends; a day that is over stays as it was.
    """
    invitee.active = False
    for one in queries.live_invites(invitee):
        outbox.drop_unsent(db, dedupe_key(one))
    live = [one for one in queries.invites_of(db, invitee) if one.state is not InviteState.CANCELLED]
    for one in live:
        if one.state is InviteState.NEW:
            one.state = InviteState.CANCELLED
    db.flush()
    return [one for one in live if one.state is InviteState.INVITED and entries.told_end(one) > now]


def cancellations(invites: Iterable[CalendarInvite]) -> list[Draft]:
    """The mails that take the entries back, for the outbox; due at once. A UID is cancelled once."""
    return [_draft(one, cancel_key(one), Priority.PROMPT) for one in invites]


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
    stale = [one for one in queries.live_invites(invitee) if _is_stale(one, event, site, now, {})]
    drafts = [_draft(one, dedupe_key(one), Priority.ORDINARY) for one in stale]
    hold_many(db, drafts, now=now, minutes=site.hold_minutes)
    fresh = _missing(invitee, event, now)
    db.add_all(fresh)
    db.flush()
    return fresh


def cancel_key(one: CalendarInvite) -> str:
    """The dedupe key of the mail that takes the entry back."""
    return f"invite:{one.id}:cancel"


def programme_changed(db: orm.Session, event_id: int, now: datetime, site: Site) -> None:
    """The event has changed: hold a message for each entry that no longer says what holds, invite to new days."""
    queries.settle_mails(db, event_id)
    event = queries.with_programme(db, event_id)
    if event is None or event.visibility in (Visibility.DRAFT, Visibility.ARCHIVED):
        return
    shared: dict[tuple[int, str], entries.DayEntry] = {}
    wanting: list[CalendarInvite] = []
    settled: list[CalendarInvite] = []
    for invitee in queries.active_invitees(db, event_id):
        for one in queries.live_invites(invitee):
            (wanting if _is_stale(one, event, site, now, shared) else settled).append(one)
        wanting += _missing(invitee, event, now)
    db.add_all(wanting)
    _settle(db, settled)
    db.flush()
    drafts = [_draft(one, dedupe_key(one), Priority.ORDINARY) for one in wanting]
    hold_many(db, drafts, now=now, minutes=site.hold_minutes)


def _settle(db: orm.Session, settled: Iterable[CalendarInvite]) -> None:
    """What was held for entries that say what holds again is void; an entry never mailed whose day is gone ends."""
    void: list[str] = []
    for one in settled:
        if one.state is InviteState.NEW and one.day_id is None:
            one.state = InviteState.CANCELLED
        if one.state is not InviteState.NEW:
            void.append(dedupe_key(one))
    drop_many_unsent(db, void)


def dedupe_key(one: CalendarInvite) -> str:
    """One waiting mail per entry and message: after it is frozen the next change has the next number."""
    return f"invite:{one.id}:{one.messages}"


def _new_entry(invitee: Invitee, day: EventDay, now: datetime) -> CalendarInvite:
    before = [one.generation for one in invitee.invites if one.day_id == day.id]
    return CalendarInvite(
        invitee=invitee,
        day=day,
        generation=max(before, default=0) + 1,
        uid=f"{secrets.token_hex(16)}@zapisy",
        created_at=now,
    )


def _is_stale(
    one: CalendarInvite,
    event: Event,
    site: Site,
    now: datetime,
    shared: dict[tuple[int, str], entries.DayEntry],
) -> bool:
    """Whether the person's calendar says something else than the programme. An entry never mailed is not: its
    first mail is on its way. Nor is a day that is over, unless it was moved into the future."""
    if one.state is not InviteState.INVITED:
        return False
    day = next((day for day in event.days if day.id == one.day_id), None)
    coming = day is not None and entries.is_coming(day, now)
    if entries.told_end(one) <= now and not coming:
        return False
    if event.visibility is Visibility.CANCELLED or day is None or not entries.has_times(day):
        return True
    key = (day.id, one.invitee.language)
    if key not in shared:
        shared[key] = entries.day_entry(event, day, site, one.invitee.language)
    sent = one.last_sent or {}
    return (sent.get("time_key"), sent.get("text_key")) != (shared[key].time_key, shared[key].text_key)


def _missing(invitee: Invitee, event: Event, now: datetime) -> list[CalendarInvite]:
    """Entries for days that came into the programme after the person was invited."""
    if event.visibility is not Visibility.PUBLISHED:
        return []
    known = {one.day_id for one in queries.live_invites(invitee)}
    days = [day for day in event.days if day.id not in known and entries.is_coming(day, now)]
    return [_new_entry(invitee, day, now) for day in days[: max(MOST_DAYS - len(known), 0)]]


def _draft(one: CalendarInvite, key: str, priority: Priority) -> Draft:
    event = one.invitee.event
    return Draft(
        kind=CHANGE,
        recipient=one.invitee.email,
        recipient_name=one.invitee.name,
        language=one.invitee.language,
        dedupe_key=key,
        context={"invite": one.id},
        priority=priority,
        about=("event", event.id),
        organisation_id=event.organisation_id,
        invitee_id=one.invitee_id,
    )
