"""What is written and read on the driver's own cursor is what the session would have written and read."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import bindparam, column, func, orm, select, table
from sqlalchemy.exc import DBAPIError, IntegrityError

from registration.accounts.models import AuditLine
from registration.core import clock, idle
from registration.core.driver import QuickInsert, QuickSelect
from registration.extensions import db as database
from registration.outbox.models import MailState, OutgoingEmail, Priority
from registration.trainings.models import Event
from registration.web import limits
from tests import factories
from tests.factories import mails
from tests.factories.trainings import NOON


@pytest.fixture
def session(installation: Flask) -> Iterator[orm.Session]:
    """A session of the test's own."""
    with installation.app_context():
        found = orm.Session(database.engine)
        yield found
        found.close()


def test_a_row_of_the_driver_is_the_row_of_the_session(session: orm.Session) -> None:
    from registration.outbox import services

    draft = mails.draft(1)
    services.enqueue_new(session, [draft, mails.draft(2)], now=NOON)
    services.enqueue(session, mails.draft(3), now=NOON)
    session.commit()
    rows = session.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id)).all()
    one, _two, three = (
        {c.name: getattr(row, c.name) for c in OutgoingEmail.__table__.columns} for row in rows
    )
    own = {"id", "public_id", "dedupe_key", "recipient", "recipient_name", "context"}
    assert {name: one[name] for name in one.keys() - own} == {
        name: three[name] for name in three.keys() - own
    }
    assert (one["state"], one["context"], one["created_at"]) == (MailState.WAITING, dict(draft.context), NOON)
    assert isinstance(one["priority"], Priority)
    unset = select(func.count()).where(OutgoingEmail.sent_at.is_(None), OutgoingEmail.content.is_(None))
    assert session.scalar(unset) == 3


def test_a_broken_rule_of_the_database_is_the_error_that_everybody_knows(session: orm.Session) -> None:
    from registration.outbox import services

    services.enqueue_new(session, [mails.draft(1)], now=NOON)
    with pytest.raises(IntegrityError):
        services.enqueue_new(session, [mails.draft(1)], now=NOON)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(OutgoingEmail)) == 0


def test_a_public_table_is_refused_for_nobody_would_renew_its_stamp(session: orm.Session) -> None:
    with pytest.raises(AssertionError):
        QuickInsert(Event).add(session, [{"title": "x"}])


def test_values_and_columns_are_converted_as_their_types_say(session: orm.Session) -> None:
    event = factories.event(session)
    session.commit()
    wanted = select(Event.starts_at, Event.visibility, Event.capacity).where(Event.ends_at > bindparam("now"))
    quick = QuickSelect(wanted)
    assert event.starts_at is not None
    assert (
        quick.first(database.engine, {"now": event.starts_at})
        == session.execute(wanted, {"now": event.starts_at}).one()
    )
    assert quick.first(database.engine, {"now": event.ends_at}) == ()
    assert quick.all_within(session, {"now": event.starts_at}) == [
        quick.within(session, {"now": event.starts_at})
    ]


def test_single_statements_share_a_connection_and_go_on_when_the_server_hung_up(
    session: orm.Session,
) -> None:
    wanted = QuickSelect(select(func.count()).select_from(Event))
    for _ in range(3):
        assert wanted.first(database.engine) == (0,)
    assert len(idle._idle[database.engine]) == 1
    if database.engine.dialect.name == "postgresql":
        hang_up = func.pg_terminate_backend(column("pid"))
        others = column("pid") != func.pg_backend_pid(), column("datname") == func.current_database()
        assert (
            len(session.scalars(select(hang_up).select_from(table("pg_stat_activity")).where(*others)).all())
            == 1
        )
    session.rollback()
    assert wanted.first(database.engine) == (0,)
    assert len(idle._idle[database.engine]) == 1


def test_a_connection_whose_statement_failed_is_closed_and_none_outlives_the_engine(
    session: orm.Session,
) -> None:
    quick = QuickSelect(select(Event.id))
    assert quick.first(database.engine) == ()
    with pytest.raises(DBAPIError):
        QuickSelect(select(column("no_such_column"))).first(database.engine)
    assert not idle._idle[database.engine]
    assert quick.first(database.engine) == ()
    database.engine.dispose()
    assert not idle._idle[database.engine]
    assert quick.first(database.engine) == ()


def test_the_history_is_written_with_its_json(session: orm.Session) -> None:
    from registration.accounts.audit import PROGRAM, record

    record(session, PROGRAM, "event.tested", ("event", 1), now=NOON, after={"tytuł": "Żółć"})
    session.commit()
    line = session.scalars(select(AuditLine)).one()
    assert (line.at, line.before, line.after, line.actor_id) == (NOON, {}, {"tytuł": "Żółć"}, None)


def test_counters_of_many_at_once_lose_none_and_begin_anew_when_their_time_is_over(
    installation: Flask,
) -> None:
    storage = limits.DatabaseStorage("database://")

    def count(times: int) -> None:
        with installation.app_context():
            for _ in range(times):
                storage.incr("key", 60)

    workers = [threading.Thread(target=count, args=(20,)) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    with installation.app_context():
        assert storage.get("key") == 80
        with time_machine.travel(clock.now().timestamp() + 61, tick=False):
            assert storage.get("key") == 0
            assert storage.incr("key", 60) == 1
            assert storage.incr("other", 60, 5) == 5


def test_old_counters_are_swept_away(installation: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    storage: Any = limits.DatabaseStorage("database://")
    with installation.app_context():
        storage.incr("old", 1)
        monkeypatch.setattr(limits, "SWEEPING", 1.0)
        with time_machine.travel(clock.now().timestamp() + 5, tick=False):
            storage.incr("new", 60)
        with database.engine.connect() as connection:
            assert connection.execute(select(limits.RateCounter.key)).scalars().all() == ["new"]
