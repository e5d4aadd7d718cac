"""Tables out of files as people send them, and files that only look like tables."""

import io
import struct
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from registration.documents import errors, xlsx
from registration.documents.reading import MOST_BYTES, read_head, read_table
from registration.documents.table import MOST_ROWS, column_letters

TEXT = "Imię;Stanowisko\nŁucja Żak;wójt gminy Łask\nZażółć Gęślą;jaźń\n"
ROWS = [("Łucja Żak", "wójt gminy Łask"), ("Zażółć Gęślą", "jaźń")]
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in read_table(content).rows]


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


SPREADSHEET = workbook(("Nazwa", "Stanowisko"), ("Żak", 1.5), ("x", date(2026, 7, 1)))


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with one part put in the place of another, or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_polish_letters_arrive_in_every_encoding_and_with_every_separator(encoding, sign):
    assert cells(TEXT.replace(";", sign).encode(encoding)) == ROWS


@pytest.mark.parametrize("text", ["Źdźbło", "Łódź", "Gęśl", "Ąę", "Świebodzin", "zwykły"])
@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
def test_one_polish_word_is_enough_to_tell_the_old_encodings_apart(text, encoding):
    assert cells(f"Nazwa;Inne\n{text};x\n".encode(encoding))[0][0] == text


def test_a_quoted_line_break_and_a_quoted_separator_stay_in_their_cell():
    table = read_table('Nazwa;Uwagi\n"Gmina; Łask";"pierwsza\ndruga"\nX;y\n'.encode())
    assert table.rows[0].cells == ("Gmina; Łask", "pierwsza\ndruga")
    assert [row.number for row in table.rows] == [2, 3]


def test_blank_rows_and_columns_are_left_out_and_numbers_are_the_spreadsheets():
    table = read_table(b"\n;;\nA;B;;\n\n1;2;\n;;\n;4\n")
    assert table.headings == ("A", "B")
    assert [(row.number, row.cells) for row in table.rows] == [(5, ("1", "2")), (7, ("", "4"))]


def test_old_mac_and_windows_line_ends_are_line_ends():
    assert cells(b"A;B\r1;2\r3;4\r") == cells(b"A;B\r\n1;2\r\n3;4\r\n") == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyTable),
        (b"Nazwa;Adres\n", errors.EmptyTable),
        (b"\n;;\n", errors.EmptyTable),
        (b"\0\1\2", errors.NotText),
        (b"\xff\xfea", errors.NotText),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", errors.OldSpreadsheet),
        (b"PK\x03\x04 broken", errors.BrokenSpreadsheet),
        (b'A;B\n1;"2\n3;4', errors.BrokenQuotes),
        (b"A;B\n" + b"1;2\n" * (MOST_ROWS + 1), errors.TooManyRows),
        (b"A\n" + b"x;" * 101 + b"x", errors.TooManyColumns),
        (b"A;B\n1;" + b"x" * 10_001, errors.CellTooLong),
        (b"x" * (MOST_BYTES + 1), errors.TableTooBig),
    ],
)
def test_what_is_no_table_is_refused_by_name(content, refusal):
    with pytest.raises(refusal):
        read_table(content)


def test_a_spreadsheet_gives_texts_days_and_numbers_as_somebody_reads_them():
    half_past_nine = datetime(2026, 7, 1, 9, 30)  # noqa: DTZ001 (spreadsheets know no zones)
    told = ("Żak", 600100200, 1.5, date(2026, 7, 1), half_past_nine, True, None, "+48 1")
    expected = ("Żak", "600100200", "1.5", "2026-07-01", "2026-07-01 09:30", "1", "", "+48 1")
    assert cells(workbook(("a", "b", "c", "d", "e", "f", "g", "h"), told)) == [expected]


def test_a_formula_is_its_text_and_is_never_worked_out():
    assert cells(workbook(("A", "B"), ("=1+1", '=HYPERLINK("http://x")')))[0] == (
        "=1+1",
        '=HYPERLINK("http://x")',
    )


def test_rows_of_a_spreadsheet_keep_their_numbers_over_blank_ones():
    table = read_table(workbook((), ("A", "B"), (), ("1", "2")))
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("1", "2"))]


def test_a_zip_bomb_is_refused_by_its_directory_before_anything_is_unpacked(monkeypatch):
    bomb = with_part(workbook(("A",), ("1",)), "xl/media/a.bin", b"\0" * (xlsx.MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(errors.UnpacksTooBig):
        read_table(bomb)


def test_a_small_file_that_shrank_too_well_is_refused():
    with pytest.raises(errors.UnpacksTooBig):
        read_table(with_part(workbook(("A",), ("1",)), "xl/media/a.bin", b"\0" * (3 * 1024 * 1024)))


def test_a_directory_that_lies_about_sizes_is_found_out(monkeypatch):
    honest = with_part(workbook(("A",), ("1",)), "xl/media/a.bin", b"\0" * 2_000_000)
    real, small = struct.pack("<I", 2_000_000), struct.pack("<I", 20)
    monkeypatch.setattr(xlsx, "MOST_UNPACKED", 100_000)
    with pytest.raises((errors.UnpacksTooBig, errors.BrokenSpreadsheet)):
        read_table(honest.replace(real, small))


def test_too_many_parts_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for number in range(xlsx.MOST_PARTS + 1):
            packed.writestr(f"{number}.xml", "<a/>")
    with pytest.raises(errors.UnpacksTooBig):
        read_table(buffer.getvalue())


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/x.dat"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_entities_and_document_types_are_refused_in_any_part_and_encoding(part, encoding):
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><a>&x;&y;</a>'
    with pytest.raises(errors.ForeignInstructions):
        read_table(with_part(workbook(("A",), ("1",)), part, evil.encode(encoding)))


def test_macros_and_pictures_are_passed_over():
    with_macros = with_part(workbook(("A",), ("1",)), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    assert cells(with_macros) == [("1",)]


def test_a_zip_that_is_no_spreadsheet_and_a_torn_one_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("list.txt", "x")
    for content in (buffer.getvalue(), workbook(("A",), ("1",))[:-40], workbook(("A",), ("1",))[:600]):
        with pytest.raises(errors.BrokenSpreadsheet):
            read_table(content)


def test_a_cell_far_down_or_far_right_fills_no_memory():
    first = '<c r="A1" t="inlineStr"><is><t>A</t></is></c>'
    down = SHEET.format(f'<row r="1">{first}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    far = '<c r="XFD1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
    right = SHEET.format(f'<row r="1">{first}{far}')
    content = workbook(("A",), ("1",))
    with pytest.raises(errors.TooManyRows):
        read_table(with_part(content, "xl/worksheets/sheet1.xml", down.encode()))
    assert cells(with_part(content, "xl/worksheets/sheet1.xml", right.encode())) == [("1",)]


def test_columns_are_called_as_in_a_spreadsheet():
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_head_of_a_long_table_is_read_without_the_rest():
    long = b"A;B\n" + b"1;2\n" * (MOST_ROWS + 1)
    assert len(read_head(long, 3).rows) == 3
    assert read_head(b"A;B\n1;2\n", 3).headings == ("A", "B")


def test_the_head_of_a_malicious_spreadsheet_is_refused_too():
    with pytest.raises(errors.ForeignInstructions):
        read_head(with_part(workbook(("A",), ("1",)), "docProps/app.xml", b"<!DOCTYPE a><a/>"), 3)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_are_a_table_or_are_refused_by_name(content):
    with suppress(errors.UnreadableTable):
        table = read_table(content)
        assert table.rows
        assert {len(row.cells) for row in table.rows} == {len(table.headings)}


@given(st.binary(max_size=60), st.integers(0, 4000))
def test_a_spreadsheet_with_damaged_bytes_is_a_table_or_is_refused_by_name(damage, at):
    whole = SPREADSHEET
    with suppress(errors.UnreadableTable):
        read_table(whole[:at] + damage + whole[at + len(damage) :])
