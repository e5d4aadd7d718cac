"""The administrator adds the institutions that run events; sign-up forms then carry their clause."""

import re

import pytest
from sqlalchemy import select

from registration.partners.models import Organisation, OrganisationKind
from registration.signup.models import Clause
from registration.trainings.hooks import tell_programme_changed
from tests import factories
from tests.factories.trainings import NOON
from tests.statements import Statements

OFFICE = {
    "name": "Powiat Przykładowy Łąk",
    "short_name": "",
    "kind": "county",
    "teryt": "1014",
    "runs_events": "y",
    "email": " Biuro@Powiat.example.PL ",
}


def test_an_empty_site_gets_its_first_institution(client, db):
    factories.sign_in(client, factories.administrator(db))
    assert "Nie ma jeszcze żadnej instytucji" in client.get("/desk/institutions/").text
    assert client.send("/desk/institutions/new", OFFICE).status_code == 303
    made = db.scalars(select(Organisation)).one()
    assert (made.name, made.email, made.search_key) == (
        "Powiat Przykładowy Łąk",
        "Biuro@powiat.example.pl",
        "powiat przykladowy lak",
    )
    assert "Powiat Przykładowy Łąk" in client.get("/desk/institutions/").text


def test_an_institution_without_a_name_or_address_is_refused_and_the_rest_kept(client, db):
    factories.sign_in(client, factories.administrator(db))
    page = client.send(
        "/desk/institutions/new", {**OFFICE, "name": " ", "short_name": "PPŁ", "email": "biuro@"}
    )
    assert "<title>Błąd: " in page.text
    assert 'href="#name"' in page.text
    assert 'href="#email"' in page.text
    assert 'value="PPŁ"' in page.text
    assert db.scalars(select(Organisation)).all() == []


def test_a_correction_is_kept_in_the_history_in_words(client, db):
    known = factories.organisation(db, name="Stara Nazwa")
    factories.sign_in(client, factories.administrator(db))
    address = f"/desk/institutions/{known.id}"
    sent = client.send(f"{address}/edit", {**OFFICE, "name": "Nowa Nazwa", "edition": "0"})
    assert sent.location == address
    page = client.get(address).text
    assert "Poprawiono dane instytucji" in page
    assert "Stara Nazwa" in page
    assert "Nowa Nazwa" in page


def test_an_organiser_adds_an_institution_that_runs_nothing(client, db):
    factories.sign_in(client, factories.organiser(db, factories.organisation(db)))
    assert "Organizuje tu wydarzenia" not in client.get("/desk/institutions/new").text
    sent = client.send("/desk/institutions/new", {"name": "Dom Kultury", "kind": "other", "runs_events": "y"})
    made = db.scalars(select(Organisation).where(Organisation.name == "Dom Kultury")).one()
    assert (sent.location, made.runs_events) == (f"/desk/institutions/{made.id}", False)
    assert client.send(f"{sent.location}/edit", {"name": "Dom Kultury+", "kind": "other"}).status_code == 303
    assert client.get("/desk/institutions/?q=dom+kult").text.count("Dom Kultury") >= 1


@pytest.mark.parametrize("others", [{"runs_events": True}, {"register_name": "Głowno"}])
def test_what_others_rely_on_an_organiser_only_reads(client, db, others):
    known = factories.organisation(db, **{"runs_events": False, **others})
    factories.sign_in(client, factories.organiser(db, factories.organisation(db)))
    page = client.get(f"/desk/institutions/{known.id}")
    assert page.status_code == 200
    assert f"/desk/institutions/{known.id}/edit" not in page.text
    for act in ("edit", "end"):
        assert client.get(f"/desk/institutions/{known.id}/{act}").status_code == 403


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"teryt": "1014044"}, "teryt", "zakończony cyfrą 4"),
        ({"teryt": ""}, "teryt", "TERYT"),
        ({"teryt": "1014"}, "teryt", "TERYT|rodzaj"),
        ({"nip": "8461627754"}, "nip", "NIP"),
        ({"regon": "790670936"}, "regon", "REGON"),
        ({"domains": "glowno"}, "domains", ""),
    ],
)
def test_a_wrong_code_is_refused_at_its_field_and_the_rest_kept(client, db, wrong, field, said):
    factories.sign_in(client, factories.administrator(db))
    commune = {"name": "Brzeźnio", "kind": "rural commune", "teryt": "1014042", "town": "Brzeźnio-Kolonia"}
    page = client.send("/desk/institutions/new", commune | wrong).text
    assert f'href="#{field}"' in page
    assert re.search(said, page)
    assert 'value="Brzeźnio-Kolonia"' in page
    assert db.scalars(select(Organisation)).all() == []


def test_a_second_valid_holder_of_a_code_is_refused_by_the_name_of_the_first(client, db):
    factories.organisation(db, name="Brzeźnio", kind=OrganisationKind.RURAL_COMMUNE, teryt="1014042")
    factories.sign_in(client, factories.administrator(db))
    commune = {"name": "Inne", "kind": "rural commune", "teryt": "1014042"}
    assert "Ten kod TERYT ma już: Brzeźnio." in client.send("/desk/institutions/new", commune).text


def test_an_end_names_who_took_over_and_is_taken_back(client, db):
    old, new = (factories.organisation(db, name=name) for name in ("Stara Szkoła", "Nowa Szkoła"))
    factories.sign_in(client, factories.administrator(db))
    address = f"/desk/institutions/{old.id}"
    ended = {"valid_until": "1.09.2026", "successor": "nowa szkola", "edition": "0"}
    assert client.send(f"{address}/end", ended).status_code == 303
    page = client.get(address).text
    assert "Ta instytucja już nie istnieje" in page
    assert f'href="/desk/institutions/{new.id}"' in page
    assert "Stara Szkoła" not in client.get("/desk/institutions/").text
    assert "Stara Szkoła" in client.get("/desk/institutions/?valid=ended").text
    assert client.send(f"{address}/end", {"valid_until": "", "edition": "1"}).status_code == 303
    assert "Ta instytucja już nie istnieje" not in client.get(address).text


def test_a_renaming_keeps_the_name_of_the_days_before(client, db):
    known = factories.organisation(db, name="Gmina Stara", runs_events=False)
    factories.sign_in(client, factories.administrator(db))
    told = {"name": "Gmina Nowa", "kind": "other", "renamed_on": "1.07.2026", "edition": "0"}
    client.send(f"/desk/institutions/{known.id}/edit", told)
    page = client.get(f"/desk/institutions/{known.id}").text
    assert "Gmina Stara, do 1\u00a0lipca\u00a02026\u00a0r." in page


def test_somebody_faster_is_shown_beside_what_was_typed(client, db):
    known = factories.organisation(db, name="Dom Kultury", runs_events=False)
    factories.sign_in(client, factories.administrator(db))
    address = f"/desk/institutions/{known.id}/edit"
    first = {"name": "Dom Kultury A", "kind": "other", "edition": "0"}
    assert client.send(address, first).status_code == 303
    late = client.send(address, {**first, "name": "Dom Kultury B"})
    assert late.status_code == 409
    assert "Dom Kultury A" in late.text
    assert 'value="Dom Kultury B"' in late.text


def test_the_whole_register_is_listed_in_a_fixed_number_of_statements(app, client, db):
    factories.sign_in(client, factories.administrator(db))

    def count():
        db.commit()
        with Statements(app) as found:
            client.get("/desk/institutions/?q=gmina")
        return len(found)

    factories.organisation(db, name="Gmina 0")
    few = count()
    for number in range(1, 60):
        factories.organisation(db, name=f"Gmina {number}")
    assert count() == few
    page = client.get("/desk/institutions/?q=gmina").text
    assert "60 instytucji" in page
    assert 'rel="next"' in page


def test_a_published_event_s_form_carries_its_owner_s_clause(app, client, db):
    event = factories.event(db)
    db.commit()
    with app.test_request_context():
        tell_programme_changed(db, event.id, NOON)
        db.commit()
    texts = [clause.text for clause in db.scalars(select(Clause)) if clause.language == "pl"]
    assert len(texts) == 4
    assert all(event.organisation.name in text for text in texts)
