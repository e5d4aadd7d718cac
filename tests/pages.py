"""The inspection that every page fetched by any test must pass, and the client that does it."""

import gzip
import re
from contextvars import Context
from typing import Any

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.english import stray_english

CONTROLS = ("input", "select", "textarea")
TOKENS = re.compile(r'value="[\w.\-]{16,}"')
UNLABELLED = ("hidden", "submit", "button", "image", "reset")

_passed: set[int] = set()


class InspectingClient(FlaskClient):
    """Flask's test client; HTML answers are inspected, and forms can be sent with their token."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As FlaskClient.open, in a context of its own as on a server: in the test's application context the
        database session would outlive the request and see old rows."""
        response = Context().run(super().open, *args, **kwargs)
        sandboxed = "sandbox" in response.headers.get("Content-Security-Policy", "")  # a mail's own HTML
        if response.mimetype == "text/html" and response.data and not (response.is_streamed or sandboxed):
            inspect_page(html_of(response))
        return response

    def token(self, address: str) -> str:
        """The CSRF token of the first form on the page at `address`."""
        page = self.get(address)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert found, f"{address} ({page.status}) has no form with a CSRF token"
        return found[1]

    def send(self, address: str, fields: dict[str, Any], *, form_at: str | None = None) -> TestResponse:
        """Fill in and send the form found at `form_at` (default: the same address)."""
        return self.post(address, data={"csrf_token": self.token(form_at or address), **fields})


def html_of(response: TestResponse) -> str:
    """The page's text, also where it came compressed."""
    packed = response.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(response.data) if packed else response.data).decode()


def inspect_page(html: str) -> None:
    """House rule 10: valid HTML5, one h1, a title that starts with it, unique ids, labelled controls, no inline
    style or script, no English on a Polish page. Raises AssertionError that says what is wrong.

    A page that differs from one that passed in tokens only is known: most of a test's time would go here."""
    seen = hash(TOKENS.sub("", html))
    if seen not in _passed:
        _inspect(html)
        _passed.add(seen)


def _inspect(html: str) -> None:
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(html)
    problems = [error for error in parser.errors if error[1] not in ("unexpected-doctype",)]
    assert not problems, f"not HTML5: {problems[:3]} near {_near(html, problems)}"
    headings = list(root.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1 on the page"
    _check_title(root, headings[0])
    _check_ids(root)
    _check_labels(root)
    _check_inline(root)
    strays = stray_english(root)
    assert not strays, f"English on a Polish page: {strays[:5]}"


def _near(html: str, problems: Any) -> str:
    line = problems[0][0][0] if problems else 1
    return " ".join(html.splitlines()[max(line - 2, 0) : line + 1])[:300] if problems else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _check_title(root: Any, heading: Any) -> None:
    title, h1 = _text(root.find("head/title")), _text(heading)
    plain = re.sub(r"^(Błąd|Error): ", "", title)
    assert plain.startswith(h1), f"the title {title!r} does not begin with the h1 {h1!r}"


def _check_ids(root: Any) -> None:
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    doubled = {one for one in ids if ids.count(one) > 1}
    assert not doubled, f"ids used twice: {doubled}"
    for element in root.iter():
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name}={target!r} names nothing on the page"


def _check_labels(root: Any) -> None:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {control for label in root.iter("label") for control in label.iter()}
    for name in CONTROLS:
        for control in root.iter(name):
            if control.get("type") in UNLABELLED:
                continue
            told = (
                control.get("aria-label") or control.get("aria-labelledby") or control.get("id") in labelled
            )
            assert told or control in wrapped, f"unlabelled control {control.get('name')!r}"


def _check_inline(root: Any) -> None:
    for element in root.iter():
        assert element.get("style") is None, f"inline style on <{element.tag}>"
        handlers = [name for name in element.attrib if str(name).startswith("on")]
        assert not handlers, f"inline script {handlers} on <{element.tag}>"
    for script in root.iter("script"):
        inline = script.get("src") is None and script.get("type") != "application/ld+json"
        assert not inline, "inline script"
    assert not list(root.iter("style")), "inline <style>"
