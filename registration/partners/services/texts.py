"""Texts of partners as they are stored."""

from registration.core.stored_text import LINE, NAME, StoredText
from registration.partners.errors.organisation import TextTooLong

__all__ = ["LINE", "NAME", "PROSE", "line", "prose", "required"]

PROSE = 10_000
_texts = StoredText(TextTooLong, PROSE)
line, required, prose = _texts.line, _texts.required, _texts.prose
