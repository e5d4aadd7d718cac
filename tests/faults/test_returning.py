"""Two people want the last seat back at once; one person clicks four times."""

from registration.outbox import deliver
from registration.signup.errors import EventFull
from registration.web.site import site
from tests.faults.crowds import at_once, make_event, seats_taken
from tests.letters import Bag, House, Letter


def test_of_two_who_want_the_last_seat_back_one_gets_it(house: House) -> None:
    event = make_event(house, 3)
    people = [house.join(event, email=f"osoba{number}@example.org") for number in range(3)]
    for one in people[:2]:
        house.resign(one)
    house.join(event, email="nowa@example.org")
    raised = at_once(*[lambda one=one: house.come_back(one) for one in people[:2]])
    assert [type(one) for one in raised] == [EventFull]
    assert seats_taken(house, event) == 3


def test_four_clicks_at_once_take_one_seat(house: House) -> None:
    event = make_event(house, 5)
    one = house.join(event)
    house.resign(one)
    assert at_once(*[lambda: house.come_back(one)] * 4) == []
    assert seats_taken(house, event) == 1


def test_whoever_returns_while_the_cancels_are_made_has_exactly_one_living_entry_a_day(house: House) -> None:
    event = make_event(house, 50)
    people = [house.join(event, email=f"osoba{number}@example.org") for number in range(12)]
    bags = [Bag(), Bag()]
    drained(house, bags[0])
    for one in people:
        house.resign(one)

    def return_all() -> None:
        for one in people:
            house.come_back(one)

    raised = at_once(return_all, *[lambda bag=bag: drained(house, bag) for bag in bags])
    assert raised == []
    drained(house, bags[0])
    assert seats_taken(house, event) == 12
    letters = [Letter("", claim.content) for bag in bags for claim in bag.claims]
    entries = [one.entry for one in letters if one.calendar]
    asked = {one.uid for one in entries if one.method == "REQUEST"}
    taken = {one.uid for one in entries if one.method == "CANCEL"}
    assert taken <= asked
    assert len(asked - taken) == 2 * len(people)


def drained(house: House, bag: Bag) -> None:
    with house.app.app_context():
        deliver.drain(bag, site())
