"""When the sample events are, whatever the day of loading: New Year's Eve, 29 February, 1 and 2 July too."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.dates import in_zone
from registration.desk.demo import moments, samples
from registration.desk.demo.samples import SampleEvent

WARSAW = ZoneInfo("Europe/Warsaw")
MOMENTS = st.builds(
    lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours), st.integers(0, 14 * 366 * 24)
)


def named(slug: str) -> SampleEvent:
    return next(one for one in samples.events() if one.slug == slug)


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, 0, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("now", "year"),
    [
        (noon(2026, 11, 22), 2027),
        (noon(2027, 6, 30), 2027),
        (noon(2027, 7, 1), 2028),
        (noon(2027, 7, 2), 2028),
        (noon(2027, 7, 3), 2028),
        (noon(2027, 12, 31), 2028),
        (noon(2028, 2, 29), 2028),
        # The last minute of 30 June is too late to sign up.
        (datetime(2027, 6, 30, 23, 59, 30, tzinfo=WARSAW), 2028),
        # Still 30 June in UTC, but 1 July in Warsaw.
        (datetime(2027, 6, 30, 22, 30, tzinfo=UTC), 2028),
    ],
)
def test_the_edition_is_on_the_next_first_and_second_of_july(now: datetime, year: int) -> None:
    starts = moments.of_edition(samples.edition(), now).starts
    assert [one.astimezone(WARSAW) for one in starts] == [
        datetime(year, 7, day, 9, 0, tzinfo=WARSAW) for day in (1, 2)
    ]


@given(MOMENTS)
def test_somebody_can_still_sign_up_for_the_edition(now: datetime) -> None:
    schedule = moments.of_edition(samples.edition(), now)
    assert schedule.closes_at is not None
    assert now < schedule.closes_at < schedule.starts[0]


@given(MOMENTS)
def test_every_event_is_on_the_side_of_now_that_its_sample_says(now: datetime) -> None:
    for sample in samples.events():
        first = moments.of_event(sample, now).starts[0]
        assert (first < now) == (sample.from_today < 0), sample.slug


@given(MOMENTS)
def test_every_event_was_announced_before_now_and_before_it_begins(now: datetime) -> None:
    for sample in (*samples.events(), samples.event(samples.read("forum.toml")["event"])):
        schedule = moments.of_event(sample, now)
        assert schedule.announced_at < now
        assert schedule.announced_at < schedule.starts[0]


@given(MOMENTS)
def test_offices_work_on_the_first_day_of_an_event(now: datetime) -> None:
    for sample in samples.events():
        first = in_zone(moments.of_event(sample, now).starts[0], moments.ZONE).date()
        if not sample.clock_change and not sample.weekday:
            assert moments.working_day(first) == first


@given(MOMENTS)
def test_the_long_event_runs_from_monday_to_friday(now: datetime) -> None:
    starts = moments.of_event(named("szkola-liderow-wspolpracy"), now).starts
    assert [in_zone(one, moments.ZONE).weekday() for one in starts] == [0, 1, 2, 3, 4]
    assert all(
        in_zone(b, moments.ZONE).date() - in_zone(a, moments.ZONE).date() == timedelta(1)
        for a, b in pairwise(starts)
    )


@given(MOMENTS)
def test_the_clocks_change_during_the_event_on_the_change_of_clocks(now: datetime) -> None:
    sample = named("zmiana-czasu-w-systemach-urzedu")
    start = moments.of_event(sample, now).starts[0]
    end = start + timedelta(minutes=sum(part.minutes for part in sample.days[0].programme))
    assert in_zone(start, moments.ZONE).utcoffset() != in_zone(end, moments.ZONE).utcoffset()
    assert timedelta(days=2) < start - now < timedelta(days=220)


@pytest.mark.parametrize(
    ("today", "change"),
    [
        (date(2026, 11, 22), date(2027, 3, 28)),
        (date(2027, 3, 25), date(2027, 3, 28)),
        (date(2027, 3, 26), date(2027, 10, 31)),
        (date(2027, 10, 31), date(2028, 3, 26)),
        (date(2027, 12, 31), date(2028, 3, 26)),
        (date(2028, 2, 29), date(2028, 3, 26)),
    ],
)
def test_the_next_change_of_clocks(today: date, change: date) -> None:
    assert moments.next_clock_change(today) == change


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 10), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2026, 11, 12)),
        (date(2026, 11, 14), date(2026, 11, 16)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_weekends_and_public_holidays_are_passed_over(day: date, following: date) -> None:
    assert moments.working_day(day) == following
