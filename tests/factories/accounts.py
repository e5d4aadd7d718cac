"""People who sign in, with their roles, and a quick way to sign them in."""

import itertools
import secrets
import time
import unicodedata
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import orm

from registration.accounts.models import RoleGrant, RoleName, User
from registration.partners.models import Organisation
from registration.trainings.models import Event
from tests.factories.trainings import NOON

PASSWORD = "poprawny koń bateria zszywka"
"""What every test user types where the test signs in by the form."""

_numbers = itertools.count(1)


@cache
def _password_hash() -> str:
    """As passwords are hashed (NFKD), but quickly."""
    return PasswordHasher(time_cost=1, memory_cost=8192).hash(unicodedata.normalize("NFKD", PASSWORD))


def hash_quickly(app: Flask) -> None:
    """Let the application make and check hashes as cheap as those of test users."""
    app.extensions["security"].pwd_context.update(argon2__time_cost=1, argon2__memory_cost=8192)


def user(db: orm.Session, *grants: tuple[RoleName, str, int], **values: Any) -> User:
    """Somebody with an account whose password is PASSWORD; grants are (role, scope kind, scope id).

    Committed, so that requests see them (and whatever else the test's session holds).
    """
    base: dict[str, Any] = {
        "email": f"osoba-{next(_numbers)}@example.org",
        "name": "Osoba (przykład)",
        "password": _password_hash(),
        "active": True,
        "fs_uniquifier": secrets.token_hex(16),
        "create_datetime": NOON,
        "update_datetime": NOON,
    }
    made = User(**{**base, **values})
    made.grants = [RoleGrant(role=role, scope_kind=kind, scope_id=thing) for role, kind, thing in grants]
    db.add(made)
    db.commit()
    return made


def administrator(db: orm.Session, **values: Any) -> User:
    """Somebody who manages the site and its accounts."""
    return user(db, (RoleName.ADMINISTRATOR, "site", 0), **values)


def organiser(db: orm.Session, organisation: Organisation, **values: Any) -> User:
    """Somebody who runs the events of one organisation."""
    return user(db, (RoleName.ORGANISER, "organisation", organisation.id), **values)


def coordinator(db: orm.Session, event: Event, **values: Any) -> User:
    """Somebody who looks after the participants of one event."""
    return user(db, (RoleName.COORDINATOR, "event", event.id), **values)


def secretary(db: orm.Session, forum_id: int, **values: Any) -> User:
    """Somebody who keeps the minutes of one forum."""
    return user(db, (RoleName.SECRETARY, "forum", forum_id), **values)


def door_staff(db: orm.Session, event: Event, **values: Any) -> User:
    """Somebody who notes presence at one event."""
    return user(db, (RoleName.DOOR_STAFF, "event", event.id), **values)


def sign_in(client: FlaskClient, who: User) -> None:
    """Give the client the session of somebody who has just signed in; the form itself is tested with accounts."""
    with client.session_transaction() as session:
        session["_user_id"] = who.fs_uniquifier
        session["_fresh"] = True
        session["fs_paa"] = time.time()
