"""What was changed in a text, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.word_diff import Line, Mark, changed_lines, changed_words


def shown(line: Line) -> str:
    """ "[-gone-]{+new+} same"."""
    frames = {Mark.GONE: "[-%s-]", Mark.NEW: "{+%s+}", Mark.SAME: "%s"}
    return "".join(frames[part.mark] % part.text for part in line)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Sala 2, parter", "Sala 3, parter", "Sala [-2-]{+3+}, parter"),
        ("Ala ma kota", "Ala ma", "Ala ma[- kota-]"),
        ("Ala", "Ala ma kota", "Ala{+ ma kota+}"),
        ("żółta kartka", "biała kreda", "[-żółta kartka-]{+biała kreda+}"),
        ("9:00–12:00, Wykład", "9:30–12:00, Wykład", "9:[-00-]{+30+}–12:00, Wykład"),
        ("a", "a", "a"),
        ("<b>", "<i>", "<[-b-]{+i+}>"),
    ],
)
def test_what_was_taken_out_and_put_in_is_marked(before: str, after: str, expected: str) -> None:
    assert shown(changed_words(before, after)) == expected


def test_long_unchanged_stretches_are_cut() -> None:
    long = "słowo " * 100
    line = changed_words(f"{long}stare {long}", f"{long}nowe {long}")
    assert [part.mark for part in line] == [Mark.SAME, Mark.GONE, Mark.NEW, Mark.SAME]
    assert line[0].text.startswith("… słowo")
    assert line[3].text.endswith("słowo …")
    assert len(shown(line)) < 200


@given(st.text(alphabet="ab ,\n1ż", max_size=60), st.text(alphabet="ab ,\n1ż", max_size=60))
def test_short_texts_can_be_read_back_from_the_marks(before: str, after: str) -> None:
    line = changed_words(before, after)
    assert "".join(part.text for part in line if part.mark is not Mark.NEW) == before
    assert "".join(part.text for part in line if part.mark is not Mark.GONE) == after


def test_versions_of_a_line_stand_beside_each_other_and_others_by_themselves() -> None:
    before = ["9:00–12:00, Wykład, sala 1", "13:00–15:00, Warsztat, sala 2"]
    after = ["13:00–15:00, Warsztat, sala 7", "18:00–20:00, Kolacja w ratuszu"]
    assert [shown(line) for line in changed_lines(before, after)] == [
        "[-9:00–12:00, Wykład, sala 1-]",
        "13:00–15:00, Warsztat, sala [-2-]{+7+}",
        "{+18:00–20:00, Kolacja w ratuszu+}",
    ]
