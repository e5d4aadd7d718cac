"""What may be said in a calendar: texts made safe before they are written, losing nothing that is visible."""

import re
import unicodedata
from urllib.parse import quote

DESCRIPTION_LIMIT = 8000  # Google keeps 8,192 characters of a description
LINE_LIMIT = 1000
NAME_LIMIT = 200

_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# RFC 5545 §3.1 forbids C0 (but HTAB) and DEL; C1, lone surrogates, the BOM and noncharacters are never text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
# A no-break space is kept: Polish typography relies on it.
_SPACES = re.compile("[ \t\n]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)


def clean(text: str, limit: int = DESCRIPTION_LIMIT) -> str:
    """Text of several lines: NFC, "\\n" for every kind of line end, no control characters or surrogates.

    At most `limit` characters; a longer text ends in "…". A backslash is a character like any other:
    a literal "\\N" (as in a Windows path) is kept here and escaped properly when written.
    """
    return _shorten(_settled(text), limit)


def line(text: str, limit: int = LINE_LIMIT) -> str:
    """Text of one line: as clean(), each run of spaces, tabs and line ends one space."""
    return _shorten(_SPACES.sub(" ", _settled(text)), limit)


def name(text: str) -> str:
    """A name for CN: one line, "/" for a backslash, which parameters cannot escape (RFC 5545 §3.2)."""
    return line(text, NAME_LIMIT).replace("\\", "/")


def uri(address: str) -> str:
    """A URI (RFC 3986) as ASCII: what may not stand in one is percent-encoded, what is encoded stays.

    Raises ValueError when there is no scheme, as in "www.example.org".
    """
    kept = _FORBIDDEN.sub("", address).strip()
    if not _SCHEME.fullmatch(kept):
        raise ValueError(f"not a URI with a scheme: {address!r}")
    return quote(kept, safe="%:/?#[]@!$&'()*+,;=~-._")


def mailto(email: str) -> str:
    """The mailto: URI of an address (RFC 6068 §2): "?", "#", "%" and non-ASCII are percent-encoded.

    What else a local part may hold is left alone: clients compare the address by its letters.
    """
    return "mailto:" + quote(email, safe="@!$&'*+/=~-._")


def _settled(text: str) -> str:
    kept = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", kept).strip(" \t\n")


def _shorten(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip(" \t\n") + "…"
