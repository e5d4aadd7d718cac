"""`flask doctor`."""

import click
from flask.cli import with_appcontext

from registration.core import clock
from registration.extensions import db
from registration.operations.doctor import address, database, files, machine, mail, mailbox
from registration.operations.doctor.finding import Finding, Findings, Level
from registration.web.language import say
from registration.web.site import settings
from registration.web.terminal import in_its_language


@click.command()
@click.option("--send-to", default="", metavar="ADDRESS", help="Send one test mail to this address.")
@with_appcontext
@in_its_language
def doctor(send_to: str) -> None:
    """Look at all that the site needs, and say what is wrong and what helps. Exit code 1 when something is wrong."""
    found = []
    for finding in examine(send_to):
        click.echo(line(finding))
        found.append(finding.level)
    if Level.WRONG in found:
        raise SystemExit(1)


def examine(send_to: str = "") -> Findings:
    """Every look, in order."""
    chosen, now = settings(), clock.now()
    yield from machine.look(chosen, now)
    yield from address.look(chosen)
    yield from database.look(db.engine, now)
    yield from files.look(chosen, db.engine)
    yield from mail.look(chosen, send_to)
    yield from mailbox.look(chosen)


def line(finding: Finding) -> str:
    """ "✗ Disk: 0.1 GB free" and, indented below it, the cure."""
    told = f"{finding.level.value} {say(finding.what)}"
    return f"{told}\n    {say(finding.cure)}" if finding.cure else told
