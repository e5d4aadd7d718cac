"""Taking back the last change: exact values, the same rows, refusals by name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import orm, select

from registration.accounts.audit import history
from registration.core.language import Sentence
from registration.trainings import hooks
from registration.trainings.errors import (
    CapacityBelowSeats,
    EventClosed,
    NothingToUndo,
    SessionStays,
    SlugTaken,
    StaleForm,
)
from registration.trainings.models import Event, EventSession, EventSnapshot, Visibility
from registration.trainings.services import (
    Programme,
    SpeakerFacts,
    add_speaker,
    cancel,
    change_basics,
    change_speaker,
    choose_place,
    last_undoable,
    publish,
    remove_speaker,
    save_programme,
    undo_last,
)
from registration.trainings.services.undoing.state import captured
from tests import factories
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR, editing
from tests.unit.trainings.test_basics import BASICS
from tests.unit.trainings.test_programme import as_typed, draft

RADCA = SpeakerFacts("", "Radca", "", "")


@pytest.fixture
def event(db: orm.Session) -> Event:
    owner = factories.organisation(db)
    hall = factories.venue(db, organisation=owner)
    made = factories.event(db, days=2, organisation=owner, venue=hall, online_url="https://example.org/a")
    factories.speaker(db, made, *made.sessions)
    factories.speaker(db, made, made.sessions[0], post="Skarbnik (przykład)")
    db.commit()
    return made


def state(db: orm.Session, event: Event) -> Any:
    """Everything, as the database has it now."""
    db.commit()
    db.expire_all()
    public = [(one.public_id, [speaker.id for speaker in one.speakers]) for one in event.sessions]
    return captured(event), public, event.venue_id


def another_place(db: orm.Session, event: Event) -> None:
    choose_place(db, editing(event), factories.venue(db, organisation=event.organisation).id, "")


def changed_programme(change: Callable[[list[Any]], list[Any]]) -> Callable[[orm.Session, Event], None]:
    def edit(db: orm.Session, event: Event) -> None:
        items = change([as_typed(session) for session in event.sessions])
        save_programme(db, editing(event), Programme(tuple(items)))

    return edit


WEEK = timedelta(days=7)
EDITS: dict[str, Callable[[orm.Session, Event], Any]] = {
    "basics": lambda db, event: change_basics(db, editing(event), replace(BASICS, capacity=3, slug="")),
    "place": another_place,
    "no place": lambda db, event: choose_place(db, editing(event), None, "https://example.org/b"),
    "speaker added": lambda db, event: add_speaker(db, editing(event), RADCA),
    "speaker changed": lambda db, event: change_speaker(db, editing(event), event.speakers[0].id, RADCA),
    "speaker removed": lambda db, event: remove_speaker(db, editing(event), event.speakers[0].id),
    "item moved": changed_programme(lambda items: [items[0], replace(items[1], day=items[1].day + WEEK)]),
    "first item removed": changed_programme(lambda items: items[1:]),
    "last item removed": changed_programme(lambda items: items[:1]),
    "items exchanged": changed_programme(
        lambda items: [replace(items[0], day=items[1].day), replace(items[1], day=items[0].day)]
    ),
    "all new": changed_programme(lambda items: [replace(one, id=0, title="Nowy") for one in items]),
    "other speakers": changed_programme(lambda items: [replace(one, speaker_ids=()) for one in items]),
    "one day": changed_programme(
        lambda items: [replace(items[0], room="A"), replace(items[1], day=items[0].day, room="B")]
    ),
    "item added": changed_programme(lambda items: [*items, draft("2026-07-09", title="Dodany")]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_the_event_is_exactly_what_it_was(
    db: orm.Session, event: Event, edit: Callable[[orm.Session, Event], Any], told: list[int]
) -> None:
    before = state(db, event)
    edit(db, event)
    assert state(db, event) != before
    offered = last_undoable(db, event)
    assert offered is not None
    assert (offered.actor_name, offered.at) == (ACTOR.name, NOON)
    undo_last(db, editing(event))
    assert state(db, event) == before
    assert (event.edition, event.version, told) == (3, 3, [event.id] * 2)
    undone, done = history(db, ("event", event.id), 2)
    assert (undone.action, undone.actor_name) == ("event.undone", ACTOR.name)
    assert (undone.before, undone.after) == (done.after, done.before)
    assert last_undoable(db, event) is None


def test_an_id_that_was_given_to_another_row_meanwhile_costs_nothing_but_the_id(
    db: orm.Session, event: Event
) -> None:
    last = event.sessions[-1]
    public_id, title = last.public_id, last.title
    changed_programme(lambda items: items[:1])(db, event)
    db.commit()
    other = factories.event(db, days=0)
    factories.session(db, other, NOON + WEEK, NOON + WEEK + timedelta(hours=1), id=last.id)
    undo_last(db, editing(event))
    state(db, event)
    assert [(one.public_id, one.title) for one in event.sessions][1] == (public_id, title)
    assert db.get_one(EventSession, last.id).event_id == other.id or event.sessions[1].id != last.id


def test_a_later_change_of_any_kind_ends_it(db: orm.Session, event: Event) -> None:
    EDITS["basics"](db, event)
    cancel(db, event.id, "Choroba.", actor=ACTOR, now=NOON)
    assert last_undoable(db, event) is None
    with pytest.raises(EventClosed):
        undo_last(db, editing(event))


def test_publishing_ends_it(db: orm.Session) -> None:
    draft_event = factories.event(
        db,
        visibility=Visibility.DRAFT,
        purpose="Po co",
        contact_email="a@example.org",
        online_url="https://x.pl",
    )
    change_speaker_of = add_speaker(db, editing(draft_event), RADCA)
    publish(db, change_speaker_of.id, actor=ACTOR, now=NOON)
    with pytest.raises(NothingToUndo):
        undo_last(db, editing(draft_event))


def test_nothing_is_undone_twice_or_where_nothing_was_done(db: orm.Session, event: Event) -> None:
    with pytest.raises(NothingToUndo):
        undo_last(db, editing(event))
    EDITS["basics"](db, event)
    undo_last(db, editing(event))
    with pytest.raises(NothingToUndo):
        undo_last(db, editing(event))


def test_a_page_opened_before_somebody_else_s_change_undoes_nothing(db: orm.Session, event: Event) -> None:
    EDITS["basics"](db, event)
    seen = editing(event)
    EDITS["place"](db, event)
    with pytest.raises(StaleForm):
        undo_last(db, seen)


def test_places_that_people_hold_are_not_taken_back(db: orm.Session, event: Event) -> None:
    event.capacity = 2
    db.commit()
    change_basics(db, editing(event), replace(BASICS, capacity=30, slug=""))
    event.seats_taken = 3
    db.commit()
    with pytest.raises(CapacityBelowSeats) as caught:
        undo_last(db, editing(event))
    assert caught.value.values == {"num": 3}
    db.rollback()
    assert event.capacity == 30


def test_an_address_that_another_event_has_now_is_not_taken_back(db: orm.Session, event: Event) -> None:
    event.published_at = None
    event.visibility = Visibility.DRAFT
    db.commit()
    old = event.slug
    change_basics(db, editing(event), replace(BASICS, slug="inny-adres"))
    factories.event(db, slug=old)
    with pytest.raises(SlugTaken):
        undo_last(db, editing(event))


def test_an_item_on_which_something_hangs_now_is_not_taken_back(
    db: orm.Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    EDITS["item added"](db, event)
    added = event.sessions[-1].id
    db.commit()

    def held(session: orm.Session, session_id: int) -> Sentence | None:
        return Sentence("%(item)s is held") if session_id == added else None

    monkeypatch.setattr(hooks, "session_held", [held])
    with pytest.raises(SessionStays) as caught:
        undo_last(db, editing(event))
    assert caught.value.told.values == {"item": "Dodany"}
    db.rollback()
    assert len(event.sessions) == 3


def test_one_change_of_an_event_is_kept_and_no_more(db: orm.Session, event: Event) -> None:
    for name in ("basics", "place", "speaker added", "item moved"):
        EDITS[name](db, event)
    db.commit()
    assert [one.action for one in db.scalars(select(EventSnapshot))] == ["event.programme"]
