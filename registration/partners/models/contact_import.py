"""ContactImport: a file of contacts on its way in, from the upload to the result."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Json, Line
from registration.partners.models.organisation import Organisation


class ImportState(StrEnum):
    """Uploaded: waits for its columns to be told. Checking, importing: the worker's. Checked: the dry run is there to
    be read. Erased: a day is over, nothing but the figures is left."""

    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"
    ERASED = "erased"


AT_WORK = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
"""The worker has it, or will."""


class ContactImport(Base):
    """The staged file, what its columns mean, and what came of it. Its personal data stay for a day at most."""

    __tablename__ = "contact_imports"
    __table_args__ = (Index("ix_contact_imports_state", "state", "created_at"),)

    id: Mapped[Id]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    user_name: Mapped[Line]
    """Who uploaded it, as they were called then."""
    state: Mapped[ImportState] = mapped_column(default=ImportState.UPLOADED)
    file_name: Mapped[Line]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file; None once it is done with."""
    headings: Mapped[list[str]] = mapped_column(JSON, default=list)
    choices: Mapped[Json] = mapped_column(JSON, default=dict)
    """What the columns mean, and what holds for every row (services.contacts.importing.choices)."""
    rows: Mapped[Counter]
    """How many there are to read."""
    rows_done: Mapped[Counter]
    report: Mapped[Json] = mapped_column(JSON, default=dict)
    """What would be done or was done: figures, problems, changes (services.contacts.importing.report)."""
    refused: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The refused rows as a CSV file, to be corrected and uploaded again."""
    attempts: Mapped[Counter]
    """How often the worker has begun the present step."""
    claimed_at: Mapped[datetime | None]
    """The last sign of life of the worker that has it."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    owner: Mapped[Organisation] = relationship()

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has it, or will."""
        return self.state in AT_WORK


class ImportHeading(Base):
    """What a heading meant in an owner's last import, to propose the same the next time."""

    __tablename__ = "contact_import_headings"

    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), primary_key=True)
    heading: Mapped[str] = mapped_column(String(200), primary_key=True)
    """As compared: registration.core.text.search_key."""
    meaning: Mapped[str] = mapped_column(String(32))
