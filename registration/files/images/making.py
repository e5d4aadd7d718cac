"""Making a picture's sizes: WebP for browsers, JPEG or PNG for everything else."""

import io
import threading
from dataclasses import dataclass

from PIL import Image

from registration.files.images.reading import read, sides

WEBP, JPEG, PNG = "image/webp", "image/jpeg", "image/png"
QUALITIES = (80, 70, 60, 50, 40, 30)
"""Tried one after another until the picture is light enough."""
_PLACES = threading.BoundedSemaphore(2)
"""Pictures that a process has unpacked in its memory at once: 50 million points are 150 MB."""


@dataclass(frozen=True)
class Plan:
    """What is made of an upload. `sides`: widths of a photograph, heights of a logo, in points, the smallest first."""

    sides: tuple[int, ...]
    by_height: bool
    see_through: bool
    most_bytes: int
    """That one size may weigh."""


PHOTOGRAPH = Plan((480, 960, 1600), by_height=False, see_through=False, most_bytes=300_000)
LOGO = Plan((120, 240), by_height=True, see_through=True, most_bytes=150_000)


@dataclass(frozen=True)
class Rendered:
    """One size: its bytes and what they are."""

    content: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Shown:
    """A picture in all its sizes. `width`, `height`: of the upload, turned upright."""

    width: int
    height: int
    renditions: tuple[Rendered, ...]


def make(content: bytes, plan: Plan) -> Shown:
    """Read the upload and make its sizes; none is larger than the upload. Raises what `reading.read` raises.

    Takes up to half a second for a telephone's photograph (docs/performance.md): never within a transaction.
    """
    with _PLACES:
        found = read(content, enough=2 * plan.sides[-1] if plan.by_height else plan.sides[-1])
        found = found if plan.see_through else _on_white(found)
        made = [one for size in _sizes(found.size, plan) for one in _in_formats(_scaled(found, size), plan)]
    width, height = sides(content)
    return Shown(width, height, tuple(made))


def _sizes(size: tuple[int, int], plan: Plan) -> list[tuple[int, int]]:
    """Those of the plan that the picture is larger than, and its own or the plan's largest."""
    own = size[1] if plan.by_height else size[0]
    wanted = [side for side in plan.sides if side < own]
    if len(wanted) < len(plan.sides):
        wanted.append(own)
    return [(max(round(size[0] * side / own), 1), max(round(size[1] * side / own), 1)) for side in wanted]


def _scaled(found: Image.Image, size: tuple[int, int]) -> Image.Image:
    return found if size == found.size else found.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _on_white(found: Image.Image) -> Image.Image:
    if found.mode != "RGBA":
        return found
    paper = Image.new("RGB", found.size, "white")
    paper.paste(found, mask=found.getchannel("A"))
    return paper


def _in_formats(scaled: Image.Image, plan: Plan) -> list[Rendered]:
    fallback = PNG if plan.see_through else JPEG
    return [
        Rendered(content, kind, *scaled.size)
        for kind, content in ((WEBP, _webp(scaled, plan)), (fallback, _fallback(scaled, plan)))
    ]


def _webp(scaled: Image.Image, plan: Plan) -> bytes:
    if plan.see_through:
        return _saved(scaled, "WEBP", lossless=True, method=4)
    return _light_enough(scaled, "WEBP", plan.most_bytes, method=3)


def _fallback(scaled: Image.Image, plan: Plan) -> bytes:
    if not plan.see_through:
        return _light_enough(scaled, "JPEG", plan.most_bytes, progressive=True, optimize=True)
    whole = _saved(scaled, "PNG", optimize=True)
    if len(whole) <= plan.most_bytes:
        return whole
    return _saved(scaled.quantize(256, method=Image.Quantize.FASTOCTREE), "PNG", optimize=True)


def _light_enough(scaled: Image.Image, kind: str, most: int, **options: object) -> bytes:
    """In the best quality that weighs no more; in the last one whatever it weighs."""
    made = b""
    for quality in QUALITIES:
        made = _saved(scaled, kind, quality=quality, **options)
        if len(made) <= most:
            break
    return made


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
