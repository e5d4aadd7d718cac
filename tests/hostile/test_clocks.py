"""The two nights on which the clocks change, midnight in Warsaw, and a server that stands in another zone."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from registration.ical.read import read
from registration.trainings.hooks import tell_programme_changed
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.letters import House

HOUR = timedelta(hours=1)
NIGHTS = {
    "across the end of summer time": (datetime(2026, 10, 24, 20, tzinfo=UTC), 8 * HOUR, "22:00", "5:00"),
    "from the first 2:30 to the second": (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), HOUR, "2:30", "2:30"),
    "after the repeated hour": (datetime(2026, 10, 25, 2, tzinfo=UTC), HOUR, "3:00", "4:00"),
    "across the start of summer time": (datetime(2027, 3, 27, 21, tzinfo=UTC), 8 * HOUR, "22:00", "7:00"),
    "across the skipped hour": (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), HOUR, "1:30", "3:30"),
    "across midnight": (datetime(2026, 3, 27, 22, tzinfo=UTC), 3 * HOUR, "23:00", "2:00"),
}


@pytest.fixture(params=["Europe/Warsaw", "America/New_York", "Pacific/Kiritimati", "UTC"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The zone of the machine; no answer may depend on it."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.parametrize("night", NIGHTS)
def test_form_mail_calendar_feed_and_page_say_the_same_hours_wherever_the_server_stands(
    app, client, db, server_zone, night
):
    start, length, from_, to = NIGHTS[night]
    end = start + length
    with time_machine.travel(start - timedelta(days=20), tick=False):
        event = factories.event(db, days=0)
        factories.session(db, event, start, end)
        tell_programme_changed(db, event.id, start - timedelta(days=20))
        db.commit()
        page = client.get(f"/trainings/{event.slug}").text.replace("\u00a0", " ")
        form = client.get(f"/sign-up/{event.slug}").text.replace("\u00a0", " ")
        assert sign_up(client, event.slug).status_code == 303
        [letter] = House(app).deliver()
        feed = client.get("/calendars/public.ics").data
    for text in (page, form, letter.text.replace("\u00a0", " ")):
        assert from_ in text
        assert to in text
    assert (letter.entry.start, letter.entry.end) == (start, end)
    assert [(one.start, one.end) for one in read(feed)] == [(start, end)]


@pytest.mark.parametrize(
    ("now", "word"),
    [
        (datetime(2026, 6, 14, 21, 59, tzinfo=UTC), "jutra"),
        (datetime(2026, 6, 14, 22, 1, tzinfo=UTC), "dziś"),
        (datetime(2026, 6, 15, 1, 0, tzinfo=UTC), "dziś"),
    ],
)
def test_today_and_tomorrow_turn_at_midnight_in_warsaw(client, db, server_zone, now, word):
    """Sign-up ends on 15 June at 12:00 in Warsaw; there midnight is 22:00 UTC."""
    factories.event(db, sign_up_closes_at=datetime(2026, 6, 15, 10, tzinfo=UTC))
    db.commit()
    with time_machine.travel(now, tick=False):
        page = client.get("/trainings/").text.replace("\u00a0", " ")
    other = {"jutra": "dziś", "dziś": "jutra"}[word]
    assert f"do {word}" in page or f"{word} do" in page
    assert f"do {other}" not in page


@pytest.mark.parametrize(("minutes", "accepted"), [(-1, True), (0, False), (60, False)])
def test_a_deadline_at_the_first_half_past_two_is_over_at_the_second(
    client, db, server_zone, minutes, accepted
):
    deadline = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    event = factories.event(db, start=datetime(2026, 10, 26, 8, tzinfo=UTC), sign_up_closes_at=deadline)
    db.commit()
    with time_machine.travel(deadline - timedelta(minutes=5), tick=False) as clock:
        token = client.token(f"/sign-up/{event.slug}")
        clock.move_to(deadline + timedelta(minutes=minutes))
        fields = {**ANSWERS, "csrf_token": token, "step": "send"}
        answer = client.post(f"/sign-up/{event.slug}", data=fields)
    assert answer.status_code == (303 if accepted else 409)
