"""Every mail about an event says who pays for its project: in words, in both parts, without a picture."""

from datetime import timedelta

from tests import factories
from tests.factories import projects as make
from tests.unit.invites.edits import cancelled, shifted

NUMBER = "Numer umowy: UDA-POKL.05.02-1/10"


def letters_of_a_life(house, db, hold_over, event):
    """A confirmation, a move, a cancellation."""
    db.commit()
    house.join(event)
    letters = house.deliver()
    for edit in (shifted(timedelta(hours=1)), cancelled):
        house.edit(event, edit)
        hold_over()
        letters += house.deliver()
    assert len(letters) == 3
    return letters


def test_every_mail_says_who_pays_in_text_and_html_and_loads_no_picture(house, db, hold_over):
    event = factories.event(db)
    event.project = make.paid(db, make.project(db, owner=event.organisation))
    for letter in letters_of_a_life(house, db, hold_over, event):
        for part in (letter.text, letter.html):
            assert part.count(make.SENTENCE) == 1
            assert part.count(NUMBER) == 1
        assert "<img" not in letter.html


def test_a_project_for_which_nobody_pays_leaves_no_trace(house, db, hold_over):
    event = factories.event(db)
    event.project = make.project(db, owner=event.organisation)
    for letter in letters_of_a_life(house, db, hold_over, event):
        assert "finans" not in letter.text + letter.html
