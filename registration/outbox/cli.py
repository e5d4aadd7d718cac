"""`flask outbox …`: the outbox from the command line."""

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from registration.core import clock
from registration.outbox import deliver, services
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.tasks import carrier
from registration.web.site import site
from registration.web.writing import reading, writing

outbox = AppGroup("outbox", help="E-mails: list, send what is due, send again.")


@outbox.command("drain")
def drain() -> None:
    """Send all that is due now, without a worker."""
    tally = deliver.drain(carrier(), site())
    click.echo(f"sent {tally.sent}, failed {tally.failed}, postponed {tally.postponed}")
    if tally.out_of_reach:
        raise click.ClickException("the mail server cannot be reached; see `flask outbox list`")


@outbox.command("list")
@click.option(
    "--state", type=click.Choice([state.value for state in MailState]), help="Only mails in this state."
)
@click.option("--limit", default=50, show_default=True)
def list_mails(state: str | None, limit: int) -> None:
    """Show how many mails are in each state, and the newest ones."""
    db = reading()
    for known, number in db.execute(select(OutgoingEmail.state, func.count()).group_by(OutgoingEmail.state)):
        click.echo(f"{known.value}: {number}")
    wanted = select(OutgoingEmail).order_by(OutgoingEmail.id.desc()).limit(limit)
    if state:
        wanted = wanted.where(OutgoingEmail.state == MailState(state))
    for row in db.scalars(wanted):
        error = f"  {row.last_error}" if row.last_error else ""
        click.echo(f"{row.public_id}  {row.state:8}  {row.due_at:%Y-%m-%d %H:%M}Z  {row.kind}{error}")


@outbox.command("retry")
@click.argument("public_ids", nargs=-1)
@click.option("--all-failed", is_flag=True, help="All mails that failed.")
def retry(public_ids: tuple[str, ...], all_failed: bool) -> None:
    """Make failed or dropped mails due at once."""
    with writing() as db:
        names = list(public_ids)
        if all_failed:
            failed = select(OutgoingEmail.public_id).where(OutgoingEmail.state == MailState.FAILED)
            names += db.scalars(failed)
        for name in names:
            services.send_again(db, name, now=clock.now())
    click.echo(f"due again: {len(names)}")
