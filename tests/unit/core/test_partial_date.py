"""Dates that are known in part are kept and told as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, orm, select
from sqlalchemy.orm import Mapped, composite, mapped_column

from registration.core.partial_date import PartialDate, Precision
from registration.core.text import NBSP

DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(
    ("known", "precision", "polish", "english", "iso", "exact"),
    [
        (
            PartialDate(2026, 7, 1),
            "day",
            "1_lipca_2026_r.",
            "1_July_2026",
            "2026-07-01",
            date(2026, 7, 1),
        ),
        (PartialDate(2012, 10, None), "month", "październik_2012_r.", "October_2012", "2012-10", None),
        (PartialDate(2012, None, None), "year", "2012_r.", "2012", "2012", None),
        (PartialDate(None, 7, 1), "month_day", "1_lipca", "1_July", "07-01", None),
        (PartialDate(None, None, None, "dziś"), "text", "dziś", "dziś", None, None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(
    known: PartialDate, precision: str, polish: str, english: str, iso: str | None, exact: date | None
) -> None:
    assert known.precision is Precision(precision)
    assert known.spoken("pl") == polish.replace("_", NBSP)
    assert known.spoken("en") == english.replace("_", NBSP)
    assert known.iso == iso
    assert known.exact == exact


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (2026, None, 1),
        (None, 7, None),
        (None, None, 1),
        (2026, 13, None),
        (2026, 0, None),
        (2026, 7, 0),
        (2026, 2, 29),
        (None, 2, 30),
        (0, None, None),
        (10_000, None, None),
        (None, None, None),
    ],
)
def test_parts_that_make_no_date_are_refused(year: int | None, month: int | None, day: int | None) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate(year, month, day, " ")


def test_a_leap_day_without_its_year_may_be_a_date() -> None:
    assert PartialDate(None, 2, 29).iso == "02-29"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("2026-07-01", PartialDate(2026, 7, 1)),
        ("2012-10", PartialDate(2012, 10, None)),
        ("2012", PartialDate(2012, None, None)),
        ("07-01", PartialDate(None, 7, 1)),
        ("--07-01", PartialDate(None, 7, 1)),
    ],
)
def test_a_date_is_read_from_its_iso_form(text: str, known: PartialDate) -> None:
    assert PartialDate.from_iso(text) == known


@pytest.mark.parametrize("text", ["", "dziś", "2026-7-1", "1 lipca", "2026-02-30", "2026-", "2026-07-01\n"])
def test_other_texts_are_not_read_as_dates(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate.from_iso(text)


def test_the_wording_of_the_source_is_kept_beside_the_date() -> None:
    assert PartialDate.from_iso("2012-10", "do października 2012").as_printed == "do października 2012"


def test_dates_sort_by_what_is_known() -> None:
    ordered = [
        PartialDate(2012, None, None),
        PartialDate(2012, 10, None),
        PartialDate(2012, 10, 1),
        PartialDate(2026, 7, 1),
        PartialDate(None, 7, 1),
        PartialDate(None, None, None, "dziś"),
    ]
    assert [known.sort_key for known in ordered] == sorted(known.sort_key for known in ordered)


@given(DAYS, DAYS)
def test_exact_dates_sort_as_dates_do(one: date, other: date) -> None:
    assert (PartialDate.on(one).sort_key < PartialDate.on(other).sort_key) == (one < other)


@given(DAYS)
def test_an_exact_date_survives_its_iso_form(known: date) -> None:
    partial = PartialDate.on(known)
    assert (partial.exact, PartialDate.from_iso(partial.iso or "")) == (known, partial)


class Base(orm.DeclarativeBase):
    """A base of this test's own."""


class Paper(Base):
    """A row with a partial date that must be there and one that may be."""

    __tablename__ = "papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    signed: Mapped[PartialDate] = composite(
        mapped_column("signed_year", nullable=True),
        mapped_column("signed_month", nullable=True),
        mapped_column("signed_day", nullable=True),
        mapped_column("signed_as_printed", default=""),
    )


@pytest.mark.parametrize(
    "known",
    [PartialDate(2012, 10, None), PartialDate(None, 7, 1, "1 lipca"), PartialDate(None, None, None, "dziś")],
)
def test_a_partial_date_is_stored_in_columns_and_comes_back(known: PartialDate) -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add(Paper(signed=known))
        session.flush()
        session.expire_all()
        assert session.scalars(select(Paper).where(Paper.signed == known)).one().signed == known
    engine.dispose()
