"""A person's text: cleaned, made searchable and sortable in Polish, shortened, set with no-break spaces.

Everything here is pure: text in, text out, the same for the same text on every database.
"""

import re
import unicodedata

NBSP = "\u00a0"
ELLIPSIS = "…"
SLUG_LIMIT = 80
SORT_KEY_LIMIT = 400

# Lone surrogates and NUL break databases, bidirectional marks turn names around in lists, zero-width
# characters and soft hyphens come with text pasted from Word and PDF. Tabs and line ends are white space.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_PLANES = range(0x10000, 0x110000, 0x10000)
_HIGH_NONCHARACTERS = "".join(chr(plane + low) for plane in _PLANES for low in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_HIGH_NONCHARACTERS}]"
)
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_WHITE = re.compile(r"[^\S\n]+")
_INNER_WHITE = re.compile(r"(?<=\S)[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")


def printable(text: str) -> str:
    """The text without what HTML cannot show and PostgreSQL cannot hold: control characters but tabs and line ends,
    lone surrogates, code points that are no characters. Everything else, spaces too, stays; the line end that Word
    writes within a paragraph becomes one."""
    return _UNPRINTABLE.sub("", text.replace("\x0b", "\n"))


def clean(text: str, multiline: bool = False, limit: int | None = None) -> str:
    """A person's text as it may be stored: NFC, no control characters, single spaces, no white space around.

    With `multiline` line ends are kept as "\\n", with at most one empty line between two others, and so are
    spaces at the beginning of a line, which mean something in Markdown lists. `limit` cuts the rest off.
    """
    text = unicodedata.normalize("NFC", _UNWANTED.sub("", printable(_LINE_END.sub("\n", text))))
    text = _clean_lines(text) if multiline else " ".join(text.split())
    return text if limit is None else text[:limit].rstrip()


def _clean_lines(text: str) -> str:
    lines = (_INNER_WHITE.sub(" ", line.expandtabs(4)).rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", _WHITE.sub(lambda run: " " * len(run[0]), "\n".join(lines))).strip()


# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƒ": "f"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ə": "e", "ɨ": "i", "ƶ": "z", "ƀ": "b", "ɓ": "b", "ɖ": "d"}
)
_APOSTROPHES = re.compile("['’‘ʼʹʻ`´′]")
_NOT_WORD = re.compile(r"[\W_]+")


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))


def _folded(text: str) -> str:
    """Lower case base letters: "Łódź" gives "lodz". Twice, since case folding can bring new marks."""
    return _without_marks(_without_marks(text).casefold()).translate(_BASE_LETTERS)


def search_key(text: str) -> str:
    """What a search compares: "Łódź – Śródmieście" gives "lodz srodmiescie".

    Lower case, letters without their marks, apostrophes dropped, other punctuation as one space. Empty when
    there is no letter or digit. Give both the stored text and the query to it.
    """
    joined = _APOSTROPHES.sub("", clean(text))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", _folded(joined)))
    return " ".join(words.split())


# A Polish letter is its base letter and a mark that stands above every letter: "ą" comes after all of "a…",
# "ż" after all of "ź…". Letters of other alphabets begin with "{", above "z" and below the mark.
_POLISH = {"ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~"}
_GAP = "!"
_GAPS = re.compile("!+")
_NUMBER = re.compile("[0-9]+")


def sort_key(text: str) -> str:
    """A key in the order of the Polish alphabet when bytes are compared: "Łask" gives "l~ask Łask".

    For a stored column, in SQLite as in PostgreSQL with COLLATE "C": Lutomiersk, Łask, Ostrów; digits before
    letters, word by word ("Nowa Wieś" before "Nowakowo"), other Latin letters with their base letter, other
    alphabets at the end. Case and foreign marks decide between equals only: the text itself is the tail,
    after a space, which is below everything in the key. Cut to 400 characters, whatever the text.
    """
    tidy = clean(text)
    lowered = unicodedata.normalize("NFC", _APOSTROPHES.sub("", tidy).casefold())
    units = _GAPS.sub(_GAP, "".join(_unit(c) for c in lowered)).strip(_GAP)
    return f"{units} {tidy}"[:SORT_KEY_LIMIT]


def natural_key(text: str) -> str:
    """As `sort_key`, with numbers by their size: "Grupa 2" before "Grupa 10". For a list that is sorted here."""
    return sort_key(_NUMBER.sub(lambda found: found[0].zfill(12), text))


def _unit(letter: str) -> str:
    if letter in _POLISH:
        return _POLISH[letter]
    if unicodedata.category(letter).startswith("M"):
        return ""
    return "".join(_plain_unit(c) for c in _folded(letter)) or _GAP


def _plain_unit(letter: str) -> str:
    if not letter.isalnum():
        return _GAP
    return letter if letter.isascii() else "{" + letter


def slug(text: str, fallback: str = "bez-nazwy") -> str:
    """The text as a part of an address: "Sieradzkie+" gives "sieradzkie-plus".

    ASCII letters and digits with hyphens, at most 80 characters, cut between words; `fallback` when nothing
    remains (a text in another alphabet). Not unique: that is for the caller.
    """
    words = re.findall("[a-z0-9]+", search_key(text.replace("+", " plus ")))
    kept = words[0][:SLUG_LIMIT] if words else fallback
    for word in words[1:]:
        if len(kept) + 1 + len(word) > SLUG_LIMIT:
            break
        kept = f"{kept}-{word}"
    return kept


_MONTHS = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_UNITS = r"r\.|w\.|godz\.|min\.?|h|zł|gr|PLN|EUR|tys\.|mln|mld|proc\.|%|km|cm|mm|m²|m|ha|kg|g|l|kB|MB|GB"
_ABBREVIATIONS = (
    r"godz\.|nr|ul\.|al\.|pl\.|os\.|art\.|ust\.|pkt|lit\.|poz\.|str\.|s\.|tel\.|pok\.|gm\.|pow\.|woj\.|§|No\."
)
_BINDINGS = (
    re.compile(r"(?<![\w.])[aiouwz]( )(?=[^\s–—-])", re.IGNORECASE),
    re.compile(rf"(?<!\w)(?:{_ABBREVIATIONS})( )(?=[\w„\"(])", re.IGNORECASE),
    re.compile(rf"(?<=\d)( )(?=(?:{_MONTHS}|{_UNITS})(?!\w))"),
    re.compile(rf"(?<!\w)(?:{_MONTHS})( )(?=\d{{4}}(?!\d))"),
    re.compile(r"(?<!\d)\d{1,3}( )(?=\d{3}(?!\d))"),
    re.compile(r"(?<=\S)( )(?=[–—]\s)"),
)


def nbsp(text: str) -> str:
    """The text with no-break spaces where a line may not break in Polish; nothing else changes.

    After one-letter words ("w Sieradzu"), after "godz.", "nr", "ul." and the like, between a number and its
    unit or month ("20 zł", "1 lipca 2026 r."), between groups of digits, and before a dash: it begins no line.
    """
    for binding in _BINDINGS:
        text = binding.sub(lambda found: found[0][:-1] + NBSP, text)
    return text


def shorten(text: str, limit: int) -> str:
    """The cleaned text in at most `limit` characters, cut between words and ended by "…" when cut.

    A first word longer than the limit is cut inside. Raises ValueError when the limit is below 1.
    """
    if limit < 1:
        raise ValueError("there is no text shorter than one character")
    tidy = clean(text)
    if len(tidy) <= limit:
        return tidy
    room = tidy[: limit - 1]
    whole_words = room if tidy[limit - 1] in " ,;:.!?)”–" else room.rpartition(" ")[0]
    return (whole_words or room).rstrip(" ,;:.–—-(„") + ELLIPSIS
