"""Saving a programme: identity, refusals by name, clocks that change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import orm

from registration.accounts.audit import history
from registration.core.language import Sentence
from registration.trainings import hooks
from registration.trainings.errors import (
    EventClosed,
    NoSuchEvent,
    ProgrammeEmpty,
    ProgrammeRefused,
    SessionStays,
    StaleForm,
)
from registration.trainings.models import Event, EventSession, SessionKind, Visibility
from registration.trainings.services import Editing, Programme, SessionDraft, save_programme
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.trainings.conftest import ACTOR, editing


def draft(day: str = "2026-07-01", start: str = "09:00", end: str = "12:00", **values: Any) -> SessionDraft:
    base: dict[str, Any] = {
        "id": 0,
        "day": date.fromisoformat(day),
        "start": time.fromisoformat(start),
        "end": time.fromisoformat(end),
        "end_day": None,
        "kind": SessionKind.TRAINING,
        "title": "Blok",
        "room": "",
        "online_url": "",
        "description": "",
        "speaker_ids": (),
    }
    return SessionDraft(**{**base, **values})


def as_typed(session: EventSession) -> SessionDraft:
    """The session as the editor shows it (Warsaw, summer)."""
    assert session.starts_at is not None
    assert session.ends_at is not None
    start, end = session.starts_at + timedelta(hours=2), session.ends_at + timedelta(hours=2)
    return draft(
        id=session.id,
        day=start.date().isoformat(),
        start=f"{start:%H:%M}",
        end=f"{end:%H:%M}",
        title=session.title,
        room=session.room,
        speaker_ids=tuple(speaker.id for speaker in session.speakers),
    )


def save(db: orm.Session, event: Event, *items: SessionDraft) -> Event:
    saved = save_programme(db, editing(event), Programme(items))
    db.commit()
    db.expire_all()
    return saved


def refusal(db: orm.Session, event: Event, *items: SessionDraft) -> list[tuple[int, str, str]]:
    """(index, field, English sentence) of every fault."""
    with pytest.raises(ProgrammeRefused) as caught:
        save_programme(db, editing(event), Programme(items))
    db.rollback()
    return [
        (fault.index, fault.field, fault.text % {"item": f"Item {fault.index + 1}", **dict(fault.values)})
        for fault in caught.value.faults
    ]


@pytest.fixture
def event(db: orm.Session) -> Event:
    """A draft without a programme."""
    made = factories.event(db, days=0, visibility=Visibility.DRAFT)
    db.commit()
    return made


def test_the_founding_programme_is_saved_in_order_with_its_days(
    db: orm.Session, event: Event, told: list[int]
) -> None:
    first = factories.speaker(db, event)
    second = factories.speaker(db, event, post="Radca (przykład)")
    save(
        db,
        event,
        draft("2026-07-02", "13:00", "15:00", title="Posiedzenie", kind=SessionKind.FORUM_SITTING),
        draft("2026-07-01", "09:00", "15:00", title="Partnerstwa", speaker_ids=(first.id,)),
        draft("2026-07-02", "09:00", "12:00", title="Negocjacje", speaker_ids=(second.id, first.id, 999)),
    )
    assert [session.title for session in event.sessions] == ["Partnerstwa", "Negocjacje", "Posiedzenie"]
    assert [day.date for day in event.days] == [date(2026, 7, 1), date(2026, 7, 2)]
    assert [session.day.position for session in event.sessions] == [0, 1, 1]
    assert event.sessions[1].speakers == [first, second], (
        "in the order of the event's list, strangers left out"
    )
    assert event.starts_at == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 7, 2, 13, 0, tzinfo=UTC)
    assert (event.version, event.edition) == (2, 2)
    assert told == [event.id]
    assert "negocjacje" in event.search_key


def test_saving_what_is_there_changes_nothing_and_tells_nobody(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db, days=2)
    db.commit()
    save(db, event, *(as_typed(session) for session in event.sessions))
    assert (event.version, told, history(db, ("event", event.id))) == (1, [], [])


def test_a_moved_programme_keeps_the_rows_of_its_days_and_sessions(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db, days=2)
    db.commit()
    days = {day.id: day.date for day in event.days}
    sessions = [(session.id, session.public_id) for session in event.sessions]
    save(
        db,
        event,
        *(replace(as_typed(one), day=as_typed(one).day + timedelta(days=1)) for one in event.sessions),
    )
    moved = {id: day + timedelta(days=1) for id, day in days.items() if day}
    assert {day.id: day.date for day in event.days} == moved
    assert [(session.id, session.public_id) for session in event.sessions] == sessions
    line = history(db, ("event", event.id))[0]
    assert line.action == "event.programme"
    assert line.before["programme"][0].startswith("2026-07-01 09:00–15:00, ")
    assert line.after["programme"][0].startswith("2026-07-02 09:00–15:00, ")
    assert "session_kind" not in line.after


def test_a_change_of_kind_alone_is_a_change(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db)
    db.commit()
    save(db, event, replace(as_typed(event.sessions[0]), kind=SessionKind.BREAK))
    assert told == [event.id]
    line = history(db, ("event", event.id))[0]
    assert (line.before, line.after) == ({"session_kind": ["training"]}, {"session_kind": ["break"]})


def test_days_that_change_places_keep_their_rows(db: orm.Session) -> None:
    event = factories.event(db, days=2)
    db.commit()
    first, second = event.days
    typed = [as_typed(session) for session in event.sessions]
    save(db, event, replace(typed[0], day=typed[1].day), replace(typed[1], day=typed[0].day))
    assert (first.date, second.date) == (date(2026, 7, 2), date(2026, 7, 1))
    assert [day.id for day in event.days] == [second.id, first.id]


def test_a_removed_session_goes_with_its_day(db: orm.Session) -> None:
    event = factories.event(db, days=2)
    factories.speaker(db, event, *event.sessions)
    db.commit()
    kept = event.sessions[0]
    save(db, event, as_typed(kept))
    assert event.sessions == [kept]
    assert [day.date for day in event.days] == [date(2026, 7, 1)]
    assert event.ends_at == kept.ends_at


def test_a_session_on_which_something_hangs_stays(db: orm.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    event = factories.event(db, days=2)
    db.commit()
    sitting = event.sessions[1].id

    def held(session: orm.Session, session_id: int) -> Sentence | None:
        return Sentence("“%(item)s” has minutes.") if session_id == sitting else None

    monkeypatch.setattr(hooks, "session_held", [held])
    with pytest.raises(SessionStays) as caught:
        save_programme(db, editing(event), Programme((as_typed(event.sessions[0]),)))
    assert caught.value.told.values["item"] == event.sessions[1].title


@pytest.mark.parametrize(
    ("item", "field", "words"),
    [
        (draft(start="12:00", end="09:00"), "end", "Item 1: the end is before the start"),
        (draft(start="09:00", end="09:00"), "end", "Item 1: the start and the end are the same"),
        (draft(end_day=date(2026, 6, 30)), "end_day", "Item 1: the date of the end is before"),
        (draft(end_day=date(2026, 7, 3)), "end", "Item 1: it lasts longer than 24 hours"),
        (draft(end_day=date(9999, 12, 31)), "end_day", "Item 1: check the year"),
        (draft("0001-01-01"), "day", "Item 1: check the year"),
        (draft("9999-12-31"), "day", "Item 1: check the year"),
        (draft("2027-03-28", "02:30", "04:00"), "start", "Item 1: there is no 2:30 on that day"),
        (draft("2027-03-28", "01:30", "02:30"), "end", "Item 1: there is no 2:30 on that day"),
        (draft(title=" \x00\u200b "), "title", "Item 1: enter the title"),
        (draft(title="ż" * 301), "title", "Item 1: this text is too long, at most 300"),
        (draft(online_url="javascript:alert(1)"), "online_url", "Item 1: a link begins with https"),
        (draft(online_url="https://" + "a" * 2000), "online_url", "Item 1: this text is too long"),
        (draft(description="a" * 5001), "description", "Item 1: this text is too long"),
    ],
)
def test_a_wrong_item_is_refused_by_name(
    db: orm.Session, event: Event, item: SessionDraft, field: str, words: str
) -> None:
    ((index, at_field, sentence),) = refusal(db, event, item)
    assert (index, at_field) == (0, field)
    assert sentence.startswith(words)
    assert event.sessions == []


def test_every_wrong_item_is_named_at_once(db: orm.Session, event: Event) -> None:
    found = refusal(db, event, draft(end="08:00"), draft("2026-07-02"), draft("2026-07-03", title=""))
    assert [(index, field) for index, field, _ in found] == [(0, "end"), (2, "title")]


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ({}, {"start": "11:00", "end": "13:00"}, True),
        ({}, {"start": "12:00", "end": "13:00"}, False),
        ({}, {"start": "10:00", "end": "11:00", "room": "Sala 2"}, True),
        ({"room": "Sala 1"}, {"room": "Sala 2"}, False),
        ({"room": "Sala 1"}, {"room": "sala  1"}, True),
        ({"online_url": "https://a.example.org"}, {"online_url": "https://b.example.org"}, False),
        ({"online_url": "https://a.example.org"}, {"online_url": "https://a.example.org"}, True),
        (
            {"start": "22:00", "end": "02:00", "end_day": date(2026, 7, 2)},
            {"day": "2026-07-02", "start": "01:00"},
            True,
        ),
        (
            {"start": "22:00", "end": "02:00", "end_day": date(2026, 7, 2)},
            {"day": "2026-07-02", "start": "02:00"},
            False,
        ),
    ],
)
def test_items_at_the_same_time_need_different_rooms(
    db: orm.Session, event: Event, first: dict[str, Any], second: dict[str, Any], clash: bool
) -> None:
    items = draft(**{"title": "A", **first}), draft(**{"title": "B", **second})
    if not clash:
        save(db, event, *items)
        return
    ((index, field, sentence),) = refusal(db, event, *items)
    assert (index, field) == (1, "start")
    assert "item 1 “A”" in sentence


def test_an_item_past_midnight_belongs_to_the_day_of_its_start(db: orm.Session, event: Event) -> None:
    save(db, event, draft(start="22:00", end="02:00", end_day=date(2026, 7, 2)))
    assert [day.date for day in event.days] == [date(2026, 7, 1)]
    assert event.ends_at == datetime(2026, 7, 2, 0, 0, tzinfo=UTC)


def test_a_night_when_the_clocks_go_back_lasts_an_hour_longer(db: orm.Session, event: Event) -> None:
    save(db, event, draft("2026-10-25", "01:00", "04:00"))
    assert event.starts_at == datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_a_night_when_the_clocks_go_forward_lasts_an_hour_less(db: orm.Session, event: Event) -> None:
    save(db, event, draft("2027-03-28", "01:00", "04:00"))
    assert event.starts_at == datetime(2027, 3, 28, 0, 0, tzinfo=UTC)
    assert event.ends_at == datetime(2027, 3, 28, 2, 0, tzinfo=UTC)


def test_the_second_of_two_equal_hours_is_not_moved_by_saving_the_form(db: orm.Session, event: Event) -> None:
    late = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    night = factories.session(db, event, late, late + timedelta(hours=2), title="Noc")
    db.commit()
    save(db, event, draft("2026-10-25", "02:30", "04:30", id=night.id, title="Nocna zmiana"))
    assert (night.starts_at, night.title) == (late, "Nocna zmiana")


def test_times_are_those_of_the_event_zone(db: orm.Session) -> None:
    event = factories.event(db, days=0, zone="Europe/Kyiv")
    save(db, event, draft())
    assert event.starts_at == datetime(2026, 7, 1, 6, 0, tzinfo=UTC)


def test_texts_are_stored_clean(db: orm.Session, event: Event) -> None:
    save(db, event, draft(title="  Łódź\x00 –\u200b  debata ", description="raz\r\n\r\n\r\n\r\ndwa\x00"))
    assert event.sessions[0].title == "Łódź – debata"
    assert event.sessions[0].description == "raz\n\ndwa"
    assert "lodz" in event.search_key


def test_a_session_of_another_event_is_not_taken_over(db: orm.Session, event: Event) -> None:
    foreign = factories.event(db).sessions[0]
    db.commit()
    save(db, event, draft(id=foreign.id))
    assert foreign.event_id != event.id
    assert event.sessions[0].id != foreign.id


def test_the_same_id_twice_is_one_session_and_a_new_one(db: orm.Session) -> None:
    event = factories.event(db)
    db.commit()
    typed = as_typed(event.sessions[0])
    save(db, event, typed, replace(typed, day=date(2026, 7, 2)))
    assert len(event.sessions) == 2
    assert len({session.public_id for session in event.sessions}) == 2


def test_a_published_event_keeps_at_least_one_item_and_a_draft_may_be_emptied(db: orm.Session) -> None:
    published, hidden = factories.event(db), factories.event(db, visibility=Visibility.DRAFT)
    db.commit()
    with pytest.raises(ProgrammeEmpty):
        save_programme(db, editing(published), Programme(()))
    db.rollback()
    save(db, hidden)
    assert (hidden.starts_at, hidden.days, hidden.sessions) == (None, [], [])


@pytest.mark.parametrize("visibility", [Visibility.CANCELLED, Visibility.ARCHIVED])
def test_a_closed_event_is_not_edited(db: orm.Session, visibility: Visibility) -> None:
    event = factories.event(db, visibility=visibility)
    db.commit()
    with pytest.raises(EventClosed):
        save_programme(db, editing(event), Programme((draft(),)))


def test_a_stale_form_and_a_missing_event_are_refused(db: orm.Session, event: Event) -> None:
    with pytest.raises(StaleForm):
        save_programme(db, editing(event, edition=0), Programme((draft(),)))
    with pytest.raises(NoSuchEvent):
        save_programme(db, Editing(12345, 1, ACTOR, FIRST_START), Programme(()))


def test_a_sign_up_makes_no_form_stale(db: orm.Session, event: Event) -> None:
    event.version += 1
    db.commit()
    save(db, event, draft())
    assert len(event.sessions) == 1
