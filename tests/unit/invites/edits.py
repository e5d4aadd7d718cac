"""Events and what an organiser may do to them: `house.edit(event, …)` takes these."""

from datetime import UTC, timedelta

from registration.signup.models import Registration
from registration.trainings.models import Visibility
from tests import factories
from tests.factories.trainings import FIRST_START

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def two_days(db):
    made = factories.event(db, days=2)
    db.commit()
    return made


def one_day(db, **values):
    made = factories.event(db, days=1, **values)
    db.commit()
    return made


def shifted(by, number=0):
    """An edit: the session of one day begins and ends later."""

    def change(db, event):
        session = event.sessions[number]
        session.starts_at += by
        session.ends_at += by

    return change


def renamed(db, event):
    event.title = "Szkolenie pod inną nazwą"


def cancelled(db, event):
    event.visibility = Visibility.CANCELLED
    event.cancellation_reason = "Choroba prowadzącego."


def dropped(number):
    """An edit: a day with its sessions leaves the programme."""

    def change(db, event):
        day = event.days[number]
        for session in list(day.sessions):
            event.sessions.remove(session)
        db.flush()
        event.days.remove(day)

    return change


def added(db, event):
    """An edit: a day more."""
    factories.session(db, event, FIRST_START + 5 * DAY, FIRST_START + 5 * DAY + HOUR)


def answer(db, registration_id, participation):
    """What a reply will do."""
    for one in db.get_one(Registration, registration_id).invitee.invites:
        one.participation = participation


def day_of(letter):
    return letter.entry.start.astimezone(UTC).date()
