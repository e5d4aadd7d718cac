"""Tables for spreadsheets: nothing is lost, and nothing is worked out."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from registration.documents.reading import read_table
from registration.documents.writing import as_csv, as_xlsx

HEADINGS = ("Nazwa", "Telefon", "Od", "Liczba")
HOSTILE = [
    "=1+1",
    "+48 600 100 200",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "+cmd|' /C calc'!A0",
    "'=1",
    "''+x",
    "'quoted'",
    "Łódź",
    "0123",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_spreadsheet_holds_each_text_as_a_text(text):
    content = as_xlsx("Kontakty", HEADINGS, [(text, "+48 1", date(2026, 7, 1), 3)])
    row = load_workbook(io.BytesIO(content)).active[2]
    assert [cell.value for cell in row][:2] == [text, "+48 1"]
    assert row[0].data_type == "s"
    assert read_table(content).rows[0].cells == (text, "+48 1", "2026-07-01", "3")


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_comes_back_as_it_went(text):
    content = as_csv(HEADINGS, [(text, None, date(2026, 7, 1), 3)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_table(content).rows[0].cells == (text, "", "2026-07-01", "3")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd"])
def test_csv_gives_no_spreadsheet_a_formula(text):
    assert as_csv(("A",), [(text,)]).decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")


def test_a_phone_number_keeps_its_plus_in_csv():
    assert "\r\n+48 600 100 200\r\n" in as_csv(("Telefon",), [("+48 600 100 200",)]).decode("utf-8-sig")
