"""The words of a mail: in the recipient's language, tidy, with styles that mail programs keep."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from registration.outbox import rendering
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


PERSONAL = {"title": 'Ewa O\'Hara <b> & "Syn"', "link": "https://example.org/?a=1&b=\"'"}


def to_person(**personal: str) -> Rendered:
    """The sample to one person, whose values the house's letters leave gaps for."""
    return render(mails.email(context={}, personal=personal))


def test_a_letter_with_gaps_reads_like_one_that_was_rendered_for_the_person_alone() -> None:
    alone, filled = render(mails.email(context=PERSONAL)), to_person(**PERSONAL)
    assert (filled.subject, filled.text) == (alone.subject, alone.text)
    assert unescape(filled.html) == unescape(alone.html)
    for dangerous in ("<b>", 'b="'):
        assert dangerous not in filled.html.partition("<h1")[2]


def test_each_gets_their_own_values_and_templates_see_none_of_them(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, seen = rendering._letter, []
    monkeypatch.setattr(rendering, "_letter", lambda *given: seen.append(given) or letter(*given))  # type: ignore[func-returns-value]
    for name in ("Anna", "Barbara"):
        found = to_person(title=name, link=f"https://example.org/{name}")
        for said in (found.subject, found.text, found.html):
            assert name in said
    assert len(seen) == 1
    assert "Anna" not in str([str(value) for value in seen[0][3].values()])


def test_a_template_may_print_a_personal_value_and_ask_whether_there_is_one(app: Flask) -> None:
    own = DictLoader({"email/sample/body.txt": "{% if link %}{{ link }}{% else %}none{% endif %}"})
    app.jinja_loader = ChoiceLoader([own, app.jinja_loader])  # type: ignore[list-item]
    assert to_person(title="T", link="L").text == "L\n"
    assert to_person(title="T", link="").text == "none\n"


def test_a_template_that_would_choose_its_words_by_a_personal_value_is_an_error(app: Flask) -> None:
    own = DictLoader({"email/sample/body.txt": "{% if link == 'L' %}yes{% endif %}"})
    app.jinja_loader = ChoiceLoader([own, app.jinja_loader])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="not compared"):
        to_person(title="T", link="L")
