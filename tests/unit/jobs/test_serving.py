"""What `flask serve` runs and tells."""

import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from registration.config import Settings
from registration.jobs import serving


@pytest.fixture(autouse=True)
def in_application(app: Flask) -> Iterator[None]:
    """As in the command."""
    with app.app_context():
        yield


@pytest.fixture(autouse=True)
def no_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is asked for a code."""
    monkeypatch.setattr(serving, "first_run_codes", [])


def test_a_busy_port_names_its_cure(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert serving.serve(replace(settings, port=port)) == 1
    told = capsys.readouterr().err
    assert f"Port {port} pod adresem 127.0.0.1 jest zajęty przez inny program." in told
    assert f"PORT={port + 1} make run" in told


def test_it_tells_the_addresses_and_that_no_mail_is_sent(settings: Settings) -> None:
    assert serving.greeting(settings) == [
        "Zapisy działa pod adresem: http://127.0.0.1:8000/",
        "Pulpit organizatora: http://127.0.0.1:8000/desk/",
        f"Poczta nie jest wysyłana: wiadomości są zapisywane jako pliki w folderze {settings.instance / 'mail'}",
    ]
    assert len(serving.greeting(replace(settings, mail_server="smtp.example.org"))) == 2


def test_it_tells_the_demo_organisers_sign_in(settings: Settings) -> None:
    (settings.instance / "demo_sign_in").write_text("organizator@example.org\nhasło\n")
    assert "Organizator (wersja pokazowa): organizator@example.org, hasło: hasło" in serving.greeting(
        settings
    )


def test_it_tells_the_first_administrators_code(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def code(instance: Path) -> str | None:
        return "K7MX-4PQ9-RT2W"

    monkeypatch.setattr(serving, "first_run_codes", [code, lambda _: None])
    told = "Pierwszy administrator: http://127.0.0.1:8000/account/first-run, kod jednorazowy: K7MX-4PQ9-RT2W"
    assert told in serving.greeting(settings)


def test_server_and_worker_run_on_this_python(settings: Settings) -> None:
    commands = serving.commands(replace(settings, host="0.0.0.0", port=8120))
    assert set(commands) == {"server", "worker"}
    assert all(command[0] == sys.executable for command in commands.values())
    assert "--host 0.0.0.0 --port 8120" in " ".join(commands["server"])
