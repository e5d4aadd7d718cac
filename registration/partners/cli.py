"""`flask partners import-terc`: the register of local governments into the institutions."""

from pathlib import Path

import click
from flask_babel import gettext as _

from registration.core import clock
from registration.core.dates import short_day
from registration.core.errors import DomainError
from registration.partners.services import register
from registration.partners.services.register import Outcome
from registration.web.language import language
from registration.web.terminal import Commands, refused
from registration.web.writing import writing

partners = Commands("partners", help="Institutions: import the register of local governments.")
FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
LONGEST_LIST = 50


@partners.command("import-terc")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_terc(file: Path, dry_run: bool) -> None:
    """Take over FILE, the TERC register as CSV (WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA).

    It can be read again at any time: what is there already stays, with all that was typed. A wrong file is refused,
    and nothing of it is written.
    """
    try:
        found = register.read(file.read_bytes())
        with writing() as db:
            outcome = register.import_register(db, found, now=clock.now())
            if dry_run:
                db.rollback()
    except DomainError as problem:
        raise refused(problem) from problem
    for line in _told(outcome):
        click.echo(line)
    if dry_run:
        click.echo(_("This was a dry run: nothing has been changed."))


def _told(outcome: Outcome) -> list[str]:
    """What was done, in lines; of long lists only how long they are."""
    renamed = [f"{before} → {after}" for before, after in outcome.renamed]
    day = short_day(outcome.day, language())
    return [
        _(
            "Register of %(day)s: %(rows)d rows, %(units)d local governments.",
            day=day,
            rows=outcome.rows,
            units=outcome.units,
        ),
        *_listed(_("Added: %(number)d", number=len(outcome.added)), outcome.added),
        *_listed(
            _("Entered by hand before, now linked: %(number)d", number=len(outcome.adopted)), outcome.adopted
        ),
        *_listed(_("Renamed: %(number)d", number=len(renamed)), renamed),
        *_listed(_("Of another kind: %(number)d", number=len(outcome.other_kind)), outcome.other_kind),
        *_listed(_("No longer exist: %(number)d", number=len(outcome.ended)), outcome.ended),
        *_listed(
            _("Not in the register, left as they are: %(number)d", number=len(outcome.unknown)),
            outcome.unknown,
        ),
    ]


def _listed(title: str, names: list[str]) -> list[str]:
    return [title, *(f"  {name}" for name in names)] if len(names) <= LONGEST_LIST else [title]
