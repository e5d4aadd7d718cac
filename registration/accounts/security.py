"""Flask-Security as this house uses it: its settings, and the parts that are ours."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore

from registration.accounts.models import Role, User
from registration.core import clock
from registration.core.site import Site
from registration.extensions import db

BLUEPRINT = "accounts"


class HouseSecurity(Security):  # type: ignore[misc]
    """Flask-Security without its pages' addresses (they are in registration.accounts.views)."""

    def _check_modules(self, module: str, config_name: str) -> Any:
        """It asks for the package qrcode, to draw what segno draws here."""
        return module == "qrcode" or super()._check_modules(module, config_name)


def settings_of(site: Site) -> Mapping[str, object]:
    """Flask-Security's settings."""
    totp_key = hashlib.sha256(b"totp\0" + site.key).digest()
    return {
        "SECURITY_BLUEPRINT_NAME": BLUEPRINT,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_FRESHNESS": timedelta(minutes=30),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
        "SECURITY_TOTP_SECRETS": {"1": base64.urlsafe_b64encode(totp_key).decode()},
        "SECURITY_TOTP_ISSUER": site.name,
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_POST_LOGIN_VIEW": "/desk/",
        "SECURITY_POST_LOGOUT_VIEW": "/trainings/",
    }


def configure_security(app: Flask) -> None:
    """Join Flask-Security to the application."""
    for name, value in settings_of(app.extensions["zapisy.site"]).items():
        app.config.setdefault(name, value)
    HouseSecurity(app, SQLAlchemyUserDatastore(db, User, Role), register_blueprint=False)
