"""Numbers of rows in addresses: what no database column can hold is a page that does not exist."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """`<int:…>` of every address: nothing larger than a database's integer gets as far as a query."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **options})


def configure(app: Flask) -> None:
    """Before the blueprints: their addresses are read by it."""
    app.url_map.converters["int"] = RowNumber
