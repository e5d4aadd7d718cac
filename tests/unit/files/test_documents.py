"""What a document is, is found in its content; its name and the browser's word count for nothing."""

import zipfile

import pytest

from registration.files import documents, errors
from registration.files.documents import media_type_of
from tests import uploads

WHOLE = uploads.docx()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (uploads.PDF, documents.PDF),
        (uploads.docx(), documents.DOCX),
        (uploads.xlsx(), documents.XLSX),
        (uploads.odt(), documents.ODT),
        (uploads.archive({"mimetype": documents.ODS}), documents.ODS),
    ],
)
def test_documents_are_known_by_their_content(content: bytes, expected: str) -> None:
    assert media_type_of(content) == expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", errors.FileEmpty),
        (b"zwyk\xc5\x82y tekst", errors.NoDocument),
        (b"<!doctype html><script>alert(1)</script>", errors.NoDocument),
        (b"<script>alert(1)</script>" + uploads.PDF, errors.NoDocument),
        (b"GIF89a" + WHOLE, errors.NoDocument),
        (b"MZ" + WHOLE, errors.NoDocument),
        (uploads.photograph(), errors.NoDocument),
        (uploads.archive({"a.txt": "a"}), errors.NoDocument),
        (uploads.archive({"a.txt": "a", "mimetype": documents.ODT}), errors.NoDocument),
        (uploads.archive({"mimetype": "application/epub+zip"}), errors.NoDocument),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, errors.OldDocument),
        (uploads.docx(**{"word/vbaProject.bin": b"x"}), errors.MacroDocument),
        (uploads.PDF[:-8], errors.DocumentDamaged),
        (WHOLE[: len(WHOLE) // 2], errors.DocumentDamaged),
        (b"PK\x03\x04" + b"\0" * 200, errors.DocumentDamaged),
        (uploads.docx(**{"word/media.bin": b"\0" * 20_000_000}), errors.DocumentSwells),
        (uploads.archive({f"{number}": b"" for number in range(5_001)}), errors.DocumentSwells),
    ],
)
def test_what_is_no_document_is_refused_by_name(content: bytes, problem: type[errors.FileRefused]) -> None:
    with pytest.raises(problem) as refused:
        media_type_of(content)
    assert refused.value.field == "file"


def test_a_document_whose_part_is_locked_is_damaged_not_a_failure() -> None:
    whole = bytearray(WHOLE)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(sign) + at] |= 1  # the flag of encryption
    with pytest.raises(errors.DocumentDamaged):
        media_type_of(bytes(whole))


def test_a_bomb_is_refused_without_being_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = uploads.docx(**{"word/media.bin": b"\0" * 20_000_000})
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(errors.DocumentSwells):
        media_type_of(bomb)
