"""When to try again."""

import random
from datetime import timedelta

import pytest

from registration.outbox import backoff
from tests.factories.mails import NOW


class Fixed(random.Random):
    """Chance that is none."""

    def __init__(self, value: float) -> None:
        super().__init__()
        self.value = value

    def random(self) -> float:
        return self.value


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (8, 128), (9, 240), (10, 240), (1000, 240)]
)
def test_the_longest_pause_doubles_up_to_four_hours(attempts: int, minutes: int) -> None:
    assert backoff.pause(attempts, backoff.CAP, Fixed(1.0)) == timedelta(minutes=minutes)


def test_the_pause_is_anything_below_its_limit_but_never_none() -> None:
    assert backoff.pause(3, backoff.CAP, Fixed(0.5)) == timedelta(minutes=2)
    assert backoff.pause(3, backoff.CAP, Fixed(0.0)) == backoff.FLOOR


def test_a_mail_is_given_up_after_five_days() -> None:
    assert not backoff.given_up(NOW, NOW + timedelta(days=4, hours=23))
    assert backoff.given_up(NOW, NOW + timedelta(days=5))
