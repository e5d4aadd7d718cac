"""The queue played through: no window holds more than its limit, nobody waits for ever, prompt ones first."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registration.outbox.forecast import Gone, Waiting, leave_times
from registration.outbox.models import Priority
from registration.outbox.pace import UNLIMITED, Pace
from tests.factories.mails import NOW

HUNDRED = Pace(per_hour=100)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def waiting(number: int, priority: Priority = Priority.PROMPT, due: timedelta = timedelta()) -> list[Waiting]:
    """So many mails, due at noon or later."""
    return [Waiting(priority, NOW + due)] * number


def hours(times: list) -> list[float]:  # type: ignore[type-arg]
    """In hours after noon, each once."""
    return sorted({(one - NOW) / HOUR for one in times})


def test_without_a_limit_all_leave_when_they_are_due() -> None:
    times = leave_times(waiting(3) + waiting(1, due=HOUR), [], UNLIMITED, NOW)
    assert times == [NOW] * 3 + [NOW + HOUR]


def test_a_hundred_an_hour() -> None:
    assert hours(leave_times(waiting(250), [], HUNDRED, NOW)) == [0, 1, 2]


def test_the_minute_and_the_hour_hold_both() -> None:
    times = leave_times(waiting(101), [], Pace(per_minute=10, per_hour=100), NOW)
    assert times[9] == NOW
    assert times[10] == NOW + MINUTE
    assert times[99] == NOW + 9 * MINUTE
    assert times[100] == NOW + HOUR


def test_what_left_before_counts_until_its_hour_is_over() -> None:
    gone = [Gone(NOW - timedelta(minutes=50), False)] * 100
    assert leave_times(waiting(1), gone, HUNDRED, NOW) == [NOW + timedelta(minutes=10)]


def test_changes_of_a_programme_leave_it_too() -> None:
    queue = waiting(200, Priority.ORDINARY) + waiting(20, due=30 * MINUTE)
    times = leave_times(queue, [], HUNDRED, NOW)
    assert times[:200].count(NOW) == 80
    assert set(times[200:]) == {NOW + 30 * MINUTE}


def test_a_mailing_leaves_a_fifth_of_the_hour_to_confirmations() -> None:
    queue = waiting(1000, Priority.BULK) + waiting(20, due=30 * MINUTE)
    times = leave_times(queue, [], HUNDRED, NOW)
    assert times[:1000].count(NOW) == 80
    assert set(times[1000:]) == {NOW + 30 * MINUTE}


def test_a_mailing_gets_a_tenth_of_the_hour_whatever_else_there_is() -> None:
    times = leave_times(waiting(500) + waiting(30, Priority.BULK), [], HUNDRED, NOW)
    assert hours(times[500:]) == [0, 1, 2]
    assert times[500:].count(NOW) == 10
    assert times[:500].count(NOW) == 90


def test_even_one_mail_an_hour_comes_to_an_end() -> None:
    queue = waiting(2, Priority.BULK) + waiting(2)
    assert hours(leave_times(queue, [], Pace(per_hour=1), NOW)) == [0, 1, 2, 3]


def test_ordinary_ones_go_between() -> None:
    queue = waiting(1, Priority.ORDINARY) + waiting(1) + waiting(1, Priority.BULK)
    ordinary, prompt, bulk = leave_times(queue, [], Pace(per_hour=1), NOW)
    assert prompt < ordinary < bulk


def test_what_a_worker_has_in_its_hands_is_not_counted_twice() -> None:
    gone = [Gone(NOW + MINUTE, False)]
    assert leave_times([Waiting(Priority.PROMPT, NOW, under_way=True)], gone, Pace(per_hour=1), NOW) == [NOW]


mails = st.builds(
    Waiting,
    st.sampled_from(Priority),
    st.integers(0, 7200).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    st.just(True),
    st.just(False),
)
tries = st.builds(
    Gone, st.integers(-3599, 240).map(lambda seconds: NOW + timedelta(seconds=seconds)), st.booleans()
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine all is slow
@given(
    st.lists(mails, max_size=60),
    st.lists(tries, max_size=10),
    st.builds(Pace, st.integers(0, 5), st.integers(0, 20)),
)
def test_no_window_ever_holds_more_than_its_limit(queue: list[Waiting], gone: list[Gone], pace: Pace) -> None:
    times = leave_times(queue, gone, pace, NOW)
    assert all(at >= max(one.due_at, NOW) for at, one in zip(times, queue, strict=True))
    everything = sorted([*times, *(min(one.at, NOW) for one in gone)])
    for length, limit in pace.windows:
        for at in times:
            inside = [one for one in everything if at - length < one <= at]
            assert len(inside) <= max(limit, sum(min(one.at, NOW) > at - length for one in gone))
    if pace.limited:
        own = sorted(at for at, one in zip(times, queue, strict=True) if one.priority is not Priority.PROMPT)
        longest = pace.windows[0][0]
        assert all(sum(at - longest < one <= at for one in own) <= pace.patient_most for at in own)
