"""Codes of the TERYT register: which belongs to which kind of unit, and what a code tells of its place. Pure.

WW (voivodeship) + PP (county) + GG (commune) + R (kind of commune). A city with county rights stands twice in the
register, as county 1063 and as commune 1063011: here it is one institution under the commune's code, found by both.
"""

import re

from registration.partners.errors.organisation import (
    TerytMalformed,
    TerytMissing,
    TerytNotForKind,
    TerytOfOtherKind,
    TerytOfPart,
)
from registration.partners.models import LOCAL_GOVERNMENTS, OrganisationKind

OF_COMMUNES = {
    "1": OrganisationKind.URBAN_COMMUNE,
    "2": OrganisationKind.RURAL_COMMUNE,
    "3": OrganisationKind.MIXED_COMMUNE,
}
OF_PARTS = frozenset("4589")
"""Town and rural area of an urban-rural commune, districts of Warsaw, delegations: no legal parties."""
CAPITAL = "1465"
_FIRST_CITY = 61
"""Counties are numbered from 01, cities with county rights from 61."""
_AS_COMMUNE = "011"
_SHAPE = re.compile(r"(?:0[2468]|[12][02468]|3[02])(?:[0-9]{2}(?:[0-9]{3})?)?")
_VOIVODESHIP, _COUNTY, _COMMUNE = 2, 4, 7


def regular(typed: str, kind: OrganisationKind) -> str | None:
    """The code as it is stored, None for whoever has none; spaces inside do not matter.

    Raises TerytMissing, TerytNotForKind, TerytMalformed, TerytOfPart, TerytOfOtherKind.
    """
    code = re.sub(r"[\s-]", "", typed)
    if kind not in LOCAL_GOVERNMENTS:
        if code:
            raise TerytNotForKind
        return None
    if not code:
        raise TerytMissing
    found = kind_of(code)
    if found is not kind:
        raise TerytOfOtherKind
    return canonical(code)


def kind_of(code: str) -> OrganisationKind:
    """What kind of unit has the code. Raises TerytMalformed, TerytOfPart."""
    if not _SHAPE.fullmatch(code) or "00" in (code[2:4], code[4:6]):
        raise TerytMalformed
    if len(code) == _VOIVODESHIP:
        return OrganisationKind.VOIVODESHIP
    if len(code) == _COMMUNE and code[-1] in OF_PARTS:
        raise TerytOfPart(digit=code[-1])
    if int(code[2:4]) >= _FIRST_CITY:
        return _city(code)
    if len(code) == _COUNTY:
        return OrganisationKind.COUNTY
    if code[-1] not in OF_COMMUNES:
        raise TerytMalformed
    return OF_COMMUNES[code[-1]]


def _city(code: str) -> OrganisationKind:
    if code[_COUNTY:] not in ("", _AS_COMMUNE):
        raise TerytMalformed
    return OrganisationKind.CAPITAL if code[:_COUNTY] == CAPITAL else OrganisationKind.CITY_COUNTY


def canonical(code: str) -> str:
    """The code under which a unit is kept: "1063" gives "1063011", every other one stays."""
    city = len(code) == _COUNTY and int(code[2:]) >= _FIRST_CITY
    return code + _AS_COMMUNE if city else code


def parent_code(code: str) -> str | None:
    """The code of the unit that it lies in: a commune's county, a county's and a city's voivodeship."""
    if len(code) == _VOIVODESHIP:
        return None
    if len(code) == _COUNTY or int(code[2:4]) >= _FIRST_CITY:
        return code[:_VOIVODESHIP]
    return code[:_COUNTY]


def unit_key(code: str) -> str:
    """What stays when a village becomes a town: a commune's code without its kind, the last digit."""
    return code[:-1] if len(code) == _COMMUNE else code
