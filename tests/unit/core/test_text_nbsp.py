"""Where a Polish line may not break. An underscore stands for a no-break space."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.text import NBSP, nbsp


@pytest.mark.parametrize(
    "expected",
    [
        "Spotkanie w_Sieradzu i_o_zasadach z_Wartą",
        "A_u_nas W_domu",
        "dnia 1_lipca_2026_r. o_godz._9:00",
        "Wednesday 1_July_2026",
        "od 30_czerwca do 2_lipca",
        "uchwała nr_3/2026, art._5 ust._2 pkt_3",
        "ul._Krótka 3, pl._Wolności, gm._Warta, pow._sieradzki, woj._łódzkie, tel._43_822",
        "20_000_zł i_5_% oraz 3_tys. osób",
        "o_„Wiśle”",
        "sala 113",
        "rok 2026 i_następny",
        "bez zmian",
        "słowo_– w_nim",
        "w_– z",
        "",
    ],
)
def test_spaces_that_must_not_break_are_bound(expected: str) -> None:
    assert nbsp(expected.replace("_", " ")) == expected.replace("_", NBSP)


@given(st.text("aiouwzAW 0123456789.,r%złgodznrul–\n" + NBSP))
def test_nothing_but_spaces_changes_and_only_once(text: str) -> None:
    once = nbsp(text)
    assert once.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert nbsp(once) == once
