"""The words of a mail: its templates, in its recipient's language, outside of any request."""

import re
from functools import cache

from css_inline import CSSInliner
from flask import current_app
from flask_babel import force_locale
from jinja2 import Environment, StrictUndefined

from registration.core.text import clean
from registration.outbox.email import Email
from registration.outbox.mime import BadMail, Rendered
from registration.web.site import site

_BLANK_LINES = re.compile(r"\n{3,}")
_SPACE_AT_END = re.compile(r"[ \t]+$", re.MULTILINE)


def render(email: Email) -> Rendered:
    """The mail in its language, from templates/email/<template>/. Needs an application context, no request.

    Templates get the mail's own context, `email`, `site` and `site_name`; links come ready in the context.
    A name that the context lacks raises jinja2.UndefinedError, rather than leaving a hole in a letter.
    """
    with force_locale(email.language):
        subject, text, html = (_filled(email, name) for name in ("subject.txt", "body.txt", "body.html"))
    if not clean(subject):
        raise BadMail(f"the mail {email.template!r} has no subject")
    return Rendered(clean(subject), _tidy(text), _inliner().inline(html))


def _filled(email: Email, name: str) -> str:
    template = _environment(name.endswith(".html")).get_template(f"email/{email.template}/{name}")
    here = site()
    return template.render({"site": here, "site_name": here.name, "email": email, **email.context})


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
    return _BLANK_LINES.sub("\n\n", _SPACE_AT_END.sub("", text.replace("\r\n", "\n"))).strip() + "\n"
