"""Languages: which one a request speaks, and the catalogues, one per package, read from .po at start."""

import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import has_request_context, request
from flask_babel import Domain, get_locale, gettext, ngettext

from registration.core.language import Sentence

LANGUAGES = ("pl", "en")
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


@cache
def catalogue(language: str) -> NullTranslations:
    """All packages' texts in one language; English is the source, so it needs none."""
    joined: NullTranslations = Translations()
    for path in sorted((CATALOGUES / language / "LC_MESSAGES").glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=language))
        compiled.seek(0)
        part = Translations(compiled)
        joined = joined.merge(part) if isinstance(joined, Translations) and joined.files else part
    return joined


class Catalogues(Domain):
    """Flask-Babel's domain, fed from the .po files: nothing is compiled into the source tree."""

    def get_translations(self) -> NullTranslations:
        """The catalogue of the language in force."""
        return catalogue(language())


def chosen_language() -> str | None:
    """The language of the request: the visitor's choice, else the site's default. For Babel's selector."""
    if not has_request_context():
        return None
    wanted = preference("language")
    return wanted if wanted in LANGUAGES else None


def preference(name: str) -> str:
    """One of the visitor's choices kept in the `prefs` cookie ("language=en&theme=dark&size=2"); "" if not made."""
    from urllib.parse import parse_qs

    return parse_qs(request.cookies.get("prefs", "")).get(name, [""])[0]


def language() -> str:
    """The language in force, "pl" or "en": the request's, or the recipient's while a mail is rendered."""
    locale = get_locale()
    return locale.language if locale else "pl"


def say(sentence: Sentence) -> str:
    """A marked sentence in the language in force, its gaps filled."""
    if sentence.many is None:
        return gettext(sentence.text, **sentence.values)
    values = dict(sentence.values)
    return ngettext(sentence.text, sentence.many, values.pop("num"), **values)
