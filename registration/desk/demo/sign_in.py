"""The demo organiser's account, whose random password is kept in instance/ for whoever runs `make run`."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import orm

from registration.accounts import passwords
from registration.accounts.audit import PROGRAM
from registration.accounts.models import RoleName, User
from registration.accounts.permissions import Scope
from registration.accounts.services import NewPerson, create, grant

EMAIL = "organiser@example.org"
NAME = "Organizator (przykład)"
FILE = "demo_sign_in"
"""In the instance folder: the address on the first line, the password on the second."""


@dataclass(frozen=True)
class Access:
    """What the organiser signs in with, and the hash that is stored."""

    email: str
    password: str
    password_hash: str


def new_access() -> Access:
    """A random password with its hash. Slow, as hashing is: call it outside of the writing transaction."""
    password = passwords.new_password()
    return Access(EMAIL, password, passwords.hashed(password))


def open_account(db: orm.Session, access: Access, now: datetime) -> User:
    """The account, without a role yet. Raises EmailTaken."""
    return create(db, NewPerson(access.email, NAME), access.password_hash, PROGRAM, now=now)


def give_roles(
    db: orm.Session, user: User, roles: Iterable[tuple[RoleName, Scope, int]], now: datetime
) -> None:
    """Roles, each for one thing: (role, its kind of thing, the thing's id)."""
    for role, kind, thing in roles:
        grant(db, user.id, role, (kind, thing), PROGRAM, now=now)


def keep(access: Access, folder: Path) -> Path:
    """Write address and password to a file that nobody else may read (mode 0600); gives its path."""
    path, new = folder / FILE, folder / f"{FILE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{access.email}\n{access.password}\n")
    return new.replace(path)
