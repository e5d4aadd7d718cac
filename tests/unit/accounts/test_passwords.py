"""Passwords and codes: hashed few at a time, checked, made."""

import re
import threading
import unicodedata

import pytest
from flask import Flask

from registration.accounts import passwords
from registration.accounts.passwords import (
    PasswordTooPlain,
    PasswordTooShort,
    TooManyHashes,
    check,
    hashed,
    matches,
    new_code,
    new_password,
    plain_code,
    turn,
)
from tests.factories.accounts import hash_quickly


@pytest.mark.own_application
def test_a_hash_is_argon2id_of_64_mebibytes(app: Flask) -> None:
    with app.app_context():
        assert hashed("cztery słowa na próbę").startswith("$argon2id$v=19$m=65536,")


def test_letters_composed_in_another_way_are_the_same_password(app: Flask) -> None:
    hash_quickly(app)
    with app.app_context():
        kept = hashed(unicodedata.normalize("NFC", "żółć i cztery słowa"))
        assert matches(unicodedata.normalize("NFD", "żółć i cztery słowa"), kept)
        assert not matches("zolc i cztery slowa", kept)
        assert not matches("cokolwiek innego", None)


@pytest.mark.parametrize("short", ["", "jedenascie.", "  x  "])
def test_short_passwords_are_refused(short: str) -> None:
    with pytest.raises(PasswordTooShort):
        check(short)


@pytest.mark.parametrize("plain", ["aaaaaaaaaaaaaaa", "abababababababab", "Anna.Nowak@example.org"])
def test_plain_passwords_are_refused(plain: str) -> None:
    with pytest.raises(PasswordTooPlain):
        check(plain, "anna.nowak@example.org")


def test_a_made_password_can_be_taken() -> None:
    made = new_password()
    assert re.fullmatch(r"[2-9a-hj-np-z]{5}(-[2-9a-hj-np-z]{5}){3}", made)
    check(made)
    assert made != new_password()


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    code = new_code()
    assert plain_code(code.lower().replace("-", " ")) == plain_code(f" {code}\t") == code.replace("-", "")


def test_only_a_few_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with turn(), turn(), pytest.raises(TooManyHashes), turn():
        pass
    with turn():
        pass


def test_who_waits_gets_the_next_turn() -> None:
    waited: list[str] = []

    def wait() -> None:
        with turn():
            waited.append("in")

    with turn():
        with turn():
            thread = threading.Thread(target=wait)
            thread.start()
            assert not waited
        thread.join()
    assert waited == ["in"]
