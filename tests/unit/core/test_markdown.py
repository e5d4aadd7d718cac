"""What a secretary types, and what the page of the minutes says."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.core.markdown import _TAGS, remarks, render

CASES = {
    "Pierwszy akapit.\n\nDrugi.": "<p>Pierwszy akapit.</p>\n<p>Drugi.</p>\n",
    "§ 1. Powołuje się zespół.\n§ 2. Zespół liczy 5 osób.": (
        "<p>§&nbsp;1. Powołuje się zespół.<br>\n§&nbsp;2. Zespół liczy 5 osób.</p>\n"
    ),
    "**Ważne** i *pilne*": "<p><strong>Ważne</strong> i <em>pilne</em></p>\n",
    "1. jeden\n2. dwa": "<ol>\n<li>jeden</li>\n<li>dwa</li>\n</ol>\n",
    "1) jeden\n2) dwa": '<ol class="bracketed">\n<li>jeden</li>\n<li>dwa</li>\n</ol>\n',
    "3. trzy": '<ol start="3">\n<li>trzy</li>\n</ol>\n',
    "2026. rok był dobry": "<p>2026. rok był dobry</p>\n",
    "Zakończono\n2026. rok był dobry": "<p>Zakończono<br>\n2026. rok był dobry</p>\n",
    "2. lipca odbyło się": "<p>2. lipca odbyło się</p>\n",
    "1. 07. 2026 zaczyna się": "<p>1. 07. 2026 zaczyna się</p>\n",
    "5*3*2 = 30": "<p>5*3*2 = 30</p>\n",
    "# 5 to numer": "<p># 5 to numer</p>\n",
    "Ustalenia\n---": "<p>Ustalenia</p>\n<hr>\n",
    "    wcięty akapit": "<p>wcięty akapit</p>\n",
    "`kod`": "<p>`kod`</p>\n",
    "<b>x</b>": "<p>&lt;b&gt;x&lt;/b&gt;</p>\n",
    "![opis](https://example.org/a.png)": (
        '<p>!<a href="https://example.org/a.png" rel="noopener nofollow">opis</a></p>\n'
    ),
    "[tu](https://example.org/)": '<p><a href="https://example.org/" rel="noopener nofollow">tu</a></p>\n',
    "[zła](javascript:alert(1))": "<p>[zła](javascript:alert(1))</p>\n",
    "Spotkanie w Łowiczu": "<p>Spotkanie w&nbsp;Łowiczu</p>\n",
    "*Dziennik*u": "<p><em>Dziennik</em>u</p>\n",
}


@pytest.mark.parametrize("typed", CASES)
def test_the_page_says_what_was_meant(typed: str) -> None:
    assert render(typed) == CASES[typed]


def test_a_table_scrolls_in_its_own_place_and_carries_no_style() -> None:
    html = render("| Gmina | Kwota |\n|---|---:|\n| Warta | 1 000 |")
    assert html.startswith('<div class="table wide" tabindex="0"><table>')
    assert '<td class="number">1&nbsp;000</td>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("1. jeden", "Lines that begin “1. ” are numbered as a list."),
        ("to *jest* ważne", "Text between asterisks is shown in italics."),
        ("<b>x</b>", "HTML is shown as it is typed: it does nothing here."),
    ],
)
def test_the_preview_says_what_will_look_different(typed: str, remark: str) -> None:
    assert remarks(typed) == [remark]


def test_plain_text_needs_no_remark() -> None:
    assert remarks("Głos zabrał sekretarz gminy (przykład).") == []


@given(st.text(alphabet="<>&\"'*_[]()!`#|-:\n 1.)ażę=/\\javscriptonerhf", max_size=80))
def test_nothing_typed_becomes_a_script_a_picture_or_a_style(typed: str) -> None:
    tree = html5lib.parseFragment(str(render(typed)), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in {"DOCUMENT_FRAGMENT", *_TAGS}
        assert set(element.attrib) <= {"href", "rel", "start", "class", "tabindex"}
        assert not element.get("href", "").lower().startswith("javascript")
