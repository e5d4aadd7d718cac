"""The benchmark runs: with numbers so small that its figures say nothing."""

import re

import pytest

from bench import __main__ as bench
from bench.figures import Figure, Turn

QUICK = ("--rounds", "1", "--seconds", "0.1", "--connections", "2", "--mails", "2")


@pytest.mark.slow
def test_one_run_prints_every_figure_beside_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(QUICK)
    table = capsys.readouterr().out
    for figure in (
        "public page",
        "catalogue of 100",
        "(304)",
        "feed of 1,000",
        "first import",
        "again",
        "a name",
        "two letters",
        "sign-up",
        "mails",
    ):
        assert f"{figure} " in table
    assert len(re.findall(r"\| (?:NOT )?met +\|", table)) == 10


def test_a_ratio_is_taken_round_by_round_so_that_a_slow_round_hurts_both() -> None:
    limit = [Turn(1000), Turn(100), Turn(1000)]
    figure = Figure("page", "hello", 0.5, limit, [Turn(500), Turn(50), Turn(800)])
    assert figure.ratio == 0.5
    assert figure.met
