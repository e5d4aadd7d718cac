"""What the worker does for the outbox: deliver, sweep, forget."""

from datetime import timedelta

from registration import jobs
from registration.core import clock
from registration.outbox import deliver, quota, services
from registration.outbox.carrier import Carrier
from registration.outbox.folder import FolderCarrier
from registration.outbox.kicks import TASK
from registration.outbox.pace import UNLIMITED, Pace
from registration.outbox.transport import SmtpCarrier
from registration.web.site import settings, site
from registration.web.writing import writing

AT_ONCE = 200
"""Mails in one run of the task: then it goes to the end of the queue, so that other tasks have their turn."""


def register() -> None:
    """Register the tasks. The delivery is asked for after commits and runs every minute in any case."""
    jobs.periodic(TASK, minutes=1)(run)
    jobs.periodic("outbox.erase", minutes=60)(erase)


def run() -> None:
    """Deliver what is due; asks for itself again while there is more, or for when the next may go."""
    tally = deliver.drain(carrier(), site(), pace=pace(), stop=jobs.stopping, limit=AT_ONCE)
    if tally.again_at is not None:
        jobs.kick_at(TASK, tally.again_at)
    elif tally.done >= AT_ONCE and not tally.out_of_reach:
        jobs.kick(TASK)


def erase() -> None:
    """Forget the content and the recipients of mails whose retention is over, and tries that count no more."""
    days, now = settings().mail_retention_days, clock.now()
    with writing() as db:
        quota.forget(db, now)
        if days:
            services.erase_old(db, before=now - timedelta(days=days))


def carrier() -> Carrier:
    """What takes mails out of this installation: its SMTP server, else the folder instance/mail/."""
    chosen = settings()
    return SmtpCarrier(chosen.mail_sender) if chosen.mail_server else FolderCarrier(chosen.instance / "mail")


def pace() -> Pace:
    """How many mails may leave. Files may be written as fast as the disk takes them."""
    chosen = settings()
    return Pace(chosen.mail_per_minute, chosen.mail_per_hour) if chosen.mail_server else UNLIMITED
