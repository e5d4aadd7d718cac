"""Restricted Markdown of minutes and news: what a secretary types, as HTML that is safe and says what was typed.

Paragraphs, line breaks as typed, emphasis, lists, tables, quotations, links. No HTML, headings (the page has
its own), images or code. What CommonMark would misread in Polish is read as meant: "2026. rok" at the start
of a line is no list item, "5*3*2" no emphasis, points "1)" keep their bracket, a line of dashes makes no
heading.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from registration.core.language import N_
from registration.core.text import nbsp

_MONTHS = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|rok"
)
_NUMBER_NOT_MARKER = re.compile(
    rf"^([ \t>]*(?:\d{{3,9}}|\d{{1,2}}(?=\.[ ]?(?:\d|(?:{_MONTHS})\b))))([.)])", re.MULTILINE | re.IGNORECASE
)
"""A number at the start of a line that counts no point: three digits or more, or a date ("2. lipca", "2.
07.")."""
_OFF = (
    *("code", "fence", "heading", "lheading", "html_block", "reference"),
    *("backticks", "image", "html_inline", "autolink", "entity"),
)
_TAGS = {"p", "br", "em", "strong", "ol", "ul", "li", "blockquote", "hr", "a"} | {
    *("table", "thead", "tbody", "tr", "th", "td", "div")
}
_CLASSES = {"ol": {"bracketed"}, "div": {"table", "wide"}, "th": {"number"}, "td": {"number"}}
_REMARKS = (
    (
        re.compile(r"^[ >]*\d{1,2}\.[ ]+\S", re.MULTILINE),
        N_("Lines that begin “1. ” are numbered as a list."),
    ),
    (re.compile(r"(?<!\w)\*[^*\n]+\*(?!\w)"), N_("Text between asterisks is shown in italics.")),
    (re.compile(r"<[A-Za-z/][^>\n]*>"), N_("HTML is shown as it is typed: it does nothing here.")),
)


@lru_cache(maxsize=512)
def render(text: str) -> Markup:
    """The text as HTML, with no-break spaces where a Polish line may not break. Same text, same bytes."""
    html = _reader().render(_NUMBER_NOT_MARKER.sub(r"\1\\\2", text))
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "div": {"tabindex"}},
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return Markup(clean)  # noqa: S704 (sanitised one line above)


def remarks(text: str) -> list[str]:
    """Marked sentences for the preview: what of the text will look otherwise than it was typed."""
    return [sentence for pattern, sentence in _REMARKS if pattern.search(text)]


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer)
    reader.enable("table").disable(_OFF)
    reader.inline.ruler.before("emphasis", "multiplication", _multiplication)
    reader.core.ruler.push("typography", _typography)
    return reader


def _multiplication(state: StateInline, silent: bool) -> bool:
    """An asterisk between two digits is a sign of multiplication, whatever follows."""
    here, text = state.pos, state.src
    if text[here] != "*" or not (text[here - 1 : here].isdigit() and text[here + 1 : here + 2].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _typography(state: object) -> None:
    for token in _texts(getattr(state, "tokens", ())):
        token.content = nbsp(token.content)


def _texts(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield from (child for child in token.children or () if child.type == "text")


class _Renderer(RendererHTML):
    """Lists that were typed "1)" say so; tables scroll in a place of their own; figures stand right."""

    def ordered_list_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """<ol>, with the class of its bracket."""
        if tokens[idx].markup == ")":
            tokens[idx].attrSet("class", "bracketed")
        return self.renderToken(tokens, idx, options, env)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """<table> in a place that scrolls sideways, by keyboard too."""
        return '<div class="table wide" tabindex="0">' + self.renderToken(tokens, idx, options, env)

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """The end of both."""
        return self.renderToken(tokens, idx, options, env) + "</div>"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A heading cell, aligned by class: the policy of the site forbids style attributes."""
        return self._cell(tokens, idx, options, env)

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A cell, aligned by class."""
        return self._cell(tokens, idx, options, env)

    def _cell(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        if str(tokens[idx].attrs.pop("style", "")).endswith("right"):
            tokens[idx].attrSet("class", "number")
        return self.renderToken(tokens, idx, options, env)
