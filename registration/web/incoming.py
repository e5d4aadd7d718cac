"""What comes in from outside, made harmless in one place, before any view, form or query sees it.

No page may show a control character, and PostgreSQL takes no NUL: they are dropped from every field of a form and from
the part after the question mark. An address that holds one, or the number of a row that no column can hold, is a page
that does not exist.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.routing import IntegerConverter, PathConverter, UnicodeConverter, ValidationError

from registration.core.text import printable

LARGEST = 2**31 - 1


class PrintableValues(ImmutableMultiDict[str, Any]):
    """The fields of a form or of a query, without what can be neither shown nor stored. Files are left alone."""

    def __init__(self, given: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        pairs = iter_multi_items(given or ())
        super().__init__([(printable(name), _tidy(value)) for name, value in pairs])


class Incoming(Request):
    """A request whose texts are printable."""

    parameter_storage_class = PrintableValues


class PrintablePart(UnicodeConverter):
    """`<slug>` of every address."""

    def to_python(self, value: str) -> str:
        """The part itself. Raises ValidationError, which is a page that does not exist."""
        return _or_nothing(value)


class PrintablePath(PathConverter):
    """`<path:…>` of every address."""

    def to_python(self, value: str) -> str:
        """As PrintablePart."""
        return _or_nothing(value)


class RowNumber(IntegerConverter):
    """`<int:…>` of every address: nothing larger than a database's integer gets as far as a query."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **options})


def configure(app: Flask) -> None:
    """Before the blueprints: their addresses are read by the converters."""
    app.request_class = Incoming
    app.url_map.converters.update(
        default=PrintablePart, string=PrintablePart, path=PrintablePath, int=RowNumber
    )


def _tidy(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _or_nothing(value: str) -> str:
    if printable(value) != value:
        raise ValidationError
    return value
