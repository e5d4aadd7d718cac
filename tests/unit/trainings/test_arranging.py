"""Rearranging typed items: what moves, what follows, and what is left alone."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.trainings.services.programme.arranging import DOWN, UP, Span, move, shift, split
from registration.trainings.services.programme.parts import renumbered

DAY = date(2026, 7, 1)


def span(start: str, end: str, day: date = DAY, last: date | None = None) -> Span:
    first = datetime.combine(day, time.fromisoformat(start))
    return Span(first, datetime.combine(last or day, time.fromisoformat(end)))


def shown(spans: list[Span | None], index: int, step: int) -> list[str] | None:
    """The form after the move: "b 09:00–10:00" with letters for the items, in the form's new order."""
    arranged = move(spans, index, step)
    if arranged is None:
        return None
    letters = "abcdefgh"
    found = []
    for number in arranged.order:
        one = arranged.spans.get(number, spans[number])
        found.append(f"{letters[number]} {one.start:%H:%M}–{one.end:%H:%M}" if one else letters[number])
    return found


MORNING: list[Span | None] = [
    span("09:00", "10:30"),
    span("10:45", "11:00"),
    span("11:00", "12:00"),
    span("13:00", "15:00"),
]


def test_an_item_moved_up_takes_the_earlier_start_and_the_pause_keeps_its_length() -> None:
    assert shown(MORNING, 1, UP) == ["b 09:00–09:15", "a 09:30–11:00", "c 11:00–12:00", "d 13:00–15:00"]
    assert shown(MORNING, 3, UP) == ["a 09:00–10:30", "b 10:45–11:00", "d 11:00–13:00", "c 14:00–15:00"]


def test_down_undoes_up() -> None:
    assert shown(MORNING, 0, DOWN) == shown(MORNING, 1, UP)


@pytest.mark.parametrize(("index", "step"), [(0, UP), (3, DOWN)])
def test_the_first_and_the_last_stay(index: int, step: int) -> None:
    assert move(MORNING, index, step) is None


def test_parallel_items_move_together() -> None:
    parallel = [span("09:00", "12:00"), span("09:00", "11:00"), span("13:00", "14:00")]
    assert shown(parallel, 2, UP) == ["c 09:00–10:00", "a 11:00–14:00", "b 11:00–13:00"]
    assert shown(parallel, 0, DOWN) == ["b 09:00–11:00", "a 09:00–12:00", "c 13:00–14:00"], "first inside"


def test_overlapping_items_exchange_their_starts() -> None:
    overlapping = [span("09:00", "11:00"), span("10:00", "10:30")]
    assert shown(overlapping, 1, UP) == ["b 09:00–09:30", "a 10:00–12:00"]


def test_other_days_do_not_move_and_keep_their_places() -> None:
    other = span("08:00", "09:00", DAY + timedelta(days=1))
    spans = [span("11:00", "12:00"), other, span("09:00", "10:00")]
    assert shown(spans, 0, UP) == ["a 09:00–10:00", "b 08:00–09:00", "c 11:00–12:00"]
    assert move(spans, 1, UP) is None


def test_an_item_without_hours_changes_places_with_the_row_beside_it() -> None:
    spans = [span("09:00", "10:00"), None]
    assert shown(spans, 1, UP) == ["b", "a 09:00–10:00"]
    assert move(spans, 1, DOWN) is None
    assert move(spans, 0, DOWN) is None, "the timed one is alone on its day"


def test_an_item_across_midnight_belongs_to_the_day_on_which_it_starts() -> None:
    night = span("23:00", "02:00", last=DAY + timedelta(days=1))
    assert shown([span("21:00", "22:00"), night], 1, UP) == ["b 21:00–00:00", "a 01:00–02:00"]


ITEMS = st.lists(
    st.tuples(st.integers(0, 1300), st.integers(1, 240), st.integers(0, 1)), min_size=1, max_size=6
)


@given(ITEMS, st.data())
def test_whatever_moves_keeps_its_length_and_the_day_its_beginning_and_end(
    items: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    first = datetime.combine(DAY, time())
    spans = [
        Span(first + timedelta(days=day, minutes=at), first + timedelta(days=day, minutes=at + length))
        for at, length, day in items
    ]
    index = data.draw(st.integers(0, len(spans) - 1))
    arranged = move(spans, index, data.draw(st.sampled_from([UP, DOWN])))
    if arranged is None:
        return
    assert sorted(arranged.order) == list(range(len(spans)))
    after = [arranged.spans.get(number, span) for number, span in enumerate(spans)]
    assert [one.length for one in after] == [one.length for one in spans]
    same = [n for n, one in enumerate(spans) if one.start.date() == spans[index].start.date()]
    assert min(after[n].start for n in same) == min(spans[n].start for n in same)
    assert all(after[n] == spans[n] for n in range(len(spans)) if n not in same)


@pytest.mark.parametrize(
    ("start", "end", "at", "middle"),
    [
        ("09:00", "12:00", None, "10:30"),
        ("09:00", "12:05", None, "10:30"),
        ("09:00", "09:03", None, "09:01"),
        ("09:00", "12:00", "11:45", "11:45"),
    ],
)
def test_an_item_is_divided_in_the_middle_or_where_it_is_said(
    start: str, end: str, at: str | None, middle: str
) -> None:
    halves = split(span(start, end), time.fromisoformat(at) if at else None)
    assert halves == (span(start, middle), span(middle, end))


@pytest.mark.parametrize("at", ["09:00", "12:00", "08:59", "13:00"])
def test_it_is_not_divided_outside_of_its_hours(at: str) -> None:
    assert split(span("09:00", "12:00"), time.fromisoformat(at)) is None


def test_one_minute_has_no_middle() -> None:
    assert split(span("09:00", "09:01"), None) is None


def test_a_night_is_divided_after_midnight_too() -> None:
    next_day = DAY + timedelta(days=1)
    halves = split(span("22:00", "04:00", last=next_day), time(1))
    assert halves == (span("22:00", "01:00", last=next_day), span("01:00", "04:00", next_day))


def test_a_shifted_day_takes_all_its_items_along_and_no_others() -> None:
    other = span("08:00", "09:00", DAY + timedelta(days=1))
    shifted = shift([span("23:00", "23:30"), other, None], DAY, timedelta(minutes=45))
    assert shifted == {0: span("23:45", "00:15", last=DAY + timedelta(days=1))}


def test_parts_are_numbered_in_the_language_of_the_event() -> None:
    assert renumbered(["A", "B", "B"], 1, "pl") == {1: "B (część 1)", 2: "B (część 2)"}
    assert renumbered(["B", "B"], 0, "en") == {0: "B (part 1)", 1: "B (part 2)"}


def test_a_part_that_is_divided_again_is_counted_on() -> None:
    titles = ["B (część 1)", "B (część 1)", "Przerwa", "B (część 2)", "B", "Inny (część 2)"]
    assert renumbered(titles, 0, "pl") == {0: "B (część 1)", 1: "B (część 2)", 3: "B (część 3)"}


@pytest.mark.parametrize("title", ["", ".*", "(część 1)", "100%", "%(title)s", "A\nB"])
def test_odd_titles_are_divided_too(title: str) -> None:
    numbered = renumbered([title, title], 0, "pl")
    assert [one.endswith(f" (część {number})") for number, one in zip((1, 2), numbered.values(), strict=True)]
