"""What one look found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from registration.core.language import Sentence


class Level(Enum):
    """How bad it is, and its sign."""

    GOOD = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    """A sentence about one thing, and what helps where it is not as it should be."""

    level: Level
    what: Sentence
    cure: Sentence | None = None


Findings = Iterator[Finding]


@dataclass(frozen=True)
class About:
    """A thing to be said with its values: `About(N_("Disk: %(free)s GB free"), {"free": 3})`."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def good(self) -> Finding:
        """As it should be."""
        return Finding(Level.GOOD, self._said())

    def note(self, cure: str) -> Finding:
        """Works, but somebody should know."""
        return Finding(Level.NOTE, self._said(), Sentence(cure, self.values))

    def wrong(self, cure: str) -> Finding:
        """Does not work, or is not safe."""
        return Finding(Level.WRONG, self._said(), Sentence(cure, self.values))

    def judged(self, is_well: bool, cure: str) -> Finding:
        """Good, or wrong with its cure."""
        return self.good() if is_well else self.wrong(cure)

    def _said(self) -> Sentence:
        return Sentence(self.text, self.values)
