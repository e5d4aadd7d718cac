"""Marking texts for translation below the edge, without knowing the visitor's language."""

from dataclasses import dataclass, field
from typing import Any


def N_(text: str) -> str:
    """Mark a text for the catalogue and give it back as it is; it is translated at the edge."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A marked text with its values, translated when shown.

    `many` is the plural form; then `values["num"]` decides between the forms. A value that is a Sentence
    itself is translated, too.
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    many: str | None = None
