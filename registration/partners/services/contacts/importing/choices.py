"""What somebody chose for a file: its columns, and what holds for every row that does not say it itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registration.partners.models import Basis
from registration.partners.services.contacts.importing.meanings import Meaning


@dataclass(frozen=True)
class Choices:
    """`unlinked`: institutions that are not clear stay in the file's words, to be linked later. `language` is that of
    the page: the file of refused rows speaks it."""

    columns: tuple[Meaning, ...]
    basis: Basis
    processed_since: date
    source: str
    list_id: int | None = None
    unlinked: bool = False
    language: str = "pl"

    def as_json(self) -> dict[str, Any]:
        """For the database."""
        return {
            "columns": [column.value for column in self.columns],
            "basis": self.basis.value,
            "processed_since": self.processed_since.isoformat(),
            "source": self.source,
            "list_id": self.list_id,
            "unlinked": self.unlinked,
            "language": self.language,
        }

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Choices":
        """As stored."""
        return cls(
            columns=tuple(Meaning(column) for column in told["columns"]),
            basis=Basis(told["basis"]),
            processed_since=date.fromisoformat(told["processed_since"]),
            source=told["source"],
            list_id=told["list_id"],
            unlinked=told["unlinked"],
            language=told["language"],
        )
