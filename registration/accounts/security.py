"""Flask-Security as this house uses it: its settings, its parts that are ours, and what is switched off.

It knows who is signed in, checks passwords and codes, and asks again before dangerous acts. What it would
write (passwords, second factors) and mail is done by registration.accounts.services, each in one transaction
with its audit line and its mail.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, session
from flask_login import user_logged_in, user_logged_out
from flask_security import (
    EmailValidateException,
    MailUtil,
    MfRecoveryCodesUtil,
    Security,
    SQLAlchemyUserDatastore,
)
from flask_security.totp import Totp
from passlib.exc import UsedTokenError  # type: ignore[import-untyped]
from sqlalchemy import inspect, update

from registration.accounts import queries, services
from registration.accounts.messages import MESSAGES
from registration.accounts.models import Role, User
from registration.accounts.passwords import PatientContext, plain_code
from registration.core import clock
from registration.core.errors import DomainError
from registration.core.mail_address import key
from registration.core.site import Site
from registration.core.tokens import keyed_hash
from registration.extensions import db
from registration.web.language import Catalogues, say
from registration.web.site import site
from registration.web.writing import reading, writing

BLUEPRINT = "accounts"
SIGNED_IN_FOR = timedelta(days=7)
"""After which the password is asked for again, even in a browser that is never closed."""
FRESH = timedelta(minutes=30)
"""How long after typing the password somebody may change what protects the account."""


def settings_of(here: Site) -> Mapping[str, object]:
    """Flask-Security's settings."""
    totp_key = hashlib.sha256(b"totp\0" + here.key).digest()
    return {
        "SECURITY_BLUEPRINT_NAME": BLUEPRINT,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": FRESH,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_TOTP_SECRETS": {"1": base64.urlsafe_b64encode(totp_key).decode()},
        "SECURITY_TOTP_ISSUER": here.name,
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_VERIFY_TEMPLATE": "accounts/verify.html",
        "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/code.html",
        "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/recovery_code.html",
        "SECURITY_POST_LOGIN_VIEW": "/desk/",
        "SECURITY_POST_LOGOUT_VIEW": "accounts.signed_out",
        **{f"SECURITY_MSG_{name}": message for name, message in MESSAGES.items()},
    }


def configure_security(app: Flask) -> None:
    """Join Flask-Security to the application."""
    from registration.accounts import forms

    app.config.update({**settings_of(app.extensions["zapisy.site"]), **_given(app)})
    made = HouseSecurity(
        app,
        QueuedStore(db, User, Role),
        register_blueprint=False,
        login_form=forms.SignInForm,
        verify_form=forms.VerifyForm,
        two_factor_verify_code_form=forms.CodeForm,
        mf_recovery_form=forms.RecoveryCodeForm,
        mail_util_cls=NoMail,
        totp_cls=OnceOnlyTotp,
        mf_recovery_codes_util_cls=HashedRecoveryCodes,
    )
    made.pwd_context = PatientContext(made.pwd_context)
    made.i18n_domain = Catalogues()
    made.want_json(lambda _request: False)
    made.login_context_processor(lambda: {"first_run": queries.nobody_yet(reading())})
    _switch_off(app, made)
    made.login_manager.user_loader(_for_a_week(made.login_manager._user_callback))
    user_logged_in.connect(_new_token, app)
    user_logged_out.connect(_forget_all, app)


class HouseSecurity(Security):
    """Flask-Security without addresses of its own: registration.accounts.views gives its pages ours."""

    def _check_modules(self, module: str, config_name: str) -> Any:
        """It would ask for the package qrcode, to draw what segno draws here."""
        return module == "qrcode" or super()._check_modules(module, config_name)  # type: ignore[no-untyped-call]


class QueuedStore(SQLAlchemyUserDatastore):
    """Flask-Security's store of users, which writes by the queue of writers like everybody else.

    Flask-Security reads and then changes a user in one transaction, which SQLite refuses under load. So what
    it changes (a password hashed anew with stronger settings) is taken out of the session as soon as it is
    put there, and written at the end in a short transaction of its own.
    """

    def put(self, model: Any) -> Any:
        """Note what is to be changed."""
        changed = {one.key: one.value for one in inspect(model).attrs if one.history.has_changes()}
        g.setdefault("account_changes", []).append((model.id, changed))
        db.session.expire(model, list(changed))
        return model

    def commit(self) -> None:
        """Write what was noted."""
        noted = g.pop("account_changes", [])
        if not noted:
            return
        with writing() as session:
            for number, changed in noted:
                session.execute(update(User).where(User.id == number).values(changed))


class NoMail(MailUtil):
    """Flask-Security sends nothing: mails about accounts are enqueued by registration.accounts.services."""

    def send_mail(self, template: str, *args: Any, **kwargs: Any) -> None:
        """Nothing of ours comes here. Raises NotImplementedError."""
        raise NotImplementedError(f"{template}: mails go through the outbox")

    def normalize(self, email: str) -> str:
        """The address as accounts are stored by. Raises EmailValidateException."""
        try:
            return key(email)
        except DomainError as problem:
            raise EmailValidateException(say(problem.told)) from problem

    def validate(self, email: str) -> str:
        """As normalize."""
        return self.normalize(email)


class OnceOnlyTotp(Totp):
    """The authenticator's codes, each good once (RFC 6238, 5.2), and no picture inside the page."""

    def get_last_counter(self, user: User) -> int | None:  # type: ignore[override]
        """The time step of the last code that was used."""
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: Any) -> None:  # type: ignore[override]
        """Use the code up. Raises UsedTokenError when another request was faster with the same one."""
        with writing() as session:
            taken = services.take_code(session, user.id, tmatch.counter)
        if not taken:
            raise UsedTokenError

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Not inside the page: registration.accounts.views draws it at an address of its own."""
        return ""


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, of which only hashes are kept."""

    def check_recovery_code(self, user: User, code: str) -> bool:  # type: ignore[override]
        """Whether the code is good; it is used up at once, so that two requests cannot both have it."""
        with writing() as session:
            return services.take_recovery_code(session, user.id, recovery_hash(code), now=clock.now())

    def delete_recovery_code(self, user: User, code: str) -> bool:  # type: ignore[override]
        """Done by check_recovery_code."""
        return True


def recovery_hash(code: str) -> str:
    """What is kept of a recovery code, however it is typed."""
    return keyed_hash(site().key, "recovery code", plain_code(code))


def house() -> HouseSecurity:
    """Flask-Security of the running application."""
    found: HouseSecurity = current_app.extensions["security"]
    return found


def _given(app: Flask) -> dict[str, object]:
    """Flask-Security's settings that came with the application (tests)."""
    return {name: value for name, value in app.config.items() if name.startswith("SECURITY_")}


def _switch_off(app: Flask, made: Security) -> None:
    """What would open doors or sessions that we do not have.

    Tokens in the address, "remember me", Principal's look at the session before every request, and a session's
    tie to the network address, which changes as people move.
    """
    made.login_manager._request_callback = None
    made.login_manager.session_protection = None
    app.before_request_funcs[None].remove(made.principal._on_before_request)
    app.after_request_funcs[None].remove(made.login_manager._update_remember_cookie)


def _for_a_week(load: Callable[[str], User | None]) -> Callable[[str], User | None]:
    """Who is signed in by a session, if their password was typed at most SIGNED_IN_FOR ago."""

    def loaded(uniquifier: str) -> User | None:
        age = clock.now().timestamp() - float(session.get("fs_paa", 0))
        return load(uniquifier) if age < SIGNED_IN_FOR.total_seconds() else None

    return loaded


def _new_token(app: Flask, **details: object) -> None:
    """A CSRF token that somebody planted before the sign-in is worth nothing after it."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def _forget_all(app: Flask, **details: object) -> None:
    """Signing out leaves nothing in the browser."""
    session.clear()
    g.pop("csrf_token", None)
