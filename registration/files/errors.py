"""Why a file is not taken. Each names the form's field "file" unless the caller gives another."""

from registration.core.errors import DomainError, NotFound
from registration.core.language import N_


class FileRefused(DomainError):
    """The family of all that is said at the field of an upload."""

    field = "file"


class NoFile(FileRefused):
    """Nothing was chosen."""

    sentence = N_("Choose a file")


class FileEmpty(FileRefused):
    """A file of no bytes."""

    sentence = N_("The file is empty. Choose another one.")


class FileTooLarge(FileRefused):
    """More bytes than the settings allow."""

    sentence = N_("The file is larger than %(megabytes)d MB. Choose a smaller one.")


class NoDocument(FileRefused):
    """None of the kinds that are taken."""

    sentence = N_(
        "This is no PDF, Word (DOCX), Excel (XLSX) or OpenDocument (ODT, ODS) file. Choose one of these."
    )


class OldDocument(FileRefused):
    """Word or Excel of before 2007, or a document locked by a password: both lie in the same container."""

    sentence = N_(
        "This is a document in an old format (DOC, XLS) or locked by a password. "
        "Save it as PDF or DOCX without a password and choose it again."
    )


class MacroDocument(FileRefused):
    """It holds a program."""

    sentence = N_("The document holds macros. Save it without them, or as PDF, and choose it again.")


class DocumentDamaged(FileRefused):
    """Cut off, or not readable."""

    sentence = N_("The document is damaged or not whole. Open it, save it again and choose the new file.")


class DocumentSwells(FileRefused):
    """A compressed file that unpacks to far more than any true document."""

    sentence = N_("Unpacked, the document would be larger than any true one. It is not taken.")


class NoPicture(FileRefused):
    """Not one of the formats of photographs."""

    sentence = N_("This is no picture in JPEG, PNG or WebP. Choose one of these.")


class VectorPicture(FileRefused):
    """SVG may hold scripts and addresses of others."""

    sentence = N_(
        "SVG pictures are not taken: they may hold programs. Save the picture as PNG and choose that."
    )


class PictureDamaged(FileRefused):
    """It begins like a picture and cannot be read to its end."""

    sentence = N_("The picture is damaged or not whole. Choose another copy of it.")


class TooManyPixels(FileRefused):
    """It would fill the memory."""

    sentence = N_("The picture has more than %(most)d million points. Make it smaller and choose it again.")


class PictureTooSmall(FileRefused):
    """A dot, used to count visitors and not to show something."""

    sentence = N_("The picture is smaller than %(least)d points on a side. Choose a larger one.")


class AnimatedPicture(FileRefused):
    """It moves."""

    sentence = N_("The picture moves. Choose a still one.")


class ContentMissing(NotFound):
    """The row is there, the bytes are not: a disk was exchanged or a backup put back in part."""

    sentence = N_("The content of this file is missing.")
