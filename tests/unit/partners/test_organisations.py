"""Institutions are added, corrected, renamed and ended by these rules."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import Actor, history
from registration.partners import queries
from registration.partners.errors import organisation as errors
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind
from registration.partners.services import (
    EndCommand,
    OrganisationCommand,
    add_organisation,
    change_organisation,
    end_organisation,
)
from tests import factories
from tests.factories.trainings import NOON

BY = {"actor": Actor("user", 1, "Anna"), "now": NOON}
COMMUNE = OrganisationCommand(Kind.RURAL_COMMUNE, "Głowno", teryt="1020052")
COUNTY = OrganisationCommand(Kind.COUNTY, "Powiat Zgierski", teryt="1020")


def test_numbers_and_domains_are_stored_in_one_form(db):
    told = replace(
        COMMUNE,
        nip="PL 846-162-77-58",
        regon="790 670 935",
        domains=("@Gmina-Głowno.PL", "glowno.example.pl", "GLOWNO.example.pl", ""),
        email="Sekretariat@Glowno.Example.PL",
    )
    made = add_organisation(db, told, **BY)
    assert (made.nip, made.regon, made.email) == (
        "8461627758",
        "790670935",
        "Sekretariat@glowno.example.pl",
    )
    assert [one.domain for one in made.domains] == ["glowno.example.pl", "xn--gmina-gowno-z5b.pl"]
    assert queries.by_domain(db, "glowno.example.pl") == [made]


@pytest.mark.parametrize(
    ("wrong", "refusal", "field"),
    [
        ({"name": " "}, errors.NameMissing, "name"),
        ({"town": "x" * 301}, errors.TextTooLong, "town"),
        ({"nip": "8461627754"}, errors.NipMalformed, "nip"),
        ({"regon": "790670936"}, errors.RegonMalformed, "regon"),
        ({"domains": ("glowno",)}, errors.DomainMalformed, "domains"),
        ({"domains": ("wp.pl",)}, errors.DomainOfEverybody, "domains"),
        ({"runs_events": True}, errors.OfficeAddressMissing, "email"),
        ({"teryt": ""}, errors.TerytMissing, "teryt"),
        ({"teryt": "1020054"}, errors.TerytOfPart, "teryt"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(db, wrong, refusal, field):
    with pytest.raises(refusal) as refused:
        add_organisation(db, replace(COMMUNE, **wrong), **BY)
    assert refused.value.field == field


def test_two_that_exist_never_have_the_same_code_but_the_same_name(db):
    first = add_organisation(db, COMMUNE, **BY)
    add_organisation(db, OrganisationCommand(Kind.URBAN_COMMUNE, "Głowno", teryt="1020011"), **BY)
    with pytest.raises(errors.TerytTaken):
        add_organisation(db, replace(COMMUNE, name="Inna"), **BY)
    end_organisation(db, first.id, EndCommand(date(2026, 1, 1)), **BY)
    heir = add_organisation(db, replace(COMMUNE, name="Inna"), **BY)
    with pytest.raises(errors.TerytTaken):
        end_organisation(db, first.id, EndCommand(None), **BY)
    with pytest.raises(IntegrityError):
        db.execute(update(Organisation).where(Organisation.id == first.id).values(valid_until=None))
    db.rollback()
    assert heir


def test_a_city_with_county_rights_is_one_under_both_its_codes(db):
    made = add_organisation(db, OrganisationCommand(Kind.CITY_COUNTY, "Skierniewice", teryt="1063"), **BY)
    assert made.teryt_codes == ("1063", "1063011")
    with pytest.raises(errors.TerytTaken):
        add_organisation(db, replace(COMMUNE, kind=Kind.CITY_COUNTY, teryt="1063011"), **BY)


def test_a_commune_lies_in_its_county_and_a_school_where_it_was_typed(db):
    county = add_organisation(db, COUNTY, **BY)
    commune = add_organisation(db, COMMUNE, **BY)
    city = add_organisation(db, replace(COMMUNE, kind=Kind.URBAN_COMMUNE, teryt="1020011"), **BY)
    school = OrganisationCommand(Kind.LOCAL_UNIT, "Szkoła Podstawowa")
    assert (commune.parent, city.parent) == (county, county)
    assert add_organisation(db, replace(school, parent="powiat zgierski"), **BY).parent is county
    assert add_organisation(db, replace(school, parent="1020052"), **BY).parent is commune
    with pytest.raises(errors.UnitUnclear) as unclear:
        add_organisation(db, replace(school, parent="Glowno"), **BY)
    assert "Głowno (gmina wiejska, pow. zgierski)" in unclear.value.values["names"]
    made = add_organisation(db, replace(school, parent="Głowno (gmina miejska, pow. zgierski)"), **BY)
    assert made.parent is city
    with pytest.raises(errors.UnitUnknown):
        add_organisation(db, replace(school, parent="Zgierz"), **BY)


def test_nobody_belongs_to_oneself_not_even_in_a_circle(db):
    office = OrganisationCommand(Kind.OTHER, "Urząd")
    above = add_organisation(db, office, **BY)
    below = add_organisation(db, replace(office, name="Biuro", parent="Urząd"), **BY)
    for one, parent in ((above, "Biuro"), (below, "Biuro")):
        told = replace(office, name=one.name, parent=parent)
        with pytest.raises(errors.OwnParent), db.begin_nested():
            change_organisation(db, one.id, told, **BY)


def test_a_renaming_keeps_the_name_of_the_days_before_and_a_correction_does_not(db):
    made = add_organisation(db, replace(COMMUNE, name="Głwono"), **BY)
    change_organisation(db, made.id, COMMUNE, **BY)
    assert made.name_on(date(2020, 1, 1)) == "Głowno"
    renamed = replace(COMMUNE, name="Nowe Głowno", renamed_on=date(2026, 1, 1))
    change_organisation(db, made.id, renamed, **BY)
    days = (date(2025, 12, 31), date(2026, 1, 1))
    assert [made.name_on(day) for day in days] == ["Głowno", "Nowe Głowno"]
    assert queries.called(db, "głowno", 5) == [made]
    with pytest.raises(errors.RenamedTooEarly):
        change_organisation(db, made.id, replace(renamed, name="Inne", renamed_on=date(2025, 1, 1)), **BY)


def test_one_that_ends_has_a_successor_and_stays_in_the_history(db):
    old, new = (factories.organisation(db, name=name) for name in ("Stare", "Nowe"))
    with pytest.raises(errors.SuccessorOfItself):
        end_organisation(db, old.id, EndCommand(date(2026, 1, 1), "Stare"), **BY)
    end_organisation(db, old.id, EndCommand(date(2026, 1, 1), "nowe"), **BY)
    assert (old.is_valid, old.successor) == (False, new)
    assert old not in queries.owners(db)
    end_organisation(db, old.id, EndCommand(None, ""), **BY)
    assert (old.is_valid, old.successor) == (True, None)
    told = [line.action for line in history(db, ("organisation", old.id))]
    assert told == ["organisation.revived", "organisation.ended"]


def test_a_form_that_is_older_than_the_last_change_is_refused(db):
    made = add_organisation(db, COMMUNE, **BY)
    change_organisation(db, made.id, replace(COMMUNE, town="Głowno"), edition=0, **BY)
    with pytest.raises(errors.OrganisationChanged):
        change_organisation(db, made.id, COMMUNE, edition=0, **BY)


def test_only_those_that_run_events_are_offered_as_owners(db):
    runs = factories.organisation(db, name="Łask")
    add_organisation(db, COMMUNE, **BY)
    assert queries.owners(db) == [runs]
    assert queries.owners(db, {runs.id + 1}) == []
