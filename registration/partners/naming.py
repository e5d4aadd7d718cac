"""Names of counties and voivodeships: from the register's adjective to the legal name and its forms. Pure.

Only names that are adjectives in -ki, -ni and -kie have forms here; all others are for a person to enter.
"""

import re

from registration.partners.models import OrganisationKind

_NOUNS = {
    OrganisationKind.COUNTY: ("Powiat", "Powiatu", "Powiecie"),
    OrganisationKind.VOIVODESHIP: ("Województwo", "Województwa", "Województwie"),
}
_ENDING = re.compile(r"(?<=[kn])(?:i|ie)\Z")


def legal_name(kind: OrganisationKind, register_name: str) -> str:
    """ "Powiat Sieradzki" of "sieradzki", "Województwo Łódzkie" of "ŁÓDZKIE"; communes and cities as they are."""
    if kind not in _NOUNS:
        return register_name
    words = (re.sub(r"[^\W_]+", lambda word: word[0].capitalize(), word) for word in register_name.split())
    return " ".join((_NOUNS[kind][0], *words))


def genitive(kind: OrganisationKind, name: str) -> str:
    """ "Powiatu Łódzkiego Wschodniego"; "" where it is not certain."""
    return _declined(kind, name, 1, "iego")


def locative(kind: OrganisationKind, name: str) -> str:
    """ "Powiecie Bieruńsko-Lędzińskim"; "" where it is not certain."""
    return _declined(kind, name, 2, "im")


def _declined(kind: OrganisationKind, name: str, case: int, ending: str) -> str:
    """Every word is an adjective; of "Bieruńsko-Lędziński" only the end changes."""
    noun, _, adjectives = name.partition(" ")
    words = adjectives.split()
    if kind not in _NOUNS or noun != _NOUNS[kind][0] or not words:
        return ""
    if not all(_ENDING.search(word) for word in words):
        return ""
    return " ".join((_NOUNS[kind][case], *(_ENDING.sub(ending, word) for word in words)))
