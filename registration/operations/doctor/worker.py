"""The worker, and whether mails leave."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.language import N_
from registration.operations import health
from registration.operations.doctor.finding import About, Findings


def look(db: orm.Session, now: datetime) -> Findings:
    """Its sign of life, and the oldest mail that somebody waits for."""
    found = health.look(db, now)
    start = N_("Without it no mail leaves. Start it: flask --app app serve, or flask --app app worker")
    if found.worker_seconds is None:
        yield About(N_("The worker never gave a sign of life")).wrong(start)
    else:
        about = About(
            N_("The worker gave a sign of life %(seconds)d s ago"), {"seconds": found.worker_seconds}
        )
        yield about.judged(found.worker, start)
    if found.mail_seconds is None:
        yield About(N_("No prompt mail waits")).good()
        return
    waits = {"minutes": found.mail_seconds // 60}
    about = About(N_("The oldest prompt mail that is due waits for %(minutes)d min"), waits)
    yield about.judged(found.mail, N_("See why: flask --app app outbox list"))
