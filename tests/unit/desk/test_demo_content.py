"""The demo's files: the facts as the stories tell them, and samples that nobody takes for anything real."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from registration.core.partial_date import PartialDate
from registration.desk.demo import facts, founding, samples
from registration.desk.demo.facts import SessionFact

SAMPLES = ("places.toml", "edition.toml", "events.toml", "forum.toml", "project.toml", "since.toml")
NAMES = (
    "name",
    "genitive",
    "led_by",
    "chair_post",
    "secretary_post",
    "presenter",
    "guests",
    "access_contact",
    "members",
    "present",
    "excused",
)
"""Keys of the sample files under which somebody or something is named."""


def texts(told: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a file with its key."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from texts(value, name)
    elif isinstance(told, list):
        for value in told:
            yield from texts(value, key)
    elif isinstance(told, str):
        yield key, told


def real_names() -> set[str]:
    """People and institutions of the stories."""
    told = samples.read("facts.toml")
    return {
        text
        for part in ("organisations", "photographs", "training")
        for key, text in texts(told[part])
        if key in ("name", "printed_as")
    }


def test_every_organisation_of_the_stories_is_carried_over() -> None:
    told = facts.written().organisations
    assert len(told) == 24
    assert len({one.key for one in told}) == 24
    codes = [one.teryt for one in told if one.teryt]
    assert len(codes) == len(set(codes)) == 19
    assert {one.kind for one in told} <= founding._KINDS.keys()


def test_namesakes_are_told_apart_by_their_kind() -> None:
    both = [one for one in facts.written().organisations if one.name == "Skierniewice"]
    assert {(one.kind, one.printed_as) for one in both} == {
        ("miasto na prawach powiatu", "miasto Skierniewice"),
        ("gmina wiejska", "gmina Skierniewice"),
    }


def test_keys_lead_to_organisations() -> None:
    told, keys = samples.read("facts.toml"), {one.key for one in facts.written().organisations}
    project, partnership = told["project"], told["partnership"]
    assert {project["leader"], *project["partners"], *project["beneficiaries"]} <= keys
    assert {*partnership["parties"], partnership["selection_by"]} <= keys


def test_the_training_has_its_two_days_without_a_year() -> None:
    days = facts.written().training_days
    assert [PartialDate.from_iso(one.date).spoken("en") for one in days] == ["1\u00a0July", "2\u00a0July"]
    assert [len(one.sessions) for one in days] == [1, 2]


def test_the_training_has_its_two_speakers() -> None:
    led: list[SessionFact] = [one for day in facts.written().training_days for one in day.sessions]
    names = [(one.speaker.name, one.speaker.post, one.speaker.of) for one in led if one.speaker]
    assert names == [
        ("Marek Wójcik", "zastępca sekretarza generalnego", "zpp"),
        ("Radosław Stępień", "podsekretarz stanu", "ministerstwo-infrastruktury"),
    ]


def test_what_the_stories_do_not_say_is_missing() -> None:
    told = samples.read("facts.toml")
    assert "signed" not in told["partnership"]["document"]
    assert "result" not in told["partnership"]
    assert "funding" not in told["project"]
    assert told["training"].keys() == {"title", "kind", "days"}
    assert "where" not in told["photographs"][2]


@pytest.mark.parametrize("file", SAMPLES)
def test_samples_name_nobody_and_nothing_of_the_stories(file: str) -> None:
    for _, text in texts(samples.read(file)):
        found = [name for name in real_names() if re.search(rf"\b{re.escape(name)}\b", text)]
        assert not found, f"{text!r} names {found}"


@pytest.mark.parametrize("file", SAMPLES)
def test_whoever_a_sample_names_is_marked(file: str) -> None:
    for key, text in texts(samples.read(file)):
        if key in NAMES:
            assert "(przykład)" in text, f"{key}: {text!r}"


@pytest.mark.parametrize("file", SAMPLES)
def test_addresses_in_samples_lead_nowhere(file: str) -> None:
    for _, text in texts(samples.read(file)):
        for host in re.findall(r"(?:@|://)([\w.-]+)", text):
            assert host == "example.org" or host.endswith(".example.org"), text


def test_samples_have_no_slug_twice() -> None:
    slugs = [one.slug for one in (*samples.events(), samples.edition())]
    slugs += [samples.read("forum.toml")["event"]["slug"], founding.SLUG]
    assert len(slugs) == len(set(slugs)) == 19


def test_addresses_of_people_who_lead_are_those_of_posts_in_the_programme() -> None:
    for one in (*samples.events(), samples.edition()):
        assert one.addresses.keys() <= set(one.led_by), one.slug


def test_dates_of_one_training_differ_in_when_they_are_and_who_comes_only() -> None:
    events = {one.slug: one for one in samples.events()}
    copies = [one for one in events.values() if one.copy_of]
    assert len(copies) == 2
    for one in copies:
        origin = events[one.copy_of]
        assert (one.title, one.days, one.capacity) == (origin.title, origin.days, origin.capacity)
        assert one.from_today > origin.from_today


def test_a_key_that_nobody_has_thought_of_is_refused() -> None:
    told = {**samples.read("edition.toml"), "colour": "green"}
    with pytest.raises(TypeError, match="colour"):
        samples.event(told)
