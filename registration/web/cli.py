"""`flask catalogue`: the developers' check that every text of the program has its Polish."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from registration.core.catalogue import FOLDER

ROOT = FOLDER.parent.parent
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
JINJA_OPTIONS = {
    "silent": "false",
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
SHARED_TEMPLATES = {"components": "web", "errors": "web", "pages": "web", "documents": "web"}
GAP = re.compile(r"%\((\w+)\)[sd]")

catalogue = AppGroup("catalogue", help="Texts and their translations.")


@catalogue.command("check")
def check() -> None:
    """Fail when a text has no Polish, or its Polish has other gaps than it."""
    problems = [problem for package in packages() for problem in problems_of(package)]
    for problem in problems:
        click.echo(problem)
    if problems:
        raise click.ClickException(f"{len(problems)} texts to translate or mend")
    click.echo("Every text has its Polish.")


@catalogue.command("update")
@click.argument("package")
def update(package: str) -> None:
    """Add the texts of PACKAGE that its catalogue lacks, and drop those that are gone."""
    path = po_file(package)
    known = _read(path)
    fresh = Catalog(locale="pl", project="Zapisy", charset="utf-8")
    for found in texts_of(package):
        old = known.get(found.id, found.context)
        string = old.string if old else found.string
        fresh.add(found.id, string, locations=[], context=found.context, flags=found.flags)
    with path.open("wb") as file:
        write_po(file, fresh, width=110, sort_output=True, omit_header=False)


def packages() -> list[str]:
    """Every package that has texts."""
    return sorted(path.name for path in (ROOT / "registration").iterdir() if (path / "__init__.py").exists())


def po_file(package: str) -> Path:
    """The package's Polish catalogue."""
    return FOLDER / "pl" / "LC_MESSAGES" / f"{package}.po"


def texts_of(package: str) -> Iterator[Message]:
    """The texts in the package's modules and templates."""
    found = Catalog()
    for path in _sources(package):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        options = {} if path.suffix == ".py" else JINJA_OPTIONS
        for _line, text, _comments, context in extract_from_file(
            method, path, keywords=KEYWORDS, options=options
        ):
            found.add(text, context=context)
    return (message for message in found if message.id)


def problems_of(package: str) -> Iterator[str]:
    """What is wrong with the package's Polish, a sentence each."""
    known = _known_everywhere()
    for message in texts_of(package):
        forms = _forms(message.id)
        polish = known.get((forms[0], message.context))
        if not polish or not all(polish):
            yield f"{package}: no Polish for {forms[0]!r}"
        elif any(set(GAP.findall(form)) - set(GAP.findall("".join(forms))) - {"num"} for form in polish):
            yield f"{package}: other gaps in the Polish of {forms[0]!r}"
        elif isinstance(message.id, tuple) and len(polish) != 3:
            yield f"{package}: {forms[0]!r} needs three forms"


def _sources(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / "registration" / package).rglob("*.py"))
    folders = [package] + [shared for shared, owner in SHARED_TEMPLATES.items() if owner == package]
    for folder in folders:
        yield from sorted(path for path in (ROOT / "templates" / folder).rglob("*") if path.is_file())
    if package == "web":
        yield ROOT / "templates" / "base.html"
    yield from sorted(path for path in (ROOT / "templates" / "email").rglob("*") if _mail_of(path) == package)


def _mail_of(path: Path) -> str:
    """The package whose mails a file in templates/email belongs to."""
    if not path.is_file():
        return ""
    folder = path.relative_to(ROOT / "templates" / "email").parts[0]
    owners = {
        "mailing": "mailings",
        "accounts": "accounts",
        "invite": "invites",
        "forum": "forum",
        "desk": "desk",
    }
    return owners.get(
        folder.split("_")[0], "web" if folder in ("frame.html", "frame.txt", "parts.html") else "signup"
    )


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="pl")
    with path.open("rb") as file:
        return read_po(file, locale="pl")


def _known_everywhere() -> dict[tuple[str, str | None], tuple[str, ...]]:
    """(text, context) → its Polish forms, from all catalogues; a plural's second form counts as a text too."""
    known: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for path in (FOLDER / "pl" / "LC_MESSAGES").glob("*.po"):
        for message in _read(path):
            if not message.fuzzy:
                polish = _forms(message.string)
                known |= {(form, message.context): polish for form in _forms(message.id) if form}
    return known


def _forms(text: Any) -> tuple[str, ...]:
    """A text, or its singular and plural forms."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)
