"""The typefaces, from the wheels fontpkg-public-sans and fontpkg-domine (both OFL), as WOFF2 made here.

Nothing is fetched and nothing third-party lies in the repository. Without a wheel its face is left out and
the style sheets' system fonts take its place; without brotli the wheel's TTF is served as it is.
"""

import hashlib
import io
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

WOFF2 = "font/woff2"
TTF = "font/ttf"


@dataclass(frozen=True)
class Face:
    """One @font-face: its file in a wheel, and how the style sheets call it."""

    family: str
    wheel: str
    file: str
    style: str
    weights: str


TEXT = Face("Public Sans", "fontpkg_public_sans", "PublicSans[wght].ttf", "normal", "100 900")
ITALIC = Face("Public Sans", "fontpkg_public_sans", "PublicSans-Italic[wght].ttf", "italic", "100 900")
HEADINGS = Face("Domine", "fontpkg_domine", "Domine[wght].ttf", "normal", "400 700")
FACES = (TEXT, ITALIC, HEADINGS)

_MADE = b"with spaces beside dashes"
"""Enters the names of the files: other bytes must have another name, or browsers keep the old ones for a year."""

# Arial stretched to the widths and line of Public Sans (measured on Polish text), so that nothing
# moves when the font arrives.
_FALLBACK = (
    '@font-face{font-family:"Public Sans fallback";src:local("Arial"),local("Liberation Sans");'
    "size-adjust:103%;ascent-override:92.3%;descent-override:21.9%;line-gap-override:0%}"
)


_SPACED = ({"space", "endash"}, {"space", "emdash"})


@cache
def source(face: Face) -> Path | None:
    """The face's TTF in its wheel; None when the wheel is not installed."""
    spec = find_spec(face.wheel)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "files" / face.file
    return path if path.is_file() else None


@cache
def can_compress() -> bool:
    """Whether WOFF2 can be made here: it needs fontTools and brotli."""
    return find_spec("fontTools") is not None and find_spec("brotli") is not None


@cache
def file_name(face: Face) -> str | None:
    """ "3f9a…c1.woff2": the name under which a face is served, by its content; None without its wheel."""
    path = source(face)
    if path is None:
        return None
    if not can_compress():
        return hashlib.sha256(path.read_bytes()).hexdigest()[:20] + ".ttf"
    return hashlib.sha256(path.read_bytes() + _MADE).hexdigest()[:20] + ".woff2"


def mimetype(name: str) -> str:
    """The media type of a served file (RFC 8081)."""
    return WOFF2 if name.endswith(".woff2") else TTF


@cache
def style_sheet(prefix: str) -> str:
    """The @font-face rules, with the fonts under the path `prefix`; "" when no wheel is installed."""
    rules = [_rule(face, f"{prefix}{name}") for face in FACES if (name := file_name(face))]
    return "".join([*rules, _FALLBACK]) if rules else ""


def _rule(face: Face, url: str) -> str:
    kind = "woff2" if url.endswith(".woff2") else "truetype"
    return (
        f'@font-face{{font-family:"{face.family}";src:url("{url}") format("{kind}");'
        f"font-style:{face.style};font-weight:{face.weights};font-display:swap}}"
    )


def sheet_name(prefix: str) -> str | None:
    """ "a81c….css": the name under which the rules are served, by their content; None without any wheel."""
    sheet = style_sheet(prefix)
    return hashlib.sha256(sheet.encode()).hexdigest()[:20] + ".css" if sheet else None


def font_bytes(name: str, cache_folder: Path) -> bytes | None:
    """A served font's bytes; None for a name that is not ours.

    WOFF2 takes a third of a second to make: it is made at the first request and kept in `cache_folder`, where
    other processes find it. A folder that cannot be written to costs speed only.
    """
    face = next((face for face in FACES if file_name(face) == name), None)
    path = source(face) if face else None
    if path is None:
        return None
    return path.read_bytes() if name.endswith(".ttf") else _kept(name, path, cache_folder)


def _kept(name: str, ttf: Path, folder: Path) -> bytes:
    kept = folder / name
    if kept.is_file():
        return kept.read_bytes()
    made = compressed(ttf)
    with suppress(OSError):
        _write_whole(kept, made)
    return made


def _write_whole(path: Path, content: bytes) -> None:
    """Another process sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(draft).replace(path)


@cache
def compressed(ttf: Path) -> bytes:
    """A TTF as WOFF2 (W3C WOFF File Format 2.0)."""
    from fontTools.ttLib import TTFont

    written = io.BytesIO()
    with TTFont(ttf) as font:
        _space_dashes(font)
        font.flavor = "woff2"
        font.save(written, reorderTables=False)
    return written.getvalue()


def _space_dashes(font: "TTFont") -> None:
    """Public Sans takes away the space beside a dash (-500 of 520 units); in Polish it is to be seen."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            kerned = getattr(part, "ExtSubTable", part)
            if kerned.LookupType == 2 and kerned.Format == 1:  # pairs of single glyphs
                for left, pairs in zip(kerned.Coverage.glyphs, kerned.PairSet, strict=True):
                    _drop_spaces(left, pairs)


def _drop_spaces(left: str, pairs: Any) -> None:
    kept = [one for one in pairs.PairValueRecord if {left, one.SecondGlyph} not in _SPACED]
    pairs.PairValueRecord, pairs.PairValueCount = kept, len(kept)
