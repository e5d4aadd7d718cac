"""Which institution a cell means: by code, by NIP, or by a name that only one bears."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import orm, select

from registration.core.catalogue import LANGUAGES
from registration.core.text import clean, search_key
from registration.partners.errors.contact_import import CellUnitUnclear, CellUnitUnknown
from registration.partners.labels import described
from registration.partners.models import CITIES, COMMUNES, Organisation
from registration.partners.queries import with_parents

_NAMED_IN_REFUSAL = 5
_DIGITS = re.compile(r"[\d\s-]+\Z")
_COMMUNE = re.compile(r"(?:miasto i gmina|gmina (?:miejska|wiejska|miejsko wiejska)|gmina|miasto)\s+(?=\S)")
_TERYT_LENGTHS = (2, 4, 7)


@dataclass
class Institutions:
    """All that exist, as plain values: they outlive the session that read them."""

    by_text: dict[str, list[int]] = field(default_factory=dict)
    by_code: dict[str, list[int]] = field(default_factory=dict)
    communes: frozenset[int] = frozenset()
    names: dict[int, str] = field(default_factory=dict)
    """Each as it is told from its namesakes."""

    def find(self, cell: str) -> int:
        """The institution's number. Raises CellUnitUnknown, CellUnitUnclear."""
        typed = clean(cell)
        found = self._coded(typed) or self._called(typed)
        if not found:
            raise CellUnitUnknown(typed=typed[:100])
        if len(found) > 1:
            names = "; ".join(self.names[one] for one in found[:_NAMED_IN_REFUSAL])
            raise CellUnitUnclear(typed=typed[:100], names=names)
        return found[0]

    def _coded(self, typed: str) -> list[int]:
        """A TERYT code, also one whose first nought a spreadsheet has eaten, or a NIP."""
        digits = "".join(re.findall(r"\d", typed)) if _DIGITS.match(typed.removeprefix("PL")) else ""
        return self.by_code.get(digits) or self.by_code.get(f"0{digits}", []) if digits else []

    def _called(self, typed: str) -> list[int]:
        """The whole name or description; "Gmina Łask" is the commune called Łask."""
        key = search_key(typed)
        found = self.by_text.get(key)
        if found:
            return found
        commune = _COMMUNE.sub("", key, count=1)
        return (
            [one for one in self.by_text.get(commune, []) if one in self.communes] if commune != key else []
        )


def load(db: orm.Session) -> Institutions:
    """Every institution that exists."""
    wanted = select(Organisation).where(Organisation.valid_until.is_(None)).options(*with_parents())
    found = Institutions()
    everybody = list(db.scalars(wanted.order_by(Organisation.sort_key, Organisation.id)))
    for one in everybody:
        found.names[one.id] = described(one, LANGUAGES[0])
        _index(found.by_text, one.id, _texts(one), search_key)
        _index(found.by_code, one.id, (*one.teryt_codes, one.nip), str)
    found.communes = frozenset(one.id for one in everybody if one.kind in COMMUNES | CITIES)
    return found


def _texts(one: Organisation) -> Iterable[str]:
    return one.name, one.short_name, one.printed_as, *(described(one, language) for language in LANGUAGES)


def _index(into: dict[str, list[int]], number: int, texts: Iterable[str], key: Callable[[str], str]) -> None:
    for text in {key(text) for text in texts if text}:
        into.setdefault(text, []).append(number)
