"""People who click at the same time, and the seats of the event that they click about."""

import threading
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from registration.core import clock
from registration.trainings.models import Event
from registration.web.writing import writing
from tests import factories
from tests.letters import House


def make_event(house: House, capacity: int) -> Event:
    """An event of two days next month."""
    start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    with house.app.app_context(), writing() as db:
        made = factories.event(db, days=2, capacity=capacity, start=start)
        db.flush()
        db.expunge_all()
    return made


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Run each act in a thread of its own, all off at once; gives what they raised."""
    barrier, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Exception as problem:
            raised.append(problem)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return raised


def seats_taken(house: House, event: Event) -> int:
    with house.app.app_context(), writing() as db:
        return db.scalars(select(Event.seats_taken).where(Event.id == event.id)).one()
