"""`flask backup …` and `flask database move`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import make_url

from registration.config import with_driver
from registration.core import clock
from registration.core.errors import DomainError
from registration.extensions import db
from registration.operations import queries
from registration.operations.backup import making, restoring
from registration.operations.moving import move as moving
from registration.web.site import settings
from registration.web.terminal import Commands, refused
from registration.web.writing import reading

backup = Commands("backup", help="Backups: make, check, restore.")
database = Commands("database", help="The installation's database: move it.")
FILE = click.Path(path_type=Path, dir_okay=False)
PRESENT = click.Path(path_type=Path, dir_okay=False, exists=True)


@backup.command("make")
@click.argument("file", type=FILE, required=False)
def make(file: Path | None) -> None:
    """Write database, secret key and manifest into FILE (instance/backup-<time>.tar.gz), while the site runs."""
    now = clock.now()
    target = (file or settings().instance / f"backup-{now:%Y%m%d-%H%M%S}.tar.gz").absolute()
    with told():
        making.make(settings(), target, revision=queries.revision(reading()), now=now)
    click.echo(
        _("The backup is in %(file)s. It holds personal data and the key: keep it as safe.", file=target)
    )


@backup.command("check")
@click.argument("file", type=PRESENT)
def check(file: Path) -> None:
    """Read all of FILE and say whether it is whole."""
    with told():
        found = making.check(file.absolute())
    click.echo(
        _(
            "The backup is whole: %(kind)s, revision %(revision)s, made at %(time)s.",
            kind=found.kind,
            revision=found.revision,
            time=found.made_at,
        )
    )


@backup.command("restore")
@click.argument("file", type=PRESENT)
@click.option(
    "--replace", is_flag=True, help="Put it in the place of data that are there; they are kept as a backup."
)
def restore(file: Path, replace: bool) -> None:
    """Put FILE in place and bring it to the program's revision. The program must stand still."""
    db.session.remove()
    with told():
        done = restoring.restore(settings(), db.engine, file.absolute(), replace=replace, now=clock.now())
    if done.manifest.revision != queries.head():
        upgrade()
    if done.kept:
        click.echo(_("What was here before is in %(file)s.", file=done.kept))
    click.echo(_("The backup of %(time)s is restored. Start the program.", time=done.manifest.made_at))


@database.command("move")
@click.option("--to", "address", required=True, metavar="URL", help="postgresql://user@host/database, empty.")
@click.option("--dry-run", is_flag=True, help="Copy and compare everything, then undo it.")
def move(address: str, dry_run: bool) -> None:
    """Copy the SQLite database of this installation into an empty PostgreSQL database. The program must stand still.

    SQLite stays as it is. A password need not stand in URL: PGPASSWORD and ~/.pgpass are read too.
    """
    address = with_driver(address)
    db.session.remove()
    with told():
        done = moving.move(settings().instance, db.engine, address, dry_run=dry_run)
    click.echo(
        _("Tables: %(tables)d, rows: %(rows)d. Each table was compared: it is the same.", **vars(done))
    )
    click.echo(_("This was a dry run: the target is as it was.") if dry_run else _next_step(address))


def _next_step(address: str) -> str:
    """What to do now; the password is not printed."""
    shown = make_url(address).set(drivername="postgresql").render_as_string()
    told: str = _(
        "Put into the settings: DATABASE_URL=%(address)s\n"
        "Then start the program. Keep secret_key in %(folder)s: it opens the personal links. The SQLite file is "
        "unchanged; it holds personal data, so delete it once all is well.",
        address=shown,
        folder=settings().instance,
    )
    return told


@contextmanager
def told() -> Iterator[None]:
    """A refusal as a sentence and exit code 1."""
    try:
        yield
    except DomainError as problem:
        raise refused(problem) from problem
