"""Reading a picture that a stranger made: its size is known before it is unpacked, and only points come through."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from registration.files.errors import (
    AnimatedPicture,
    FileEmpty,
    NoPicture,
    PictureDamaged,
    PictureTooSmall,
    TooManyPixels,
    VectorPicture,
)

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_MEGAPIXELS = 50
MILLION = 1_000_000
LEAST_SIDE = 16
Image.MAX_IMAGE_PIXELS = (
    MOST_MEGAPIXELS * MILLION
)  # Pillow's own limit, wherever else it is used, is none other
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
)
_BEGINNING = 1024


def read(content: bytes, enough: int) -> Image.Image:
    """The picture upright, in sRGB, mode "RGB" or (where parts of it are seen through) "RGBA", without metadata.

    A JPEG may come in an eighth, quarter or half of its size, as long as both its sides stay longer than `enough`
    points. Raises FileEmpty, NoPicture, VectorPicture, AnimatedPicture, TooManyPixels, PictureTooSmall and
    PictureDamaged.
    """
    with _opened(content) as found:
        _refuse(found)
        found.draft(None, (enough, enough))
        with _readable():
            found.load()
            return _plain(ImageOps.exif_transpose(found))


def sides(content: bytes) -> tuple[int, int]:
    """Width and height of the upright picture in points, without unpacking it."""
    with _opened(content) as found, _readable():
        turned = found.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        return (found.height, found.width) if turned else (found.width, found.height)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    if not content:
        raise FileEmpty
    if _is_markup(content):
        raise VectorPicture
    try:
        found = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise TooManyPixels(most=MOST_MEGAPIXELS) from problem
    except (UnidentifiedImageError, *_DAMAGE) as problem:
        raise NoPicture from problem
    with found:
        yield found


def _is_markup(content: bytes) -> bool:
    """SVG, however it begins: with a mark of order, a declaration, comments."""
    start = content[:_BEGINNING].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    return start.startswith(b"<") and (
        b"<svg" in start or start.startswith((b"<?xml", b"<!doctype svg", b"<!--"))
    )


def _refuse(found: Image.Image) -> None:
    """By what the file says of itself, before anything is unpacked."""
    width, height = found.size
    if width * height > MOST_MEGAPIXELS * MILLION:
        raise TooManyPixels(most=MOST_MEGAPIXELS)
    if min(width, height) < LEAST_SIDE:
        raise PictureTooSmall(least=LEAST_SIDE)
    with _readable():
        # A telephone's JPEG may hold a second picture behind the first (MPO): that is no motion.
        moves = found.format != "MPO" and getattr(found, "n_frames", 1) > 1
    if moves:
        raise AnimatedPicture


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as problem:
        raise PictureDamaged from problem


def _plain(found: Image.Image) -> Image.Image:
    """Only the points, in the colours that every screen means."""
    clear = "A" in found.getbands() or "transparency" in found.info
    profile = found.info.get("icc_profile")
    plain = _to_srgb(_depth_of_8(found), profile, "RGBA" if clear else "RGB")
    plain.info = {}
    return plain


def _depth_of_8(found: Image.Image) -> Image.Image:
    """Sixteen bits of grey as eight; colours of a table as themselves."""
    if found.mode.startswith("I"):
        return found.convert("I").point(lambda value: value / 256).convert("L")
    return found.convert("RGBA") if found.mode in ("P", "PA", "LA") else found


def _to_srgb(found: Image.Image, profile: bytes | None, mode: str) -> Image.Image:
    """By the picture's own profile, where it has one that can be read."""
    if profile and found.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                found, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            return (turned or found).convert(mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the points as they are
    return found.convert(mode)
