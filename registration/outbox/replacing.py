"""Writing mails anew to a corrected address: frozen bytes say To and ATTENDEE, so they never change."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, literal, orm, select, update

from registration.outbox import services
from registration.outbox.email import Draft
from registration.outbox.models import MailState, OutgoingEmail


def take_back(db: orm.Session, which: ColumnElement[bool]) -> Sequence[OutgoingEmail]:
    """Give up the mails for which `which` holds and that have not left; gives them, held until the commit.

    Their dedupe keys are free for the mails that take their place. Raises MailIsOnItsWay when a worker has one.
    """
    unsent = OutgoingEmail.state.in_((MailState.WAITING, MailState.FAILED, MailState.SENDING))
    wanted = select(OutgoingEmail).where(which, unsent).order_by(OutgoingEmail.id).with_for_update()
    rows = db.scalars(wanted.execution_options(populate_existing=True)).all()
    if any(row.state is MailState.SENDING for row in rows):
        raise services.MailIsOnItsWay
    for row in rows:
        row.state, row.dedupe_key = MailState.DROPPED, f"over:{row.public_id}"
    given_up = update(OutgoingEmail).where(which, OutgoingEmail.state == MailState.DROPPED)
    db.execute(given_up.values(dedupe_key=literal("over:") + OutgoingEmail.public_id))
    db.flush()
    return rows


def write_instead(
    db: orm.Session, old: Sequence[OutgoingEmail], drafts: Collection[Draft], now: datetime
) -> OutgoingEmail:
    """Enqueue the drafts, due at once, and let each old mail point to the first of them; gives that one."""
    fresh = services.enqueue_many(db, list(drafts), now=now)
    for row in old:
        row.replaced_by_id = fresh[0].id
    db.flush()
    return fresh[0]
