"""What `flask doctor` says of the mailbox for answers, asked of a real Dovecot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registration.config import MailSecurity
from registration.operations.doctor import mailbox
from registration.operations.doctor.finding import Finding, Level
from tests.certificates import self_signed
from tests.houses import make_settings
from tests.interop.dovecot import PASSWORD, Dovecot, free_port


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def server(certificate: Path) -> Iterator[Dovecot]:
    with Dovecot(certificate) as running:
        yield running


def look(server: Dovecot, folder: Path, **more: object) -> Finding:
    given = {"imap_server": "127.0.0.1", "imap_port": server.tls_port, "imap_username": server.user}
    [found] = mailbox.look(make_settings(folder, **{**given, "imap_password": PASSWORD, **more}))
    return found


@pytest.mark.foreign
def test_a_mailbox_in_good_order_has_no_cross(
    server: Dovecot, certificate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert look(server, tmp_path).level is Level.GOOD


@pytest.mark.foreign
@pytest.mark.parametrize(
    ("changed", "cure"),
    [
        ({"imap_password": "zgadnij"}, "IMAP_PASSWORD"),
        ({"imap_folder": "Nie ma"}, "IMAP_FOLDER"),
        ({"imap_port": free_port()}, "IMAP_PORT"),
    ],
)
def test_each_fault_has_its_cure(
    server: Dovecot,
    certificate: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: dict[str, object],
    cure: str,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    found = look(server, tmp_path, **changed)
    assert found.level is Level.WRONG
    assert found.cure is not None
    assert cure in found.cure.text
    assert PASSWORD not in str(found)


@pytest.mark.foreign
def test_a_certificate_that_cannot_be_checked_is_wrong(server: Dovecot, tmp_path: Path) -> None:
    found = look(server, tmp_path)
    assert found.level is Level.WRONG
    assert found.cure is not None
    assert "IMAP_SECURITY" in found.cure.text


@pytest.mark.foreign
def test_an_unprotected_connection_is_noted(server: Dovecot, tmp_path: Path) -> None:
    found = look(server, tmp_path, imap_port=server.port, imap_security=MailSecurity.NONE)
    assert found.level is Level.NOTE


def test_no_mailbox_is_a_note_and_what_to_set(tmp_path: Path) -> None:
    [found] = mailbox.look(make_settings(tmp_path))
    assert found.level is Level.NOTE
    assert found.cure is not None
    assert "IMAP_SERVER" in found.cure.text
