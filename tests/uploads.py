"""What people upload, and what attackers do: small files made on the spot."""

import io
import struct
import zipfile
import zlib
from contextlib import closing
from typing import Any

from PIL import Image, ImageCms
from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder

from registration.files.documents import DOCX, ODT, XLSX

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_MAIN = '<Types><Override PartName="/main.xml" ContentType="{kind}.main+xml"/></Types>'


def upload(content: bytes, name: str = "plik") -> FileStorage:
    """As a form brings it."""
    return FileStorage(io.BytesIO(content), filename=name)


def multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    """The body of a form with files and its type. Made here, since Flask's client leaves large files open."""
    with closing(EnvironBuilder(method="POST", data=fields)) as made:
        sent = made.get_environ()
        with closing(sent["wsgi.input"]) as stream:
            return stream.read(), sent["CONTENT_TYPE"]


def photograph(
    size: tuple[int, int] = (800, 600), kind: str = "JPEG", mode: str = "RGB", **options: Any
) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    made = Image.new(mode, size, 40 if mode == "L" else None)  # type: ignore[arg-type]
    light = Image.new("RGB", (size[0] // 2, size[1]), (220, 200, 180)).convert(mode)
    made.paste(light, (size[0] - size[0] // 2, 0))
    file = io.BytesIO()
    made.save(file, kind, **options)
    return file.getvalue()


def located_photograph(orientation: int = 6) -> bytes:
    """As a telephone takes it: lying on its side, with the place, the camera and a comment."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "Telefon (przykład)"
    tags.get_ifd(0x8825)[2] = (51.0, 35.0, 43.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return photograph(exif=tags, icc_profile=profile, comment=b"tajne")


def animation(kind: str) -> bytes:
    """Two frames."""
    first, second = (Image.new("RGB", (40, 40), colour) for colour in ("red", "blue"))
    file = io.BytesIO()
    first.save(file, kind, save_all=True, append_images=[second], duration=100)
    return file.getvalue()


def png_of_size(width: int, height: int) -> bytes:
    """A few hundred bytes that say that they are so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + _chunk(b"IEND")
    )


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts, in order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(**more: str | bytes) -> bytes:
    """The least that is told to be a Word document."""
    return archive({"[Content_Types].xml": _MAIN.format(kind=DOCX), "word/document.xml": "<w/>", **more})


def xlsx() -> bytes:
    """The least that is told to be a spreadsheet."""
    return archive({"[Content_Types].xml": _MAIN.format(kind=XLSX), "xl/workbook.xml": "<w/>"})


def odt() -> bytes:
    """The least that is told to be an OpenDocument text."""
    return archive({"mimetype": ODT, "content.xml": "<t/>"})
