"""Days in words. An underscore stands for a no-break space."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core import dates
from registration.core.text import NBSP

JULY_1 = date(2026, 7, 1)
ANY_DAY = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def bound(text: str) -> str:
    return text.replace("_", NBSP)


@pytest.mark.parametrize(
    ("function", "language", "expected"),
    [
        (dates.day, "pl", "środa, 1_lipca_2026_r."),
        (dates.day, "en", "Wednesday 1_July_2026"),
        (dates.short_day, "pl", "1_lipca_2026_r."),
        (dates.short_day, "en", "1_July_2026"),
        (dates.weekday_short, "pl", "śr."),
        (dates.weekday_short, "en", "Wed"),
    ],
)
def test_a_day_in_words(function, language: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert function(JULY_1, language) == bound(expected)


def test_every_month_of_a_polish_date_is_in_the_genitive() -> None:
    named = [dates.short_day(date(2026, month, 1), "pl").split(NBSP)[1] for month in range(1, 13)]
    assert named == [
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ]


def test_every_month_heading_is_in_the_nominative() -> None:
    named = [dates.month_year(2026, month, "pl") for month in range(1, 13)]
    assert named == [
        f"{name}{NBSP}2026"
        for name in (
            *("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec"),
            *("lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
        )
    ]
    assert dates.month_year(2026, 7, "en") == bound("July_2026")


def test_the_band_of_the_calendar_leaf_has_short_months() -> None:
    polish = " ".join(dates.month_short(month, "pl") for month in range(1, 13))
    assert polish == "sty lut mar kwi maj cze lip sie wrz paź lis gru"
    assert " ".join(dates.month_short(month, "en") for month in (1, 7, 9)) == "Jan Jul Sep"


def test_every_weekday_has_its_name() -> None:
    week = [JULY_1 - timedelta(days=2) + timedelta(days=n) for n in range(7)]
    assert [dates.day(d, "pl").split(",")[0] for d in week] == [
        *("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
    ]
    assert [dates.weekday_short(d, "pl") for d in week] == [
        "pon.",
        "wt.",
        "śr.",
        "czw.",
        "pt.",
        "sob.",
        "niedz.",
    ]
    assert [dates.day(d, "en").split()[0] for d in week] == [
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ]


@pytest.mark.parametrize(
    ("first", "last", "polish", "english"),
    [
        (JULY_1, date(2026, 7, 2), "1–2_lipca_2026_r.", "1–2_July_2026"),
        (date(2026, 6, 30), date(2026, 7, 2), "30_czerwca_– 2_lipca_2026_r.", "30_June_– 2_July_2026"),
        (
            date(2026, 12, 31),
            date(2027, 1, 1),
            "31_grudnia_2026_r._– 1_stycznia_2027_r.",
            "31_December_2026_– 1_January_2027",
        ),
        (JULY_1, JULY_1, "1_lipca_2026_r.", "1_July_2026"),
    ],
)
def test_a_range_says_month_and_year_once_where_it_can(
    first: date, last: date, polish: str, english: str
) -> None:
    assert dates.day_range(first, last, "pl") == bound(polish)
    assert dates.day_range(first, last, "en") == bound(english)


def test_a_backwards_range_is_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        dates.day_range(date(2026, 7, 2), JULY_1, "pl")


@pytest.mark.parametrize(
    ("days", "polish", "english"),
    [
        (["07-01"], "1_lipca_2026_r.", "1_July_2026"),
        (["07-01", "07-02"], "1_i_2_lipca_2026_r.", "1_and_2_July_2026"),
        (["07-02", "07-01", "07-01"], "1_i_2_lipca_2026_r.", "1_and_2_July_2026"),
        (["07-01", "07-02", "07-03"], "1–3_lipca_2026_r.", "1–3_July_2026"),
        (["06-29", "06-30", "07-01"], "29_czerwca_– 1_lipca_2026_r.", "29_June_– 1_July_2026"),
        (["07-01", "07-03", "07-08"], "1, 3_i_8_lipca_2026_r.", "1, 3_and_8_July_2026"),
        (["07-01", "07-02", "07-03", "07-08"], "1–3_i_8_lipca_2026_r.", "1–3_and_8_July_2026"),
        (["06-30", "07-01"], "30_czerwca i_1_lipca_2026_r.", "30_June and_1_July_2026"),
        (
            ["05-05", "06-30", "07-02"],
            "5_maja, 30_czerwca i_2_lipca_2026_r.",
            "5_May, 30_June and_2_July_2026",
        ),
        (
            ["06-30", "07-02", "07-04"],
            "30_czerwca oraz 2_i_4_lipca_2026_r.",
            "30_June and 2_and_4_July_2026",
        ),
    ],
)
def test_separate_days_are_listed(days: list[str], polish: str, english: str) -> None:
    wanted = [date.fromisoformat(f"2026-{d}") for d in days]
    assert dates.days_list(wanted, "pl") == bound(polish)
    assert dates.days_list(wanted, "en") == bound(english)


def test_days_of_two_years_say_both_years() -> None:
    assert dates.days_list([date(2026, 12, 31), date(2027, 1, 1)], "pl") == bound(
        "31_grudnia_2026_r. i_1_stycznia_2027_r."
    )
    assert dates.days_list([date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)], "pl") == bound(
        "1_i_31_grudnia_2026_r. oraz 1_stycznia_2027_r."
    )


def test_no_days_cannot_be_listed() -> None:
    with pytest.raises(ValueError, match="no days"):
        dates.days_list([], "pl")


@given(st.lists(ANY_DAY, min_size=1, max_size=6), st.sampled_from(["pl", "en"]))
def test_a_list_names_every_year_once_and_has_only_letters_that_the_fonts_have(
    days: list[date], language: str
) -> None:
    text = dates.days_list(days, language)
    for year in {d.year for d in days}:
        assert text.count(str(year)) == 1 or len({d.year for d in days}) == 2
    assert not set(text) & {"\u202f", "→"}


@given(ANY_DAY, st.sampled_from(["pl", "en"]))
def test_one_day_is_the_same_as_a_list_and_as_a_range(d: date, language: str) -> None:
    assert dates.days_list([d], language) == dates.day_range(d, d, language) == dates.short_day(d, language)
    assert dates.day(d, language).endswith(dates.short_day(d, language))


def test_a_language_that_is_not_ours_is_refused() -> None:
    with pytest.raises(KeyError):
        dates.day(JULY_1, "de")
