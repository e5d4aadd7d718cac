"""When the mails that wait will leave: the queue played through, by the same rules as the claim's.

The rules are pure (`leave_times`); the rest asks the database what waits and what is gone. A forecast is right
while the server takes what it is given, nothing new comes, and the worker keeps up with the pace.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, literal, or_, orm, select

from registration.outbox import route
from registration.outbox.models import MailDeparture, MailState, OutgoingEmail, Priority
from registration.outbox.pace import Pace, Used, room
from registration.outbox.queries import IS_PATIENT

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
NEVER = 2**62
ON_THE_WAY = (MailState.WAITING, MailState.SENDING)


class Waiting(NamedTuple):
    """One mail of the queue. `mine`: whether its leaving is asked for; `under_way`: a worker has it in its hands, and
    its try is counted among those that are gone."""

    priority: Priority
    due_at: datetime
    mine: bool = True
    under_way: bool = False


class Gone(NamedTuple):
    """One try that may still count."""

    at: datetime
    patient: bool


@dataclass
class _Clock:
    """The windows at a moment of the play: which tries still count. In whole microseconds since the epoch."""

    pace: Pace
    tries: dict[timedelta, deque[int]] = field(default_factory=dict)
    patient: deque[int] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.tries = {length: deque() for length, _limit in self.pace.windows}

    def leave(self, at: int, patient: bool) -> None:
        for one in self.tries.values():
            one.append(at)
        if patient:
            self.patient.append(at)

    def used(self, now: int) -> Used:
        for length, one in (*self.tries.items(), (self.pace.windows[0][0], self.patient)):
            while one and one[0] <= now - length // _MICROSECOND:
                one.popleft()
        return Used({length: len(one) for length, one in self.tries.items()}, len(self.patient))

    def next_change(self) -> int:
        """When the first of the tries that count will count no more."""
        return min(
            (one[0] + length // _MICROSECOND for length, one in self.tries.items() if one), default=NEVER
        )


def leave_times(
    queue: Sequence[Waiting], gone: Iterable[Gone], pace: Pace, start: datetime
) -> list[datetime]:
    """When each mail of the queue leaves, in the queue's order, if nothing is sent before `start` (aware)."""
    if not pace.limited:
        return [max(one.due_at, start) for one in queue]
    begin = _count(start)
    windows = _Clock(pace)
    for at, patient in sorted((min(_count(one.at), begin), one.patient) for one in gone):
        windows.leave(at, patient)
    times = _play(queue, windows, begin)
    return [_EPOCH + one * _MICROSECOND for one in times]


def _count(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _play(queue: Sequence[Waiting], windows: _Clock, now: int) -> list[int]:
    coming = [(_count(one.due_at), place) for place, one in enumerate(queue) if not one.under_way]
    heapq.heapify(coming)
    prompt: list[tuple[str, int, int]] = []
    patient: list[tuple[str, int, int]] = []
    times = [now] * len(queue)
    while coming or prompt or patient:
        while coming and coming[0][0] <= now:
            due, place = heapq.heappop(coming)
            kind = queue[place].priority
            heapq.heappush(prompt if kind is Priority.PROMPT else patient, (kind.value, due, place))
        free = room(windows.pace, windows.used(now), len(patient))
        chosen = prompt if prompt and free.prompt else (patient if patient and free.patient else None)
        if chosen is not None:
            times[heapq.heappop(chosen)[2]] = now
            windows.leave(now, chosen is patient)
        else:
            next_due = coming[0][0] if coming else NEVER
            now = min(next_due, windows.next_change()) if prompt or patient else next_due
    return times


@dataclass(frozen=True)
class Forecast:
    """When the last of the mails asked about leaves, how many they are, and by which limits."""

    number: int
    ends_at: datetime
    pace: Pace


def forecast(
    db: orm.Session, pace: Pace, now: datetime, mine: ColumnElement[bool] | None = None
) -> Forecast | None:
    """When the last of the waiting mails (for which `mine` holds) leaves; None when none waits. Two statements."""
    queue = _queue(db, mine)
    if not any(one.mine for one in queue):
        return None
    start = route.paused_until(db, now) or now
    times = leave_times(queue, _gone(db, pace, now), pace, start)
    leaving = [at for at, one in zip(times, queue, strict=True) if one.mine]
    return Forecast(len(leaving), max(leaving), pace)


def forecast_of_new(db: orm.Session, pace: Pace, now: datetime, number: int) -> datetime:
    """When the last of so many mails of a mailing would leave, were it sent now."""
    queue = [one._replace(mine=False) for one in _queue(db, None)]
    queue += [Waiting(Priority.BULK, now)] * number
    start = route.paused_until(db, now) or now
    return max(leave_times(queue, _gone(db, pace, now), pace, start)[-number:], default=now)


def next_departure(db: orm.Session, pace: Pace, now: datetime) -> datetime | None:
    """When the next of the mails that are due now may go; None when none is due."""
    queue = _heads(db, now)
    return min(leave_times(queue, _gone(db, pace, now), pace, now), default=None)


def _queue(db: orm.Session, mine: ColumnElement[bool] | None) -> list[Waiting]:
    asked = literal(True) if mine is None else mine.label("mine")
    wanted = select(OutgoingEmail.priority, OutgoingEmail.due_at, asked, OutgoingEmail.state)
    rows = db.execute(wanted.where(OutgoingEmail.state.in_(ON_THE_WAY)).order_by(OutgoingEmail.id))
    return [Waiting(first, due, bool(own), state is MailState.SENDING) for first, due, own, state in rows]


def _heads(db: orm.Session, now: datetime) -> list[Waiting]:
    """A due mail that is prompt, and one that is patient: one of them goes next."""
    ready = or_(
        (OutgoingEmail.state == MailState.WAITING) & (OutgoingEmail.due_at <= now),
        (OutgoingEmail.state == MailState.SENDING) & (OutgoingEmail.leased_until <= now),
    )
    both = (
        db.execute(select(OutgoingEmail.priority).where(ready, which).limit(1)).all()
        for which in (~IS_PATIENT, IS_PATIENT)
    )
    return [Waiting(row.priority, now) for rows in both for row in rows]


def _gone(db: orm.Session, pace: Pace, now: datetime) -> list[Gone]:
    if not pace.limited:
        return []
    since = now - pace.windows[0][0]
    rows = db.execute(select(MailDeparture.at, MailDeparture.patient).where(MailDeparture.at > since))
    return [Gone(at, patient) for at, patient in rows]
