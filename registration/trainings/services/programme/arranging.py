"""Rearranging a programme as it is typed, before anything is saved: what moves, and what follows. Pure.

What "move" means for items with hours. The items of a day form blocks in the order of time: items that overlap
(parallel ones in two rooms) are one block and stay together. An item moved up changes places with the block before
its own: its block takes the earlier start, the other follows, and both keep their lengths and the pause between
them. So the day begins and ends when it did, and what stands outside the two blocks does not move. Inside a block
an item changes places with its neighbour: items that begin together only change their order in the list, others
exchange their starts. An item without readable hours changes places with the row beside it.

Times here are those of the clock on the wall: a night in which the clocks change is no exception, since an
organiser moves what the programme prints.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

UP, DOWN = -1, 1


@dataclass(frozen=True)
class Span:
    """From when until when an item lasts, by the clock on the wall (naive); the end is later than the start."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts by the clock on the wall."""
        return self.end - self.start

    def at(self, start: datetime) -> "Span":
        """The same length from another start."""
        return Span(start, start + self.length)

    def later(self, by: timedelta) -> "Span":
        """The same length, later or (negative) earlier."""
        return self.at(self.start + by)


Spans = Sequence[Span | None]
"""The items in the order of the form; None where the date or hours are missing or cannot be read."""


@dataclass(frozen=True)
class Arrangement:
    """What becomes of the items: `order` gives for each place of the form which item stands there now, `spans` the
    items that have other times, by their former place."""

    order: tuple[int, ...]
    spans: Mapping[int, Span] = field(default_factory=dict)


def move(spans: Spans, index: int, step: int) -> Arrangement | None:
    """Item `index` one place up (UP) or down (DOWN); None where it is the first or the last already."""
    if spans[index] is None:
        return _beside(len(spans), index, step)
    day = _by_time(spans, index)
    blocks = _blocks(spans, day)
    block = next(one for one in blocks if index in one)
    inside = block.index(index) + step
    if 0 <= inside < len(block):
        return _inside(spans, day, index, block[inside])
    beside = blocks.index(block) + step
    if not 0 <= beside < len(blocks):
        return None
    earlier = min(blocks.index(block), beside)
    return _exchanged(spans, day, blocks[earlier], blocks[earlier + 1])


def split(span: Span, at: time | None) -> tuple[Span, Span] | None:
    """Two items in place of one: at a time of day that lies within it, or in its middle (to five minutes).

    None where that time is not within it, or it is too short to have two parts.
    """
    middle = span.start + _rounded(span.length / 2)
    moment = middle if at is None else datetime.combine(span.start.date(), at)
    if at is not None and moment <= span.start:
        moment += timedelta(days=1)
    if not span.start < moment < span.end:
        return None
    return Span(span.start, moment), Span(moment, span.end)


def shift(spans: Spans, day: date, by: timedelta) -> dict[int, Span]:
    """All items that begin on `day`, later or (negative) earlier by so much; only those that have hours."""
    return {
        index: span.later(by)
        for index, span in enumerate(spans)
        if span is not None and span.start.date() == day
    }


def _by_time(spans: Spans, index: int) -> list[int]:
    """The items of the day of item `index`, in the order of time."""
    timed = {number: span for number, span in enumerate(spans) if span is not None}
    day = timed[index].start.date()
    same = [number for number, span in timed.items() if span.start.date() == day]
    return sorted(same, key=lambda number: (timed[number].start, number))


def _blocks(spans: Spans, day: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = []
    for number in day:
        if blocks and _span(spans, number).start < _end(spans, blocks[-1]):
            blocks[-1].append(number)
        else:
            blocks.append([number])
    return blocks


def _end(spans: Spans, block: Sequence[int]) -> datetime:
    return max(_span(spans, number).end for number in block)


def _inside(spans: Spans, day: Sequence[int], one: int, other: int) -> Arrangement:
    """Two overlapping neighbours exchange their starts, and their order."""
    order = list(day)
    places = order.index(one), order.index(other)
    order[places[0]], order[places[1]] = other, one
    starts = _span(spans, one).start, _span(spans, other).start
    moved = {one: _span(spans, one).at(starts[1]), other: _span(spans, other).at(starts[0])}
    return Arrangement(_placed(len(spans), day, order), moved if starts[0] != starts[1] else {})


def _exchanged(spans: Spans, day: Sequence[int], first: Sequence[int], second: Sequence[int]) -> Arrangement:
    """Two blocks change places: the second begins where the first did, the first ends where the second did."""
    begins = [_span(spans, block[0]).start for block in (first, second)]
    earlier, later = begins[0] - begins[1], _end(spans, second) - _end(spans, first)
    moved = {number: _span(spans, number).later(earlier) for number in second}
    moved |= {number: _span(spans, number).later(later) for number in first}
    place = day.index(first[0])
    order = [*day[:place], *second, *first, *day[place + len(moved) :]]
    return Arrangement(_placed(len(spans), day, order), moved)


def _placed(count: int, day: Sequence[int], ordered: Sequence[int]) -> tuple[int, ...]:
    """The whole form's order when the items of a day take, in their new order, the places that they had."""
    order = list(range(count))
    for place, number in zip(sorted(day), ordered, strict=True):
        order[place] = number
    return tuple(order)


def _beside(count: int, index: int, step: int) -> Arrangement | None:
    other = index + step
    if not 0 <= other < count:
        return None
    order = list(range(count))
    order[index], order[other] = other, index
    return Arrangement(tuple(order))


def _span(spans: Spans, number: int) -> Span:
    span = spans[number]
    assert span is not None
    return span


def _rounded(half: timedelta) -> timedelta:
    five = timedelta(minutes=5)
    return half // five * five if half >= five else half // timedelta(minutes=1) * timedelta(minutes=1)
