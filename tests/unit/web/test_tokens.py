"""The colours of calm paper: every pair that is put together can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[3] / "static" / "css" / "tokens.css"
TEXT_RATIO = 5.4
SHAPE_RATIO = 3.0

GROUNDS = ("paper", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "link", "brand", "err") for ground in GROUNDS),
    *(("accent", ground) for ground in ("paper", "surface")),
    *((ink, "brand-bg") for ink in ("ink", "link", "brand")),
    *(("ink", ground) for ground in ("ok-bg", "warn-bg", "err-bg")),
    *(("link", ground) for ground in ("ok-bg", "warn-bg", "err-bg")),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-err", "err"),
    ("ok", "ok-bg"),
    ("warn", "warn-bg"),
    ("err", "err-bg"),
]
SHAPE_PAIRS = [
    *(("control", ground) for ground in GROUNDS),
    *(("ink", ground) for ground in GROUNDS),
    ("focus", "ink"),
]
SELECTORS = {
    "light": ':root[data-theme="light"]',
    "dark": ':root[data-theme="dark"]',
    "contrast": ':root[data-theme="contrast"]',
    "auto": ':root[data-theme="auto"] {\n      color-scheme',
}


def tokens_of(theme: str) -> dict[str, str]:
    """The colours of one theme, as the style sheet has them."""
    css = TOKENS.read_text()
    block = css[css.index(SELECTORS[theme]) :]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2.2, glossary)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_weak(theme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    """The pairs of a theme under the ratio, in words."""
    colours = tokens_of(theme)
    ratios = {(ink, ground): contrast(colours[ink], colours[ground]) for ink, ground in pairs}
    return [f"{ink} on {ground}: {ratio:.2f}" for (ink, ground), ratio in ratios.items() if ratio < least]


def test_the_ratio_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_text_can_be_read(theme: str) -> None:
    assert too_weak(theme, TEXT_PAIRS, TEXT_RATIO) == []


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_control_and_its_focus_can_be_seen(theme: str) -> None:
    shapes = [pair for pair in SHAPE_PAIRS if theme == "light" or pair != ("focus", "ink")]
    assert too_weak(theme, shapes, SHAPE_RATIO) == []


def test_the_system_s_dark_is_the_chosen_dark() -> None:
    assert tokens_of("auto") == tokens_of("dark")


def test_every_theme_has_every_colour() -> None:
    names = [set(tokens_of(theme)) for theme in SELECTORS]
    assert all(one == names[0] for one in names)


@pytest.mark.parametrize("sheet", sorted(TOKENS.parent.glob("*.css")), ids=lambda path: path.name)
def test_colours_live_in_the_tokens_only(sheet: Path) -> None:
    on_screen = "" if sheet == TOKENS else sheet.read_text().partition("@layer print")[0]

    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;,\s)])", on_screen) == []
