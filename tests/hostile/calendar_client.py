"""A calendar program that receives invitations by mail, as strict as Google and Outlook are (RFC 5546, 2.1.5 and 3.2).

It keeps entries by UID, orders messages by (SEQUENCE, DTSTAMP), ignores what is older than what it holds, and never
takes back a UID whose entry was cancelled. Whatever a real program would ignore or show wrongly raises Misled.
"""

from dataclasses import dataclass, field
from datetime import datetime

from tests.letters import Letter


class Misled(AssertionError):
    """The mail would leave a real calendar wrong; the message says how."""


@dataclass
class Entry:
    """What stands in the calendar."""

    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    location: str


@dataclass
class Calendar:
    """One person's calendar. `owner` is the mailbox that it belongs to."""

    owner: str
    entries: dict[str, Entry] = field(default_factory=dict)
    cancelled: dict[str, Entry] = field(default_factory=dict)
    """Never taken back: Google remembers them."""

    def receive(self, letter: Letter) -> None:
        """Take the calendar part of a mail, if it has one. Raises Misled."""
        if not letter.calendar:
            return
        [guest] = letter.entry.attendees
        if guest.email != self.owner or self.owner not in letter.header("To"):
            raise Misled(f"{self.owner} was sent the entry of {guest.email}")
        {"REQUEST": self._request, "CANCEL": self._cancel}[letter.entry.method](letter)

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        """Start and end of everything that stands, in order."""
        return sorted((one.start, one.end) for one in self.entries.values())

    def _request(self, letter: Letter) -> None:
        said, now = letter.entry, _entry(letter)
        if said.uid in self.cancelled:
            raise Misled(f"{said.uid} comes back after its CANCEL")
        if said.status != "CONFIRMED":
            raise Misled(f"a REQUEST of status {said.status!r}")
        held = self.entries.get(said.uid)
        if held is not None:
            _check_newer(held, now)
            if (held.start, held.end) != (now.start, now.end) and now.sequence <= held.sequence:
                raise Misled(f"{said.uid} moves without a higher SEQUENCE")
        self.entries[said.uid] = now

    def _cancel(self, letter: Letter) -> None:
        said, now = letter.entry, _entry(letter)
        held = self.entries.pop(said.uid, None)
        if held is None:
            raise Misled(f"{said.uid} is cancelled and was never there")
        if said.status != "CANCELLED" or now.sequence <= held.sequence:
            raise Misled(f"{said.uid}: a CANCEL of status {said.status!r}, SEQUENCE {now.sequence}")
        _check_newer(held, now)
        self.cancelled[said.uid] = now


def _check_newer(held: Entry, now: Entry) -> None:
    """RFC 5546, 2.1.5: the higher SEQUENCE wins, between equal ones the later DTSTAMP; the other is ignored."""
    if now.sequence < held.sequence or now.stamp <= held.stamp:
        raise Misled(f"a message is ignored: {held} came before {now}")


def _entry(letter: Letter) -> Entry:
    said = letter.entry
    if said.stamp is None or not isinstance(said.start, datetime) or not isinstance(said.end, datetime):
        raise Misled(f"an entry without its times: {said}")
    return Entry(said.sequence, said.stamp, said.start, said.end, said.summary, said.location)
