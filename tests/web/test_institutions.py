"""What the picker asks while somebody types."""

import pytest

from registration.partners.models import OrganisationKind as Kind
from tests.factories.institutions import institution, neighbourhood


@pytest.fixture
def places(db):
    made = neighbourhood(db)
    db.commit()
    return made


def test_the_answer_names_kind_county_and_voivodeship(client, places):
    answer = client.get("/institutions/search?q=głowno").json
    assert answer["said"] == "Znaleziono 2 instytucje."
    assert {
        "id": places["1020052"].id,
        "name": "Głowno",
        "about": "gmina wiejska, pow. zgierski, woj. łódzkie",
        "label": "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)",
    } in answer["options"]


def test_results_are_counted_in_polish_plural_forms(client, db, places):
    def said(typed):
        return client.get("/institutions/search", query_string={"q": typed}).json["said"]

    for number in range(14):
        institution(db, Kind.OTHER, f"Szkoła nr {number}")
    db.commit()
    assert said("warta") == "Znaleziono 1 instytucję."
    assert said("szkoła 1") == "Znaleziono 5 instytucji."
    assert said("szkoła") == "Pierwszych 12 instytucji. Wpisz więcej, aby zobaczyć inne."
    assert said("nie ma takiej") == "Nie ma na liście. Można zostawić to, co wpisano."


def test_nothing_but_public_data_is_told(client, db):
    made = institution(
        db, Kind.COMPANY, "Spółka", email="biuro@spolka.example.pl", domains=("spolka.example.pl",)
    )
    db.commit()
    answer = client.get("/institutions/search?q=spółka")
    assert answer.json["options"] == [{"id": made.id, "name": "Spółka", "about": "", "label": "Spółka"}]
    assert "example.pl" not in answer.text


def test_an_unchanged_answer_is_304_until_the_list_changes(client, db, places):
    first = client.get("/institutions/search?q=nowa")
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/institutions/search?q=nowa", headers=again).status_code == 304
    assert "Set-Cookie" not in first.headers
    institution(db, Kind.OTHER, "Nowa Szkoła")
    db.commit()
    assert client.get("/institutions/search?q=nowa", headers=again).json["options"]


def test_in_english_the_description_is_english(client, places):
    client.set_cookie("prefs", "language=en")
    answer = client.get("/institutions/search?q=warta").json
    assert answer["options"][0]["about"] == "urban-rural commune, sieradzki county, łódzkie voivodeship"
    assert answer["said"] == "1 institution found."


def test_a_domain_is_enough_for_a_proposal(client, db):
    institution(db, Kind.COUNTY, "Powiat Sieradzki", teryt="1014", domains=("powiat.example.pl",))
    db.commit()
    answer = client.get("/institutions/proposals?domain=powiat.example.pl").json
    assert answer["said"] == "Czy to ta instytucja?"
    assert [one["name"] for one in answer["options"]] == ["Powiat Sieradzki"]
    assert client.get("/institutions/proposals?domain=gmail.com").json == {"options": [], "said": ""}


def test_markup_in_a_name_stays_text(client, db):
    institution(db, Kind.OTHER, "<script>alert(1)</script> & Spółka")
    db.commit()
    answer = client.get("/institutions/search?q=alert")
    assert answer.mimetype == "application/json"
    assert answer.json["options"][0]["name"] == "<script>alert(1)</script> & Spółka"
