"""The administrator adds the institutions that run events; sign-up forms then carry their clause."""

from sqlalchemy import select

from registration.partners.models import Organisation
from registration.signup.models import Clause
from registration.trainings.hooks import tell_programme_changed
from tests import factories
from tests.factories.trainings import NOON

OFFICE = {
    "name": "Powiat Przykładowy Łąk",
    "short_name": "",
    "kind": "county",
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
    assert client.send(address, {**OFFICE, "name": "Nowa Nazwa"}).status_code == 303
    page = client.get(address).text
    assert "Poprawiono dane instytucji" in page
    assert "Stara Nazwa" in page
    assert "Nowa Nazwa" in page


def test_an_organiser_does_not_see_the_institutions(client, db):
    factories.sign_in(client, factories.organiser(db, factories.organisation(db)))
    assert client.get("/desk/institutions/").status_code == 403


def test_a_published_event_s_form_carries_its_owner_s_clause(app, client, db):
    event = factories.event(db)
    db.commit()
    with app.test_request_context():
        tell_programme_changed(db, event.id, NOON)
        db.commit()
    texts = [clause.text for clause in db.scalars(select(Clause)) if clause.language == "pl"]
    assert len(texts) == 4
    assert all(event.organisation.name in text for text in texts)
