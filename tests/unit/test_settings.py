"""Settings: read from the environment, checked at start, documented."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from registration.config import ROOT, BadSetting, MailSecurity, Settings


def test_an_empty_environment_gives_sqlite_in_the_instance_folder():
    settings = Settings.from_environment({})
    assert settings.database == f"sqlite:///{ROOT / 'instance' / 'zapisy.sqlite3'}"


def test_values_come_in_capitals_and_are_stripped():
    settings = Settings.from_environment({"PORT": " 9000 ", "DEMO": "yes", "MAIL_SECURITY": "tls"})
    assert (settings.port, settings.demo, settings.mail_security) == (9000, True, MailSecurity.TLS)


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_a_postgresql_address_is_opened_by_psycopg(given):
    assert Settings.from_environment({"DATABASE_URL": given}).database == "postgresql+psycopg://u@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("DEMO", "maybe"),
        ("MAIL_SECURITY", "ssl3"),
        ("BASE_URL", "zapisy.example.pl"),
        ("ZONE", "Europe/Lodz"),
        ("DEFAULT_LANGUAGE", "de"),
        ("MAIL_SENDER", "biuro"),
        ("DATABASE_URL", "abc"),
        ("DATABASE_URL", "mysql://127.0.0.1/zapisy"),
        ("DATABASE_URL", "postgresql://127.0.0.1:abc/zapisy"),
    ],
)
def test_a_wrong_value_is_refused_by_the_setting_s_name(name, value):
    with pytest.raises(BadSetting, match=name):
        Settings.from_environment({name: value})


def test_a_mailbox_needs_its_user():
    with pytest.raises(BadSetting, match="IMAP_USERNAME"):
        Settings.from_environment({"IMAP_SERVER": "imap.example.org"})


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path):
    first, second = Settings(instance=tmp_path).key(), Settings(instance=tmp_path).key()
    assert first == second
    assert len(first) > 40
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_new_instance_folder_is_closed_to_other_users_of_the_machine(tmp_path: Path):
    settings = Settings(instance=tmp_path / "zapisy")
    settings.key()
    assert not stat.S_IMODE(settings.instance.stat().st_mode) & 0o007


def test_a_wrong_setting_ends_the_start_with_one_sentence(tmp_path: Path):
    given = {**os.environ, "INSTANCE": str(tmp_path), "MAIL_PORT": "abc"}
    flask = [sys.executable, "-m", "flask", "--app", "app", "doctor"]
    done = subprocess.run(flask, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Wrong setting: MAIL_PORT must be a whole number, not 'abc'\n"


def test_every_setting_is_documented_for_operators():
    told = (ROOT / "docs" / "operations.md").read_text()
    missing = [name.upper() for name in Settings.__dataclass_fields__ if f"`{name.upper()}`" not in told]
    assert not missing
