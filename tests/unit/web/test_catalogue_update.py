"""`flask catalogue update`: what it keeps, joins and drops, and that it never loses a translation."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from flask import Flask

from registration.core.catalogue import FOLDER
from registration.web import cli

ONE, MANY = "%(num)d seat", "%(num)d seats"
POLISH = ("%(num)d miejsce", "%(num)d miejsca", "%(num)d miejsc")


def catalog(*messages: Message) -> Catalog:
    known = Catalog(locale="pl")
    for one in messages:
        known[one.id] = one
    return known


def entries(known: Catalog) -> dict[object, object]:
    return {one.id: one.string for one in known if one.id}


def test_a_sentence_marked_form_by_form_keeps_its_one_plural_entry() -> None:
    known = catalog(Message((ONE, MANY), POLISH))
    assert entries(cli.brought_up(known, [Message(ONE), Message(MANY)])) == {(ONE, MANY): POLISH}


def test_a_plural_whose_second_form_is_also_marked_singly_is_one_entry() -> None:
    fresh = cli.brought_up(catalog(), [Message(MANY), Message((ONE, MANY))])
    assert list(entries(fresh)) == [(ONE, MANY)]


def test_a_text_that_lost_its_plural_is_asked_for_anew() -> None:
    known = catalog(Message((ONE, MANY), POLISH))
    assert entries(cli.brought_up(known, [Message(MANY)])) == {MANY: ""}


def test_a_text_that_got_a_plural_is_asked_for_anew() -> None:
    known = catalog(Message(ONE, "miejsce"))
    fresh = cli.brought_up(known, [Message((ONE, MANY))])
    assert list(entries(fresh)) == [(ONE, MANY)]
    assert not any(entries(fresh)[ONE, MANY])


def test_known_texts_keep_their_polish_new_ones_wait_and_old_ones_go() -> None:
    known = catalog(Message("seat", "miejsce"), Message("gone", "zniknęło"))
    assert entries(cli.brought_up(known, [Message("seat"), Message("room")])) == {
        "seat": "miejsce",
        "room": "",
    }


@pytest.mark.parametrize("package", cli.packages())
def test_every_catalogue_can_be_updated_and_says_the_same(
    app: Flask, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied(package, tmp_path, monkeypatch)
    before = told(copy)
    result = app.test_cli_runner().invoke(args=["catalogue", "update", package])
    assert result.exit_code == 0, result.output
    assert told(copy).items() <= before.items()
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_writing_that_fails_leaves_the_translations(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copied("mailings", tmp_path, monkeypatch)
    kept = copy.read_bytes()

    def full_disk(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    result = app.test_cli_runner().invoke(args=["catalogue", "update", "mailings"])
    assert isinstance(result.exception, OSError)
    assert copy.read_bytes() == kept


def copied(package: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command work on a copy of a package's catalogue, in a folder of its own."""
    source = FOLDER / "pl" / "LC_MESSAGES" / f"{package}.po"
    copy = folder / "catalogue" / source.name
    copy.parent.mkdir()
    if source.exists():
        copy.write_bytes(source.read_bytes())
    monkeypatch.setattr(cli, "po_file", lambda package: copy)
    return copy


def told(path: Path) -> dict[object, object]:
    """Every text of a catalogue, in its context, with its Polish."""
    return {(one.id, one.context): one.string for one in cli._read(path) if one.id}
