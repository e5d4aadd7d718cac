"""Drawn placeholders for the photographs of the founding story: figures on paper, no faces, so that nobody is shown who
was not there and nobody's likeness is used; and made-up marks of whoever pays for the sample project."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from registration.files.images import LOGO
from registration.files.receiving import ReceivedPicture, accept_picture
from registration.web import fonts

SIZE = (1200, 720)
SCALE = 2
"""Drawn so many times larger and then made smaller: smooth edges."""
PAPER, WALL, FLOOR, INK, CALM = "#FAF8F4", "#F1EDE4", "#DAD4C8", "#4A5361", ("#0F4C5C", "#3E6B78", "#6F8F99")
LABEL = "ilustracja zastępcza"
GROUP = "group"
TOP = (True, True, False, False)
"""The corners that are round."""
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def placeholders(folder: Path, drawn: Sequence[Sequence[str]]) -> list[ReceivedPicture]:
    """One picture for each list of figures, in its sizes on the shelf: "" somebody, "group" several together."""
    return [
        accept_picture(folder, placeholder(figures), f"ilustracja-zastepcza-{number}.png")
        for number, figures in enumerate(drawn, 1)
    ]


def logos(folder: Path, names: Sequence[str]) -> list[ReceivedPicture]:
    """A made-up mark for each name, in its sizes on the shelf."""
    return [
        accept_picture(folder, mark(name, CALM[number % len(CALM)]), f"znak-{number + 1}.png", LOGO)
        for number, name in enumerate(names)
    ]


def mark(name: str, colour: str) -> bytes:
    """A PNG with a disc and the name's words below each other."""
    words = name.split()
    sheet = Image.new("RGBA", (900, 360), (255, 255, 255, 0))
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((20, 60, 260, 300), colour)
    pen.text((140, 180), words[0][:1], fill=PAPER, font=_font(150), anchor="mm")
    for number, word in enumerate(words):
        pen.text((300, 90 + 90 * number), word, fill=INK, font=_font(76), anchor="lm")
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def placeholder(figures: Sequence[str]) -> bytes:
    """A PNG with the figures in a row."""
    width, height = (side * SCALE for side in SIZE)
    sheet = Image.new("RGB", (width, height), PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, height * 0.12, width, height * 0.78), fill=WALL)
    pen.rectangle((0, height * 0.78, width, height * 0.86), fill=FLOOR)
    step = width / (len(figures) + 1)
    for number, kind in enumerate(figures):
        middle = step * (number + 1)
        for shift in (-0.16, 0.16) if kind == GROUP else (0.0,):
            _figure(
                pen,
                middle + shift * step,
                height * 0.8,
                min(step * 0.36, height * 0.13),
                CALM[number % len(CALM)],
            )
    pen.text((width / 2, height * 0.93), LABEL, fill=INK, font=_font(34 * SCALE), anchor="mm")
    file = io.BytesIO()
    sheet.resize(SIZE, Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _figure(pen: ImageDraw.ImageDraw, middle: float, floor: float, half: float, colour: str) -> None:
    """A head and a rounded body; no face."""
    head, shoulders = half * 0.52, floor - half * 3.1
    top, edge = shoulders - half * 1.25, 4 * SCALE
    body = (middle - half, shoulders, middle + half, floor)
    pen.rounded_rectangle(body, half * 0.8, colour, outline=WALL, width=edge, corners=TOP)
    pen.ellipse((middle - head, top, middle + head, top + 2 * head), colour, outline=WALL, width=edge)


def _font(size: int) -> Font:
    """The site's own, or what Pillow has."""
    path = fonts.source(fonts.TEXT)
    if path is None:
        return ImageFont.load_default(size)
    found = ImageFont.truetype(str(path), size)
    found.set_variation_by_axes([500])
    return found
