"""Counting the SQL statements of a page."""

from flask import Flask
from sqlalchemy import event

from registration.extensions import db as database


class Statements(list[str]):
    """The SQL statements run while it listens: `with Statements(app) as found: …; len(found)`."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app

    def __enter__(self) -> "Statements":
        with self.app.app_context():
            self.engine = database.engine
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _c: object, _u: object, statement: str, *_: object) -> None:
        self.append(statement)
