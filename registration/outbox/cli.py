"""`flask outbox …`: the outbox from the command line."""

from collections.abc import Callable

import click
from flask_babel import gettext as _
from sqlalchemy import false, or_, orm, select

from registration.core import clock
from registration.core.errors import DomainError
from registration.outbox import deliver, queries, route, services
from registration.outbox.failure_words import failure_words
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.state_words import state_words
from registration.outbox.tasks import carrier, pace
from registration.web.language import say
from registration.web.site import settings, site
from registration.web.terminal import Commands, Refusal, Unclear
from registration.web.writing import reading, writing

outbox = Commands("outbox", help="E-mails: list, send what is due, send again.")


@outbox.command("drain")
@click.option("--at-once", is_flag=True, help="Even if the mail server was out of reach a moment ago.")
def drain(at_once: bool) -> None:
    """Send all that is due now, without a worker; no more than the pace allows."""
    if at_once:
        with writing() as db:
            route.try_now(db)
    tally = deliver.drain(carrier(), site(), pace=pace())
    click.echo(
        _(
            "sent %(sent)d, failed %(failed)d, postponed %(postponed)d",
            sent=tally.sent,
            failed=tally.failed,
            postponed=tally.postponed,
        )
    )
    if tally.out_of_reach:
        raise Refusal(_("The mail server cannot be reached; see flask outbox list"))
    if tally.again_at is not None:
        click.echo(
            _("The rest waits; the next may go at %(time)s", time=f"{tally.again_at:%Y-%m-%d %H:%M:%S}Z")
        )


@outbox.command("list")
@click.option(
    "--state", type=click.Choice([state.value for state in MailState]), help="Only mails in this state."
)
@click.option("--limit", default=50, show_default=True)
def list_mails(state: str | None, limit: int) -> None:
    """Show how many mails are in each state, and those enqueued last. No addresses are shown."""
    found = route.current(reading())
    reasons, states = failure_words(), state_words()
    if found is not None and found.failing_since is not None and found.failure is not None:
        since = f"{found.failing_since:%Y-%m-%d %H:%M}Z"
        click.echo(_("No mail goes out since %(time)s: %(why)s", time=since, why=reasons[found.failure]))
    everything = queries.listed(queries.Filters(), None)
    for known, number in sorted(queries.by_state(reading(), everything).items()):
        click.echo(f"{states[known]}: {number}")
    filters = queries.Filters(state=MailState(state) if state else None)
    for row in reading().scalars(queries.listed(filters, None).limit(limit)):
        error = f"  {reasons[row.failure]}" if row.failure else ""
        state = states[row.state]
        click.echo(f"{row.public_id}  {state:16}  {row.due_at:%Y-%m-%d %H:%M}Z  {row.kind}{error}")


@outbox.command("retry")
@click.argument("public_ids", nargs=-1)
@click.option("--all-failed", is_flag=True, help="All mails that failed.")
@click.option(
    "--all-filed", is_flag=True, help="All mails that only went into files: once there is a server."
)
def retry(public_ids: tuple[str, ...], all_failed: bool, all_filed: bool) -> None:
    """Make mails due at once that did not leave: those named, or all of a kind."""
    if not (public_ids or all_failed or all_filed):
        raise Unclear(_("Say which mails: their names, --all-failed or --all-filed"))
    if all_filed and not settings().mail_server:
        raise Refusal(_("No mail server is set: they would only go into files again."))
    failed = OutgoingEmail.state == MailState.FAILED if all_failed else false()
    filed = OutgoingEmail.filed_as != "" if all_filed else false()
    whole = OutgoingEmail.recipient != "", OutgoingEmail.replaced_by_id.is_(None)
    wanted = select(OutgoingEmail.public_id).where(or_(failed, filed), *whole)
    with writing() as db:
        names = [*public_ids, *db.scalars(wanted)]
        for name in names:
            _send_again(db, name)
    click.echo(_("due again: %(number)d", number=len(names)))


@outbox.command("drop")
@click.argument("public_ids", nargs=-1, required=True)
def drop(public_ids: tuple[str, ...]) -> None:
    """Give up mails that have not left."""
    with writing() as db:
        for name in public_ids:
            _by_name(services.drop, db, name)
    click.echo(_("given up: %(number)d", number=len(public_ids)))


@outbox.command("age")
@click.option("--most", default=0, help="Minutes: exit with 1 when the oldest due mail is older. 0: never.")
@click.pass_context
def age(context: click.Context, most: int) -> None:
    """Print for how many seconds the mail that has been due longest has waited; 0 when none is. For monitoring.

    With a pace, a long queue is no fault: choose MOST accordingly.
    """
    now = clock.now()
    oldest = queries.oldest_due(reading(), now)
    seconds = int((now - oldest).total_seconds()) if oldest else 0
    click.echo(seconds)
    if most and seconds > 60 * most:
        context.exit(1)


def _send_again(db: orm.Session, public_id: str) -> None:
    _by_name(lambda session, name: services.send_again(session, name, now=clock.now()), db, public_id)


def _by_name(act: Callable[[orm.Session, str], object], db: orm.Session, public_id: str) -> None:
    try:
        act(db, public_id)
    except DomainError as problem:
        raise Refusal(f"{public_id}: {say(problem.told)}") from problem
