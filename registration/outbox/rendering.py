"""The words of a mail: its templates, in its recipient's language, outside of any request.

Mails about one thing differ in a few personal values only (Email.personal). The templates say the rest once, with a
gap where each of those stands; the letter is remembered, and the gaps are filled for each mail. What is remembered
holds nothing of the person.
"""

import re
import secrets
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from css_inline import CSSInliner
from flask import current_app
from flask_babel import force_locale
from jinja2 import Environment, StrictUndefined
from markupsafe import escape

from registration.core.site import Site
from registration.core.text import clean
from registration.outbox.email import Email
from registration.outbox.mime import BadMail, Rendered
from registration.web.site import site

_LETTERS = 64
"""How many are remembered. One is 20 kB, and serves all mails of one kind about one event in one language."""
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)
_MARK = secrets.token_hex(8)
"""Nobody who writes a text can know it, so none stands for a gap by chance or on purpose."""
_GAPS = re.compile(f"{_MARK}([a-z_]+){_MARK}")


class Letterhead(NamedTuple):
    """What the frame of every mail says: the language, and whose mail it is."""

    language: str
    sender_name: str


class _Gap:
    """Where a personal value will stand: it can be printed and is there, and nothing else can be asked of it."""

    def __init__(self, name: str) -> None:
        self.mark = f"{_MARK}{name}{_MARK}"

    def __str__(self) -> str:
        return self.mark

    __html__ = __str__

    def __eq__(self, _other: object) -> bool:
        raise TypeError("a personal value is printed, not compared")

    __hash__ = None  # type: ignore[assignment]


class _Letter(NamedTuple):
    """What the templates gave, cut at the gaps: texts at even places, names of personal values at odd ones."""

    subject: list[str]
    text: list[str]
    html: list[str]

    def to(self, personal: Mapping[str, str]) -> Rendered:
        """The letter of one person."""
        escaped = {name: str(escape(value)) for name, value in personal.items()}
        return Rendered(
            clean(_joined(self.subject, personal)),
            _tidy(_joined(self.text, personal)),
            _joined(self.html, escaped),
        )


def render(email: Email) -> Rendered:
    """The mail in its language, from templates/email/<template>/. Needs an application context, no request.

    Templates get the mail's own context, its personal values, `email` (a Letterhead), `site` and `site_name`; links
    come ready in the context. A name that the context lacks raises jinja2.UndefinedError, rather than leaving a hole
    in a letter.
    """
    here, head = site(), Letterhead(email.language, email.sender_name)
    if not email.personal or current_app.debug:
        rendered = _letter(email.template, head, here, {**email.context, **email.personal}).to({})
    else:
        given = {name: value for name, value in email.personal.items() if value}
        without = {name: "" for name in email.personal if name not in given}
        context = frozenset({**email.context, **without}.items())
        rendered = _letters()(email.template, head, here, context, frozenset(given)).to(given)
    if not rendered.subject:
        raise BadMail(f"the mail {email.template!r} has no subject")
    return rendered


def _letters() -> Any:
    """`_with_gaps`, remembered by all that it gets; for each application, as their templates may differ."""
    return current_app.extensions.setdefault("zapisy.letters", lru_cache(_LETTERS)(_with_gaps))


def _with_gaps(
    template: str, head: Letterhead, here: Site, context: frozenset[tuple[str, Any]], gaps: frozenset[str]
) -> _Letter:
    return _letter(template, head, here, {**dict(context), **{name: _Gap(name) for name in gaps}})


def _letter(template: str, head: Letterhead, here: Site, context: Mapping[str, Any]) -> _Letter:
    everything = {"site": here, "site_name": here.name, "email": head, **context}
    with force_locale(head.language):
        subject, text, html = (
            _environment(name.endswith(".html")).get_template(f"email/{template}/{name}").render(everything)
            for name in ("subject.txt", "body.txt", "body.html")
        )
    return _Letter(*map(_GAPS.split, (subject, text.replace("\r\n", "\n"), _inliner().inline(html))))


def _joined(pieces: list[str], values: Mapping[str, str]) -> str:
    filled = pieces.copy()
    filled[1::2] = [values[name] for name in pieces[1::2]]
    return "".join(filled)


def _environment(html: bool) -> Environment:
    """The pages' environment, strict about missing names; made once per application.

    That of plain text escapes nothing, wherever its words stand: text and HTML share macros, and a macro escapes by
    the name of the file that it is written in.
    """
    made: dict[bool, Environment] | None = current_app.extensions.get("zapisy.mail_templates")
    if made is None:
        strict = current_app.jinja_env.overlay(undefined=StrictUndefined)
        made = {True: strict, False: strict.overlay(autoescape=False)}
        current_app.extensions["zapisy.mail_templates"] = made
    return made[html]


@cache
def _inliner() -> CSSInliner:
    """Mail programs drop style sheets: styles go to the elements, media queries stay in <style>."""
    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def _tidy(text: str) -> str:
    """Without spaces at the ends of lines, with at most one empty line in a row, ended by one line end."""
    return _BLANK_LINES.sub("\n\n", _SPACE_AT_END.sub("", text)).strip() + "\n"
