"""Every setting of the program: one frozen `Settings`, read from the environment and checked at start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A setting in the environment cannot be used; the message names it and says what is expected."""


class MailSecurity(StrEnum):
    """How the connection to the SMTP or IMAP server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


T = TypeVar("T")


def _setting(default: T, about: str) -> T:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    """What an installation may set. The environment's name is the field's name in capitals."""

    instance: Path = _setting(ROOT / "instance", "Folder for the database, the secret key and unsent mail.")
    secret_key: str = _setting(
        "", "Signs sessions and links. Made once and kept in instance/secret_key if not given."
    )
    database_url: str = _setting("", "SQLAlchemy address; SQLite in instance/ if not given.")
    base_url: str = _setting(
        "http://127.0.0.1:8000", "Public address of the site, for links in e-mails and calendars."
    )
    site_name: str = _setting("Zapisy", "Name of the site, shown on every page and in e-mails.")
    contact_email: str = _setting("", "Address shown in the footer and in the declaration of accessibility.")
    default_language: str = _setting("pl", "Language of a visitor who has not chosen: pl or en.")
    zone: str = _setting("Europe/Warsaw", "IANA time zone of new events.")
    mail_server: str = _setting(
        "", "SMTP host. Without it, mails are written to instance/mail/ as .eml files."
    )
    mail_port: int = _setting(587, "SMTP port.")
    mail_username: str = _setting("", "SMTP user name; no sign-in if not given.")
    mail_password: str = _setting("", "SMTP password.")
    mail_security: MailSecurity = _setting(MailSecurity.STARTTLS, "none, starttls or tls.")
    mail_sender: str = _setting(
        "zapisy@localhost.localdomain", "Sender and calendar organizer: a mailbox that is read."
    )
    mail_per_minute: int = _setting(0, "The most mails that may be sent in any minute; 0 for no limit.")
    mail_per_hour: int = _setting(0, "The most mails that may be sent in any hour; 0 for no limit.")
    mail_retention_days: int = _setting(
        90, "Days after which a mail's content and recipient are erased; 0 keeps them."
    )
    imap_server: str = _setting(
        "", "IMAP host of the mailbox that answers of calendars come to. Without it they are not collected."
    )
    imap_port: int = _setting(993, "IMAP port.")
    imap_security: MailSecurity = _setting(MailSecurity.TLS, "none, starttls or tls.")
    imap_username: str = _setting("", "IMAP user name.")
    imap_password: str = _setting("", "IMAP password.")
    imap_folder: str = _setting("INBOX", "The folder that is read; nothing in it is changed.")
    hold_minutes: int = _setting(5, "How long a calendar update waits for further edits before it is sent.")
    needs_days: int = _setting(
        30, "Days after an event's end until the needs that participants told (diet, access) are erased."
    )
    trusted_proxies: int = _setting(
        0, "How many reverse proxies in front may be believed about the visitor's address."
    )
    upload_megabytes: int = _setting(20, "The largest file that organisers may upload, in MB.")
    host: str = _setting("127.0.0.1", "Address on which the server listens.")
    port: int = _setting(8000, "Port on which the server listens.")
    demo: bool = _setting(False, "Load the demo when the database is empty (make run sets it).")

    def __post_init__(self) -> None:
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise BadSetting(f"BASE_URL must be an http or https address, not {self.base_url!r}")
        if self.default_language not in ("pl", "en"):
            raise BadSetting(f"DEFAULT_LANGUAGE must be pl or en, not {self.default_language!r}")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise BadSetting(
                f"ZONE must be an IANA time zone such as Europe/Warsaw, not {self.zone!r}"
            ) from problem
        if not _is_database(self.database):
            raise BadSetting(
                "DATABASE_URL must be the address of an SQLite or PostgreSQL database, as in "
                "postgresql://user@host/database"
            )
        if "@" not in self.mail_sender:
            raise BadSetting(f"MAIL_SENDER must be an e-mail address, not {self.mail_sender!r}")
        if not 1 <= self.upload_megabytes <= 200:
            raise BadSetting(f"UPLOAD_MEGABYTES must be from 1 to 200, not {self.upload_megabytes}")
        if self.imap_server and not self.imap_username:
            raise BadSetting("IMAP_USERNAME is needed with IMAP_SERVER: whose mailbox is read")

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database, with the default filled in."""
        if not self.database_url:
            return f"sqlite:///{self.instance / 'zapisy.sqlite3'}"
        return with_driver(self.database_url)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; unset ones keep their defaults. Raises `BadSetting` naming the one at fault."""
        given: dict[str, object] = {}
        for name, spec in cls.__dataclass_fields__.items():
            raw = environ.get(name.upper(), "").strip()
            if raw:
                given[name] = _parse(name.upper(), raw, spec.default)
        return cls(**given)  # type: ignore[arg-type]

    def make_instance(self) -> None:
        """The folder for the installation's data, where there is none: closed to strangers on the same machine."""
        self.instance.mkdir(mode=0o750, parents=True, exist_ok=True)

    def key(self) -> str:
        """The secret key: the given one, or the one kept in instance/secret_key (made on first use, mode 0600)."""
        if self.secret_key:
            return self.secret_key
        self.make_instance()
        path = self.instance / "secret_key"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(made := secrets.token_urlsafe(48))
        return made


def with_driver(address: str) -> str:
    """The SQLAlchemy address of a database; PostgreSQL's names our driver."""
    if address.startswith(("postgres://", "postgresql://")):
        return "postgresql+psycopg://" + address.split("://", 1)[1]
    return address


def _is_database(address: str) -> bool:
    """Whether it can be read as the address of a database that we know; it may hold a password, so it is not told."""
    try:
        return make_url(address).get_backend_name() in ("sqlite", "postgresql")
    except (ArgumentError, ValueError):
        return False


def _parse(name: str, raw: str, default: object) -> object:
    """Turn the environment's text into the type of the setting's default."""
    if isinstance(default, bool):
        if raw.lower() not in ("0", "1", "true", "false", "yes", "no"):
            raise BadSetting(f"{name} must be 1 or 0, not {raw!r}")
        return raw.lower() in ("1", "true", "yes")
    if isinstance(default, int):
        if not raw.isdecimal():
            raise BadSetting(f"{name} must be a whole number, not {raw!r}")
        return int(raw)
    if isinstance(default, MailSecurity):
        if raw not in tuple(MailSecurity):
            raise BadSetting(f"{name} must be one of {', '.join(MailSecurity)}, not {raw!r}")
        return MailSecurity(raw)
    return Path(raw).resolve() if isinstance(default, Path) else raw
