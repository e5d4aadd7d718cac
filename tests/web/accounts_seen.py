"""What the tests of accounts look at: the outbox, the links in its mails, the audit trail, a second browser."""

import re

from flask import Flask
from sqlalchemy import event, orm, select

from registration.accounts.emails import render_invitation, render_reset
from registration.accounts.models import AuditLine
from registration.core import clock
from registration.extensions import db as database
from registration.outbox.models import OutgoingEmail
from registration.outbox.rendering import render
from tests.pages import InspectingClient

SIGN_IN = "/account/sign-in"
NEW = "cztery słowa na próbę"
"""A password that can be taken."""


def another_client(app: Flask) -> InspectingClient:
    """A second browser."""
    made = app.test_client()
    assert isinstance(made, InspectingClient)
    return made


def look_again(db: orm.Session) -> None:
    """End the test's read transaction: what is read next is what requests have written meanwhile."""
    db.rollback()
    db.expire_all()


def mails(db: orm.Session, kind: str) -> list[OutgoingEmail]:
    """What waits in the outbox."""
    look_again(db)
    wanted = select(OutgoingEmail).where(OutgoingEmail.kind == kind)
    return list(db.scalars(wanted.order_by(OutgoingEmail.id)))


def noted(db: orm.Session) -> list[AuditLine]:
    """The audit trail."""
    look_again(db)
    return list(db.scalars(select(AuditLine).order_by(AuditLine.id)))


def link_in(app: Flask, db: orm.Session, row: OutgoingEmail) -> str:
    """The path of the link in a rendered mail."""
    renderer = {"accounts.reset": render_reset, "accounts.invitation": render_invitation}[row.kind]
    email = renderer(db, row, app.extensions["zapisy.site"], clock.now())
    assert email is not None
    text = render(email).text
    found = re.search(r"http://localhost(/account/(?:reset|welcome)/\S+)", text)
    assert found, text
    return found[1]


def queries_of(app: Flask, client: InspectingClient, path: str) -> int:
    """How many statements a page takes."""
    counted: list[str] = []
    with app.app_context():
        engine = database.engine

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(counted)
