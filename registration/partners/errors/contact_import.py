"""What an import of contacts refuses: of the file, of its columns, of single cells."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchImport(NotFound):
    """No import has this number, or it is another organisation's."""

    sentence = N_("There is no such import of contacts.")


class ImportMovedOn(Conflict):
    """The act belongs to another state of the import."""

    sentence = N_("This import has moved on in the meantime: look at where it stands.")


class FileMissing(DomainError):
    """Nothing was chosen."""

    sentence = N_("Choose a file")
    field = "file"


class PostColumnMissing(DomainError):
    """Without posts there are no contacts."""

    sentence = N_("Say which column holds the posts: the name may be unknown, the post not.")


class InstitutionColumnMissing(DomainError):
    """Without institutions there are no contacts."""

    sentence = N_("Say which column holds the institutions.")


class ColumnTwice(DomainError):
    """Two columns of one meaning."""

    sentence = N_("Two columns mean the same: “%(first)s” and “%(second)s”. Leave one of them out.")


class WorkerGaveUp(DomainError):
    """The worker ended in the middle, several times."""

    sentence = N_("The import could not be finished after several tries. Nothing was changed; try it again.")


class CellNoDay(DomainError):
    """No date that we read."""

    sentence = N_("“%(typed)s” is no date: write it as day.month.year, for example 1.07.2026.")


class CellNoChannel(DomainError):
    """No way of reaching somebody that we know."""

    sentence = N_("“%(typed)s” is no way of reaching somebody: write “e-mail”, “phone” or “letter”.")


class CellNoBasis(DomainError):
    """No legal basis that we know."""

    sentence = N_("“%(typed)s” is no legal basis: write the letter of Art. 6(1) GDPR, from a to f.")


class CellUnitUnknown(DomainError):
    """No institution fits what stands in the cell."""

    sentence = N_(
        "No institution is called “%(typed)s”. Write its name as in the list of institutions, its TERYT code or "
        "its NIP."
    )


class CellUnitUnclear(DomainError):
    """Several institutions fit; in the list of institutions each has its own description."""

    sentence = N_("More than one institution fits “%(typed)s”: %(names)s. Write the TERYT code.")
