"""The fields of the programme's form as they came, item by item: what a rearranged form is made of."""

import re

from werkzeug.datastructures import MultiDict

Fields = MultiDict[str, str]
Row = dict[str, list[str]]
"""One item: the values that came for each of its fields."""

_FIELD = re.compile(r"items-(\d{1,9})-(\w{1,40})", re.ASCII)
EMPTY = ("id", "title", "day", "start", "end", "end_day", "room", "online_url", "description", "split_at")


def rows_of(sent: Fields) -> list[Row]:
    """The items in the order in which the form numbers them."""
    rows: dict[int, Row] = {}
    for name, values in sent.lists():
        found = _FIELD.fullmatch(name)
        if found:
            rows.setdefault(int(found[1]), {})[found[2]] = list(values)
    return [rows[number] for number in sorted(rows)]


def with_rows(sent: Fields, rows: list[Row]) -> Fields:
    """The same form with these items, numbered from 0; fields that name no item properly are left out."""
    kept = [(name, value) for name, value in sent.items(multi=True) if not name.startswith("items-")]
    fields = MultiDict(kept)
    for number, row in enumerate(rows):
        for name, values in row.items():
            fields.setlist(f"items-{number}-{name}", values)
    return fields


def tidied(sent: Fields) -> Fields:
    """The form with its items numbered from 0, whatever numbers came."""
    return with_rows(sent, rows_of(sent))


def blank(day: list[str]) -> Row:
    """A new item on a day."""
    return {**{name: [""] for name in EMPTY}, "day": list(day), "kind": ["training"]}


def text(row: Row, name: str) -> str:
    """One value as it came; "" for none."""
    return next(iter(row.get(name, ())), "").strip()
