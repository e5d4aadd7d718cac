"""What the worker does for the outbox: deliver, sweep, forget."""

from registration import jobs
from registration.outbox import deliver
from registration.outbox.carrier import Carrier
from registration.outbox.folder import FolderCarrier
from registration.outbox.kicks import TASK
from registration.outbox.transport import SmtpCarrier
from registration.web.site import settings, site

AT_ONCE = 200
"""Mails in one run of the task: then it goes to the end of the queue, so that other tasks have their turn."""


def register() -> None:
    """Register the tasks. The delivery is asked for after commits and runs every minute in any case."""
    jobs.periodic(TASK, minutes=1)(run)


def run() -> None:
    """Deliver what is due; asks for itself again while there is more."""
    tally = deliver.drain(carrier(), site(), stop=jobs.stopping, limit=AT_ONCE)
    if tally.sent + tally.failed + tally.postponed >= AT_ONCE and not tally.out_of_reach:
        jobs.kick(TASK)


def carrier() -> Carrier:
    """What takes mails out of this installation: its SMTP server, else the folder instance/mail/."""
    chosen = settings()
    return SmtpCarrier(chosen.mail_sender) if chosen.mail_server else FolderCarrier(chosen.instance / "mail")
