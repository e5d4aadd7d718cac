"""How it stands with the mail server, for all workers: pauses, and since when nothing goes out."""

from datetime import datetime, timedelta

from sqlalchemy import orm, select, update
from sqlalchemy.dialects import postgresql, sqlite

from registration.outbox.carrier import NotSent
from registration.outbox.models import Failure, MailRoute

THE_ONE = 1
OUTAGE = timedelta(minutes=1), timedelta(minutes=5)
"""The first pause when no mail can go, and the longest: the others want to go soon after the server's return."""
SLOWER = timedelta(minutes=2), timedelta(hours=1)
"""The same when the server asks for fewer mails."""
REACHABLE = (Failure.RATE,)
"""With these the server answers; it only wants us to wait."""


def current(db: orm.Session) -> MailRoute | None:
    """How it stands; None while nothing has ever gone wrong."""
    return db.get(MailRoute, THE_ONE, populate_existing=True)


def locked(db: orm.Session) -> MailRoute:
    """The row, made if need be, held until the commit."""
    insert = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    wanted = select(MailRoute).where(MailRoute.id == THE_ONE).with_for_update()
    found = db.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        db.execute(insert(MailRoute).values(id=THE_ONE, pauses=0, last_error="").on_conflict_do_nothing())
        found = db.scalars(wanted).one()
    return found


def paused_until(db: orm.Session, now: datetime) -> datetime | None:
    """Until when no mail is to be tried; None when they may go."""
    found = current(db)
    until = found.paused_until if found else None
    return until if until is not None and until > now else None


def pause(db: orm.Session, problem: NotSent, now: datetime) -> datetime:
    """Keep all workers away for a while, longer each time; gives until when. In a writing transaction."""
    found = locked(db)
    if found.paused_until is None or found.paused_until <= now:
        first, longest = SLOWER if problem.failure in REACHABLE else OUTAGE
        found.pauses += 1
        found.paused_until = now + min(longest, first * int(2 ** min(found.pauses - 1, 16)))
    found.failing_since = found.failing_since or now
    found.failure, found.last_error = problem.failure, str(problem)
    db.flush()
    return found.paused_until


def works(db: orm.Session) -> None:
    """The server has taken a mail, or has answered about one."""
    values = {"paused_until": None, "pauses": 0, "failing_since": None, "failure": None, "last_error": ""}
    db.execute(update(MailRoute).values(**values), execution_options={"synchronize_session": False})


def try_now(db: orm.Session) -> None:
    """End a pause: the settings were mended, or somebody will not wait. In a writing transaction."""
    db.execute(update(MailRoute).values(paused_until=None), execution_options={"synchronize_session": False})
