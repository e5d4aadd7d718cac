"""What sign-ups and edits cost: the writers' place is narrow, and hundreds may stand behind it."""

import pytest
from sqlalchemy import event as sa_event

from registration.extensions import db as database
from tests import factories
from tests.unit.invites.edits import added, renamed


@pytest.fixture
def count_statements(app):
    """Counts the statements of an act."""

    def counted(act):
        said = []

        def note(connection, cursor, statement, *_rest):
            said.append(statement)

        with app.app_context():
            engine = database.engine
        sa_event.listen(engine, "before_cursor_execute", note)
        act()
        sa_event.remove(engine, "before_cursor_execute", note)
        return len(said)

    return counted


def test_a_sign_up_takes_few_statements_and_one_more_for_each_further_day(house, db, count_statements):
    costs = []
    for days in (1, 2, 5):
        event = factories.event(db, days=days)
        db.commit()
        house.join(event, email="pierwsza@example.org")
        costs.append(count_statements(lambda event=event: house.join(event)))
    assert costs[0] <= 9
    assert costs[2] - costs[0] <= 2 * 4


@pytest.mark.parametrize(("edit", "each", "mails"), [(renamed, 0, 2), (added, 1, 1)])
def test_an_edit_costs_the_same_whatever_the_number_of_people(
    house, db, count_statements, hold_over, edit, each, mails
):
    """But for one INSERT for each new entry, where a day is added."""
    costs = []
    for number in (2, 12):
        event = factories.event(db, days=2)
        db.commit()
        for person in range(number):
            house.join(event, email=f"osoba{person}@example.org")
        house.deliver()
        costs.append(count_statements(lambda event=event: house.edit(event, edit)))
        hold_over()
        assert len(house.deliver()) == number * mails
    assert costs[1] - costs[0] <= 10 * each + 1
