"""Rewriting the stored bytes of public entries, in the transaction that changes their sessions."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from registration.calendars import queries
from registration.calendars.models import FeedEntry
from registration.core.site import Site
from registration.ical.entry import CalendarEntry, Person, Status, fingerprint
from registration.ical.write import vevent
from registration.trainings.entries import IN_FEEDS, cancelled_title, session_entry, title
from registration.trainings.models import Event, EventSession, Visibility

KEPT_AFTER_CANCELLATION = timedelta(days=30)
SHOWN = (Visibility.PUBLISHED, Visibility.CANCELLED)


def rewrite(db: orm.Session, event_id: int, now: datetime, site: Site) -> None:
    """Bring the event's feed entries in line with its programme; bytes of what did not change stay as they are."""
    event = queries.event_with_sessions(db, event_id)
    if event is None:
        return
    stored = {one.uid: one for one in queries.entries_of(db, event_id)}
    wanted = _wanted(event, site, now)
    for session, entry in wanted:
        known = stored.pop(entry.uid, None)
        if known is None:
            db.add(_new(event, session, entry))
        else:
            _update(known, session, entry, event)
    for gone in stored.values():
        _withdraw(gone, event, site, now)
    db.flush()


def _wanted(event: Event, site: Site, now: datetime) -> list[tuple[EventSession, CalendarEntry]]:
    if event.visibility not in SHOWN:
        return []
    timed = [one for one in event.sessions if one.starts_at is not None and one.kind in IN_FEEDS]
    return [(one, session_entry(event, one, site, sequence=0, stamp=now)) for one in timed]


def _new(event: Event, session: EventSession, entry: CalendarEntry) -> FeedEntry:
    made = FeedEntry(event_id=event.id, organisation_id=event.organisation_id, uid=entry.uid, sequence=0)
    _write(made, session, entry, event)
    return made


def _update(known: FeedEntry, session: EventSession, entry: CalendarEntry, event: Event) -> None:
    """SEQUENCE + 1 for times, status or place; a newer DTSTAMP alone for texts (RFC 5546, 2.1.4); else nothing."""
    keys = fingerprint(entry)
    back = not known.visible or known.session_id is None
    if not back and (known.time_key, known.text_key) == (keys.time_key, keys.text_key):
        return
    if back or known.time_key != keys.time_key:
        known.sequence += 1
    _write(known, session, entry, event)


def _write(row: FeedEntry, session: EventSession, entry: CalendarEntry, event: Event) -> None:
    keys = fingerprint(entry)
    stamp = max(entry.stamp, row.stamp + timedelta(seconds=1)) if row.stamp else entry.stamp
    entry = replace(entry, sequence=row.sequence, stamp=stamp, last_modified=stamp)
    assert session.starts_at is not None
    assert session.ends_at is not None
    row.session_id, row.stamp = session.id, stamp
    row.starts_at, row.ends_at, row.zone = session.starts_at, session.ends_at, event.zone
    row.time_key, row.text_key = keys.time_key, keys.text_key
    row.title, row.place, row.visible = title(event, session), entry.location, True
    _keep(row, entry)


def _keep(row: FeedEntry, entry: CalendarEntry) -> None:
    """Store the bytes; of a cancelled entry also those for clients that hide STATUS:CANCELLED.

    What is cancelled takes nobody's time: Outlook shows a subscribed entry as busy whatever its STATUS.
    """
    row.cancelled = entry.status is Status.CANCELLED
    row.gone_at = entry.stamp + KEPT_AFTER_CANCELLATION if row.cancelled else None
    told = replace(entry, transparent=True) if row.cancelled else entry
    row.content = vevent(told)
    shown = replace(told, status=Status.CONFIRMED)
    row.content_if_cancelled_shown = vevent(shown) if row.cancelled else None


def _withdraw(row: FeedEntry, event: Event, site: Site, now: datetime) -> None:
    """A session dropped from a public programme is told as cancelled; of a draft or archived event nothing is told."""
    stamp = max(now, row.stamp + timedelta(seconds=1))
    if event.visibility not in SHOWN:
        if row.visible:
            row.visible, row.stamp = False, stamp
    elif not row.cancelled:
        row.session_id, row.stamp, row.sequence = None, stamp, row.sequence + 1
        _keep(row, _as_cancelled(row, event, site))


def _as_cancelled(row: FeedEntry, event: Event, site: Site) -> CalendarEntry:
    """The entry of a session that is no longer in the programme, from what was kept of it."""
    return CalendarEntry(
        uid=row.uid,
        stamp=row.stamp,
        last_modified=row.stamp,
        sequence=row.sequence,
        start=row.starts_at,
        end=row.ends_at,
        zone=row.zone,
        summary=cancelled_title(row.title, event.language),
        location=row.place,
        url=site.address(f"/trainings/{event.slug}"),
        status=Status.CANCELLED,
        created=event.created_at,
        organizer=Person(site.sender, event.organisation.name),
        language=event.language,
    )
