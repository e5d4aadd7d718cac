"""PDF (ISO 32000), Office Open XML (ECMA-376, part 2) and OpenDocument (OASIS, part 3), told by their content."""

import io
import zipfile
import zlib

from registration.files.errors import (
    DocumentDamaged,
    DocumentSwells,
    FileEmpty,
    MacroDocument,
    NoDocument,
    OldDocument,
)

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

_TAIL = 2048
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word and Excel before 2007 begin, and those that are locked by a password."""
_MOST_PARTS = 5_000
_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_SWOLLEN = 150
"""Times that a part may grow when it is unpacked, once it is large: XML of true documents stays under 60."""
_LARGE = 10 * 1024 * 1024
_MOST_READ = 2 * 1024 * 1024
_CONTENT_TYPES = "[Content_Types].xml"
_MIMETYPE = "mimetype"
_MAIN_PARTS = {f"{DOCX}.main+xml".encode(): DOCX, f"{XLSX}.main+xml".encode(): XLSX}


def media_type_of(content: bytes) -> str:
    """The media type of a document.

    The first byte decides: what only holds a document somewhere within (a picture or page that is also an archive)
    is none. Raises FileEmpty, NoDocument, OldDocument, MacroDocument, DocumentDamaged, DocumentSwells.
    """
    if not content:
        raise FileEmpty
    if content.startswith(b"%PDF-"):
        return _whole_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _of_archive(content)
    raise OldDocument if content.startswith(_COMPOUND) else NoDocument


def _whole_pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-_TAIL:]:
        raise DocumentDamaged
    return PDF


def _of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bomb(archive)
            return _kind(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        NotImplementedError,
    ) as e:
        raise DocumentDamaged from e


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    """By the directory alone; nothing is unpacked here."""
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise DocumentSwells
    if any(part.file_size > _LARGE and part.file_size > _MOST_SWOLLEN * part.compress_size for part in parts):
        raise DocumentSwells


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if _CONTENT_TYPES in names:
        return _office(_read(archive, _CONTENT_TYPES), names)
    if archive.infolist()[0].filename == _MIMETYPE:
        told = _read(archive, _MIMETYPE).decode("ascii", "replace").strip()
        if told in (ODT, ODS):
            return told
    raise NoDocument


def _office(types: bytes, names: set[str]) -> str:
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise MacroDocument
    found = next((kind for main, kind in _MAIN_PARTS.items() if main in types), None)
    if found is None:
        raise NoDocument
    return found


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_READ)
