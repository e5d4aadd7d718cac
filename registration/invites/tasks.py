"""What the worker does for calendar entries: collect answers and returned mails, forget what waited too long."""

from datetime import timedelta

from registration import jobs
from registration.core import clock
from registration.invites.mailbox.collecting import collect
from registration.invites.services.open_answers import forget
from registration.web.site import settings
from registration.web.writing import writing

FETCH = "invites.fetch"


def register() -> None:
    """Register the tasks."""
    jobs.periodic(FETCH, minutes=2)(fetch)
    jobs.periodic("invites.forget", minutes=60)(forget_asked)


def fetch() -> None:
    """Collect answers, where a mailbox is set; asks for itself again while there is more."""
    if settings().imap_server and collect(settings(), stop=jobs.stopping).more:
        jobs.kick(FETCH)


def forget_asked() -> None:
    """Erase what people asked for at events that were over long ago."""
    now = clock.now()
    with writing() as db:
        forget(db, before=now - timedelta(days=settings().needs_days))
