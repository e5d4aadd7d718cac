"""STARTTLS is not believed without a certificate that can be checked; no word of a mail is said."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from registration.config import MailSecurity, Settings
from registration.core import clock
from registration.outbox import deliver, services
from registration.outbox.tasks import carrier
from registration.web.site import site
from registration.web.writing import writing
from tests.certificates import self_signed
from tests.factories import mails
from tests.faults.smtp_server import SmtpServer
from tests.houses import make_settings


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, signed by itself, with its key in the same file."""
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(certificate: Path) -> Iterator[SmtpServer]:
    """A server that wants STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with SmtpServer(tls=context) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: SmtpServer) -> Settings:
    """An installation that sends by it."""
    sending = {"mail_server": "127.0.0.1", "mail_port": server.port, "mail_security": MailSecurity.STARTTLS}
    return make_settings(tmp_path / "instance", **sending)


def send_one(app: Flask) -> deliver.Tally:
    """Enqueue one mail and run the delivery."""
    mails.use_samples(app)
    with app.app_context():
        with writing() as db:
            services.enqueue(db, mails.draft(), now=clock.now())
        return deliver.drain(carrier(), site())


def test_a_certificate_that_cannot_be_checked_is_refused(app: Flask, server: SmtpServer) -> None:
    tally = send_one(app)
    assert tally.out_of_reach
    assert server.taken == []


def test_a_certificate_that_can_be_checked_is_trusted(
    app: Flask, server: SmtpServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send_one(app).sent == 1
    assert len(server.taken) == 1
