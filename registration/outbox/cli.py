"""`flask outbox …`: the outbox from the command line."""

import click
from flask.cli import AppGroup
from sqlalchemy import false, or_, orm, select

from registration.core import clock
from registration.core.errors import DomainError
from registration.outbox import deliver, queries, services
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.tasks import carrier, pace
from registration.web.site import site
from registration.web.writing import reading, writing

outbox = AppGroup("outbox", help="E-mails: list, send what is due, send again.")


@outbox.command("drain")
def drain() -> None:
    """Send all that is due now, without a worker."""
    tally = deliver.drain(carrier(), site(), pace=pace())
    click.echo(f"sent {tally.sent}, failed {tally.failed}, postponed {tally.postponed}")
    if tally.out_of_reach:
        raise click.ClickException("the mail server cannot be reached; see `flask outbox list`")


@outbox.command("list")
@click.option(
    "--state", type=click.Choice([state.value for state in MailState]), help="Only mails in this state."
)
@click.option("--limit", default=50, show_default=True)
def list_mails(state: str | None, limit: int) -> None:
    """Show how many mails are in each state, and the newest ones. No addresses are shown."""
    everything = queries.listed(queries.Filters(), None)
    for known, number in sorted(queries.by_state(reading(), everything).items()):
        click.echo(f"{known}: {number}")
    filters = queries.Filters(state=MailState(state) if state else None)
    for row in reading().scalars(queries.listed(filters, None).limit(limit)):
        error = f"  {row.last_error}" if row.last_error else ""
        click.echo(f"{row.public_id}  {row.state:8}  {row.due_at:%Y-%m-%d %H:%M}Z  {row.kind}{error}")


@outbox.command("retry")
@click.argument("public_ids", nargs=-1)
@click.option("--all-failed", is_flag=True, help="All mails that failed.")
@click.option(
    "--all-filed", is_flag=True, help="All mails that only went into files: once there is a server."
)
def retry(public_ids: tuple[str, ...], all_failed: bool, all_filed: bool) -> None:
    """Make mails due at once that did not leave."""
    failed = OutgoingEmail.state == MailState.FAILED if all_failed else false()
    filed = OutgoingEmail.filed_as != "" if all_filed else false()
    wanted = select(OutgoingEmail.public_id).where(or_(failed, filed), OutgoingEmail.recipient != "")
    with writing() as db:
        names = [*public_ids, *db.scalars(wanted)]
        for name in names:
            _send_again(db, name)
    click.echo(f"due again: {len(names)}")


def _send_again(db: orm.Session, public_id: str) -> None:
    try:
        services.send_again(db, public_id, now=clock.now())
    except DomainError as problem:
        raise click.ClickException(f"{public_id}: {problem.sentence}") from problem
