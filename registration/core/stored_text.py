"""Texts as they are stored: cleaned, and no longer than their column. Each room names its own refusal."""

from dataclasses import dataclass

from registration.core.errors import DomainError
from registration.core.text import clean

LINE, NAME = 300, 200
"""Characters of a line, and of a name."""


@dataclass(frozen=True)
class StoredText:
    """How a room stores texts: what it raises for one that is too long, told `limit`, and what prose may have."""

    too_long: type[DomainError]
    most_prose: int

    def line(self, text: str, field: str, limit: int = LINE) -> str:
        """One line. Raises `too_long` at `field`."""
        return self._short(clean(text), field, limit)

    def required(self, text: str, missing: type[DomainError], limit: int = LINE) -> str:
        """One line that must be given. Raises `missing`, `too_long` at the field of `missing`."""
        found = self.line(text, missing.field or "", limit)
        if not found:
            raise missing
        return found

    def prose(self, text: str, field: str) -> str:
        """Several lines. Raises `too_long` at `field`."""
        return self._short(clean(text, multiline=True), field, self.most_prose)

    def _short(self, text: str, field: str, limit: int) -> str:
        if len(text) > limit:
            raise self.too_long(field=field, limit=limit)
        return text
