"""`flask invites reply`: the way in for answers from a mail server's pipe. `flask invites fetch`: reads the mailbox."""

import sys

import click
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from registration.core import clock
from registration.invites.incoming import MAX_MAIL
from registration.invites.mailbox.collecting import collect
from registration.invites.mailbox.words import outcome, reason
from registration.invites.services.replies import take_reply
from registration.web.site import settings
from registration.web.terminal import Commands, Refusal
from registration.web.writing import writing

invites = Commands("invites", help="Calendar entries.")

TRY_LATER = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again."""


@invites.command()
def reply() -> None:
    """Note a calendar's answer: one mail on standard input.

    Says what became of it, and succeeds also when the mail is no answer: a mail server would send it back. Only
    when the database cannot be reached it asks to be called again (exit code 75).
    """
    raw = sys.stdin.buffer.read(MAX_MAIL + 1)
    try:
        with writing() as db:
            outcomes = take_reply(db, raw, now=clock.now())
    except OperationalError:
        click.echo(_("The database cannot be reached."), err=True)
        sys.exit(TRY_LATER)
    click.echo(", ".join(outcome(one) for one in outcomes))


@invites.command()
def fetch() -> None:
    """Read what is new in the mailbox of the settings (IMAP_SERVER), once.

    The worker does the same every two minutes, and more rarely while it fails. Exit code 1 when the mailbox cannot be
    read.
    """
    if not settings().imap_server:
        raise Refusal(_("IMAP_SERVER is not set: there is no mailbox to read."))
    more = True
    while more:
        tally = collect(settings(), at_once=True)
        if tally.busy:
            raise Refusal(_("The worker is reading the mailbox at this moment."))
        told = ", ".join(f"{outcome(one)} {number}" for one, number in sorted(tally.outcomes.items()))
        click.echo(_("mails looked at: %(number)d", number=tally.seen) + (f"; {told}" if told else ""))
        if tally.problem is not None:
            raise Refusal(f"{reason(tally.problem.failure)}: {tally.problem}")
        more = tally.more
