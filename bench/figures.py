"""What is measured, and how it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Plan:
    """How long to measure: `rounds` turns of `seconds` each over `connections`, or of `mails` mails."""

    rounds: int
    seconds: float
    connections: int
    mails: int


@dataclass(frozen=True)
class Turn:
    """One turn: answers a second, the 99th percentile of waiting in ms, the server's CPU time in ms for each."""

    rate: float
    slowest: float = 0.0
    cpu: float = 0.0


@dataclass(frozen=True)
class Figure:
    """A subject against its limit. The ratio is the median of the rounds' ratios, not of all rates: what slowed
    a whole round down has slowed both."""

    name: str
    limit_name: str
    aim: float
    limit: list[Turn]
    subject: list[Turn]

    @property
    def ratio(self) -> float:
        """1.0: as fast as the limit."""
        pairs = zip(self.subject, self.limit, strict=True)
        return median(subject.rate / limit.rate for subject, limit in pairs)

    @property
    def met(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio >= self.aim


def taken_in_turns(
    name: str,
    limit_name: str,
    aim: float,
    rounds: int,
    limit: Callable[[], Turn],
    subject: Callable[[], Turn],
) -> Figure:
    """Measure both, one after the other; the first round warms both up and is thrown away."""
    limit(), subject()
    turns = [(limit(), subject()) for _ in range(rounds)]
    return Figure(name, limit_name, aim, [one for one, _ in turns], [one for _, one in turns])


def _cells(figure: Figure) -> list[str]:
    def middle(turns: list[Turn], part: str) -> float:
        return median(float(getattr(turn, part)) for turn in turns)

    return [
        figure.name,
        f"{middle(figure.subject, 'rate'):,.0f}/s",
        f"{figure.limit_name} {middle(figure.limit, 'rate'):,.0f}/s",
        f"{figure.ratio:.2f}",
        f"{figure.aim:.2f}",
        "met" if figure.met else "NOT met",
        f"{middle(figure.subject, 'slowest'):.0f} ms" if figure.subject[0].slowest else "",
        f"{middle(figure.subject, 'cpu'):.2f} / {middle(figure.limit, 'cpu'):.2f} ms"
        if figure.limit[0].cpu
        else "",
    ]


HEAD = ["figure", "measured", "limit", "ratio", "aim", "", "p99", "server's CPU, each / limit's"]


def table(figures: Sequence[Figure], database: str) -> str:
    """The figures as a table that is Markdown as well."""
    rows = [HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return f"Database: {database}\n\n" + "\n".join(lines)
