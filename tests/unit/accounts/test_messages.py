"""Flask-Security speaks with our words, and only of what is switched on."""

import re
from pathlib import Path

import flask_security
import pytest
from flask import Flask
from flask_babel import force_locale
from flask_security.utils import get_message

from registration.accounts.messages import MESSAGES
from registration.web.language import catalogue

MODULES = ("views", "decorators", "forms", "recovery_codes", "tf_plugin", "twofactor")
SWITCHED_OFF = {
    "ALREADY_CONFIRMED", "CHANGE_EMAIL_CONFIRMED", "CHANGE_EMAIL_EXPIRED", "CODE_HAS_BEEN_SENT", "CONFIRMATION_EXPIRED",
    "CONFIRMATION_REQUEST", "CONFIRMATION_REQUIRED", "EMAIL_ALREADY_ASSOCIATED", "EMAIL_CONFIRMED", "FORGOT_PASSWORD",
    "GENERIC_AUTHN_FAILED", "IDENTITY_ALREADY_ASSOCIATED", "INVALID_CONFIRMATION_TOKEN", "INVALID_LOGIN_TOKEN",
    "INVALID_RESET_PASSWORD_TOKEN", "LOGIN_EMAIL_SENT", "LOGIN_EXPIRED", "NO_RECOVERY_CODES_SETUP", "PASSWORD_CHANGE",
    "PASSWORD_IS_THE_SAME", "PASSWORD_RESET", "PASSWORD_RESET_EXPIRED", "PASSWORD_RESET_NO_LOGIN",
    "PASSWORD_RESET_REQUEST", "PASSWORDLESS_LOGIN_SUCCESSFUL", "PHONE_INVALID",
    "RETYPE_PASSWORD_MISMATCH", "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL",
    "TWO_FACTOR_DISABLED", "TWO_FACTOR_METHOD_NOT_AVAILABLE", "TWO_FACTOR_SETUP_EXPIRED", "USE_CODE",
    "USERNAME_ALREADY_ASSOCIATED", "USERNAME_NOT_PROVIDED", "USERNAME_RECOVERY_REQUEST", "ANONYMOUS_USER_REQUIRED",
    "FAILED_TO_SEND_CODE",
}  # fmt: skip
"""Of confirmation, change and reset of a password by Flask-Security's own pages, codes by mail, answers in JSON."""


def used() -> set[str]:
    """The names of the messages in the modules whose views and forms we have."""
    folder = Path(flask_security.__file__).parent
    text = "".join((folder / f"{name}.py").read_text() for name in MODULES)
    found = re.findall(r'get_message\(\s*"(\w+)"|message="([A-Z_]+)"|completion_message = "(\w+)"', text)
    return {name for names in found for name in names if name}


def test_every_message_is_ours_or_switched_off() -> None:
    assert used() - set(MESSAGES) - SWITCHED_OFF == set()


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_every_message_is_said_in_polish_and_english(app: Flask, name: str) -> None:
    english, _kind = MESSAGES[name]
    with app.test_request_context("/"):
        assert get_message(name)[0] == catalogue("pl").gettext(english) != english
        with force_locale("en"):
            assert get_message(name)[0] == english
