"""An organiser takes a change back while the worker is making the mails about it: nobody reads of what never was."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event as events
from sqlalchemy import select, update

from registration.accounts.audit import Actor
from registration.core import clock
from registration.extensions import db as database
from registration.outbox import deliver
from registration.outbox.models import MailState, OutgoingEmail
from registration.trainings.errors import MailHasLeft
from registration.trainings.models import Event
from registration.trainings.services import Editing, choose_place, undo_last
from registration.web.site import site
from registration.web.writing import writing
from tests.faults.crowds import at_once, make_event
from tests.letters import Bag, House, Letter

PEOPLE, ROUNDS = 4, 5
ORGANISER = Actor("user", 7, "Organizatorka (przykład)")
NEW_LINK = "https://example.org/pokoj-{round}"


@pytest.fixture
def event(house: House) -> Event:
    """An event whose people have their entries."""
    made = make_event(house, 50)
    for number in range(PEOPLE):
        house.join(made, email=f"osoba{number}@example.org")
    house.deliver()
    return made


def act(house: House, event: Event, work: Callable[..., object]) -> None:
    """The organiser does something, from a form that was just opened."""
    with house.app.app_context(), writing() as db:
        edition = db.scalars(select(Event.edition).where(Event.id == event.id)).one()
        work(db, Editing(event.id, edition, ORGANISER, clock.now()))


def change(house: House, event: Event, link: str) -> None:
    """A change of which everybody is to hear now."""
    act(house, event, lambda db, editing: choose_place(db, editing, None, link))
    with house.app.app_context(), writing() as db:
        held = OutgoingEmail.state == MailState.WAITING
        db.execute(update(OutgoingEmail).where(held).values(due_at=clock.now()))


def race(house: House, event: Event) -> tuple[list[BaseException], list[Letter]]:
    """Undo and worker at once; gives what was raised, and the letters that left, then or later."""
    bag = Bag()

    def drain() -> None:
        threading.current_thread().name = "worker"
        with house.app.app_context():
            deliver.drain(bag, site())

    def undo() -> None:
        threading.current_thread().name = "organiser"
        act(house, event, undo_last)

    raised = at_once(drain, undo)
    drain()
    return raised, [Letter("", claim.content) for claim in bag.claims]


def is_consistent(
    house: House, event: Event, links: tuple[str, str], raised: list[BaseException], letters: list[Letter]
) -> bool:
    """Undone and nobody was told, or refused since all were told. Gives whether it was undone."""
    with house.app.app_context(), writing() as db:
        stands = db.scalars(select(Event.online_url).where(Event.id == event.id)).one()
    undone = not raised
    assert [type(one) for one in raised] == [] if undone else [MailHasLeft]
    assert stands == links[0 if undone else 1]
    assert len(letters) == (0 if undone else 2 * PEOPLE)
    assert all(links[1] in one.text for one in letters)
    assert house.waiting() == []
    return undone


def test_whoever_comes_first_there_is_one_truth(house: House, event: Event) -> None:
    before = ""
    for number in range(ROUNDS):
        after = NEW_LINK.format(round=number)
        change(house, event, after)
        if not is_consistent(house, event, (before, after), *race(house, event)):
            before = after


@contextmanager
def slow_to_commit(app: Flask, name: str) -> Iterator[None]:
    """The thread of this name has done its work and is about to commit, while the other one comes."""
    other_waits = threading.Event()

    def linger(_connection: object) -> None:
        if threading.current_thread().name == name:
            other_waits.wait(0.5)  # nobody tells: the other one stands in the database's queue

    with app.app_context():
        engine = database.engine
    events.listen(engine, "commit", linger)
    yield
    events.remove(engine, "commit", linger)


@pytest.mark.parametrize("first", ["worker", "organiser"])
def test_who_comes_while_the_other_is_about_to_commit(house: House, event: Event, first: str) -> None:
    links = "", NEW_LINK.format(round=first)
    change(house, event, links[1])
    with slow_to_commit(house.app, first):
        raised, letters = race(house, event)
    is_consistent(house, event, links, raised, letters)
