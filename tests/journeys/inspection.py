"""What every page must pass in a real browser: axe in each theme and width, no sideways scroll, a silent console."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

Rules = dict[str, dict[str, dict[str, bool]]]

OTHERS = {
    "auto": ("dark", "contrast"),
    "light": ("dark", "contrast"),
    "dark": ("light", "contrast"),
    "contrast": ("light", "dark"),
}
"""The themes that a page did not come in; "auto" is light in the tests' windows."""
WIDE, NARROW = 1280, 360
NARROWEST = 320
HEIGHT = 900
FILES = (".ics", ".svg", ".txt", ".xlsx", ".csv", ".pdf", ".atom")
"""Links to these begin a download; other tests read what they give."""
_AXE = """chosen => axe.run(document, {iframes: false, preload: false, ...chosen})
    .then(found => found.violations.map(
        one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.target).join(" | ")}`))"""
EVERY_RULE: Rules = {"rules": {"target-size": {"enabled": True}}}
"""What axe runs by default, which is WCAG 2.2 AA but for one rule, and that one."""
_OF_COLOURS = ("color-contrast", "link-in-text-block")
COLOURS = {"runOnly": list(_OF_COLOURS)}
"""Those of them that can differ from theme to theme: the themes change colours only."""
BUT_COLOURS: Rules = {"rules": {**EVERY_RULE["rules"], **{name: {"enabled": False} for name in _OF_COLOURS}}}
"""All but those, which cost more than the others together."""
_THEME = "theme => { document.documentElement.dataset.theme = theme }"
_EXCESS = "document.scrollingElement.scrollWidth - innerWidth"
_LINKS = "Array.from(document.querySelectorAll('a[href]'), link => link.href)"


@dataclass
class Inspector:
    """Looks at pages in one window and keeps what is wrong with them.

    The window must be one of reduced motion, or axe would measure colours on their way from theme to theme.
    """

    page: Page
    every_theme: bool = True
    """Whether to look at the colours of the other themes too, or only at the theme that a page came in."""
    wrong: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    """The pages inspected so far."""

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complain(str(error)))

    def look(self, path: str) -> list[str]:
        """Open the page and inspect it; gives the addresses that it links to."""
        self.page.goto(path)
        self.inspect()
        return [str(address) for address in self.page.evaluate(_LINKS)]

    def inspect(self) -> None:
        """The page that is open. One visit serves all themes: the server only writes the theme's name on <html>.

        Every rule in the theme that the page came in, wide; narrow all but those on colours, which look at the narrow
        page in one of the other themes and at the wide page in the last: every pair of colours has the contrast that
        small text needs (tests/unit/web/test_tokens.py), so a width can only bring in what the wide page hides.
        """
        self.paths.append(urlsplit(self.page.url).path)
        own = str(self.page.evaluate("document.documentElement.dataset.theme"))
        self.page.evaluate(AXE_SCRIPT)
        self._check(WIDE, own, EVERY_RULE)
        self._resize(NARROW)
        self._check(NARROW, own, BUT_COLOURS)
        for theme, width in zip(OTHERS[own], (NARROW, WIDE), strict=True) if self.every_theme else ():
            self._resize(width)
            self._check(width, theme, COLOURS)
        self.page.evaluate(_THEME, own)
        self._resize(NARROWEST)
        self._resize(WIDE)

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if (excess := self.page.evaluate(_EXCESS)) > 0:
            self._complain(f"scrolls sideways by {excess} px at {width} px")

    def _check(self, width: int, theme: str, rules: Mapping[str, object]) -> None:
        self.page.evaluate(_THEME, theme)
        for violation in self.page.evaluate(_AXE, rules):
            self._complain(f"{theme}, {width} px: {violation}")

    def _hear(self, line: ConsoleMessage) -> None:
        """Errors and broken policies; not that a page which says no has the status of one."""
        part = f"{urlsplit(line.location['url']).path}/".split("/")[1]
        said_no = line.text.startswith("Failed to load resource") and part not in ("static", "assets")
        if line.type == "error" and not said_no:
            self._complain(line.text)

    def _complain(self, what: str) -> None:
        self.wrong.append(f"{urlsplit(self.page.url).path}: {what}")


def crawl(inspector: Inspector, routes: Map, start: Iterable[str], within: str, examples: int) -> set[str]:
    """Inspect every page under `within` that links lead to, at most so many of an endpoint; gives the endpoints.

    `routes`: the site's URL map. Pages of one endpoint have one template, so a few show all that it can do.
    """
    waiting, seen = deque(start), Counter[str]()
    met = set(waiting)
    while waiting:
        path = waiting.popleft()
        endpoint = _endpoint(routes, path)
        if endpoint is None or seen[endpoint] >= examples:
            continue
        seen[endpoint] += 1
        for found in _paths(inspector.look(path), inspector.page.url, within):
            if found not in met:
                met.add(found)
                waiting.append(found)
    return set(seen)


def _paths(addresses: Iterable[str], here: str, within: str) -> Iterator[str]:
    """The paths of the same site, without what leads elsewhere or to a file."""
    for address in addresses:
        parts = urlsplit(address)
        same = parts.netloc == urlsplit(here).netloc and parts.scheme in ("http", "https")
        if same and parts.path.startswith(within) and not parts.path.endswith(FILES):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _endpoint(routes: Map, path: str) -> str | None:
    try:
        endpoint, _arguments = routes.bind("").match(urlsplit(path).path)
    except HTTPException:
        return None
    return str(endpoint)
