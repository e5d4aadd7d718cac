"""Which language a request speaks: the visitor's choice, else the site's."""

from urllib.parse import parse_qs

from babel.support import NullTranslations
from flask import has_request_context, request
from flask_babel import Domain, get_locale

from registration.core.catalogue import LANGUAGES, catalogue, speak
from registration.core.language import Sentence


class Catalogues(Domain):  # type: ignore[misc]
    """Flask-Babel's domain, fed from the packages' .po files."""

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
    return parse_qs(request.cookies.get("prefs", "")).get(name, [""])[0]


def language() -> str:
    """The language in force, "pl" or "en": the request's, or the recipient's while a mail is rendered."""
    locale = get_locale()
    return str(locale.language) if locale else "pl"


def say(sentence: Sentence) -> str:
    """A marked sentence in the language in force, its gaps filled."""
    return speak(sentence, language())
