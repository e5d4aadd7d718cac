"""The same training on new dates: what moves along, what stays behind, and hours that a new day does not have."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import orm, select

from registration.accounts.audit import history
from registration.core.dates import in_zone
from registration.core.partial_date import PartialDate
from registration.core.tokens import new_public_id
from registration.trainings.errors import (
    BadSlug,
    CopyRefused,
    DayPassed,
    Missing,
    NoSuchEvent,
    NothingToMove,
    SlugTaken,
    TooLong,
    YearOdd,
)
from registration.trainings.models import Event, EventDay, EventSession, Visibility
from registration.trainings.services import NewDate, copy_event
from registration.trainings.services.copying import COPIED
from tests import factories
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR

WARSAW = ZoneInfo("Europe/Warsaw")


def at(year: int, month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    """A time by Warsaw's clocks."""
    return datetime(year, month, day, hour, minute, fold=fold, tzinfo=WARSAW).astimezone(UTC)


def empty(db: orm.Session, **values: object) -> Event:
    """A published event without a programme."""
    return factories.event(db, days=0, **values)


def copied(db: orm.Session, event: Event, first_day: date, title: str = "", slug: str = "") -> Event:
    db.commit()
    wanted = NewDate(first_day, title or event.title, slug)
    made = copy_event(db, event.id, wanted, actor=ACTOR, now=NOON)
    db.commit()
    db.expire_all()
    return made


def hours(event: Event) -> list[str]:
    """ "2026-07-01 09:00–2026-07-01 15:00" of each item by the event's clocks."""
    shown = []
    for one in event.sessions:
        assert one.starts_at is not None
        assert one.ends_at is not None
        start, end = in_zone(one.starts_at, event.zone), in_zone(one.ends_at, event.zone)
        shown.append(f"{start:%Y-%m-%d %H:%M}–{end:%Y-%m-%d %H:%M}")
    return shown


def test_the_copy_is_a_draft_with_everything_prepared_and_nothing_of_who_came(db: orm.Session) -> None:
    event = factories.event(
        db,
        days=2,
        venue=factories.venue(db),
        online_url="https://spotkanie.example.org/a",
        purpose="Po co",
        audience="Dla kogo",
        cost="120 zł",
        accessibility="Pętla indukcyjna",
        contact_email="biuro@example.org",
        capacity=25,
        seats_taken=25,
        version=9,
        edition=7,
        source="Źródło",
    )
    event.sessions[0].room = "sala 2"
    factories.speaker(db, event, event.sessions[0], name="Anna Nowak", email="anna@example.org")
    factories.speaker(db, event, *event.sessions)
    made = copied(db, event, date(2026, 9, 14))
    assert made.visibility is Visibility.DRAFT
    assert {name: getattr(made, name) for name in COPIED} == {name: getattr(event, name) for name in COPIED}
    assert (made.seats_taken, made.version, made.edition, made.source) == (0, 1, 1, "")
    assert (made.published_at, made.cancelled_at, made.created_at) == (None, None, NOON)
    assert [one.room for one in made.sessions] == ["sala 2", ""]
    assert [(one.name, one.post, one.email) for one in made.speakers] == [
        ("Anna Nowak", "Sekretarz gminy (przykład)", "anna@example.org"),
        ("", "Sekretarz gminy (przykład)", ""),
    ]
    assert [[one.name for one in session.speakers] for session in made.sessions] == [["Anna Nowak", ""], [""]]
    assert {one.id for one in made.speakers}.isdisjoint(one.id for one in event.speakers)
    assert [day.date for day in made.days] == [date(2026, 9, 14), date(2026, 9, 15)]


def test_every_column_of_an_event_is_copied_or_left_behind_by_name() -> None:
    """A new column makes this test ask where it belongs."""
    own = {
        *("id", "public_id", "slug", "seats_taken", "visibility", "cancellation_reason", "source", "version"),
        *("edition", "created_at", "updated_at", "published_at", "cancelled_at", "search_key", "sort_key"),
        *("starts_at", "ends_at", "sign_up_opens_at", "sign_up_closes_at", "series_id"),
    }
    assert set(COPIED) | own == set(Event.__table__.columns.keys())
    assert own.isdisjoint(COPIED)


def test_public_names_are_fresh(db: orm.Session) -> None:
    event = factories.event(db, days=2)
    made = copied(db, event, date(2026, 9, 14))
    names = [one.public_id for one in (event, made)]
    sessions = [one.public_id for one in (*event.sessions, *made.sessions)]
    assert len(set(names)) == 2
    assert len(set(sessions)) == 4


@pytest.mark.parametrize(
    ("original", "first_day", "moved"),
    [
        ((2026, 10, 24), date(2026, 11, 3), "2026-11-03 09:00–2026-11-03 15:00"),
        ((2026, 7, 1), date(2026, 10, 25), "2026-10-25 09:00–2026-10-25 15:00"),
        ((2026, 7, 1), date(2027, 3, 28), "2027-03-28 09:00–2027-03-28 15:00"),
        ((2027, 3, 26), date(2027, 3, 29), "2027-03-29 09:00–2027-03-29 15:00"),
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(
    db: orm.Session, original: tuple[int, int, int], first_day: date, moved: str
) -> None:
    event = empty(db)
    factories.session(db, event, at(*original, 9), at(*original, 15))
    assert hours(copied(db, event, first_day)) == [moved]


def test_three_days_over_the_change_of_clocks_keep_their_hours(db: orm.Session) -> None:
    event = empty(db)
    for day in (1, 2, 3):
        factories.session(db, event, at(2026, 7, day, 9), at(2026, 7, day, 15))
    made = copied(db, event, date(2026, 10, 24))
    assert hours(made) == [f"2026-10-{day} 09:00–2026-10-{day} 15:00" for day in (24, 25, 26)]
    assert made.starts_at == at(2026, 10, 24, 9)
    assert made.ends_at == at(2026, 10, 26, 15)
    assert made.ends_at - made.starts_at == timedelta(hours=55)


def test_a_gap_of_41_days_keeps_its_length(db: orm.Session) -> None:
    event = empty(db)
    factories.session(db, event, at(2026, 7, 1, 9), at(2026, 7, 1, 15))
    factories.session(db, event, at(2026, 8, 11, 13), at(2026, 8, 11, 16))
    made = copied(db, event, date(2026, 10, 20))
    assert hours(made) == ["2026-10-20 09:00–2026-10-20 15:00", "2026-11-30 13:00–2026-11-30 16:00"]
    assert [day.date for day in made.days] == [date(2026, 10, 20), date(2026, 11, 30)]


def test_an_item_across_midnight_stays_with_the_day_on_which_it_begins(db: orm.Session) -> None:
    event = empty(db)
    factories.session(db, event, at(2026, 7, 1, 22), at(2026, 7, 2, 1, 30))
    factories.session(db, event, at(2026, 7, 2, 9), at(2026, 7, 2, 12))
    made = copied(db, event, date(2026, 9, 30))
    assert hours(made) == ["2026-09-30 22:00–2026-10-01 01:30", "2026-10-01 09:00–2026-10-01 12:00"]
    assert [one.day.date for one in made.sessions] == [date(2026, 9, 30), date(2026, 10, 1)]


def test_an_hour_that_spring_skips_names_its_item_and_copies_nothing(db: orm.Session) -> None:
    event = empty(db)
    factories.session(db, event, at(2026, 7, 1, 9), at(2026, 7, 1, 12))
    factories.session(db, event, at(2026, 7, 2, 2, 30), at(2026, 7, 2, 4), title="Nocny spacer")
    before = db.scalars(select(Event.id)).all()
    with pytest.raises(CopyRefused) as caught:
        copied(db, event, date(2027, 3, 27))
    db.rollback()
    assert [(fault.index, dict(fault.values)) for fault in caught.value.faults] == [
        (1, {"time": "2:30", "valid": "3:30"})
    ]
    assert caught.value.titles[1] == "Nocny spacer"
    assert db.scalars(select(Event.id)).all() == before


def test_the_second_of_two_equal_hours_moves_to_an_ordinary_night(db: orm.Session) -> None:
    event = empty(db)
    factories.session(db, event, at(2026, 10, 25, 2, 15, fold=1), at(2026, 10, 25, 4))
    assert hours(copied(db, event, date(2026, 11, 8))) == ["2026-11-08 02:15–2026-11-08 04:00"]


def test_an_item_that_only_the_longer_night_could_hold_is_named(db: orm.Session) -> None:
    event = empty(db)
    factories.session(db, event, at(2026, 10, 25, 2, 45), at(2026, 10, 25, 2, 15, fold=1))
    with pytest.raises(CopyRefused) as caught:
        copied(db, event, date(2026, 11, 8))
    assert [fault.index for fault in caught.value.faults] == [0]


def test_the_sign_up_window_keeps_its_distance(db: orm.Session) -> None:
    event = factories.event(db, sign_up_opens_at=at(2026, 6, 1, 8), sign_up_closes_at=at(2026, 6, 28, 23, 59))
    made = copied(db, event, date(2026, 11, 4))
    assert made.sign_up_opens_at == at(2026, 10, 5, 8)
    assert made.sign_up_closes_at == at(2026, 11, 1, 23, 59)
    open_ended = copied(db, factories.event(db), date(2026, 11, 4))
    assert (open_ended.sign_up_opens_at, open_ended.sign_up_closes_at) == (None, None)


def test_a_window_that_would_end_in_the_skipped_hour_ends_with_the_next(db: orm.Session) -> None:
    event = factories.event(db, sign_up_closes_at=at(2026, 6, 30, 2, 30))
    made = copied(db, event, date(2027, 3, 29))
    assert made.sign_up_closes_at == at(2027, 3, 28, 3, 30)


def test_a_record_with_partial_dates_or_without_hours_is_refused(db: orm.Session) -> None:
    undated, untimed, bare = empty(db), empty(db), empty(db)
    for event, when in ((undated, PartialDate(None, 7, 2, "")), (untimed, PartialDate(2020, 7, 2, ""))):
        day = EventDay(event=event, position=0, when=when)
        db.add(EventSession(event=event, day=day, position=0, public_id=new_public_id(), title="Blok"))
    for event in (undated, untimed, bare):
        with pytest.raises(NothingToMove):
            copied(db, event, date(2026, 9, 1))
        db.rollback()


@pytest.mark.parametrize(
    ("first_day", "title", "slug", "refused", "field"),
    [
        (date(2026, 5, 31), "Tytuł", "", DayPassed, "first_day"),
        (date(2100, 1, 1), "Tytuł", "", YearOdd, "first_day"),
        (date(9999, 12, 31), "Tytuł", "", YearOdd, "first_day"),
        (date(2026, 9, 1), " \x00", "", Missing, "title"),
        (date(2026, 9, 1), "T" * 201, "", TooLong, "title"),
        (date(2026, 9, 1), "Tytuł", "s" * 101, TooLong, "slug"),
        (date(2026, 9, 1), "Tytuł", "past", BadSlug, "slug"),
        (date(2026, 9, 1), "Tytuł", "Zła nazwa", BadSlug, "slug"),
        (date(2026, 9, 1), "Tytuł", "zajety", SlugTaken, "slug"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    db: orm.Session, first_day: date, title: str, slug: str, refused: type[Exception], field: str
) -> None:
    event = factories.event(db, slug="zajety")
    with pytest.raises(refused) as caught:
        copied(db, event, first_day, title, slug)
    assert getattr(caught.value, "field", "") == field


def test_an_unknown_event_is_not_copied(db: orm.Session) -> None:
    with pytest.raises(NoSuchEvent):
        copy_event(db, 404, NewDate(date(2026, 9, 1), "T", ""), actor=ACTOR, now=NOON)


def test_a_copy_of_a_copy_and_two_copies_have_addresses_of_their_own(db: orm.Session) -> None:
    event = factories.event(db, title="Zasady partnerstw", slug="zasady-partnerstw")
    first = copied(db, event, date(2026, 9, 1))
    second = copied(db, event, date(2026, 9, 1))
    third = copied(db, first, date(2026, 10, 1))
    assert [one.slug for one in (first, second, third)] == [f"zasady-partnerstw-{n}" for n in (2, 3, 4)]
    assert len({one.series_id for one in (event, first, second, third)}) == 1


def test_both_events_have_one_line_about_it(db: orm.Session) -> None:
    event = factories.event(db, title="Zasady", slug="zasady")
    made = copied(db, event, date(2026, 9, 1), "Zasady, termin 2")
    (of_origin,) = history(db, ("event", event.id))
    (of_copy,) = history(db, ("event", made.id))
    assert (of_origin.action, of_origin.after) == ("event.copied", {"copied_to": "zasady-termin-2"})
    assert (of_copy.action, of_copy.after["copy_of"]) == ("event.created_as_copy", "zasady")
    assert of_copy.after["title"] == "Zasady, termin 2"
    assert event.edition == 1, "a form that somebody has open is not stale for it"


def test_a_cancelled_and_an_archived_event_with_times_can_be_repeated(db: orm.Session) -> None:
    for visibility in (Visibility.CANCELLED, Visibility.ARCHIVED):
        event = factories.event(db, visibility=visibility, cancellation_reason="Choroba")
        made = copied(db, event, date(2026, 9, 1))
        assert (made.visibility, made.cancellation_reason) == (Visibility.DRAFT, "")


def test_the_search_finds_the_copy_by_what_is_in_it(db: orm.Session) -> None:
    event = factories.event(db, title="Łąki", venue=factories.venue(db, town="Łowicz"))
    made = copied(db, event, date(2026, 9, 1))
    assert made.search_key == "laki sala konferencyjna lowicz blok 1"
