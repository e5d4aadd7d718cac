from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.ical import zones
from tests.unit.ical.samples import UNHURRIED

EUROPE = [
    "Europe/Warsaw",
    "Europe/London",
    "Europe/Kyiv",
    "Europe/Dublin",
    "Europe/Lisbon",
    "EET",
    "WET",
    "CET",
]

SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
YEAR = 365 * 86_400


def test_warsaw_is_written_as_its_rules_are_today():
    # When this fails, the law has changed: then the constant and the feeds' stored bytes need a decision.
    assert zones._written("Europe/Warsaw") == zones.WARSAW


@pytest.mark.parametrize("name", EUROPE)
def test_a_european_zone_has_two_rules_and_no_table_of_dates(name):
    written = zones.vtimezone(name).decode()
    assert f"TZID:{name}\r\n" in written
    assert written.count("RRULE:FREQ=YEARLY;BYMONTH=") == 2
    assert "BYMONTH=3;BYDAY=-1SU" in written
    assert "BYMONTH=10;BYDAY=-1SU" in written
    assert "RDATE" not in written


def test_london_changes_an_hour_earlier_by_its_own_clock():
    assert "DTSTART:19700329T010000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100" in (
        zones.vtimezone("Europe/London").decode()
    )


def test_a_southern_zone_begins_its_summer_in_october():
    written = zones.vtimezone("Australia/Sydney").decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:19701004T020000\r\nTZOFFSETFROM:+1000\r\nTZOFFSETTO:+1100" in written


@pytest.mark.parametrize(
    ("name", "offset"),
    [("UTC", "+0000"), ("Europe/Istanbul", "+0300"), ("Etc/GMT+5", "-0500"), ("Asia/Kolkata", "+0530")],
)
def test_a_fixed_zone_has_one_part(name, offset):
    written = zones.vtimezone(name).decode()
    assert f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\n" in written
    assert "DAYLIGHT" not in written


@pytest.mark.parametrize("name", ["Africa/Casablanca", "America/Nuuk", "Asia/Jerusalem"])
def test_a_zone_that_two_rules_cannot_express_is_not_written_and_its_times_are_in_utc(name):
    assert zones.vtimezone(name) == b""
    assert not zones.writable(datetime(2026, 7, 1, 9, tzinfo=UTC), name)


JUNK = ["", "Warsaw", "Europe", "../etc/passwd", "/etc/localtime", "localtime", "posixrules", "Factory"]
MORE_JUNK = [
    "Europe/Warsaw\n",
    "posix/Europe/Warsaw",
    "right/Europe/Warsaw",
    "Eastern Standard Time",
    "x" * 500,
]


@pytest.mark.parametrize("name", JUNK + MORE_JUNK)
def test_junk_is_no_zone(name):
    with pytest.raises(zones.UnknownZone):
        zones.vtimezone(name)
    with pytest.raises(zones.UnknownZone):
        zones.writable(datetime(2026, 7, 1, 9, tzinfo=UTC), name)


def test_the_hour_that_clocks_repeat_is_not_written_by_the_wall_clock():
    for minute in (0, 30, 59):
        assert not zones.writable(datetime(2026, 10, 25, 0, minute, tzinfo=UTC), "Europe/Warsaw")
        assert not zones.writable(datetime(2026, 10, 25, 1, minute, tzinfo=UTC), "Europe/Warsaw")
    assert zones.writable(datetime(2026, 10, 24, 23, 59, tzinfo=UTC), "Europe/Warsaw")
    assert zones.writable(datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "Europe/Warsaw")


def test_times_under_older_rules_are_not_written_by_the_present_ones():
    assert not zones.writable(datetime(1975, 7, 1, 9, tzinfo=UTC), "Europe/Warsaw")  # no summer time then
    assert not zones.writable(datetime(1995, 10, 1, 9, tzinfo=UTC), "Europe/Warsaw")  # it ended in September
    assert not zones.writable(datetime(2015, 1, 1, 9, tzinfo=UTC), "Europe/Istanbul")


@UNHURRIED
@given(
    st.integers(-10 * YEAR, 68 * YEAR).map(
        lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + seconds * SECOND
    ),
    st.sampled_from(
        [*EUROPE, "UTC", "Australia/Sydney", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]
    ),
)
def test_a_writable_time_is_the_same_instant_by_the_rules_and_by_the_tz_data(moment, name):
    if zones.writable(moment, name):
        rules = zones._rules(name)
        wall = moment.astimezone(ZoneInfo(name)).replace(tzinfo=None)
        assert rules is not None
        assert (wall - rules.offset_at(wall)).replace(tzinfo=UTC) == moment


def test_every_zone_of_the_database_is_written_or_left_to_utc():
    left = {name for name in available_timezones() - {"Factory", "localtime"} if not zones.vtimezone(name)}
    assert left < {name for name in available_timezones() if not name.startswith("Europe/")}


def test_the_zones_that_stored_events_use_are_found_in_their_bytes():
    block = b"DTSTART;TZID=Europe/Warsaw:20260701T090000\r\nDTEND;TZID=Europe/Kyiv:20260701T100000\r\n"
    assert zones.used_in([block, b"DTSTART:20260701T090000Z\r\n", block]) == {"Europe/Warsaw", "Europe/Kyiv"}
    assert zones.used_in([b"DESCRIPTION:DTSTART;TZID=Mars/Base:1\r\n"]) == set()


def test_an_onset_may_be_counted_from_either_end_of_the_month():
    first = zones.Onset(4, 1, 6, time(3), HOUR, HOUR, "X")
    last = zones.Onset(3, -1, 6, time(2), HOUR, HOUR, "X")
    assert first.in_year(2026).isoformat() == "2026-04-05T03:00:00"
    assert last.in_year(2026).isoformat() == "2026-03-29T02:00:00"
    assert last.in_year(2030).isoformat() == "2030-03-31T02:00:00"
