"""`python -m bench`: the table."""

import argparse
import sys
from collections.abc import Sequence

from bench import mails, pages, picker, register, sign_up
from bench.figures import Figure, Plan, table
from bench.installation import DATABASES, Installation, installed

PARTS = {
    "pages": pages.measured,
    "import": register.measured,
    "picker": picker.measured,
    "signup": sign_up.measured,
    "mails": mails.measured,
}


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--only", choices=tuple(PARTS), help="one part instead of all")
    parser.add_argument("--rounds", type=int, default=7, help="how often limit and subject take turns")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each turn")
    parser.add_argument("--connections", type=int, default=8, help="kept alive at once")
    parser.add_argument("--mails", type=int, default=60, help="in each turn")
    return parser.parse_args(given)


def figures(place: Installation, plan: Plan, only: str | None) -> list[Figure]:
    """All figures, or one part's."""
    wanted = [only] if only else list(PARTS)
    return [figure for name in wanted for figure in PARTS[name](place, plan)]


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when an aim is missed."""
    asked = arguments(given)
    plan = Plan(asked.rounds, asked.seconds, asked.connections, asked.mails)
    with installed(asked.database) as place:
        found = figures(place, plan, asked.only)
    print(table(found, asked.database))
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
