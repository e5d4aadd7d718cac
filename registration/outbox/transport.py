"""Flask-Mail, and all that is mended about it. The only place that speaks SMTP.

Flask-Mail 0.10 has no timeout, does not check the server's certificate under STARTTLS, cannot set the
calendar's `method` and breaks str attachments. So messages come ready from registration.outbox.mime, and
the connection is opened here.
"""

import smtplib
import ssl
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self

import flask_mail
from flask import Flask, current_app

from registration.config import MailSecurity, Settings
from registration.extensions import mail
from registration.outbox.carrier import Broken, Claim, SlowDown, Unreachable
from registration.outbox.problems import answered, not_connected

TIMEOUT = 10.0
"""Seconds for each exchange with the server."""


def configure(app: Flask, settings: Settings) -> None:
    """Give Flask-Mail the settings, and whoever calls `mail.connect()` or `mail.send()` a safe connection."""
    app.config.update(
        MAIL_SERVER=settings.mail_server or "localhost",
        MAIL_PORT=settings.mail_port,
        MAIL_USE_TLS=settings.mail_security is MailSecurity.STARTTLS,
        MAIL_USE_SSL=settings.mail_security is MailSecurity.TLS,
        MAIL_USERNAME=settings.mail_username or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_DEFAULT_SENDER=settings.mail_sender,
        MAIL_SUPPRESS_SEND=not settings.mail_server,
        MAIL_DEBUG=False,
    )
    mail.init_app(app)
    mail.connect = connect  # type: ignore[method-assign]


def connect() -> "SafeConnection":
    """A connection to the application's SMTP server, opened by its `with` block."""
    return SafeConnection(current_app.extensions["mail"])


class SafeConnection(flask_mail.Connection):
    """With a timeout, and with TLS whose certificate is checked."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Open the connection and sign in. Raises OSError or smtplib.SMTPException."""
        place = self.mail.server, self.mail.port
        if self.mail.use_ssl:
            return self._signed_in(
                smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=ssl.create_default_context())
            )
        host = smtplib.SMTP(*place, timeout=TIMEOUT)
        if self.mail.use_tls:
            with _closing_on_error(host):
                host.starttls(context=ssl.create_default_context())
        return self._signed_in(host)

    def _signed_in(self, host: smtplib.SMTP) -> smtplib.SMTP:
        if self.mail.username and self.mail.password:
            with _closing_on_error(host):
                host.login(self.mail.username, self.mail.password)
        return host

    @property
    def is_over(self) -> bool:
        """Whether the server has hung up after its last answer."""
        return self.host is None or self.host.sock is None

    def __exit__(self, *_problem: object) -> None:
        """Take leave, if anybody is still there to hear it."""
        if self.host is not None:
            with suppress(OSError, smtplib.SMTPException):
                self.host.quit()
            self.host.close()
            self.host = None


class _closing_on_error:  # noqa: N801 - reads as a verb
    def __init__(self, host: smtplib.SMTP) -> None:
        self.host = host

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None:
            self.host.close()


class FrozenMessage(flask_mail.Message):
    """A mail of the outbox for Flask-Mail: its bytes are what was frozen, not what Flask-Mail would make."""

    # The parent's __init__ is left out: it asks the network for this machine's name, for a Message-ID of its own.
    def __init__(self, sender: str, claim: Claim) -> None:
        self.sender: str = sender
        self.recipients: list[str | tuple[str, str]] = [claim.recipient]
        self.subject: str = claim.subject
        self.date: float = claim.frozen_at.timestamp()
        self.content = claim.content
        self.reply_to = self.body = self.charset = self.extra_headers = None
        self.cc, self.bcc, self.attachments, self.alts = [], [], [], {}
        self.mail_options, self.rcpt_options = [], []

    def _message(self) -> EmailMessage:  # type: ignore[override]
        """The parsed mail; only for reading (record_messages, as_string)."""
        return message_from_bytes(self.content, policy=policy.SMTP)

    def as_bytes(self) -> bytes:
        """What goes over the wire: exactly the frozen bytes."""
        return self.content


class SmtpCarrier:
    """Sends frozen mails over one connection, opened at the first and again after it broke."""

    def __init__(self, sender: str) -> None:
        self.sender = sender
        self.connection: SafeConnection | None = None

    def send(self, claim: Claim) -> str:
        """See Carrier. A connection that broke is dropped, so the next mail opens a new one."""
        message = FrozenMessage(self.sender, claim)
        connection = self._open()
        try:
            connection.send(message)
        except (smtplib.SMTPException, OSError) as problem:
            named = answered(problem)
            if isinstance(named, Broken | SlowDown | Unreachable):
                self.close()
            raise named from problem
        return ""

    def _open(self) -> SafeConnection:
        if self.connection is not None and self.connection.is_over:
            self.close()
        if self.connection is None:
            fresh = connect()
            try:
                fresh.__enter__()
            except (smtplib.SMTPException, OSError) as problem:
                raise not_connected(problem) from problem
            self.connection = fresh
        return self.connection

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self.connection is not None:
            self.connection.__exit__(None, None, None)
            self.connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
