"""Rate limits whose counters live in the database, so that all processes share them."""

import random
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage
from sqlalchemy import FromClause, Integer, String, bindparam, case, delete, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from registration.core import mail_address
from registration.core.database import Base, UtcDateTime
from registration.core.driver import QuickSelect
from registration.core.mail_address import BadAddress
from registration.core.postgres import ASYNCHRONOUS
from registration.core.sqlite import IMMEDIATE, queue_of_writers
from registration.core.tokens import keyed_hash
from registration.extensions import db
from registration.web.preferences import is_another_look
from registration.web.site import site
from registration.web.writing import at_once


class RateCounter(Base):
    """How often something was done in a window of time. The key holds no personal data (see `by_address`)."""

    __tablename__ = "rate_counters"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    expires_at: Mapped[datetime]


def _counting(insert: Any, *from_tables: FromClause) -> QuickSelect:
    """One statement that counts in a window, or begins the next window."""
    key, amount = bindparam("key", type_=String()), bindparam("amount", type_=Integer())
    now, expires_at = (bindparam(name, type_=UtcDateTime()) for name in ("now", "expires_at"))
    source = select(key, amount, expires_at).select_from(*from_tables).where(true())
    fresh = insert(RateCounter).from_select(["key", "count", "expires_at"], source)
    over = RateCounter.expires_at <= now
    upsert = fresh.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((over, fresh.excluded.count), else_=RateCounter.count + fresh.excluded.count),
            "expires_at": case((over, fresh.excluded.expires_at), else_=RateCounter.expires_at),
        },
    )
    return QuickSelect(upsert.returning(RateCounter.count))


COUNTING = {"sqlite": _counting(sqlite.insert), "postgresql": _counting(postgresql.insert, ASYNCHRONOUS)}
SWEEPING = 0.005
"""In which part of all cases old counters are forgotten."""
chance = random.Random()


class DatabaseStorage(Storage):
    """A counter per key and window, for the `limits` library, which has none for SQL."""

    STORAGE_SCHEME = ["database"]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong below."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a counter (begun anew when its window of `expiry` seconds is over) and give it back.

        It waits for no disk: counters may be lost with the power, and each sign-up counts twice.
        """
        now = datetime.now(UTC)
        if chance.random() < SWEEPING:
            self._sweep(now)
        values = {"key": key, "amount": amount, "now": now, "expires_at": now + timedelta(seconds=expiry)}
        (count,) = at_once(COUNTING, values)
        return int(count)

    def _sweep(self, now: datetime) -> None:
        """Forget the counters whose windows are over."""
        with (
            queue_of_writers(db.engine, Path(current_app.instance_path)),
            db.engine.connect().execution_options(**{IMMEDIATE: True}) as connection,
            connection.begin(),
        ):
            connection.execute(delete(RateCounter).where(RateCounter.expires_at <= now))

    def get(self, key: str) -> int:
        """The counter's present value."""
        wanted = select(RateCounter.count).where(
            RateCounter.key == key, RateCounter.expires_at > datetime.now(UTC)
        )
        with db.engine.connect() as connection:
            return int(connection.execute(wanted).scalar_one_or_none() or 0)

    def get_expiry(self, key: str) -> float:
        """When the counter's window ends, in seconds since the epoch."""
        with db.engine.connect() as connection:
            found = connection.execute(
                select(RateCounter.expires_at).where(RateCounter.key == key)
            ).scalar_one_or_none()
        return found.timestamp() if found else time.time()

    def check(self) -> bool:
        """Whether the database answers."""
        with db.engine.connect() as connection:
            return bool(connection.execute(select(1)).scalar_one())

    def reset(self) -> int | None:
        """Forget all counters."""
        with db.engine.begin() as connection:
            return connection.execute(delete(RateCounter)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with db.engine.begin() as connection:
            connection.execute(delete(RateCounter).where(RateCounter.key == key))


def by_address() -> str:
    """The visitor's network address, hashed. A whole office shares one: its limits are generous."""
    return keyed_hash(site().key, "rate:address", get_remote_address())


def only_looks() -> bool:
    """Whether a form came for another appearance alone: that is no try."""
    return is_another_look(request.form)


def by_typed_email() -> str:
    """The e-mail address typed into the form, hashed; the network address where none was.

    In its regular form, or "<jan@example.org>", "mailto:jan@example.org" and so on would each have a limit.
    """
    typed = request.form.get("email", "").strip().casefold()
    with suppress(BadAddress):
        typed = mail_address.key(typed)
    return keyed_hash(site().key, "rate:email", typed) if typed else by_address()


limiter = Limiter(by_address, storage_uri="database://", strategy="fixed-window", headers_enabled=False)
