"""What the worker does for the outbox: deliver, sweep, forget."""

from datetime import timedelta

from registration import jobs
from registration.core import clock
from registration.outbox import deliver, services
from registration.outbox.carrier import Carrier
from registration.outbox.folder import FolderCarrier
from registration.outbox.kicks import TASK
from registration.outbox.transport import SmtpCarrier
from registration.web.site import settings, site
from registration.web.writing import writing

RETENTION = timedelta(days=90)
"""How long the content and the recipient of a mail are kept after it was sent."""
AT_ONCE = 200
"""Mails in one run of the task: then it goes to the end of the queue, so that other tasks have their turn."""


def register() -> None:
    """Register the tasks. The delivery is asked for after commits and runs every minute in any case."""
    jobs.periodic(TASK, minutes=1)(run)
    jobs.periodic("outbox.erase", minutes=60)(erase)


def run() -> None:
    """Deliver what is due; asks for itself again while there is more."""
    tally = deliver.drain(carrier(), site(), stop=jobs.stopping, limit=AT_ONCE)
    if tally.sent + tally.failed + tally.postponed >= AT_ONCE and not tally.out_of_reach:
        jobs.kick(TASK)


def erase() -> None:
    """Forget the content and the recipients of mails whose retention is over."""
    with writing() as db:
        services.erase_old(db, before=clock.now() - RETENTION)


def carrier() -> Carrier:
    """What takes mails out of this installation: its SMTP server, else the folder instance/mail/."""
    chosen = settings()
    return SmtpCarrier(chosen.mail_sender) if chosen.mail_server else FolderCarrier(chosen.instance / "mail")
