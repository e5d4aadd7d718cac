"""The institution that somebody means by what they typed: a code, a name, or the description in the list."""

from dataclasses import dataclass

from sqlalchemy import orm

from registration.core.catalogue import LANGUAGES
from registration.partners import queries, teryt
from registration.partners.errors.organisation import TerytMalformed, TerytOfPart, UnitUnclear, UnitUnknown
from registration.partners.labels import described
from registration.partners.models import Organisation

_NAMED_IN_REFUSAL = 5
_LOOKED_AT = 200


def unit_typed(db: orm.Session, typed: str, field: str) -> Organisation | None:
    """The unit, None for nothing typed. Raises UnitUnknown, UnitUnclear at the field."""
    if not typed.strip():
        return None
    found = _by_code(db, typed) or queries.called(db, typed, _LOOKED_AT)
    exact = [one for one in found if typed.strip() in {described(one, language) for language in LANGUAGES}]
    fitting = exact or found
    if not fitting:
        raise UnitUnknown(field=field, typed=typed.strip())
    if len(fitting) > 1:
        names = "; ".join(described(one, LANGUAGES[0]) for one in fitting[:_NAMED_IN_REFUSAL])
        raise UnitUnclear(field=field, names=names)
    return fitting[0]


def _by_code(db: orm.Session, typed: str) -> list[Organisation]:
    code = "".join(typed.split())
    if not code.isdecimal():
        return []
    try:
        teryt.kind_of(code)
    except (TerytMalformed, TerytOfPart):
        return []
    found = queries.by_teryt(db, teryt.canonical(code))
    return [found] if found else []


@dataclass(frozen=True)
class Meant:
    """An institution as a form names it: what stood in the field, and the one of the common list that was chosen."""

    text: str = ""
    id: int | None = None


def unit_meant(db: orm.Session, meant: Meant, field: str) -> Organisation | None:
    """The chosen institution, else the one that was typed; None for nothing.

    Raises UnitUnknown, also for a chosen one that has ended, and UnitUnclear, at the field.
    """
    if meant.id is None:
        return unit_typed(db, meant.text, field)
    found = queries.choosable(db, meant.id)
    if found is None:
        raise UnitUnknown(field=field, typed=meant.text)
    return found
