"""Which row stands for which day after an edit. Calendar entries hang on rows: a moved day keeps its own.

The rule, from the strongest claim to the weakest:
1. a day that keeps its date and at least one of its sessions keeps its row;
2. a date takes the row from which most of its sessions come, so a day moved as a whole takes its row along,
   and days that change places exchange their dates, not their rows;
3. a date that was there before keeps its row, even if all its sessions are new ones.
Between equal claims the earlier date and the earlier row win. A date without a row gets a new one, a row
without a date is removed. A session that runs past midnight belongs to the day on which it starts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

Move = tuple[int | None, date]
"""One session: the id of the row of its former day (None for a new session), and its date now."""


def match_days(rows: Mapping[int, date], moves: Iterable[Move]) -> dict[date, int]:
    """The row for each date that has one, given the rows with their former dates and the sessions' moves."""
    moved = list(moves)
    votes = Counter((row, day) for row, day in moved if row in rows)
    dates = {day for _row, day in moved}
    stays = {(row, day) for row, day in rows.items() if day in dates}
    chosen: dict[date, int] = {}
    for row, day in sorted(votes.keys() | stays, key=lambda claim: _strength(claim, rows, votes)):
        if row is not None and day not in chosen and row not in chosen.values():
            chosen[day] = row
    return chosen


def _strength(
    claim: tuple[int | None, date], rows: Mapping[int, date], votes: Counter[tuple[int | None, date]]
) -> tuple[int, int, date, int]:
    row, day = claim
    number = votes[claim]
    if row is None:
        return 3, 0, day, 0
    kept = rows[row] == day
    rank = 0 if kept and number else 1 if number else 2
    return rank, -number, day, row
