"""Why a file cannot be read as a table, each by name."""

from registration.core.errors import DomainError
from registration.core.language import N_


class UnreadableTable(DomainError):
    """The file is no table that we take."""

    field = "file"
    sentence = N_("This file cannot be read as a table: save it as XLSX or CSV.")


class EmptyTable(UnreadableTable):
    """Nothing stands in the file, or only its headings."""

    sentence = N_("There are no rows in this file: the first row holds the headings, the next ones the data.")


class TableTooBig(UnreadableTable):
    """The file itself is too big."""

    sentence = N_("The file is too big: at most %(limit)s MB can be read.")


class TooManyRows(UnreadableTable):
    """More rows or columns than are read at once."""

    sentence = N_("The file has more than %(limit)s rows: divide it.")


class TooManyColumns(UnreadableTable):
    """A table this wide is a mistake of the file."""

    sentence = N_("The file has more than %(limit)s columns: keep those that are needed.")


class CellTooLong(UnreadableTable):
    """A cell holds a novel."""

    sentence = N_("The cell %(cell)s is too long to be read.")


class NotText(UnreadableTable):
    """Neither a spreadsheet nor text."""

    sentence = N_("This is neither an XLSX spreadsheet nor a CSV text file, whatever its name says.")


class OldSpreadsheet(UnreadableTable):
    """A spreadsheet of another program or time, or one with a password."""

    sentence = N_(
        "This is an old spreadsheet (XLS), one of another program or one with a password: save it as XLSX."
    )


class BrokenSpreadsheet(UnreadableTable):
    """It calls itself a spreadsheet and is none."""

    sentence = N_("This spreadsheet is damaged: open it, save it as XLSX and try again.")


class UnpacksTooBig(UnreadableTable):
    """A small file that unpacks into a huge one (a zip bomb)."""

    sentence = N_("This spreadsheet unpacks into far more than it should, so it is not read.")


class ForeignInstructions(UnreadableTable):
    """XML with a document type: it may name other files or grow without end."""

    sentence = N_("This spreadsheet holds instructions that no spreadsheet needs, so it is not read.")


class BrokenQuotes(UnreadableTable):
    """A quotation mark opens and never closes, or the like."""

    sentence = N_("The CSV file breaks off at row %(row)s: check its quotation marks.")
