"""The words of a mail: in the recipient's language, tidy, with styles that mail programs keep."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from registration.outbox.mime import BadMail, Rendered
from registration.outbox.rendering import render
from tests.factories import mails

pytestmark = pytest.mark.own_application


@pytest.fixture(autouse=True)
def in_application(app: Flask) -> Iterator[None]:
    """As in the worker: an application, no request."""
    mails.use_samples(app)
    with app.app_context():
        yield


def rendered(
    app: Flask, *, language: str = "pl", context: dict[str, Any] | None = None, **templates: str
) -> Rendered:
    """The sample mail with templates of the test's own."""
    names = {"subject": "subject.txt", "text": "body.txt", "html": "body.html"}
    own = {f"email/sample/{names[name]}": source for name, source in templates.items()}
    app.jinja_loader = ChoiceLoader([DictLoader(own), app.jinja_loader])  # type: ignore[list-item]
    return render(mails.email(language=language, context=context or {"title": "T", "link": "L"}))


def test_it_speaks_the_recipients_language(app: Flask) -> None:
    for language, word in (("pl", "Pulpit"), ("en", "Desk")):
        assert (
            rendered(app, language=language, subject="{{ _('Desk') }} {{ language() }}").subject
            == f"{word} {language}"
        )


def test_a_subject_is_one_line(app: Flask) -> None:
    assert rendered(app, subject="\n  Temat\n{{ title }}\n").subject == "Temat T"


def test_a_mail_without_a_subject_is_refused(app: Flask) -> None:
    with pytest.raises(BadMail, match="no subject"):
        rendered(app, subject=" \n")


def test_the_text_has_no_stray_space(app: Flask) -> None:
    assert rendered(app, text="\n\nRaz  \n\n\n\nDwa\t\n").text == "Raz\n\nDwa\n"


def test_html_is_escaped_and_text_is_not(app: Flask) -> None:
    context = {"title": "<b>&", "link": "L"}
    found = rendered(app, context=context, text="{{ title }}", html="<p>{{ title }}</p>")
    assert found.text == "<b>&\n"
    assert "<p>&lt;b&gt;&amp;</p>" in found.html


def test_words_that_text_and_html_share_are_escaped_in_html_alone(app: Flask) -> None:
    shared = (
        "{% macro told(name) %}{{ _('%(name)s: the registration is confirmed.', name=name) }}{% endmacro %}"
    )
    loader = DictLoader({"email/sample/_words.html": shared})
    app.jinja_loader = ChoiceLoader([loader, app.jinja_loader])  # type: ignore[list-item]
    use = "{% from 'email/sample/_words.html' import told %}{{ told(title) }}"
    context = {"title": "Ewa O'Hara <b> & Syn", "link": "L"}
    found = rendered(app, context=context, text=use, html=use)
    assert "Ewa O'Hara <b> & Syn" in found.text
    assert "O&#39;Hara &lt;b&gt; &amp; Syn" in found.html or "O'Hara &lt;b&gt; &amp; Syn" in found.html


def test_styles_go_to_the_elements_and_media_queries_stay(app: Flask) -> None:
    html = rendered(app).html
    assert '<p style="color: #1C2430' in html
    assert "@media (prefers-color-scheme: dark)" in html
