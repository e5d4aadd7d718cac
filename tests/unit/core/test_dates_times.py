"""Hours, moments and deadlines in words. An underscore stands for a no-break space."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core import dates
from registration.core.text import NBSP

WARSAW = "Europe/Warsaw"
INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def bound(text: str) -> str:
    return text.replace("_", NBSP)


def at(text: str, fold: int = 0) -> datetime:
    """An instant by Warsaw's clocks, given as "2026-07-01 9:00"."""
    local = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(fold=fold)  # noqa: DTZ007
    return dates.local_to_utc(local, WARSAW)


@pytest.mark.parametrize(
    ("start", "end", "polish", "english"),
    [
        ("2026-07-01 9:00", "2026-07-01 15:30", "godz._9:00–15:30", "9:00–15:30"),
        ("2026-07-01 9:00", "2026-07-01 9:00", "godz._9:00", "9:00"),
        (
            "2026-07-01 22:00",
            "2026-07-02 2:00",
            "godz._22:00_– 2:00 następnego dnia",
            "22:00_– 2:00 the next day",
        ),
        ("2026-07-01 20:00", "2026-07-02 0:00", "godz._20:00–24:00", "20:00_– midnight"),
        (
            "2026-07-01 9:00",
            "2026-07-03 15:30",
            "godz._9:00_– piątek, 3_lipca_2026_r., godz._15:30",
            "9:00_– Friday 3_July_2026, 15:30",
        ),
        ("2026-10-25 1:00", "2026-10-25 4:00", "godz._1:00–4:00", "1:00–4:00"),
        ("2026-10-25 1:00", "2026-10-25 2:30", "godz._1:00–2:30_czasu letniego", "1:00–2:30_summer time"),
        ("2026-03-29 1:30", "2026-03-29 3:30", "godz._1:30–3:30", "1:30–3:30"),
    ],
)
def test_the_hours_of_a_session(start: str, end: str, polish: str, english: str) -> None:
    assert dates.session_time(at(start), at(end), WARSAW, "pl") == bound(polish)
    assert dates.session_time(at(start), at(end), WARSAW, "en") == bound(english)


def test_the_hour_that_clocks_show_twice_says_which_it_is() -> None:
    first, second = at("2026-10-25 2:30"), at("2026-10-25 2:30", fold=1)
    assert second - first == timedelta(hours=1)
    assert dates.time_of_day(first, WARSAW, "pl") == bound("2:30_czasu letniego")
    assert dates.time_of_day(second, WARSAW, "pl") == bound("2:30_czasu zimowego")
    assert dates.time_of_day(second, WARSAW, "en") == bound("2:30_winter time")
    assert dates.session_time(first, second, WARSAW, "pl") == bound(
        "godz._2:30_czasu letniego_– 2:30_czasu zimowego"
    )
    assert dates.time_of_day(first, "Europe/London", "en") == bound("1:30_summer time")
    assert dates.time_of_day(first, "UTC", "en") == "0:30"


def test_a_session_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before its start"):
        dates.session_time(at("2026-07-01 9:00"), at("2026-07-01 8:00"), WARSAW, "pl")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        dates.time_of_day(datetime(2026, 7, 1, 9), WARSAW, "pl")  # noqa: DTZ001


def test_the_full_form_has_day_and_hours() -> None:
    start, end = at("2026-07-01 9:00"), at("2026-07-01 15:30")
    assert dates.full(start, end, WARSAW, "pl") == bound("środa, 1_lipca_2026_r., godz._9:00–15:30")
    assert dates.full(start, end, WARSAW, "en") == bound("Wednesday 1_July_2026, 9:00–15:30")
    assert dates.full(start, end, "Asia/Tokyo", "en") == bound("Wednesday 1_July_2026, 16:00–22:30")


def test_a_moment_in_words_long_short_and_for_machines() -> None:
    moment = at("2026-07-01 9:05")
    assert dates.moment(moment, WARSAW, "pl") == bound("środa, 1_lipca_2026_r., godz._9:05")
    assert dates.moment(moment, WARSAW, "en") == bound("Wednesday 1_July_2026, 9:05")
    assert dates.short_moment(moment, WARSAW, "pl") == bound("1_lipca_2026_r., godz._9:05")
    assert dates.short_moment(moment, WARSAW, "en") == bound("1_July_2026, 9:05")
    assert dates.iso(moment, WARSAW) == "2026-07-01T09:05+02:00"


@pytest.mark.parametrize(
    ("deadline", "polish", "english"),
    [
        ("2026-07-01 15:00", "do_dziś, godz._15:00", "until 15:00 today"),
        ("2026-07-01 23:59", "do_końca dnia", "until the end of today"),
        ("2026-07-02 0:00", "do_końca dnia", "until the end of today"),
        ("2026-07-02 12:00", "do_jutra, godz._12:00", "until 12:00 tomorrow"),
        ("2026-07-02 23:59", "do_jutra", "until the end of tomorrow"),
        ("2026-07-03 0:00", "do_jutra", "until the end of tomorrow"),
        ("2026-07-03 23:59", "do_3_lipca_2026_r.", "until 3_July_2026"),
        ("2026-07-03 12:00", "do_3_lipca_2026_r., godz._12:00", "until 12:00 on 3_July_2026"),
        ("2026-06-30 23:59", "do_30_czerwca_2026_r.", "until 30_June_2026"),
        ("2026-07-01 8:00", "do_dziś, godz._8:00", "until 8:00 today"),
    ],
)
def test_a_deadline_is_told_from_today(deadline: str, polish: str, english: str) -> None:
    now = at("2026-07-01 9:00")
    assert dates.relative_deadline(at(deadline), now, WARSAW, "pl") == bound(polish)
    assert dates.relative_deadline(at(deadline), now, WARSAW, "en") == bound(english)


def test_today_is_the_day_of_the_zone_and_not_of_utc() -> None:
    just_after_midnight = at("2026-07-02 0:30")
    assert just_after_midnight.date().day == 1
    assert dates.relative_deadline(at("2026-07-02 15:00"), just_after_midnight, WARSAW, "pl") == bound(
        "do_dziś, godz._15:00"
    )


def test_wall_clock_time_becomes_utc() -> None:
    summer = dates.local_to_utc(datetime(2026, 7, 1, 9), WARSAW)  # noqa: DTZ001
    assert (summer, summer.tzinfo) == (datetime(2026, 7, 1, 7, tzinfo=UTC), UTC)
    assert dates.local_to_utc(datetime(2026, 1, 1, 9), WARSAW) == datetime(2026, 1, 1, 8, tzinfo=UTC)  # noqa: DTZ001


def test_the_skipped_hour_of_spring_is_refused_with_the_time_that_clocks_show() -> None:
    skipped = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001
    with pytest.raises(dates.NonexistentTime) as refused:
        dates.local_to_utc(skipped, WARSAW)
    problem = refused.value
    assert (problem.local, problem.zone) == (skipped, WARSAW)
    assert problem.valid == datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001
    assert problem.told.values == {"time": "2:30", "valid": "3:30"}
    assert "%(time)s" in problem.told.text


def test_an_aware_time_is_no_wall_clock_time() -> None:
    with pytest.raises(ValueError, match="no time zone of its own"):
        dates.local_to_utc(datetime(2026, 7, 1, 9, tzinfo=UTC), WARSAW)


def test_only_the_autumn_hour_occurs_twice() -> None:
    assert dates.occurs_twice(datetime(2026, 10, 25, 2, 30), WARSAW)  # noqa: DTZ001
    assert not dates.occurs_twice(datetime(2026, 10, 25, 3, 0), WARSAW)  # noqa: DTZ001
    assert not dates.occurs_twice(datetime(2026, 3, 29, 2, 30), WARSAW)  # noqa: DTZ001


@given(INSTANTS, st.sampled_from([WARSAW, "Europe/London", "America/New_York", "Asia/Kathmandu", "UTC"]))
def test_every_instant_comes_back_from_the_wall_clock(instant: datetime, zone: str) -> None:
    local = dates.in_zone(instant, zone)
    assert local.tzinfo == ZoneInfo(zone)
    assert dates.local_to_utc(local.replace(tzinfo=None), zone) == instant
    assert datetime.fromisoformat(dates.iso(instant, zone)) == instant.replace(second=0, microsecond=0)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=3)), st.sampled_from(["pl", "en"]))
def test_no_session_has_a_character_that_the_fonts_lack(
    start: datetime, length: timedelta, language: str
) -> None:
    text = dates.full(start, start + length, WARSAW, language)
    assert text.startswith(dates.day(dates.in_zone(start, WARSAW), language))
    assert not set(text) & {"\u202f", "→", "_", "{"}
