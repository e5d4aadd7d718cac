from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from registration.ical.entry import (
    Attendee,
    FeedHead,
    InvalidEntry,
    Person,
    Status,
    fingerprint,
)
from tests.unit.ical.samples import INVITED, OFFICE, STAMP, TRAINING, WARSAW


def test_a_move_changes_the_time_key_only():
    moved = fingerprint(replace(TRAINING, start=TRAINING.start + timedelta(minutes=1)))
    assert moved.time_key != fingerprint(TRAINING).time_key
    assert moved.text_key == fingerprint(TRAINING).text_key


@pytest.mark.parametrize(
    "change",
    [
        {"end": datetime(2026, 7, 1, 16, tzinfo=WARSAW)},
        {"status": Status.CANCELLED},
        {"venue": "ul. Inna 2, Łódź"},
        {"start": date(2026, 7, 1), "end": date(2026, 7, 2)},
    ],
)
def test_what_moves_people_changes_the_time_key(change):
    assert fingerprint(replace(TRAINING, **change)).time_key != fingerprint(TRAINING).time_key


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "Szkolenie: inny tytuł"},
        {"description": "Zaczynamy punktualnie."},
        {"location": "Sala 12, ul. Przykładowa 1, Łódź"},
        {"url": "https://example.org/inne"},
        {"zone": "Europe/Kyiv"},
        {"transparent": True},
        {"categories": ("szkolenie",)},
        {"related_to": "inne@example.org"},
        {"language": "en"},
        {"organizer": replace(OFFICE, name="Biuro")},
        {"attendee": Attendee(Person("zastepca@gmina.example.org"))},
    ],
)
def test_what_people_read_changes_the_text_key_only(change):
    before, after = fingerprint(INVITED), fingerprint(replace(INVITED, **change))
    assert after.time_key == before.time_key
    assert after.text_key != before.text_key


@pytest.mark.parametrize(
    "change",
    [
        {"stamp": STAMP + timedelta(days=1)},
        {"sequence": 7},
        {"created": None, "last_modified": None},
        {"start": TRAINING.start.astimezone(UTC), "end": TRAINING.end.astimezone(UTC)},
        {"description": TRAINING.description.replace("\n", "\r\n") + "  \x00"},
        {"attendee": replace(INVITED.attendee, participation="ACCEPTED", rsvp=False)},
    ],
)
def test_what_nobody_sees_changes_nothing(change):
    assert fingerprint(replace(INVITED, **change)) == fingerprint(INVITED)


def test_the_keys_are_the_same_in_every_process_and_year():
    # Stored beside the invite: if this must change, every stored fingerprint is recomputed in a migration.
    assert fingerprint(TRAINING) == (
        "f3ff07124f594fd6f87a077f7803dfd0",
        "58ce041910a20f63ac17c964623758f0",
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"end": TRAINING.start}, "later"),
        ({"end": TRAINING.start - timedelta(hours=1)}, "later"),
        ({"end": TRAINING.start + timedelta(microseconds=1)}, "later"),
        ({"start": date(2026, 7, 1), "end": date(2026, 7, 1)}, "later"),
        ({"start": date(2026, 7, 1)}, "both"),
        ({"start": datetime(2026, 7, 1, 9)}, "no time zone"),  # noqa: DTZ001
        ({"stamp": datetime(2026, 7, 1, 9)}, "no time zone"),  # noqa: DTZ001
        ({"uid": ""}, "UID"),
        ({"uid": "a b"}, "UID"),
        ({"uid": "a" * 256}, "UID"),
        ({"related_to": "a\nb"}, "UID"),
        ({"sequence": -1}, "SEQUENCE"),
        ({"language": "polski!"}, "language"),
        ({"url": "www.example.org"}, "scheme"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused_by_name(change, why):
    with pytest.raises(InvalidEntry, match=why):
        replace(TRAINING, **change)


def test_the_end_is_compared_as_an_instant_on_the_night_when_clocks_go_back():
    first = datetime(2026, 10, 25, 2, 45, tzinfo=WARSAW)
    second = datetime(2026, 10, 25, 2, 15, tzinfo=WARSAW, fold=1)
    assert replace(TRAINING, start=first, end=second).end == second
    with pytest.raises(InvalidEntry):
        replace(TRAINING, start=second, end=first)


@pytest.mark.parametrize(
    "email", ["", "biuro", "biuro@", "@example.org", "a b@example.org", "a@b@c", "a@b,c@d", "a\n@b"]
)
def test_what_no_mail_reaches_is_no_person(email):
    with pytest.raises(InvalidEntry, match="address"):
        Person(email)


def test_an_answer_is_one_of_the_standard():
    with pytest.raises(InvalidEntry, match="PARTSTAT"):
        Attendee(OFFICE, participation="MAYBE")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"color": "turkusowy"}, "colour"),
        ({"refresh": timedelta()}, "minute"),
        ({"last_modified": datetime(2026, 7, 1)}, "time zone"),  # noqa: DTZ001
        ({"source": "example.org/a.ics"}, "scheme"),
    ],
)
def test_a_head_that_no_client_would_understand_is_refused_by_name(change, why):
    with pytest.raises(InvalidEntry, match=why):
        FeedHead("Szkolenia", **change)
