"""The picker finds institutions as people type them, best matches first, and tells namesakes apart."""

from datetime import date

import pytest
from sqlalchemy import insert

from registration.partners import queries
from registration.partners.labels import about, described
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind
from tests.factories.institutions import institution, neighbourhood, whole_register
from tests.statements import Statements


@pytest.fixture
def places(db):
    return neighbourhood(db)


def found(db, typed):
    return [described(one, "pl") for one in queries.search(db, typed).institutions]


def test_bielski_offers_the_two_counties_told_apart_by_voivodeship(db, places):
    assert found(db, "bielski") == ["Powiat Bielski (woj. podlaskie)", "Powiat Bielski (woj. śląskie)"]


def test_a_city_with_county_rights_is_one_entry_beside_its_namesake(db, places):
    assert found(db, "skierniewice") == [
        "Skierniewice (gmina wiejska, pow. skierniewicki, woj. łódzkie)",
        "Skierniewice (miasto na prawach powiatu, woj. łódzkie)",
    ]
    assert found(db, "warszawa") == ["Warszawa (miasto stołeczne na prawach powiatu, woj. mazowieckie)"]


@pytest.mark.parametrize("typed", ["lodz", "ŁÓDŹ", " Łódź ", "1061011", "miasto Łódź", "Urząd Miasta Łódź"])
def test_case_marks_codes_and_words_around_the_name_do_not_matter(db, places, typed):
    assert found(db, typed)[0] == "Łódź (miasto na prawach powiatu, woj. łódzkie)"


def test_the_name_itself_comes_before_what_begins_so_and_what_contains_it(db):
    for name in ("Zawarta", "Nowa Warta", "Wartanowo", "Warta"):
        institution(db, Kind.OTHER, name)
    assert found(db, "warta") == ["Warta", "Wartanowo", "Nowa Warta", "Zawarta"]


def test_the_name_itself_comes_first_also_where_it_has_a_short_name_besides(db):
    for number in range(14):
        institution(db, Kind.OTHER, f"Łask {number}")
    exact = [institution(db, Kind.OTHER, "Łask", short_name=short) for short in ("UMŁ", "")]
    assert set(queries.meant(db, "ŁASK")) == set(exact)


def test_county_or_voivodeship_may_be_typed_beside_the_name(db, places):
    assert found(db, "głowno zgierski") == found(db, "głowno")
    assert found(db, "sieradz zgierski") == []
    assert found(db, "powiat bielski podlaskie") == ["Powiat Bielski (woj. podlaskie)"]


def test_a_whole_description_finds_its_institution_first(db, places):
    for told in [described(one, "pl") for one in places.values()]:
        assert found(db, told)[0] == told


@pytest.mark.parametrize("name", ["Skierniewice", "Głowno", "Sieradz"])
def test_namesakes_are_never_guessed(db, places, name):
    assert len(queries.meant(db, name)) == 2


def test_what_is_meant_is_told_by_name_code_or_description(db, places):
    county, city = places["1014"], places["1063011"]
    for typed in ("powiat sieradzki", "1014", described(county, "pl"), described(county, "en")):
        assert queries.meant(db, typed) == (county,)
    assert queries.meant(db, "1063") == queries.meant(db, "1063011") == (city,)
    assert queries.meant(db, described(city, "pl")) == (city,)
    assert queries.meant(db, "sieradzk") == ()


def test_who_has_ended_is_not_offered(db, places):
    places["1014103"].valid_until = date(2024, 1, 1)
    db.flush()
    assert found(db, "warta") == []
    assert queries.choosable(db, places["1014103"].id) is None


def test_twelve_are_offered_and_it_is_said_that_there_are_more(db):
    for number in range(13):
        institution(db, Kind.OTHER, f"Szkoła {number}")
    assert len(queries.search(db, "szkoła").institutions) == 12
    assert queries.search(db, "szkoła").more
    assert not queries.search(db, "szkoła 11").more


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "_", "%_%", "\\", "'", "🙂", "x" * 100_000, "а б в г д " * 500, "\x00"]
)
def test_no_text_breaks_the_search_or_means_everything(db, places, typed):
    assert found(db, typed) == []


def test_other_alphabets_are_found_by_their_own_letters(db):
    institution(db, Kind.OTHER, "Університет Львів")
    assert found(db, "львів") == ["Університет Львів"]


def test_a_domain_proposes_those_who_write_from_it_and_a_public_mail_host_nobody(db):
    county = institution(db, Kind.COUNTY, "Powiat Sieradzki", teryt="1014", domains=("powiat.example.pl",))
    school = institution(db, Kind.LOCAL_UNIT, "Szkoła", domains=("powiat.example.pl",))
    assert queries.proposed_by_domain(db, " Powiat.Example.PL ") == (county, school)
    for typed in ("gmail.com", "wp.pl", "", "x", "a@b", "\x00", "x" * 5000):
        assert queries.proposed_by_domain(db, typed) == ()


def test_the_whole_register_is_searched_in_one_statement(app, db):
    whole_register(db)
    db.commit()
    for typed in ("ł", "bielski", "przykładowo łask", "1465"):
        with Statements(app) as statements:
            for one in queries.search(db, typed).institutions:
                about(one, "pl")
        assert len([one for one in statements if one != "BEGIN"]) == 1, statements


def test_ten_thousand_institutions_of_one_name_give_twelve(db):
    same = {"kind": Kind.OTHER, "name": "Jednakowa", "search_key": "jednakowa", "sort_key": "jednakowa"}
    db.execute(insert(Organisation), [same] * 10_000)
    db.flush()
    found = queries.search(db, "gmina jednakowa")
    assert (len(found.institutions), found.more) == (12, True)
