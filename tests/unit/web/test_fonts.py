"""Typefaces come from wheels, as WOFF2 of our own making; the site can do without them."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from registration.web import fonts
from tests.pages import InspectingClient

CACHED = (fonts.source, fonts.can_compress, fonts.file_name, fonts.style_sheet)


@pytest.fixture
def forgetful() -> Iterator[None]:
    """What was found out about wheels is found out anew, before and after."""
    for function in CACHED:
        function.cache_clear()
    yield
    for function in CACHED:
        function.cache_clear()


def test_the_font_is_woff2_named_by_its_content(tmp_path: Path) -> None:
    name = fonts.file_name(fonts.TEXT)

    assert name is not None
    assert name.endswith(".woff2")
    made = fonts.font_bytes(name, tmp_path)
    assert made is not None
    assert made[:4] == b"wOF2"
    assert len(made) < 50_000


def test_no_space_beside_a_dash_is_kerned_away():
    path = fonts.source(fonts.TEXT)
    assert path is not None
    with TTFont(io.BytesIO(fonts.compressed(path))) as font:
        lookups = font["GPOS"].table.LookupList.Lookup
        kerned = [getattr(part, "ExtSubTable", part) for lookup in lookups for part in lookup.SubTable]
        single = [part for part in kerned if part.LookupType == 2 and part.Format == 1]
        pairs = {
            (left, pair.SecondGlyph)
            for part in single
            for left, right in zip(part.Coverage.glyphs, part.PairSet, strict=True)
            for pair in right.PairValueRecord
        }
    assert pairs
    assert not {("space", "endash"), ("endash", "space"), ("space", "emdash"), ("emdash", "space")} & pairs


def test_a_made_font_is_kept_and_read_again(tmp_path: Path) -> None:
    name = fonts.file_name(fonts.HEADINGS) or ""
    made = fonts.font_bytes(name, tmp_path)
    (tmp_path / name).write_bytes(b"kept by another process")

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert made != b"kept by another process"
    assert fonts.font_bytes(name, tmp_path) == b"kept by another process"


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert fonts.font_bytes(fonts.file_name(fonts.TEXT) or "", tmp_path / "cache")


def test_no_other_file_is_served(tmp_path: Path) -> None:
    assert fonts.font_bytes("../../etc/passwd", tmp_path) is None
    assert fonts.font_bytes("0123456789abcdef0123.woff2", tmp_path) is None


@pytest.mark.usefixtures("forgetful")
def test_without_brotli_the_wheel_s_own_file_is_served(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts, "can_compress", lambda: False)
    name = fonts.file_name(fonts.TEXT) or ""

    assert fonts.mimetype(name) == "font/ttf"
    assert 'format("truetype")' in fonts.style_sheet("/f/")
    assert (fonts.font_bytes(name, tmp_path) or b"")[:4] == b"\x00\x01\x00\x00"


@pytest.mark.usefixtures("forgetful")
def test_without_the_wheels_there_is_no_style_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "source", lambda face: None)

    assert fonts.style_sheet("/f/") == ""
    assert fonts.sheet_name("/f/") is None


def test_fonts_are_kept_by_the_browser_for_ever(client: InspectingClient) -> None:
    sheet = client.get(f"/assets/fonts/{fonts.sheet_name('/assets/fonts/')}")
    font = client.get(f"/assets/fonts/{fonts.file_name(fonts.TEXT)}")

    assert "font-display:swap" in sheet.get_data(as_text=True)
    assert (sheet.mimetype, font.mimetype) == ("text/css", "font/woff2")
    assert all("immutable" in answer.headers["Cache-Control"] for answer in (sheet, font))
    assert client.get("/assets/fonts/other.woff2").status_code == 404
