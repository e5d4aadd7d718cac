"""Writing a table for a spreadsheet: every cell a text that stays as it is, and no cell a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from xlsxwriter import Workbook

Cell = str | int | date | None
_DANGEROUS = re.compile("'*[=+@\t\r-]")
"""Also what begins with apostrophes of its own: it is told apart when it comes back."""
_NUMBER = re.compile(r"[+-][0-9 ()./-]*\Z")
_WIDEST = 50


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """ ";" and UTF-8 with its mark, as a Polish spreadsheet opens it. A text that would be taken for a formula gets an
    apostrophe before it, which `reading` takes off again; a number such as "+48 43 675 00 00" is none."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_guarded(_text(cell)) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with fixed headings and a filter; texts are texts, so "+48" and "=1" stay what they are."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(title[:31])
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    widths = [len(heading) for heading in headings]
    sheet.write_row(0, 0, headings, bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, column, cell)
            elif isinstance(cell, int):
                sheet.write_number(last, column, cell)
            elif cell:
                sheet.write_string(last, column, cell, wrapped if "\n" in cell else None)
            widths[column] = max(widths[column], min(len(_text(cell)), _WIDEST))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    book.close()
    return buffer.getvalue()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _guarded(text: str) -> str:
    return f"'{text}" if _DANGEROUS.match(text) and not _NUMBER.match(text) else text
