"""The same guarantees on PostgreSQL: numbers without gaps under real concurrency, triggers, locks."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, orm, select, text
from sqlalchemy.exc import IntegrityError

from registration import create_app
from registration.accounts.audit import PROGRAM
from registration.core.errors import DomainError
from registration.extensions import db as database
from registration.forum import commands, services
from registration.forum.models import AgendaItem, Meeting, MeetingState
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON
from tests.houses import make_settings
from tests.unit.forum.test_settled import STATEMENTS

pytestmark = pytest.mark.postgres


@pytest.fixture
def app(tmp_path: Path, postgres_url: str) -> Iterator[Flask]:
    """The application on PostgreSQL, with all its tables."""
    made = create_app(make_settings(tmp_path / "instance", database_url=postgres_url))
    with made.app_context():
        database.create_all()
    yield made
    with made.app_context():
        database.session.remove()
        database.engine.dispose()


@pytest.fixture
def engine(app: Flask, db: orm.Session) -> Engine:
    return database.engine


def _told(engine: Engine, act: object, things: list[int]) -> list[str]:
    def one(thing: int) -> str:
        with orm.Session(engine) as session:
            try:
                act(session, thing)  # type: ignore[operator]
                session.commit()
            except DomainError as problem:
                return type(problem).__name__
        return "done"

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(one, things))


def test_meetings_convened_at_once_get_numbers_without_gaps(engine: Engine, db: orm.Session) -> None:
    of = make.forum(db)
    starts = [FIRST_START + timedelta(days=number) for number in range(12)]
    ids = [make.meeting(db, MeetingState.PLANNED, forum=of, start=start).id for start in starts]
    db.commit()
    told = _told(engine, lambda session, one: services.convene(session, one, PROGRAM, NOON), ids + ids[:4])
    assert (told.count("done"), told.count("WrongState")) == (12, 4)
    assert db.scalars(select(Meeting.number).order_by(Meeting.number)).all() == list(range(1, 13))


def test_two_writers_at_once_leave_one_text_and_one_conflict(engine: Engine, db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    db.commit()

    def write(session: orm.Session, number: int) -> None:
        services.write_item(session, commands.WriteItem(item.id, f"Wersja {number}.", 0), PROGRAM, make.AFTER)

    assert sorted(_told(engine, write, [1, 2, 3])) == ["TextChanged", "TextChanged", "done"]


def test_the_database_refuses_without_being_asked(engine: Engine, db: orm.Session) -> None:
    meeting = make.meeting(db)
    services.write_item(
        db, commands.WriteItem(make.business(meeting).id, "Omówiono.", 0), PROGRAM, make.AFTER
    )
    make.resolution(db, meeting)
    make.vote(db, meeting)
    make.closed(db, meeting)
    make.approved(db, meeting)
    db.commit()
    for statement in STATEMENTS.values():
        with pytest.raises(IntegrityError, match="forum:"):
            db.execute(text(statement))
        db.rollback()


def test_a_change_waits_for_an_approval_under_way_and_is_then_refused(
    engine: Engine, db: orm.Session
) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED)
    db.commit()
    change = text(f"UPDATE agenda_items SET title = 'Inny' WHERE meeting_id = {meeting.id}")
    found: list[str] = []

    def meddle() -> None:
        with engine.connect() as connection:
            try:
                connection.execute(change)
            except IntegrityError as problem:
                found.append(str(problem.orig))

    make.approved(db, meeting)
    meddler = threading.Thread(target=meddle)
    meddler.start()
    meddler.join(0.5)
    assert meddler.is_alive()
    db.commit()
    meddler.join(10)
    assert "the minutes of this meeting are approved" in found[0]
    assert "Inny" not in db.scalars(select(AgendaItem.title)).all()
