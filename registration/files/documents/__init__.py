"""Documents: what kind one is, found in its content."""

from registration.files.documents.kinds import (
    DOCX,
    ODS,
    ODT,
    PDF,
    XLSX,
    media_type_of,
)

__all__ = ["DOCX", "ODS", "ODT", "PDF", "XLSX", "media_type_of"]
