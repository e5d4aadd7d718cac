"""How an institution is told from its namesakes: "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)". Pure."""

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.partners.models import CITIES, COMMUNES, Organisation, OrganisationKind
from registration.partners.words.organisation import KINDS

IN_COUNTY = N_("%(county)s county")
IN_VOIVODESHIP = N_("%(voivodeship)s voivodeship")
ENDED = N_("no longer exists")
COUNTY_PREFIX, VOIVODESHIP_PREFIX = "Powiat ", "Województwo "


def described(organisation: Organisation, language: str) -> str:
    """The name with what tells it from others: kind, county, voivodeship; of others the unit that they belong to.

    Asks for the parent and its parent: load many by `queries.with_parents`.
    """
    told = about(organisation, language)
    return f"{organisation.name} ({told})" if told else organisation.name


def about(organisation: Organisation, language: str) -> str:
    """What tells it from others: "gmina wiejska, pow. zgierski, woj. łódzkie"; asks for the same as `described`."""
    told = [part for part in (*_kind(organisation, language), *_place(organisation, language)) if part]
    if not organisation.is_valid:
        told.append(speak(ENDED, language))
    return ", ".join(told)


def _kind(organisation: Organisation, language: str) -> list[str]:
    """Counties and voivodeships say it in their names."""
    if organisation.kind in COMMUNES | CITIES:
        return [speak(KINDS[organisation.kind], language)]
    return []


def _place(organisation: Organisation, language: str) -> list[str]:
    above = organisation.parent
    if above is None:
        return [] if organisation.is_local_government else [organisation.town]
    if not organisation.is_local_government:
        return [above.name]
    return [_within(one, language) for one in (above, above.parent) if one is not None]


def _within(unit: Organisation, language: str) -> str:
    """ "pow. zgierski" and "woj. łódzkie", as the register writes them."""
    if unit.kind is OrganisationKind.COUNTY:
        return speak(Sentence(IN_COUNTY, {"county": bare_name(unit)}), language)
    if unit.kind is OrganisationKind.VOIVODESHIP:
        return speak(Sentence(IN_VOIVODESHIP, {"voivodeship": bare_name(unit)}), language)
    return unit.name


def bare_name(unit: Organisation) -> str:
    """ "zgierski" of "Powiat Zgierski", "łódzkie" of "Województwo Łódzkie"; of others the name as it is."""
    for prefix in (COUNTY_PREFIX, VOIVODESHIP_PREFIX):
        if unit.name.startswith(prefix):
            return unit.name.removeprefix(prefix).lower()
    return unit.name
