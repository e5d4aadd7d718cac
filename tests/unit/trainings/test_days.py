"""Which row stands for which day after an edit."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registration.trainings.services.programme import match_days


def july(day: int) -> date:
    return date(2026, 7, day)


A, B, C = 11, 12, 13
ROWS = {A: july(1), B: july(2)}

CASES = [
    ("nothing moved", ROWS, [(A, july(1)), (B, july(2))], {july(1): A, july(2): B}),
    ("the only day moved", {A: july(1)}, [(A, july(8)), (A, july(8))], {july(8): A}),
    ("both days moved by one", ROWS, [(A, july(2)), (B, july(3))], {july(2): A, july(3): B}),
    ("the days changed places", ROWS, [(A, july(2)), (B, july(1))], {july(2): A, july(1): B}),
    (
        "one session moved to the other day",
        ROWS,
        [(A, july(1)), (A, july(2)), (B, july(2))],
        {july(1): A, july(2): B},
    ),
    ("one session moved to a new day", {A: july(1)}, [(A, july(1)), (A, july(5))], {july(1): A}),
    (
        "a day split in two goes with the greater part",
        {A: july(1)},
        [(A, july(4)), (A, july(5)), (A, july(5))],
        {july(5): A},
    ),
    (
        "a day split evenly goes with the earlier date",
        {A: july(1)},
        [(A, july(5)), (A, july(4))],
        {july(4): A},
    ),
    ("days merged keep the row that stayed", ROWS, [(A, july(2)), (B, july(2))], {july(2): B}),
    ("a day typed anew keeps its row", {A: july(1)}, [(None, july(1))], {july(1): A}),
    ("a moved day beats one typed anew", ROWS, [(A, july(2)), (None, july(2))], {july(2): A}),
    ("a new day has no row", {A: july(1)}, [(A, july(1)), (None, july(9))], {july(1): A}),
    ("an id of another event is nobody's", {A: july(1)}, [(999, july(3))], {}),
    ("nothing left", ROWS, [], {}),
]


@pytest.mark.parametrize(
    ("rows", "moves", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_day_keeps_its_row(
    rows: dict[int, date], moves: list[tuple[int | None, date]], expected: dict[date, int]
) -> None:
    assert match_days(rows, moves) == expected


patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DATES = st.integers(0, 6).map(lambda n: july(1) + timedelta(days=n))


@patient
@given(
    rows=st.dictionaries(st.sampled_from([A, B, C]), DATES),
    moves=st.lists(st.tuples(st.sampled_from([None, A, B, C]), DATES), max_size=8),
)
def test_no_row_stands_for_two_days_and_no_day_without_sessions_keeps_one(
    rows: dict[int, date], moves: list[tuple[int | None, date]]
) -> None:
    matched = match_days(rows, moves)
    assert len(set(matched.values())) == len(matched)
    assert set(matched.values()) <= set(rows)
    assert set(matched) <= {day for _row, day in moves}


@patient
@given(rows=st.dictionaries(st.sampled_from([A, B, C]), DATES, min_size=1), shift=st.integers(-10, 10))
def test_a_programme_moved_as_a_whole_keeps_every_row(rows: dict[int, date], shift: int) -> None:
    one_each = {row: july(1) + timedelta(days=number) for number, row in enumerate(rows)}
    moved = [(row, day + timedelta(days=shift)) for row, day in one_each.items()]
    assert match_days(one_each, moved) == {day: row for row, day in moved}
