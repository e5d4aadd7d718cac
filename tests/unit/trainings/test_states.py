"""The state of an event in one sentence: the whole table."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from registration.core.catalogue import speak
from registration.trainings.models import Event, EventKind, Visibility
from registration.trainings.standing import standing
from registration.trainings.states import Tone, seat_state

WARSAW = ZoneInfo("Europe/Warsaw")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


NOW = at("2026-06-01 12:00")
START = at("2026-07-01 09:00")


def event(**values: Any) -> Event:
    base: dict[str, Any] = {
        "kind": EventKind.TRAINING,
        "visibility": Visibility.PUBLISHED,
        "zone": "Europe/Warsaw",
        "starts_at": START,
        "ends_at": START + timedelta(hours=6),
        "capacity": 20,
        "seats_taken": 0,
    }
    return Event(**{**base, **values})


CASES: list[tuple[dict[str, Any], str, Tone]] = [
    ({"visibility": Visibility.DRAFT}, "Szkic", Tone.QUIET),
    ({"visibility": Visibility.CANCELLED}, "Odwołane", Tone.ERROR),
    ({"visibility": Visibility.CANCELLED, "ends_at": NOW}, "Odwołane", Tone.ERROR),
    ({"visibility": Visibility.ARCHIVED, "starts_at": None, "ends_at": None}, "Zakończone", Tone.QUIET),
    ({"starts_at": NOW - timedelta(hours=6), "ends_at": NOW}, "Zakończone", Tone.QUIET),
    (
        {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=1)},
        "Zapisy zamknięte",
        Tone.QUIET,
    ),
    ({"seats_taken": 8}, "12 wolnych miejsc", Tone.OK),
    ({"capacity": 4}, "4 wolne miejsca", Tone.OK),
    ({"capacity": 1}, "1 wolne miejsce", Tone.OK),
    ({"capacity": 22}, "22 wolne miejsca", Tone.OK),
    ({"seats_taken": 14}, "6 wolnych miejsc", Tone.OK),
    ({"seats_taken": 15}, "Ostatnie 5 miejsc", Tone.WARN),
    ({"seats_taken": 18}, "Ostatnie 2 miejsca", Tone.WARN),
    ({"seats_taken": 19}, "Ostatnie miejsce", Tone.WARN),
    ({"capacity": 2, "seats_taken": 1}, "Ostatnie miejsce", Tone.WARN),
    ({"capacity": 8, "seats_taken": 5}, "3 wolne miejsca", Tone.OK),
    ({"seats_taken": 20}, "Brak miejsc", Tone.FULL),
    ({"capacity": None, "seats_taken": 500}, "Zapisy otwarte", Tone.OK),
    ({"sign_up_closes_at": NOW}, "Zapisy zamknięte", Tone.QUIET),
    ({"sign_up_closes_at": at("2026-06-02 12:00")}, "Zapisy do\u00a0jutra, godz.\u00a012:00", Tone.WARN),
    ({"sign_up_closes_at": at("2026-06-03 00:00")}, "Zapisy do\u00a0jutra", Tone.WARN),
    ({"sign_up_closes_at": at("2026-06-01 23:59")}, "Zapisy do\u00a0końca dnia", Tone.WARN),
    ({"sign_up_closes_at": at("2026-06-03 08:00")}, "20 wolnych miejsc", Tone.OK),
    ({"sign_up_closes_at": at("2026-06-02 12:00"), "seats_taken": 18}, "Ostatnie 2 miejsca", Tone.WARN),
    ({"sign_up_closes_at": at("2026-06-02 12:00"), "seats_taken": 20}, "Brak miejsc", Tone.FULL),
    ({"sign_up_opens_at": at("2026-06-20 00:00")}, "Zapisy od 20\u00a0czerwca", Tone.QUIET),
    ({"sign_up_opens_at": at("2027-01-03 00:00")}, "Zapisy od 3\u00a0stycznia\u00a02027\u00a0r.", Tone.QUIET),
    ({"sign_up_opens_at": at("2026-06-02 08:00")}, "Zapisy od jutra", Tone.QUIET),
    ({"sign_up_opens_at": at("2026-06-01 15:00")}, "Zapisy od dziś, godz.\u00a015:00", Tone.QUIET),
    (
        {"sign_up_opens_at": at("2026-06-01 15:00"), "seats_taken": 20},
        "Zapisy od dziś, godz.\u00a015:00",
        Tone.QUIET,
    ),
    ({"sign_up_opens_at": NOW}, "20 wolnych miejsc", Tone.OK),
]


@pytest.mark.parametrize(("values", "words", "tone"), CASES)
def test_each_event_has_one_honest_state(values: dict[str, Any], words: str, tone: Tone) -> None:
    state = seat_state(event(**values), NOW, "pl")
    assert speak(state.sentence, "pl") == words
    assert state.tone is tone


def test_a_deadline_is_measured_by_the_clocks_of_the_event() -> None:
    """At 23:30 in Warsaw it is already tomorrow in Kyiv."""
    now = at("2026-06-01 23:30")
    kyiv = event(zone="Europe/Kyiv", sign_up_closes_at=at("2026-06-02 12:00"))
    assert "dziś" in speak(seat_state(kyiv, now, "pl").sentence, "pl")
    assert "jutra" in speak(
        seat_state(event(sign_up_closes_at=at("2026-06-02 12:00")), now, "pl").sentence, "pl"
    )


def test_only_an_event_that_takes_sign_ups_and_has_seats_stands_without_a_notice() -> None:
    assert standing(event(), NOW) is None
    for values in (
        {"seats_taken": 20},
        {"visibility": Visibility.CANCELLED},
        {"visibility": Visibility.ARCHIVED},
        {"ends_at": NOW},
        {"sign_up_closes_at": NOW},
        {"sign_up_opens_at": NOW + timedelta(days=1)},
    ):
        assert standing(event(**values), NOW) is not None, values
