"""Icons are drawn into the page."""

import re
from pathlib import Path

import pytest

from registration.web.icons import icon

ROOT = Path(__file__).resolve().parents[3]
_NAMED = re.compile(r"""(?:icon|lucide)\(\s*"([a-z0-9-]+)"\s*\)|icon="([a-z0-9-]+)\"""")


def test_an_icon_is_silent_and_as_large_as_the_text() -> None:
    drawn = icon("calendar-days")

    assert drawn.startswith("<svg")
    assert 'aria-hidden="true"' in drawn
    assert 'class="icon"' in drawn
    assert "xmlns" not in drawn


def test_an_icon_is_drawn_once() -> None:
    assert icon("clock") is icon("clock")


def test_an_unknown_icon_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no-such-icon"):
        icon("no-such-icon")


def test_every_icon_named_in_a_template_exists() -> None:
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    names = {one or other for text in texts for one, other in _NAMED.findall(text)}

    assert len(names) > 10
    for name in names:
        assert icon(name)
