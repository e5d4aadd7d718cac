"""What the worker does for mailings."""

from registration import jobs
from registration.core import clock
from registration.mailings import queries, services
from registration.web.writing import reading, writing


def register() -> None:
    """Register the tasks."""
    jobs.periodic("mailings.finish", minutes=1)(finish)
    jobs.periodic("mailings.forget", minutes=60)(forget)


def finish() -> None:
    """Mark mailings that have left the outbox. Looks before it takes the writers' place."""
    if queries.drained(reading()):
        with writing() as db:
            services.finish_sent(db, now=clock.now())


def forget() -> None:
    """Erase the addresses of requests for a next date whose time is over."""
    with writing() as db:
        services.forget_old(db, now=clock.now())
