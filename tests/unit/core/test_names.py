"""Names of people stay as they are typed."""

import pytest

from registration.core.names import BadName, NameFault, full_name, person_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kowalska-nowak", "kowalska-nowak"),
        ("  Anna   Maria ", "Anna Maria"),
        ("O’Neill", "O’Neill"),
        ("Łucja\n", "Łucja"),
        ("J.", "J."),
        ("李", "李"),
        ("a" * 100, "a" * 100),
    ],
)
def test_a_name_changes_in_white_space_only(typed: str, name: str) -> None:
    assert person_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (" \t", NameFault.EMPTY),
        ("a" * 101, NameFault.TOO_LONG),
        ("12345", NameFault.NO_LETTER),
        ("–", NameFault.NO_LETTER),
        ("Wygraj http://example.org", NameFault.LINK),
        ("WWW.example.org", NameFault.LINK),
        ("jan@example.org", NameFault.LINK),
    ],
)
def test_what_cannot_be_a_name_is_refused_with_its_reason(typed: str, reason: NameFault) -> None:
    with pytest.raises(BadName) as refused:
        person_name(typed)
    assert refused.value.reason is reason


def test_every_reason_has_a_sentence_of_its_own() -> None:
    assert len({BadName(fault).told.text for fault in NameFault}) == len(NameFault)


def test_a_full_name_has_first_and_last_name_or_the_one_that_is_known() -> None:
    assert full_name("Anna", "Nowak") == "Anna Nowak"
    assert full_name("", " Nowak ") == "Nowak"
    assert full_name("", "") == ""
