"""What packages above may react to or are asked. They register in registration.wiring; each is called in the
changing transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import orm

from registration.core.language import Sentence
from registration.web.panels import PagePanel


class AlsoThere(NamedTuple):
    """Something that takes place inside an event and does not end with it: what an organiser reads of it, and the
    endpoint of its desk page with the values of its address."""

    sentence: Sentence
    endpoint: str
    values: Mapping[str, int]


ProgrammeChanged = Callable[[orm.Session, int, datetime], None]
"""(db, event id, now): the event's texts, times, venue, sessions or visibility have changed and are
flushed."""

programme_changed: list[ProgrammeChanged] = []

TakesPlace = Callable[[orm.Session, int], list[AlsoThere]]
"""(db, event id): what takes place inside the event, for the page that cancels it. Asked, not told."""

also_there: list[TakesPlace] = []

PeopleCounted = Callable[[orm.Session, int], int]
"""(db, event id): how many people would be told that the event is cancelled. Asked, not told."""

people_to_tell: list[PeopleCounted] = []

people_waiting: list[PeopleCounted] = []
"""(db, event id): how many people would be told that this date is out, if it were published now. Asked, not told."""

SessionHeld = Callable[[orm.Session, int], Sentence | None]
"""(db, session id): why this session may not be taken out of the programme (a forum's meeting hangs on it),
with %(item)s in the sentence for the session's name; None where nothing speaks against it."""

session_held: list[SessionHeld] = []

EditionAnnounced = Callable[[orm.Session, int, Sequence[int], datetime], None]
"""(db, event id, ids of other events, now): the event, for which one can sign up now or later, has become a next
date of the training of the others: it was published, or linked with them."""

edition_announced: list[EditionAnnounced] = []


@dataclass(frozen=True)
class Returned:
    """Ids of the days and sessions that an undo has brought back into the programme."""

    days: frozenset[int]
    sessions: frozenset[int]


@dataclass(frozen=True)
class RowKeeper:
    """What a room loses when days or sessions are removed, for an undo that brings them back under their ids."""

    name: str
    kept: Callable[[orm.Session, int], Any]
    """(db, event id): what hangs on the rows, JSON-ready."""
    given_back: Callable[[orm.Session, int, Any, Returned], None]
    """(db, event id, what was kept, or None, which rows came back): hang it on them again."""


row_keepers: list[RowKeeper] = []


page_panels: list[Callable[[orm.Session, Any], PagePanel | None]] = []
"""(db, event): what to show of it, None for nothing. Made from tables that renew the public's stamp, so that the page
is made anew with them (core.stamps)."""


def tell_programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    """Call everybody who reacts to a changed programme."""
    for react in programme_changed:
        react(db, event_id, now)


def tell_edition_announced(db: orm.Session, event_id: int, others: Sequence[int], now: datetime) -> None:
    """Call everybody who keeps requests to hear of a next date."""
    for react in edition_announced:
        react(db, event_id, others, now)


def count_people_to_tell(db: orm.Session, event_id: int, at_least: int = 0) -> int:
    """How many people a cancellation would reach, by whoever knows most; `at_least` where nobody is asked."""
    return max([at_least, *(count(db, event_id) for count in people_to_tell)])


def count_people_waiting(db: orm.Session, event_id: int) -> int:
    """How many people the publication would reach."""
    return sum(count(db, event_id) for count in people_waiting)


def takes_place_inside(db: orm.Session, event_id: int) -> list[AlsoThere]:
    """Everything that takes place inside the event and does not end with it."""
    return [one for ask in also_there for one in ask(db, event_id)]


def why_session_is_held(db: orm.Session, session_id: int) -> Sentence | None:
    """The first reason why the session must stay; None when it may go."""
    reasons = (ask(db, session_id) for ask in session_held)
    return next((reason for reason in reasons if reason is not None), None)
