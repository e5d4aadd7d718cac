"""Taking an upload: what it is found to be, and its bytes on the shelf, before any transaction begins.

    received = receiving.accept_document(shelf_folder(), upload)      # slow: reads, checks, writes to the disk
    with writing() as db:
        stored = services.keep_document(db, received, uploader, now=clock.now())

When the transaction fails, the bytes lie there unwanted, and the sweep takes them after a day.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from registration.core.text import clean
from registration.files import documents, images, shelf
from registration.files.errors import FileTooLarge, NoFile
from registration.files.images import Plan

MEGABYTE = 1024 * 1024
_LONGEST_NAME = 200


class Upload(Protocol):
    """A file as a form brings it (werkzeug's FileStorage)."""

    @property
    def filename(self) -> str | None: ...
    @property
    def stream(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class Received:
    """Bytes on the shelf. `width`, `height`: of a picture."""

    sha256: str
    size: int
    media_type: str
    name: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class ReceivedPicture:
    """A picture's sizes on the shelf. `width`, `height`: of the upload."""

    name: str
    width: int
    height: int
    renditions: tuple[Received, ...]


def accept_document(folder: Path, upload: Upload | None, *, megabytes: int) -> Received:
    """A PDF, DOCX, XLSX, ODT or ODS as it came. Raises NoFile, FileTooLarge and what
    `documents.media_type_of` raises."""
    content, name = _content(upload, megabytes)
    return _shelve(folder, content, documents.media_type_of(content), name)


def accept_image(
    folder: Path, upload: Upload | None, *, megabytes: int, plan: Plan = images.PHOTOGRAPH
) -> ReceivedPicture:
    """A picture in the sizes of `plan`. Raises NoFile, FileTooLarge and what `images.reading.read` raises."""
    content, name = _content(upload, megabytes)
    return accept_picture(folder, content, name, plan)


def accept_picture(
    folder: Path, content: bytes, name: str, plan: Plan = images.PHOTOGRAPH
) -> ReceivedPicture:
    """As `accept_image`, from bytes that are at hand."""
    made = images.make(content, plan)
    kept = tuple(
        _shelve(folder, one.content, one.media_type, name, (one.width, one.height)) for one in made.renditions
    )
    return ReceivedPicture(plain_name(name), made.width, made.height, kept)


def plain_name(name: str) -> str:
    """A file's name without folders, in one line: "C:\\\\Pisma\\\\list.pdf" is "list.pdf"."""
    return clean(name.replace("\\", "/").rsplit("/", 1)[-1])[-_LONGEST_NAME:]


def _content(upload: Upload | None, megabytes: int) -> tuple[bytes, str]:
    if upload is None or not upload.filename:
        raise NoFile
    content = upload.stream.read(megabytes * MEGABYTE + 1)
    if len(content) > megabytes * MEGABYTE:
        raise FileTooLarge(megabytes=megabytes)
    return content, upload.filename


def _shelve(
    folder: Path, content: bytes, media_type: str, name: str, sides: tuple[int, int] | tuple[()] = ()
) -> Received:
    return Received(shelf.put(folder, content), len(content), media_type, plain_name(name), *sides)
