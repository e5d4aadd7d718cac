"""Codes of the TERYT register, names and descriptions of local governments."""

import pytest

from registration.partners import naming, teryt
from registration.partners.errors.organisation import (
    TerytMalformed,
    TerytMissing,
    TerytNotForKind,
    TerytOfOtherKind,
    TerytOfPart,
)
from registration.partners.labels import described
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind


@pytest.mark.parametrize(
    ("typed", "kind", "stored"),
    [
        ("10", Kind.VOIVODESHIP, "10"),
        ("1014", Kind.COUNTY, "1014"),
        ("1063", Kind.CITY_COUNTY, "1063011"),
        ("1063011", Kind.CITY_COUNTY, "1063011"),
        ("1465", Kind.CAPITAL, "1465011"),
        ("1020011", Kind.URBAN_COMMUNE, "1020011"),
        (" 10 20 05 2", Kind.RURAL_COMMUNE, "1020052"),
        ("102005-3", Kind.MIXED_COMMUNE, "1020053"),
        ("", Kind.ASSOCIATION, None),
    ],
)
def test_a_code_is_kept_in_one_form(typed, kind, stored):
    assert teryt.regular(typed, kind) == stored


@pytest.mark.parametrize(
    ("typed", "kind", "refusal"),
    [
        ("", Kind.COUNTY, TerytMissing),
        ("1014", Kind.ASSOCIATION, TerytNotForKind),
        ("1014024", Kind.MIXED_COMMUNE, TerytOfPart),
        ("1014025", Kind.MIXED_COMMUNE, TerytOfPart),
        ("1465028", Kind.URBAN_COMMUNE, TerytOfPart),
        ("1261029", Kind.URBAN_COMMUNE, TerytOfPart),
        ("1014026", Kind.RURAL_COMMUNE, TerytMalformed),
        ("1014052", Kind.URBAN_COMMUNE, TerytOfOtherKind),
        ("1014", Kind.VOIVODESHIP, TerytOfOtherKind),
        ("1063", Kind.COUNTY, TerytOfOtherKind),
        ("1063", Kind.CAPITAL, TerytOfOtherKind),
        ("1063021", Kind.URBAN_COMMUNE, TerytMalformed),
        ("11", Kind.VOIVODESHIP, TerytMalformed),
        ("101", Kind.COUNTY, TerytMalformed),
        ("1000", Kind.COUNTY, TerytMalformed),
        ("1014٠42", Kind.RURAL_COMMUNE, TerytMalformed),
    ],
)
def test_a_code_that_does_not_fit_is_refused_by_name(typed, kind, refusal):
    with pytest.raises(refusal):
        teryt.regular(typed, kind)


def test_a_unit_lies_in_the_one_that_its_code_names():
    codes = ("10", "1014", "1014042", "1063011", "1465011")
    assert [teryt.parent_code(code) for code in codes] == [None, "10", "1014", "10", "14"]


@pytest.mark.parametrize(
    ("kind", "written", "forms"),
    [
        (Kind.COUNTY, "sieradzki", ("Powiat Sieradzki", "Powiatu Sieradzkiego", "Powiecie Sieradzkim")),
        (
            Kind.COUNTY,
            "łódzki wschodni",
            ("Powiat Łódzki Wschodni", "Powiatu Łódzkiego Wschodniego", "Powiecie Łódzkim Wschodnim"),
        ),
        (
            Kind.VOIVODESHIP,
            "KUJAWSKO-POMORSKIE",
            (
                "Województwo Kujawsko-Pomorskie",
                "Województwa Kujawsko-Pomorskiego",
                "Województwie Kujawsko-Pomorskim",
            ),
        ),
        (Kind.COUNTY, "tarnów", ("Powiat Tarnów", "", "")),
        (Kind.RURAL_COMMUNE, "Głowno", ("Głowno", "", "")),
    ],
)
def test_only_certain_forms_of_a_name_are_suggested(kind, written, forms):
    name = naming.legal_name(kind, written)
    assert (name, naming.genitive(kind, name), naming.locative(kind, name)) == forms


def test_namesakes_are_told_apart_by_kind_county_and_voivodeship():
    region = Organisation(kind=Kind.VOIVODESHIP, name="Województwo Łódzkie")
    county = Organisation(kind=Kind.COUNTY, name="Powiat Zgierski", parent=region)
    commune = Organisation(kind=Kind.RURAL_COMMUNE, name="Głowno", parent=county)
    city = Organisation(kind=Kind.CITY_COUNTY, name="Skierniewice", parent=region)
    school = Organisation(kind=Kind.LOCAL_UNIT, name="Szkoła", parent=commune, town="Głowno")
    club = Organisation(kind=Kind.ASSOCIATION, name="Koło", town="Łódź")
    assert [described(one, "pl") for one in (commune, city, county, region, school, club)] == [
        "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)",
        "Skierniewice (miasto na prawach powiatu, woj. łódzkie)",
        "Powiat Zgierski (woj. łódzkie)",
        "Województwo Łódzkie",
        "Szkoła (Głowno)",
        "Koło (Łódź)",
    ]
    assert described(commune, "en") == "Głowno (rural commune, zgierski county, łódzkie voivodeship)"
