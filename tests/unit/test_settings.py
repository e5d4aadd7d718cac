"""Settings: read from the environment, checked at start, documented."""

import stat
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


def test_every_setting_is_documented_for_operators():
    told = (ROOT / "docs" / "operations.md").read_text()
    missing = [name.upper() for name in Settings.__dataclass_fields__ if f"`{name.upper()}`" not in told]
    assert not missing
