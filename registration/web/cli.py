"""`flask catalogue`: the developers' check that every text of the program has its Polish."""

import io
import re
from collections.abc import Iterable, Iterator
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
    written = io.BytesIO()
    write_po(written, brought_up(_read(path), _own_texts(package)), width=110, sort_output=True)
    # Replaced as a whole: whatever stops the writing, the translations stay.
    new = path.with_suffix(".new")
    new.write_bytes(written.getvalue())
    new.replace(path)


def brought_up(known: Catalog, found: Iterable[Message]) -> Catalog:
    """The catalogue of the texts `found`, with the Polish that is known.

    A sentence that has a plural is often marked form by form, N_(one) and N_(many): both belong to its one entry.
    """
    fresh, texts = Catalog(locale="pl", project="Zapisy", charset="utf-8"), list(found)
    here = {(_forms(one.id)[0], one.context) for one in texts}
    plurals = {
        (form, one.context): one
        for one in (*(one for one in known if (_forms(one.id)[0], one.context) in here), *texts)
        if one.pluralizable
        for form in _forms(one.id)
    }
    for text in texts:
        entry = plurals.get((_forms(text.id)[0], text.context), text)
        old = known.get(entry.id, entry.context)
        string = old.string if old and old.pluralizable == entry.pluralizable else entry.string
        fresh.add(entry.id, string, context=entry.context, flags=entry.flags)
    return fresh


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


def _own_texts(package: str) -> Iterator[Message]:
    """The package's texts but for those that have their Polish in another catalogue only."""
    own, everywhere = _read(po_file(package)), _known_everywhere()
    for text in texts_of(package):
        if own.get(text.id, text.context) or not any(everywhere.get((_forms(text.id)[0], text.context), ())):
            yield text


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
