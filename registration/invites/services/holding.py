"""After a change: which entries no longer say what holds, and the held mails that will tell."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import orm

from registration.core.site import Site
from registration.invites import entries, queries, snapshots
from registration.invites.models import CalendarInvite, Ending, Invitee, InviteState
from registration.invites.persons import Person, live_invites, pass_on, persons
from registration.invites.services.drafts import dedupe_key, draft
from registration.invites.services.hosts import follow_hosts
from registration.invites.services.making import new_days, new_entry
from registration.invites.whose import Own, address_key, are_coming, have_times, parts
from registration.outbox.bulk import drop_many_unsent, hold_many
from registration.outbox.models import Priority
from registration.trainings.models import Event, EventDay, Visibility


def programme_changed(db: orm.Session, event_id: int, now: datetime, site: Site) -> None:
    """The event has changed: hold a message for each entry that no longer says what holds, invite to new days."""
    queries.settle_mails(db, event_id)
    event = queries.with_programme(db, event_id)
    if event is None or event.visibility is Visibility.ARCHIVED:
        return
    everybody = queries.invitees(db, event_id)
    if event.visibility is Visibility.PUBLISHED:
        everybody += follow_hosts(db, event, everybody)
    Change(event, site, now).hold(db, everybody)


class Change:
    """One changed event, its people looked at one after another. Entries are rendered once for all who have the
    same sessions and language."""

    def __init__(self, event: Event, site: Site, now: datetime) -> None:
        self.event, self.site, self.now = event, site, now
        self._days = {day.id: day for day in event.days}
        self._shared: dict[tuple[int, str, Own], entries.DayEntry] = {}

    def hold(self, db: orm.Session, invitees: Sequence[Invitee]) -> None:
        """Hold the mails that these people want, among whom are all invitees of each of them."""
        coming = persons(self.event, invitees)
        _pass_on_of_the_gone(invitees, coming)
        gone = [one for invitee in invitees if not invitee.active for one in live_invites(invitee)]
        wanting = [one for one in gone if self._is_stale(one, frozenset())]
        for person in coming.values():
            wanting += [*self.stale(person), *self.missing(person)]
        self.hold_for(db, wanting)
        held = set(wanting)
        _settle(db, [one for invitee in invitees for one in live_invites(invitee) if one not in held])

    def hold_for(self, db: orm.Session, wanting: Sequence[CalendarInvite]) -> None:
        """Hold a mail for each of these entries."""
        db.add_all(wanting)
        db.flush()
        drafts = [draft(one, dedupe_key(one), Priority.ORDINARY) for one in wanting]
        hold_many(db, drafts, now=self.now, minutes=self.site.hold_minutes)

    def stale(self, person: Person) -> list[CalendarInvite]:
        """The person's entries that no longer say what holds."""
        return [one for one in person.live if self._is_stale(one, person.own)]

    def _is_stale(self, one: CalendarInvite, own: Own) -> bool:
        """Whether the person's calendar says something else than the programme. An entry never mailed is not: its
        first mail is on its way. Nor is a day that is over, unless it was moved into the future."""
        if one.state is not InviteState.INVITED:
            return False
        day = self._days.get(one.day_id or 0)
        coming = day is not None and are_coming(parts(day, own), self.now)
        if entries.told_end(one) <= self.now and not coming:
            return False
        if (
            self.event.visibility is not Visibility.PUBLISHED
            or day is None
            or not have_times(parts(day, own))
        ):
            return True
        return not snapshots.says_the_same(one.last_sent or {}, self._entry(day, own, one.invitee.language))

    def _entry(self, day: EventDay, own: Own, language: str) -> entries.DayEntry:
        key = (day.id, language, own & {session.id for session in day.sessions})
        if key not in self._shared:
            self._shared[key] = entries.day_entry(self.event, day, own, self.site, language)
        return self._shared[key]

    def missing(self, person: Person) -> list[CalendarInvite]:
        """Entries for days that came into the person's programme after they were invited."""
        if self.event.visibility is not Visibility.PUBLISHED:
            return []
        known = {one.day_id for one in person.live}
        days = new_days(self.event, person.own, known, self.now)
        return [new_entry(person.holder, day, self.now) for day in days]


def _settle(db: orm.Session, settled: Iterable[CalendarInvite]) -> None:
    """What was held for entries that say what holds again is void; an entry never mailed whose day is gone ends."""
    void: list[str] = []
    for one in settled:
        if one.state is InviteState.NEW and one.day_id is None:
            one.state, one.ended = InviteState.CANCELLED, Ending.DAY
        if one.state is not InviteState.NEW:
            void.append(dedupe_key(one))
    drop_many_unsent(db, void)


def _pass_on_of_the_gone(invitees: Iterable[Invitee], coming: dict[str, Person]) -> None:
    """Who no longer leads but still takes part (or the other way round) keeps the entries."""
    for invitee in invitees:
        person = None if invitee.active else coming.get(address_key(invitee))
        if person is not None:
            for one in live_invites(invitee):
                pass_on(one, person.holder)
