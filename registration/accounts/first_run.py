"""The first run: while nobody has an account, the server prints a one-time code for the first administrator.

Only a hash of the code is kept, in instance/first_run_code, and it goes when the code is used.
"""

import hmac
import os
from pathlib import Path

from registration.accounts import queries
from registration.accounts.passwords import new_code, plain_code
from registration.core.tokens import keyed_hash
from registration.extensions import db
from registration.web.site import site

FILE = "first_run_code"


def first_run_code(instance: Path) -> str | None:
    """A new code to print, "K7MX-4PQ9-RT2W", while there is no account; it replaces the one printed before.

    None when somebody has an account. Needs an application context.
    """
    nobody = queries.nobody_yet(db.session())
    db.session.remove()
    if not nobody:
        forget(instance)
        return None
    code = new_code()
    _write(instance / FILE, _hash(code))
    return code


def is_first_run_code(instance: Path, typed: str) -> bool:
    """Whether this is the code that was printed last."""
    path = instance / FILE
    kept = path.read_text().strip() if path.exists() else ""
    return bool(kept) and hmac.compare_digest(kept, _hash(typed))


def forget(instance: Path) -> None:
    """The code is used up."""
    (instance / FILE).unlink(missing_ok=True)


def _hash(code: str) -> str:
    return keyed_hash(site().key, "first run", plain_code(code))


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
