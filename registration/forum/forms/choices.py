"""Choices of a field from a table of words."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l


def of_words(table: Mapping[Any, str]) -> list[tuple[str, object]]:
    """(value, word in the visitor's language) pairs for a SelectField or RadioField."""
    return [(str(value), _l(word)) for value, word in table.items()]


def as_member(kind: type[StrEnum]) -> Callable[[object], object]:
    """A `coerce` that gives the member of the enumeration; an unknown word stays one and is refused."""

    def coerce(value: object) -> object:
        try:
            return kind(str(value))
        except ValueError:
            return value

    return coerce
