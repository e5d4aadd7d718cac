"""A date that is known in part is typed in parts, and refused in words when the parts make none."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from registration.core.partial_date import PartialDate
from registration.web.forms import BaseForm
from registration.web.partial_date_field import PartialDateField


class LetterForm(BaseForm):
    """One date."""

    signed = PartialDateField("Signed")


def typed(app: Flask, **parts: str) -> LetterForm:
    """The form with these parts typed."""
    with app.test_request_context():
        sent = MultiDict({f"signed-{name}": value for name, value in parts.items()})
        form = LetterForm(formdata=sent, meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, None),
        ({"day": " ", "year": ""}, None),
        ({"day": "1", "month": "07", "year": "2026"}, PartialDate(2026, 7, 1)),
        ({"month": "10", "year": "2012"}, PartialDate(2012, 10, None)),
        ({"year": "2012"}, PartialDate(2012, None, None)),
        ({"day": "29", "month": "2"}, PartialDate(None, 2, 29)),
        ({"as_printed": "dzisiaj"}, PartialDate(None, None, None, "dzisiaj")),
    ],
)
def test_what_is_known_is_kept_and_no_more(
    app: Flask, parts: dict[str, str], expected: PartialDate | None
) -> None:
    form = typed(app, **parts)

    assert not form.errors
    assert form.signed.value == expected


@pytest.mark.parametrize(
    "parts",
    [
        {"day": "1"},
        {"month": "7"},
        {"day": "30", "month": "2", "year": "2026"},
        {"day": "1", "year": "2026"},
        {"year": "0"},
        {"month": "13", "year": "2026"},
        {"day": "pierwszy", "month": "7", "year": "2026"},
        {"year": "²026"},
        {"year": "20260"},
    ],
)
def test_parts_that_make_no_date_are_refused_at_the_field_and_stay_typed(
    app: Flask, parts: dict[str, str]
) -> None:
    form = typed(app, **parts)

    with app.test_request_context():
        problems = form.problems
    assert [target for target, message in problems if message] == ["signed-day"]
    assert {name: form.signed.form[name].data for name in parts} == parts


def test_a_known_date_fills_the_inputs(app: Flask) -> None:
    with app.test_request_context():
        form = LetterForm(formdata=None, meta={"csrf": False})
        form.signed.show(PartialDate(2012, 10, None, "do końca października 2012 r."))

    shown = {name: form.signed.form[name].data for name in ("day", "month", "year", "as_printed")}
    assert shown == {
        "day": "",
        "month": "10",
        "year": "2012",
        "as_printed": "do końca października 2012 r.",
    }
