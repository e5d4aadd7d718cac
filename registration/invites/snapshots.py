"""What an entry's last message said, as it is kept with the entry: what a CANCEL repeats, and what a change is measured
against. Nothing of the person is in it, and no personal link."""

from dataclasses import asdict, replace
from datetime import datetime

from registration.core.database import Json
from registration.core.site import Site
from registration.ical.entry import CalendarEntry, Person
from registration.invites.differences import Difference, Part, differences
from registration.invites.entries import DayEntry
from registration.invites.messages import Told
from registration.invites.models import CalendarInvite


def keep(shared: DayEntry) -> Json:
    """The message as the entry keeps it."""
    entry, told = shared.entry, Told.by(shared.entry)
    return {
        "time_key": shared.time_key,
        "text_key": shared.text_key,
        "start": told.start.isoformat(),
        "end": told.end.isoformat(),
        "zone": entry.zone,
        "summary": entry.summary,
        "location": entry.location,
        "url": entry.url,
        "organizer": entry.organizer.name if entry.organizer else "",
        "parts": [asdict(part) for part in shared.parts],
        "chosen": list(shared.chosen),
    }


def says_the_same(kept: Json, shared: DayEntry) -> bool:
    """Whether the person's calendar has what holds."""
    return (kept.get("time_key"), kept.get("text_key")) == (shared.time_key, shared.text_key)


def compared(kept: Json, shared: DayEntry, language: str, *, chooses: bool) -> tuple[Difference, ...]:
    """What differs in single items; nothing where the last message is older than this record. Whoever `chooses` among
    the day's optional items (a participant) is told that one not chosen is still there."""
    if "parts" not in kept:
        return ()
    before = [Part(**part) for part in kept["parts"]]
    return tuple(
        differences(before, shared.parts, shared.entry.zone, language, shared.offered if chooses else ())
    )


def as_read_beside(before: Told, kept: Json, now: Told) -> Told:
    """What the last message said, without the day's one room where each item has its own now: what has changed in the
    items tells of it, and a place that only lost its room reads as if there were none."""
    rooms = {part["room"] for part in kept.get("parts", ()) if part["room"]}
    if len(rooms) == 1:
        [room] = rooms
        bare = before.place.replace(f", {room}", "", 1), before.place.removeprefix(room).removeprefix(" / ")
        if now.place in bare:
            return replace(before, place=now.place)
    return before


def entry_of(invite: CalendarInvite, site: Site) -> CalendarEntry:
    """What was last mailed; raises ValueError for an entry never mailed."""
    sent = invite.last_sent
    if sent is None:
        raise ValueError("an entry that was never mailed has told nothing")
    return CalendarEntry(
        uid=invite.uid,
        stamp=invite.created_at,
        sequence=invite.sequence,
        start=datetime.fromisoformat(sent["start"]),
        end=datetime.fromisoformat(sent["end"]),
        zone=sent["zone"],
        summary=sent["summary"],
        location=sent["location"],
        url=sent["url"],
        created=invite.invitee.event.created_at,
        organizer=Person(site.sender, sent["organizer"]),
        language=invite.invitee.language,
    )
