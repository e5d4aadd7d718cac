"""Texts of the forum as they are stored."""

from registration.core.stored_text import LINE, NAME, StoredText
from registration.forum.errors import TooLong

__all__ = ["LINE", "NAME", "PROSE", "line", "prose", "required"]

PROSE = 100_000
_texts = StoredText(TooLong, PROSE)
line, required, prose = _texts.line, _texts.required, _texts.prose
