"""Telling the worker, after a commit, that there is mail to send.

In the transaction nothing is called: a flag is set when a due mail is flushed, becomes a wish when that
transaction commits, and the wish is passed on when the request (or task) is over, outside of the writers'
queue. Lossy on purpose: whatever is missed goes with the next sweep, so a broken engine never fails a
request.
"""

from flask import Flask, g, has_app_context
from sqlalchemy import event, orm

from registration import jobs
from registration.core import clock
from registration.extensions import db
from registration.outbox.models import DUE, MailState, OutgoingEmail

TASK = "outbox.deliver"
_WISH = "_outbox_kick"


def configure(app: Flask) -> None:
    """Listen to the application's sessions; pass the wish on at the end of each request or task."""
    for name, listener in (("after_flush", _look), ("after_commit", _wish), ("after_rollback", _forget)):
        if not event.contains(db.session, name, listener):
            event.listen(db.session, name, listener)
    app.teardown_appcontext(_pass_on)


def kick() -> None:
    """Ask the worker to look at the outbox now. Lossy."""
    jobs.kick(TASK)


def _look(session: orm.Session, _context: object) -> None:
    touched = (row for row in (*session.new, *session.dirty) if isinstance(row, OutgoingEmail))
    now = clock.now()
    if any(row.state is MailState.WAITING and row.due_at <= now for row in touched):
        session.info[DUE] = True


def _wish(session: orm.Session) -> None:
    if session.info.pop(DUE, False) and has_app_context():
        setattr(g, _WISH, True)


def _forget(session: orm.Session) -> None:
    session.info.pop(DUE, None)


def _pass_on(_problem: BaseException | None) -> None:
    if g.pop(_WISH, False):
        kick()
