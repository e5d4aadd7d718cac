"""A cancelled event takes place after all; a draft that nobody saw is deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import func, orm, select

from registration.accounts.audit import history
from registration.accounts.models import RoleGrant
from registration.trainings.errors import EventKept, NoSuchEvent, WrongState
from registration.trainings.models import (
    Event,
    EventDay,
    EventSeries,
    EventSession,
    SessionSpeaker,
    Speaker,
    Visibility,
)
from registration.trainings.services import (
    archive,
    cancel,
    delete_draft,
    link_edition,
    publish,
    restore,
    unpublish,
)
from registration.trainings.services.deleting import GONE
from tests import factories
from tests.factories import accounts, forum, mailings
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR


def cancelled(db: orm.Session, **values: object) -> Event:
    made = factories.event(db, seats_taken=12, **values)
    db.commit()
    cancel(db, made.id, "Choroba prowadzącej.", actor=ACTOR, now=NOON)
    db.commit()
    return made


def test_a_restored_event_is_open_again_with_all_its_seats(db: orm.Session, told: list[int]) -> None:
    event = cancelled(db)
    version = event.version
    told.clear()
    restore(db, event.id, actor=ACTOR, now=NOON + timedelta(days=1))
    assert (event.visibility, event.cancelled_at, event.cancellation_reason) == (
        Visibility.PUBLISHED,
        None,
        "",
    )
    assert (event.seats_taken, event.version, event.published_at) == (12, version + 1, NOON)
    assert event.takes_sign_ups(NOON)
    assert told == [event.id], "so that calendars and the people in them hear of it"
    line = history(db, ("event", event.id))[0]
    assert (line.action, line.before["cancellation_reason"]) == ("event.restored", "Choroba prowadzącej.")
    assert line.after == {"visibility": "published", "cancellation_reason": ""}


def test_a_restored_event_can_be_cancelled_and_restored_again(db: orm.Session) -> None:
    event = cancelled(db)
    for _ in range(2):
        restore(db, event.id, actor=ACTOR, now=NOON)
        cancel(db, event.id, "Znowu", actor=ACTOR, now=NOON)
    assert (event.visibility, event.cancellation_reason) == (Visibility.CANCELLED, "Znowu")


def test_only_a_cancelled_event_that_is_not_over_is_restored(db: orm.Session) -> None:
    event, published = cancelled(db), factories.event(db)
    draft = factories.event(db, visibility=Visibility.DRAFT)
    archived = factories.event(db, visibility=Visibility.ARCHIVED)
    db.commit()
    for other in (published, draft, archived):
        with pytest.raises(WrongState):
            restore(db, other.id, actor=ACTOR, now=NOON)
    assert event.ends_at is not None
    with pytest.raises(WrongState):
        restore(db, event.id, actor=ACTOR, now=event.ends_at)
    with pytest.raises(NoSuchEvent):
        restore(db, 10**9, actor=ACTOR, now=NOON)


def test_archiving_a_cancelled_event_keeps_its_reason(db: orm.Session) -> None:
    event = cancelled(db)
    archive(db, event.id, actor=ACTOR, now=NOON + timedelta(days=60))
    assert event.cancellation_reason == "Choroba prowadzącej."
    assert history(db, ("event", event.id))[0].after == {"visibility": "archived"}


def draft_with_all(db: orm.Session) -> Event:
    """A draft with programme and speakers, in a series, for which somebody has a role."""
    other = factories.event(db)
    made = factories.event(
        db, days=2, organisation=other.organisation, visibility=Visibility.DRAFT, published_at=None
    )
    factories.speaker(db, made, *made.sessions)
    accounts.coordinator(db, made)
    db.commit()
    link_edition(db, other.id, made.id, actor=ACTOR, now=NOON)
    db.commit()
    return made


def test_a_draft_goes_with_everything_that_belongs_to_it(db: orm.Session) -> None:
    event = draft_with_all(db)
    delete_draft(db, event.id, actor=ACTOR, now=NOON)
    db.commit()
    db.expire_all()
    left = {
        table: db.scalar(select(func.count()).select_from(table)) for table in (Event, EventDay, EventSession)
    }
    assert left == {Event: 1, EventDay: 1, EventSession: 1}, "those of the other date"
    for table in (Speaker, SessionSpeaker, EventSeries, RoleGrant):
        assert db.scalar(select(func.count()).select_from(table)) == 0
    assert db.scalars(select(Event.series_id)).one() is None


def test_the_next_event_inherits_neither_history_nor_roles_of_a_deleted_one(db: orm.Session) -> None:
    """SQLite gives the number of a deleted row to the next one."""
    event = draft_with_all(db)
    number, title = event.id, event.title
    delete_draft(db, number, actor=ACTOR, now=NOON)
    db.commit()
    assert history(db, ("event", number)) == []
    kept = history(db, (GONE, number))
    assert [line.action for line in kept] == ["event.deleted", "event.linked"]
    assert kept[0].before["title"] == title


def test_what_was_published_once_is_never_deleted(db: orm.Session) -> None:
    hidden = factories.event(db, visibility=Visibility.DRAFT, purpose="Po co", venue=factories.venue(db))
    hidden.published_at = None
    db.commit()
    publish(db, hidden.id, actor=ACTOR, now=NOON)
    unpublish(db, hidden.id, actor=ACTOR, now=NOON)
    for event in (hidden, factories.event(db), cancelled(db)):
        with pytest.raises(WrongState):
            delete_draft(db, event.id, actor=ACTOR, now=NOON)


def test_a_draft_on_which_something_hangs_stays_whole(db: orm.Session) -> None:
    meeting = forum.meeting(db, forum.MeetingState.PLANNED)
    sitting, invited = meeting.session.event, factories.event(db)
    mailings.mailing(db, event=invited)
    for event in (sitting, invited):
        event.visibility, event.published_at = Visibility.DRAFT, None
    db.commit()
    for event in (sitting, invited):
        number = event.id
        with pytest.raises(EventKept):
            delete_draft(db, number, actor=ACTOR, now=NOON)
        db.rollback()
        db.expire_all()
        assert len(db.get_one(Event, number).sessions) == 1
