"""Numbers under requests at the same time: no gap, no double, in threads on the real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.core.errors import DomainError
from registration.extensions import db as database
from registration.forum import commands, services
from registration.forum.models import ForumNumber, Meeting, MeetingState, Resolution
from registration.web.writing import writing
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON

MEETINGS = 12


class Crash(Exception):
    """Something goes wrong after a number was taken."""


def _at_once(app: Flask, act: Callable[[orm.Session, int], object], things: list[int]) -> list[str]:
    """Do `act` for all things in four threads, each in a request's own transaction; what became of each."""

    def one(thing: int) -> str:
        with app.app_context():
            try:
                with writing() as session:
                    act(session, thing)
            except (DomainError, Crash) as problem:
                return type(problem).__name__
            finally:
                database.session.remove()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(one, things))


def test_meetings_convened_at_once_get_numbers_without_gaps(app: Flask, db: orm.Session) -> None:
    of = make.forum(db)
    starts = [FIRST_START + timedelta(days=number) for number in range(MEETINGS)]
    ids = [make.meeting(db, MeetingState.PLANNED, forum=of, start=start).id for start in starts]
    db.commit()

    def convene(session: orm.Session, meeting_id: int) -> None:
        services.convene(session, meeting_id, PROGRAM, NOON)
        if meeting_id % 3 == 0:
            raise Crash

    told = _at_once(app, convene, ids)
    numbers = db.scalars(
        select(Meeting.number).where(Meeting.number.is_not(None)).order_by(Meeting.number)
    ).all()
    assert numbers == list(range(1, told.count("done") + 1))
    assert told.count("Crash") == MEETINGS // 3
    assert db.scalars(select(ForumNumber.last)).one() == len(numbers)


def test_one_meeting_convened_by_two_gets_one_number(app: Flask, db: orm.Session) -> None:
    meeting_id = make.meeting(db, MeetingState.PLANNED).id
    db.commit()
    told = _at_once(app, lambda session, one: services.convene(session, one, PROGRAM, NOON), [meeting_id] * 4)
    assert sorted(told) == ["WrongState", "WrongState", "WrongState", "done"]


def test_a_resolution_adopted_by_two_clicks_gets_one_number(app: Flask, db: orm.Session) -> None:
    meeting = make.meeting(db)
    votes = [make.vote(db, meeting).id for _ in range(3)]
    db.commit()

    def adopt(session: orm.Session, vote_id: int) -> None:
        wanted = commands.AdoptResolution(vote_id, "powołania zespołu", "§ 1. Powołuje się zespół.")
        services.adopt_resolution(session, wanted, PROGRAM, make.AFTER)

    told = _at_once(app, adopt, votes * 2)
    assert told.count("done") == 3
    assert db.scalars(select(Resolution.number).order_by(Resolution.number)).all() == [1, 2, 3]


def test_two_writers_at_once_leave_one_text_and_one_conflict(app: Flask, db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    db.commit()

    def write(session: orm.Session, number: int) -> None:
        wanted = commands.WriteItem(item.id, f"Wersja {number}.", 0)
        services.write_item(session, wanted, PROGRAM, make.AFTER)

    told = _at_once(app, write, [1, 2, 3, 4])
    db.expire_all()
    assert sorted(told) == ["TextChanged", "TextChanged", "TextChanged", "done"]
    assert (item.version, len(item.revisions)) == (1, 1)
