"""What the worker does for sign-up."""

from datetime import timedelta

from registration import jobs
from registration.core import clock
from registration.signup import queries, services
from registration.web.site import settings
from registration.web.writing import reading, writing


def register() -> None:
    """Register the tasks."""
    jobs.periodic("signup.erase_needs", minutes=60)(erase_needs)


def erase_needs() -> None:
    """Erase what is no longer needed, in small transactions. Looks before it takes the writers' place."""
    now = clock.now()
    before = now - timedelta(days=settings().needs_days)
    while queries.with_outlived_needs(reading(), before, limit=1):
        with writing() as db:
            services.erase_needs(db, before=before, now=now)
