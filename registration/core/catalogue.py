"""The catalogues, one per package, read from their .po files when first asked for; English is the source.

Nothing is compiled into the source tree, and nothing here knows of a request: a mail or a calendar entry is
written in its reader's language.
"""

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from registration.core.language import Sentence

LANGUAGES = ("pl", "en")
FOLDER = Path(__file__).resolve().parent.parent / "translations"


@cache
def catalogue(language: str) -> NullTranslations:
    """All packages' texts in one language; an empty catalogue for English."""
    joined: Translations | None = None
    for path in sorted((FOLDER / language / "LC_MESSAGES").glob("*.po")):
        part = _read(path, language)
        joined = part if joined is None else joined.merge(part)
    return joined or NullTranslations()


def _read(path: Path, language: str) -> Translations:
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def speak(sentence: Sentence | str, language: str) -> str:
    """A marked text in a language, its gaps filled: speak(N_("online"), "pl")."""
    if isinstance(sentence, str):
        return catalogue(language).gettext(sentence)
    if sentence.many is None:
        told = catalogue(language).gettext(sentence.text)
    else:
        told = catalogue(language).ngettext(sentence.text, sentence.many, sentence.values["num"])
    values = {
        name: speak(value, language) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return told % values if values else told
