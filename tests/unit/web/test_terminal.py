"""What the commands print: Polish unless the terminal speaks English."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import click
import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import orm

from registration import create_app
from registration.jobs.running import standing_still
from registration.outbox.models import Failure, MailRoute, MailState
from registration.web.terminal import terminal_language
from tests.english import is_english
from tests.factories import accounts, mails
from tests.houses import close, make_settings

FOR_DEVELOPERS = {"catalogue"}
FLASKS_OWN = {"db", "run", "shell", "routes"}
NOBODY = ("accounts", "reset-password", "nikt@example.org")
LINES: list[tuple[str, ...]] = [
    ("accounts", "create-administrator", "anna@example.org", "--generate"),
    ("accounts", "create-administrator", "anna@", "--generate"),
    NOBODY,
    ("accounts", "first-run-code"),
    ("backup", "make", "kopia.tar.gz"),
    ("backup", "check", "kopia.tar.gz"),
    ("backup", "restore", "kopia.tar.gz"),
    ("database", "move", "--to", "sqlite://"),
    ("demo", "load"),
    ("doctor",),
    ("invites", "reply"),
    ("invites", "fetch"),
    ("outbox", "list"),
    ("outbox", "age"),
    ("outbox", "retry"),
    ("outbox", "retry", "sample000001"),
    ("outbox", "drop", "sample000001"),
    ("outbox", "drop", "sample000001"),
    ("outbox", "drop", "sample000009"),
    ("outbox", "drain", "--at-once"),
    ("outbox", "list"),
    ("partners", "import-terc", "kopia.tar.gz"),
    ("serve",),
    ("worker",),
]
"""One after the other, in one installation."""


@pytest.fixture
def installation(
    app: Flask, db: orm.Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """An installation with mails in trouble, while a backup is being restored."""
    accounts.hash_quickly(app)
    with app.app_context():
        stamp()
    mails.use_samples(app)
    mails.mail(db, 1, state=MailState.FAILED, failure=Failure.ADDRESS)
    mails.mail(db, 2)
    db.add(MailRoute(id=1, pauses=3, failing_since=mails.NOW, failure=Failure.DISK))
    db.commit()
    monkeypatch.chdir(tmp_path)
    return app


def leaves(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Every command below a group, by its words."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, *before, name)
        else:
            yield (*before, name)


def said(app: Flask, *words: str) -> str:
    with standing_still(Path(app.instance_path)) if words[0] in ("serve", "worker") else nullcontext():
        done = app.test_cli_runner().invoke(args=words, input=b"Subject: x\n\nDzie\xc5\x84 dobry")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.output


def test_no_command_prints_english(installation: Flask) -> None:
    ours = {one for one in leaves(installation.cli) if one[0] not in FOR_DEVELOPERS | FLASKS_OWN}
    assert {line[: len(one)] for one in ours for line in LINES if line[: len(one)] == one} == ours
    for line in LINES:
        told = said(installation, *line)
        assert told, line
        assert [one for one in told.splitlines() if is_english(one)] == [], line


def test_an_english_terminal_is_answered_in_english(
    installation: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_GB:pl")
    told = said(installation, *NOBODY)
    assert is_english(told)
    assert told == "Error: No open account has the address nikt@example.org.\n"
    assert "sent 1, failed 0" in said(installation, "outbox", "drain", "--at-once")


@pytest.mark.sqlite
def test_a_database_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    bare = create_app(make_settings(tmp_path / "bare"))
    told = said(bare, *NOBODY)
    close(bare)
    assert told.startswith("Błąd: Nie można użyć bazy danych (no such table: users).")
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "pl"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "de_DE.UTF-8"}, "pl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "pl_PL.UTF-8", "LANGUAGE": "en"}, "en"),
    ],
)
def test_the_terminal_s_language_is_what_its_variables_say(environ: dict[str, str], language: str) -> None:
    assert terminal_language(environ) == language
