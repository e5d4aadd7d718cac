"""Why a file is not read as the register: each names the line, mostly the column, and what to do."""

from registration.core.errors import DomainError
from registration.core.language import N_


class WrongRegister(DomainError):
    """The file is not the register's, or not whole; nothing of it was written."""


class NotText(WrongRegister):
    """Neither UTF-8 nor Windows-1250: a ZIP, a workbook, an image."""

    sentence = N_(
        "Line %(line)d: this is no text file (CSV). A file that was downloaded as ZIP has to be unpacked first; a "
        "workbook is not read."
    )


class TooLarge(WrongRegister):
    """Twenty times the register's size."""

    sentence = N_(
        "The file has more than %(limit)d MB; the register has less than one. Choose the right file."
    )


class WrongColumns(WrongRegister):
    """The first line names other columns."""

    sentence = N_(
        "Line 1: the columns must be %(wanted)s, but there are %(found)s. Download the TERC register as CSV (official "
        "version) and do not change it."
    )


class WrongNumberOfCells(WrongRegister):
    """A line is cut off, or has a semicolon too many."""

    sentence = N_(
        "Line %(line)d, column %(column)s: the line has %(found)d cells instead of %(wanted)d. It is cut off "
        "or was changed: download the file again."
    )


class WrongCode(WrongRegister):
    """A part of the code has other digits."""

    sentence = N_(
        "Line %(line)d, column %(column)s: “%(value)s” is no such code, %(digits)d digits are expected. A spreadsheet "
        "drops leading zeros: take the file as it was downloaded."
    )


class WrongKind(WrongRegister):
    """RODZ that the register does not know, or one where there is no commune."""

    sentence = N_(
        "Line %(line)d, column RODZ: “%(value)s” does not fit. With a commune 1, 2, 3, 4, 5, 8 or 9 stands here, "
        "otherwise nothing. Take the file as it was downloaded."
    )


class NoName(WrongRegister):
    """A unit without a name, or with one that is too long."""

    sentence = N_("Line %(line)d, column NAZWA: a name of 1 to %(limit)d characters must stand here.")


class WrongDay(WrongRegister):
    """STAN_NA is no date, or not the same in all lines."""

    sentence = N_(
        "Line %(line)d, column STAN_NA: “%(value)s” is not the date of the register, which is the same in every line "
        "(as in 2024-01-01)."
    )


class Twice(WrongRegister):
    """A code that stands in two lines."""

    sentence = N_(
        "Line %(line)d, column GMI: the code %(code)s stands in line %(first)d already. A unit has one line: "
        "download the file again."
    )


class Alone(WrongRegister):
    """A commune without its county, or a county without its voivodeship or its communes."""

    sentence = N_(
        "Line %(line)d, column POW: %(name)s (%(code)s) has no unit above it, or none in it, in this file. It is "
        "not whole: download it again."
    )


class NotWhole(WrongRegister):
    """Not all voivodeships are there."""

    sentence = N_(
        "Line %(line)d, column WOJ: the file ends here with %(found)d voivodeships instead of %(wanted)d. It is cut "
        "off or of one region only: download the whole register."
    )


class TooManyVanish(WrongRegister):
    """More units would end than ever ended at once."""

    sentence = N_(
        "Line %(line)d, column GMI: the file ends here, and %(number)d units that exist are missing in it, such as "
        "%(names)s. That many do not vanish at once: download the whole register again."
    )


class OlderRegister(WrongRegister):
    """A register of a day before one that is known already."""

    sentence = N_(
        "Line 2, column STAN_NA: this is the register of %(day)s, but one of %(known)s has been read already. "
        "Download the present one."
    )
