"""Which events are dates of one training, and of which of them somebody who waits for a next date is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, orm, select

from registration.accounts.audit import history
from registration.trainings import hooks
from registration.trainings.errors import NoSuchEvent, NotTheSameOwner, SameEvent
from registration.trainings.models import Event, EventSeries, Visibility
from registration.trainings.queries import linkable, other_dates, public_dates
from registration.trainings.services import link_edition, publish, unlink_edition, unpublish
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.unit.trainings.conftest import ACTOR

Announced = list[tuple[int, list[int]]]


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Announced:
    """(the new date, the dates at which people may wait for it) of each announcement."""
    heard: Announced = []

    def listen(db: orm.Session, event_id: int, others: Sequence[int], now: datetime) -> None:
        heard.append((event_id, list(others)))

    monkeypatch.setattr(hooks, "edition_announced", [listen])
    return heard


def several(db: orm.Session, number: int, **values: object) -> list[Event]:
    """Events of one organisation a month apart."""
    owner = factories.organisation(db)
    starts = [FIRST_START + timedelta(days=28 * index) for index in range(number)]
    made = [factories.event(db, start=start, organisation=owner, **values) for start in starts]
    db.commit()
    return made


def link(db: orm.Session, event: Event, other: Event) -> None:
    link_edition(db, event.id, other.id, actor=ACTOR, now=NOON)
    db.commit()
    db.expire_all()


def number_of_series(db: orm.Session) -> int:
    return db.scalar(select(func.count()).select_from(EventSeries)) or 0


def test_linked_events_are_one_series_and_both_histories_say_so(db: orm.Session) -> None:
    event, other = several(db, 2)
    link(db, event, other)
    link(db, other, event)
    assert event.series_id == other.series_id is not None
    for one, another in ((event, other), (other, event)):
        (line,) = history(db, ("event", one.id))
        assert (line.action, line.after) == ("event.linked", {"edition_of": another.slug})


def test_two_series_become_one(db: orm.Session) -> None:
    first, second, third, fourth = several(db, 4)
    link(db, first, second)
    link(db, third, fourth)
    assert number_of_series(db) == 2
    link(db, second, fourth)
    assert len({one.series_id for one in (first, second, third, fourth)}) == 1
    assert number_of_series(db) == 1


def test_an_event_that_is_left_alone_has_no_series(db: orm.Session) -> None:
    first, second, third = several(db, 3)
    link(db, first, second)
    link(db, first, third)
    unlink_edition(db, first.id, actor=ACTOR, now=NOON)
    db.expire_all()
    assert first.series_id is None
    assert second.series_id == third.series_id is not None
    unlink_edition(db, second.id, actor=ACTOR, now=NOON)
    unlink_edition(db, second.id, actor=ACTOR, now=NOON)
    db.expire_all()
    assert (second.series_id, third.series_id, number_of_series(db)) == (None, None, 0)
    assert [line.action for line in history(db, ("event", second.id))] == ["event.unlinked", "event.linked"]


def test_itself_a_foreign_and_an_unknown_event_are_no_other_date(db: orm.Session) -> None:
    event, foreign = factories.event(db), factories.event(db)
    db.commit()
    for other, refused in ((event.id, SameEvent), (foreign.id, NotTheSameOwner), (10**9, NoSuchEvent)):
        with pytest.raises(refused):
            link_edition(db, event.id, other, actor=ACTOR, now=NOON)
    assert {one.id for one in linkable(db, event)}.isdisjoint({event.id, foreign.id})


def test_other_dates_are_those_to_come_and_never_drafts(db: orm.Session) -> None:
    owner = factories.organisation(db)
    past = factories.event(db, organisation=owner, start=NOON - timedelta(days=30))
    now_on, later, draft, cancelled = (
        factories.event(
            db, organisation=owner, start=FIRST_START + timedelta(days=days), visibility=visibility
        )
        for days, visibility in (
            (0, Visibility.PUBLISHED),
            (5, Visibility.PUBLISHED),
            (9, Visibility.DRAFT),
            (11, Visibility.CANCELLED),
        )
    )
    for other in (later, now_on, draft, cancelled):
        link(db, past, other)
    found = other_dates(db, past, NOON)
    assert ([one.id for one in found.coming], found.all) == ([now_on.id, later.id], 3)
    seen = [one.id for one in db.scalars(public_dates(past))]
    assert seen == [cancelled.id, later.id, now_on.id, past.id]
    alone = factories.event(db)
    assert other_dates(db, alone, NOON).all == 0
    assert [one.id for one in db.scalars(public_dates(alone))] == [alone.id]


def test_the_next_open_date_has_a_free_seat_and_an_open_window(db: orm.Session) -> None:
    first, full, not_yet, opened = several(db, 4)
    full.seats_taken, not_yet.sign_up_opens_at = 20, NOON + timedelta(days=1)
    for other in (full, not_yet, opened):
        link(db, first, other)
    assert other_dates(db, first, NOON).next_open(NOON) is opened
    opened.capacity = opened.seats_taken = 1
    db.commit()
    assert other_dates(db, first, NOON).next_open(NOON) is None


def test_publishing_announces_a_date_to_the_others(db: orm.Session, announced: Announced) -> None:
    first, second = several(db, 2)
    second.visibility, second.purpose, second.venue = Visibility.DRAFT, "Po co", factories.venue(db)
    link(db, first, second)
    announced.clear()
    publish(db, second.id, actor=ACTOR, now=NOON)
    assert announced == [(second.id, [first.id])]
    unpublish(db, second.id, actor=ACTOR, now=NOON)
    assert len(announced) == 1


def test_publishing_an_event_without_other_dates_announces_nothing(
    db: orm.Session, announced: Announced
) -> None:
    event = factories.event(db, visibility=Visibility.DRAFT, purpose="Po co", venue=factories.venue(db))
    db.commit()
    publish(db, event.id, actor=ACTOR, now=NOON)
    assert announced == []


def test_linking_announces_what_is_coming_on_one_side_to_the_other(
    db: orm.Session, announced: Announced
) -> None:
    owner = factories.organisation(db)
    past = factories.event(db, organisation=owner, start=NOON - timedelta(days=30))
    coming, later = (
        factories.event(db, organisation=owner, start=FIRST_START + timedelta(days=n)) for n in (0, 7)
    )
    closed = factories.event(
        db, organisation=owner, start=FIRST_START, sign_up_closes_at=NOON - timedelta(days=1)
    )
    db.commit()
    link(db, past, coming)
    assert announced == [(coming.id, [past.id])]
    announced.clear()
    link(db, past, closed)
    assert announced == [(coming.id, [closed.id])]
    announced.clear()
    link(db, later, past)
    assert announced == [
        (coming.id, [later.id]),
        (later.id, [past.id, coming.id, closed.id]),
    ]
