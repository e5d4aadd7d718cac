"""A table as it stands in a file: headings, and rows with the numbers that a spreadsheet shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000


@dataclass(frozen=True)
class Row:
    """One row of data, each cell as tidy text; `number` is the spreadsheet's, the headings' is 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """What was read. Rows in which nothing stands are left out; every other has as many cells as there are headings."""

    headings: tuple[str, ...]
    rows: Sequence[Row]


def column_letters(index: int) -> str:
    """The name of a column as a spreadsheet shows it, counted from 0: "A", "Z", "AA"."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, len(ascii_uppercase))
        letters = ascii_uppercase[rest] + letters
    return letters
