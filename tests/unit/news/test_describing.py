"""A photograph in words: who is seen where, from the left, with posts, in good Polish."""

import tomllib

import pytest

from registration.desk.demo.facts import FILE
from registration.news.describing import Seen, captioned, described
from registration.news.errors import DescribedAndDecorative, NotDescribed, TextTooLong
from registration.news.models import Posture
from registration.news.services import PhotographCommand
from registration.news.services.photographs import completed

BANNER = "na tle baneru Powiatu Sieradzkiego"


def seen_in(number: int) -> list[Seen]:
    """The people of a photograph of the founding story."""
    [told] = [tomllib.loads(FILE.read_text())["photographs"][number]]
    postures = {"stands": Posture.STANDS, "turned_away": Posture.TURNED_AWAY}
    return [
        Seen(
            one.get("post") or one["people"],
            one.get("name", ""),
            next((postures[key] for key in postures if one.get(key)), Posture.NONE),
        )
        for one in told["seen"]
    ]


def test_the_first_photograph_of_the_founding_story_reads_as_its_caption() -> None:
    assert described(BANNER, seen_in(0)) == (
        "Zdjęcie na tle baneru Powiatu Sieradzkiego. Od lewej: Wójt Gminy Burzenin, Starosta Sieradzki Mariusz Bądzior "
        "(stoi), Burmistrz Warty, Wójt Goszczanowa, Wicestarosta Powiatu Sieradzkiego Kazimiera Gotkowicz i Członek "
        "Zarządu Powiatu Sieradzkiego Tomasz Baliński."
    )


def test_groups_are_told_in_words_and_nobody_is_counted() -> None:
    told = captioned(seen_in(2))
    assert (
        "dwie pracownice Urzędu Marszałkowskiego w Łodzi, Wójt Gminy Burzenin i wójtowie i burmistrz" in told
    )
    assert told.endswith("z terenu Powiatu Sieradzkiego (tyłem do obiektywu).")


def test_one_person_is_not_from_the_left() -> None:
    assert described("", [Seen("Burmistrz Warty")]) == "Na zdjęciu: Burmistrz Warty."
    assert described("w ratuszu.", [Seen("", "Jan Łąka")]) == "Zdjęcie w ratuszu. Na zdjęciu: Jan Łąka."


def test_a_post_with_a_comma_is_divided_by_semicolons() -> None:
    people = [Seen("prezes, skarbnik"), Seen("radca"), Seen("wójt")]
    assert captioned(people) == "Od lewej: prezes, skarbnik; radca i wójt."


def test_where_nobody_is_named_the_place_tells() -> None:
    assert described(BANNER, []) == "Zdjęcie na tle baneru Powiatu Sieradzkiego."
    assert captioned([]) == ""
    assert described("", []) == ""


def test_words_that_somebody_wrote_are_left_alone() -> None:
    told = completed(PhotographCommand(BANNER, (Seen("wójt"),), alt="Sam opis.", caption="Sam podpis."))
    assert (told.alt, told.caption) == ("Sam opis.", "Sam podpis.")


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (PhotographCommand(), NotDescribed),
        (PhotographCommand(people=(Seen("", ""),)), NotDescribed),
        (PhotographCommand(alt=" \n "), NotDescribed),
        (PhotographCommand(alt="Opis.", decorative=True), DescribedAndDecorative),
        (PhotographCommand(people=(Seen("wójt"),), decorative=True), DescribedAndDecorative),
        (PhotographCommand(alt="ą" * 2001), TextTooLong),
    ],
)
def test_a_photograph_without_words_is_refused(command: PhotographCommand, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        completed(command)


def test_a_decorative_one_has_no_words() -> None:
    told = completed(PhotographCommand(place="w parku", decorative=True))
    assert (told.alt, told.decorative) == ("", True)
