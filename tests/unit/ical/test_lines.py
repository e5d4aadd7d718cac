from hypothesis import given
from hypothesis import strategies as st

from registration.ical import lines
from tests.unit.ical.samples import UNHURRIED

CONTENT = st.text(
    alphabet=st.sampled_from("a \\^,;n'\"łŁ😀👩‍🏫\u00a0")
    | st.characters(codec="utf-8", exclude_characters="\r\n")
)


def unfold(octets):
    return octets.replace(b"\r\n ", b"")


def test_a_short_line_stays_whole():
    assert lines.fold("SUMMARY:" + "a" * 67) == b"SUMMARY:" + b"a" * 67


def test_a_long_line_is_folded_at_75_octets_and_then_at_75_with_its_space():
    assert [len(piece) for piece in lines.fold("a" * 200).split(b"\r\n")] == [75, 75, 52]


def test_an_escaped_backslash_is_not_split_where_icalendar_would_split_it():
    assert lines.fold("a" * 74 + "\\\\nb").split(b"\r\n ") == [b"a" * 74, b"\\\\nb"]
    assert lines.fold("a" * 73 + "\\\\nb").split(b"\r\n ") == [b"a" * 73 + b"\\\\", b"nb"]


def test_a_block_ends_each_line_and_leaves_empty_ones_out():
    assert lines.block(["BEGIN:VEVENT", "", "END:VEVENT"]) == b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"


@UNHURRIED
@given(CONTENT)
def test_folding_loses_nothing_and_splits_no_character(content):
    folded = lines.fold(content)
    assert unfold(folded).decode() == content
    for piece in folded.split(b"\r\n "):
        assert len(piece) <= 75
        piece.decode()


@UNHURRIED
@given(st.lists(st.sampled_from(["\\\\", "\\n", "\\,", "^'", "^^", "^n", "a", "ł", "😀"]), max_size=200))
def test_folding_splits_no_escape(units):
    pieces = lines.fold("".join(units)).split(b"\r\n ")
    for piece in pieces[:-1]:
        text = piece.decode()
        for unit in ("\\\\", "\\n", "\\,", "^'", "^^", "^n"):
            text = text.replace(unit, "")
        assert not text.endswith(("\\", "^"))
