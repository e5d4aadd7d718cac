"""Resigning while others click, while the worker makes the mails, and while the organiser edits."""

from collections import Counter

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.core import clock
from registration.outbox import deliver
from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.errors import AlreadyWithdrawn
from registration.signup.services import withdraw
from registration.trainings.models import Event
from registration.web.site import site
from registration.web.writing import writing
from tests.faults.crowds import at_once, make_event, seats_taken
from tests.letters import Bag, House, Letter

PEOPLE = 15


@pytest.fixture
def event(house: House) -> Event:
    """An event of two days next month."""
    return make_event(house, 50)


def drained(house: House, bag: Bag) -> None:
    with house.app.app_context():
        deliver.drain(bag, site())


def test_four_clicks_at_once_give_one_seat_back(house: House, event: Event) -> None:
    registration = house.join(event)
    raised = at_once(*[lambda: house.resign(registration)] * 4)
    assert [type(one) for one in raised] == [AlreadyWithdrawn] * 3
    assert seats_taken(house, event) == 0
    assert house.waiting() == ["signup.withdrawn"]


def test_whoever_resigns_while_the_mails_are_made_keeps_nothing_in_the_calendar(
    house: House, event: Event
) -> None:
    people = [house.join(event, email=f"osoba{number}@example.org") for number in range(PEOPLE)]
    bags = [Bag(), Bag()]

    def resign_all() -> None:
        for one in people:
            with house.app.app_context(), writing() as db:
                withdraw(db, one, actor=Actor("participant", one), now=clock.now())

    raised = at_once(resign_all, *[lambda bag=bag: drained(house, bag) for bag in bags])
    assert raised == []
    drained(house, bags[0])
    assert seats_taken(house, event) == 0
    letters = [Letter("", claim.content) for bag in bags for claim in bag.claims]
    told = Counter((one.entry.uid, one.entry.method) for one in letters if one.calendar)
    asked = {uid for uid, method in told if method == "REQUEST"}
    assert asked == {uid for uid, method in told if method == "CANCEL"}
    assert set(told.values()) <= {1}


def test_an_edit_while_the_mails_are_made_reaches_everybody(house: House, event: Event) -> None:
    for number in range(PEOPLE):
        house.join(event, email=f"osoba{number}@example.org")
    bags = [Bag(), Bag()]

    def rename(db, event) -> None:
        event.title = "Po zmianie"

    raised = at_once(
        lambda: house.edit(event, rename), *[lambda bag=bag: drained(house, bag) for bag in bags]
    )
    assert raised == []
    with house.app.app_context(), writing() as db:
        for row in db.scalars(select(OutgoingEmail).where(OutgoingEmail.state == MailState.WAITING)):
            row.due_at = clock.now()
    drained(house, bags[0])
    last: dict[str, tuple[object, str]] = {}
    for bag in bags:
        for claim in bag.claims:
            entry = Letter("", claim.content).entry
            last[entry.uid] = max(last.get(entry.uid, (entry.stamp, "")), (entry.stamp, entry.summary))
    assert len(last) == 2 * PEOPLE
    assert {summary.partition(" (")[0] for _stamp, summary in last.values()} == {"Po zmianie"}
