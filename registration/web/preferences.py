"""A visitor's choices of appearance and language: one cookie, no session, no account."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

COOKIE = "prefs"
CHOICES = ("theme", "size", "language")
LOOK = "look-"
"""How the fields of the buttons begin that take along a page's form: it may have a `language` of its own."""
KEPT_FOR = timedelta(days=365)
LANGUAGES = ("pl", "en")


class Theme(StrEnum):
    """The colours; `auto` follows the system."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Size(StrEnum):
    """The size of the text: A, A+, A++."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


@dataclass(frozen=True)
class Preferences:
    """What a visitor chose; `language` is "" where the site's default applies."""

    theme: Theme = Theme.AUTO
    size: Size = Size.NORMAL
    language: str = ""

    @classmethod
    def read(cls, cookie: str) -> Self:
        """From the cookie's text; whatever is unknown in it counts as not chosen."""
        return cls().changed({name: values[0] for name, values in parse_qs(cookie).items()})

    def changed(self, wanted: Mapping[str, str]) -> Self:
        """With the known values of `theme`, `size` and `language` replaced; others are left as they are."""
        theme, size, language = (wanted.get(name, "") for name in CHOICES)
        return replace(
            self,
            theme=Theme(theme) if theme in tuple(Theme) else self.theme,
            size=Size(size) if size in tuple(Size) else self.size,
            language=language if language in LANGUAGES else self.language,
        )

    def cookie(self) -> str:
        """The cookie's text: "theme=dark&size=large&language=en"; `read` is its inverse."""
        chosen = {"theme": self.theme.value, "size": self.size.value, "language": self.language}
        return urlencode({name: value for name, value in chosen.items() if value})


def is_another_look(sent: Iterable[str]) -> bool:
    """Whether a form with these fields comes by way of a button of the appearance, not by one of its own."""
    return any(name.startswith(LOOK) for name in sent)


def look_wanted(sent: Mapping[str, str]) -> dict[str, str]:
    """The choice that came along with a page's form."""
    return {name: sent[LOOK + name] for name in CHOICES if LOOK + name in sent}


def local_path(target: str, otherwise: str = "/") -> str:
    """`target` when it is a path on this site, else `otherwise`: a form's "next" must lead nowhere foreign.

    Browsers read "//host", "/\\host" and paths with control characters as other sites.
    """
    parts = urlsplit(target) if _plain(target) else None
    if parts is None or parts.scheme or parts.netloc or not target.startswith("/") or target.startswith("//"):
        return otherwise
    return target


def _plain(target: str) -> bool:
    return "\\" not in target and target.isprintable() and " " not in target
