"""`flask doctor`: a sentence for each thing, and what helps."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import orm, text

from registration.config import MailSecurity, Settings
from registration.core import clock
from registration.operations import services
from registration.operations.doctor import address, database, machine
from registration.operations.doctor.finding import Finding, Level
from tests.factories import operations
from tests.faults.smtp_server import SmtpServer
from tests.houses import close, make_settings


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["doctor", *words])


def mailing(app: Flask, port: int, security: MailSecurity = MailSecurity.NONE) -> None:
    """Have the application send to the port."""
    from registration.outbox import transport

    chosen = replace(
        app.extensions["zapisy.settings"],
        mail_server="127.0.0.1", mail_port=port, mail_security=security, mail_sender="zapisy@example.org",
    )  # fmt: skip
    app.extensions["zapisy.settings"] = chosen
    transport.configure(app, chosen)


def of_text(found: list[Finding], part: str) -> Finding:
    [one] = [finding for finding in found if part in finding.what.text]
    return one


def test_an_installation_in_good_order_has_no_cross(app: Flask, db: orm.Session) -> None:
    operations.all_well(db)
    with SmtpServer() as server:
        mailing(app, server.port)
        done = run(app)
        assert server.taken == []
    assert done.exit_code == 0, done.output
    assert "✗" not in done.output
    assert "Żadna pilna wiadomość nie czeka na wysłanie" in done.output
    assert "Znak życia" in done.output or "znak życia" in done.output


def test_only_an_address_makes_it_send_and_then_one_mail(app: Flask, db: orm.Session) -> None:
    operations.all_well(db)
    with SmtpServer() as server:
        mailing(app, server.port)
        done = run(app, "--send-to", "anna@example.org")
        assert [address for address, _content in server.taken] == ["anna@example.org"]
    assert "anna@example.org" in done.output


def test_a_mail_server_that_does_not_answer_is_wrong(app: Flask, db: orm.Session) -> None:
    operations.all_well(db)
    with SmtpServer() as server:
        port = server.port
    mailing(app, port)
    done = run(app)
    assert done.exit_code == 1
    assert f"✗ Serwer poczty 127.0.0.1:{port}" in done.output
    assert "MAIL_PORT" in done.output


def test_a_mail_server_without_the_wanted_protection_is_wrong(app: Flask, db: orm.Session) -> None:
    operations.all_well(db)
    with SmtpServer() as server:
        mailing(app, server.port, MailSecurity.STARTTLS)
        done = run(app)
    assert done.exit_code == 1
    assert "MAIL_SECURITY" in done.output


def test_a_dead_worker_is_wrong(app: Flask, db: orm.Session) -> None:
    operations.all_well(db)
    services.beat(db, clock.now() - timedelta(hours=1))
    db.commit()
    done = run(app)
    assert done.exit_code == 1
    assert "flask --app app worker" in done.output


def test_tables_without_revision_are_wrong(app: Flask, db: orm.Session) -> None:
    done = run(app)
    assert done.exit_code == 1
    assert "flask --app app db upgrade" in done.output


@pytest.mark.sqlite
def test_a_damaged_database_is_told_and_not_a_stack_trace(
    app: Flask, db: orm.Session, settings: Settings
) -> None:
    operations.all_well(db)
    db.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.close()
    close(app)
    (settings.instance / "zapisy.sqlite3").write_bytes(b"nothing that SQLite knows" * 400)
    done = run(app)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert "✗ Baza danych" in done.output


def test_a_database_out_of_reach_is_told(app: Flask, tmp_path: Path) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(f"postgresql+psycopg://zapisy:hidden@/zapisy?host={tmp_path}")
    [found] = database.look(engine, clock.now())
    engine.dispose()
    assert found.level is Level.WRONG
    assert "hidden" not in str(found)


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({"base_url": "https://zapisy.example.org", "trusted_proxies": 1}, Level.GOOD),
        ({"base_url": "http://zapisy.example.org", "trusted_proxies": 1}, Level.WRONG),
        ({"base_url": "https://zapisy.example.org/podfolder", "trusted_proxies": 1}, Level.WRONG),
        ({"base_url": "http://localhost:8000"}, Level.NOTE),
    ],
)
def test_the_public_address_is_judged(tmp_path: Path, changed: dict[str, object], level: Level) -> None:
    assert of_text(list(address.look(make_settings(tmp_path, **changed))), "BASE_URL").level is level


def test_visitors_behind_an_unknown_proxy_would_share_a_limit(tmp_path: Path) -> None:
    found = list(address.look(make_settings(tmp_path, base_url="https://zapisy.example.org")))
    assert of_text(found, "proxies").level is Level.WRONG


def test_a_key_that_others_can_read_is_wrong(tmp_path: Path) -> None:
    chosen = make_settings(tmp_path, secret_key="")
    chosen.key()
    os.chmod(tmp_path / "secret_key", 0o644)  # noqa: PTH101
    assert of_text(list(machine.look(chosen, clock.now())), "Secret key").level is Level.WRONG
    os.chmod(tmp_path / "secret_key", 0o600)  # noqa: PTH101
    assert of_text(list(machine.look(chosen, clock.now())), "Secret key").level is Level.GOOD


def test_a_clock_from_before_the_program_is_wrong(tmp_path: Path) -> None:
    long_ago = clock.now() - timedelta(days=20000)
    assert of_text(list(machine.look(make_settings(tmp_path), long_ago)), "Clock").level is Level.WRONG
