"""Texts as they are stored: cleaned, and no longer than their column."""

from registration.core.errors import DomainError
from registration.core.text import clean
from registration.partners.errors.organisation import TextTooLong

LINE, NAME, PROSE = 300, 200, 10_000


def line(text: str, field: str, limit: int = LINE) -> str:
    """One line. Raises TextTooLong at `field`."""
    return _short(clean(text), field, limit)


def required(text: str, missing: type[DomainError], limit: int = LINE) -> str:
    """One line that must be given. Raises `missing`, TextTooLong at the field of `missing`."""
    found = line(text, missing.field or "", limit)
    if not found:
        raise missing
    return found


def prose(text: str, field: str) -> str:
    """Several lines. Raises TextTooLong at `field`."""
    return _short(clean(text, multiline=True), field, PROSE)


def _short(text: str, field: str, limit: int) -> str:
    if len(text) > limit:
        raise TextTooLong(field=field, limit=limit)
    return text
