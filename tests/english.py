"""English that strays onto a Polish page: our own untranslated sentences, and those of the libraries below us."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import flask_security.core
import wtforms
from babel.messages.pofile import read_po
from werkzeug import exceptions

from registration.core.catalogue import FOLDER

SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")
UNREAD = ("script", "style", "template")
# Words that English sentences are full of and Polish ones never have: two different ones in one text give it away.
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the of and with this that is are was were not you your from have has cannot please been which",
    )
)
_GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_TRACES = ("Traceback (most recent call last)", "sqlalchemy.exc", "psycopg.errors", "jinja2.exceptions")
RUN = 3
"""So many words of a sentence in their order tell where to look for it."""


def stray_english(root: Any) -> list[str]:
    """The English texts found on a Polish page (an ElementTree of html5lib); none for a page in English."""
    if root.get("lang") != "pl":
        return []
    return [text for text in _spoken(root) if is_english(text)]


@cache
def is_english(text: str) -> bool:
    """Whether a text of a Polish page is English: one of ours before translation, a library's, or full of English
    function words."""
    words = _words(text)
    if len(_FUNCTION_WORDS & set(words)) > 1 or any(trace in text for trace in _TRACES):
        return True
    whole, beginnings = _known()
    if _regular(text) in whole:
        return True
    runs = {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    spoken = f" {' '.join(words)} "
    return any(f" {piece} " in spoken for run in runs for piece in beginnings.get(run, ()))


def _spoken(element: Any) -> Iterator[str]:
    """Every text and spoken attribute under an element that is not marked as being in another language."""
    if element.tag in UNREAD or not isinstance(element.tag, str):
        return
    if element.get("lang", "pl") == "pl":
        yield from _own(element)
        for child in element:
            yield from _spoken(child)
            yield child.tail or ""


def _own(element: Any) -> Iterator[str]:
    yield element.text or ""
    yield from (element.get(name, "") for name in SPOKEN_ATTRIBUTES)
    if element.tag == "input" and element.get("type") in ("submit", "button", "reset"):
        yield element.get("value", "")


def _regular(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


@cache
def _known() -> tuple[frozenset[str], dict[tuple[str, ...], set[str]]]:
    """English texts as a whole, and longer pieces of them by their first three words."""
    sentences = {_regular(one) for one in (*_ours(), *_of_libraries())}
    pieces: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for sentence in sentences:
        for piece in _GAP.split(sentence):
            words = _words(piece)
            if len(words) >= RUN:
                pieces[tuple(words[:RUN])].add(" ".join(words))
    return frozenset(one for one in sentences if one and not _GAP.search(one)), dict(pieces)


def _ours() -> Iterator[str]:
    """Source texts whose translation is another one; those of two words and fewer may be somebody's data."""
    for path in sorted((FOLDER / "pl" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale="pl"):
                yield from _if_translated(message.id, message.string)


def _if_translated(source: Any, translated: Any) -> Iterator[str]:
    sources = source if isinstance(source, tuple | list) else (source,)
    translations = translated if isinstance(translated, tuple | list) else (translated,)
    for one in sources:
        if len(_words(one)) > 1 and one not in translations and not _polish_too(one, translations):
            yield one


def _polish_too(source: str, translations: Iterable[str]) -> bool:
    """Whether the words stand in the translation as they are: names, "%(a)s – %(b)s"."""
    words = " ".join(_words(source))
    return any(words in " ".join(_words(one)) for one in translations)


def _of_libraries() -> Iterator[str]:
    with (Path(wtforms.__file__).parent / "locale/pl/LC_MESSAGES/wtforms.po").open("rb") as source:
        yield from (one for message in read_po(source) for one in _if_translated(message.id, message.string))
    for _, error in inspect.getmembers(exceptions, inspect.isclass):
        yield str(getattr(error, "description", None) or "")
    yield from (str(text) for text, _ in flask_security.core._default_messages.values())
    yield from ("The CSRF token is missing.", "The CSRF tokens do not match.", "Internal Server Error")
