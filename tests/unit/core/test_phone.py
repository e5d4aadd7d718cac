"""Telephone numbers as people type them."""

import pytest

from registration.core.phone import BadPhone, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+48 600-100-200", "600 100 200"),
        ("0048600100200", "600 100 200"),
        ("(43) 678-22-11", "43 678 22 11"),
        ("22 123 45 67 wew. 12", "22 123 45 67 wew. 12"),
        ("22 123 45 67 w. 12", "22 123 45 67 wew. 12"),
        ("22 123 45 67, ext 12", "22 123 45 67 wew. 12"),
        ("+49 30 123456", "+49 30 123456"),
    ],
)
def test_a_number_is_spelled_as_it_is_read_and_stays_so(typed: str, kept: str) -> None:
    assert normalise(typed) == kept
    assert normalise(kept) == kept


@pytest.mark.parametrize(
    "typed", ["123", "sekretariat", "600 100 2000", "+48 000", "600 100 200 lub 600 100 201", "wew. 12"]
)
def test_what_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(BadPhone):
        normalise(typed)
