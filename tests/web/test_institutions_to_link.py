"""What participants typed by hand is linked to the list by their organiser, once for all who typed the same."""

import pytest
from sqlalchemy import insert, select

from registration.accounts.audit import history
from registration.invites.models import Invitee
from registration.partners.models import Organisation
from registration.partners.models import OrganisationKind as Kind
from registration.signup.models import Registration
from tests import factories
from tests.factories.institutions import institution, neighbourhood
from tests.factories.mailings import participant
from tests.statements import Statements

LIST = "/desk/participants/institutions/"


@pytest.fixture
def places(db):
    return neighbourhood(db)


@pytest.fixture
def event(db, places):
    return factories.event(db)


@pytest.fixture
def organiser(client, db, event):
    """Signed in."""
    found = factories.organiser(db, event.organisation)
    factories.sign_in(client, found)
    return found


def typed(db, event, *texts):
    made = [participant(db, event, institution=text) for text in texts]
    db.commit()
    return made


def links_of(db):
    db.rollback()
    return list(db.scalars(select(Registration.organisation_id).order_by(Registration.id)))


def test_texts_that_differ_in_case_and_spaces_are_one_line_with_their_count(client, db, event, organiser):
    typed(db, event, "Gmina Warta", "gmina  warta", "GMINA WARTA", "Koło Łowieckie")
    page = client.get(LIST).text
    assert "Do powiązania są 2 teksty." in page
    assert page.index("także: ") < page.index("Koło Łowieckie")


def test_all_registrations_of_a_text_are_linked_and_what_was_typed_stays(
    client, db, places, event, organiser
):
    first, *_ = typed(db, event, "Gmina Warta", "gmina warta", "Inna")
    warta = places["1014103"].id
    chosen = {"institution": "Gmina Warta", "institution_chosen": f"{warta} Gmina Warta"}
    answer = client.send(f"{LIST}{first.id}", chosen)
    assert answer.status_code == 303
    assert links_of(db) == [warta, warta, None]
    assert "Powiązano 2 zgłoszenia." in client.get(LIST).text
    assert db.get(Registration, first.id).institution == "Gmina Warta"
    line = history(db, ("registration", first.id))[0]
    assert (line.action, line.actor_id) == ("registration.linked", organiser.id)
    page = client.get(f"/desk/participants/{event.id}/{first.id}").text
    assert "Warta (gmina miejsko-wiejska, pow. sieradzki, woj. łódzkie)" in page
    assert "Powiązano instytucję z wykazem" in page


def test_the_list_of_participants_shows_the_linked_name_and_marks_what_is_typed(
    client, db, places, event, organiser
):
    first, _ = typed(db, event, "UM w Warcie", "Koło")
    first.organisation_id = places["1014103"].id
    db.commit()
    page = client.get(f"/desk/participants/{event.id}").text
    assert "UM w Warcie" not in page
    assert page.count("(wpisana ręcznie)") == 1
    assert ">Warta" in client.get(f"/desk/participants/{event.id}/print").text


def test_the_same_text_is_proposed_next_time_and_ticked(client, db, places, event, organiser):
    before, again = typed(db, event, "UM w Warcie", "um w warcie")
    before.organisation_id = places["1014103"].id
    db.commit()
    assert "Warta (gmina miejsko-wiejska" in client.get(LIST).text
    page = client.get(f"{LIST}{again.id}").text
    assert f'value="{places["1014103"].id} um w warcie" checked' in page


def test_what_another_owner_has_linked_is_not_proposed(client, db, places, event, organiser):
    other = factories.event(db)
    foreign, _ = typed(db, other, "UM w Warcie", "Tajne")
    foreign.organisation_id = places["1014103"].id
    typed(db, event, "UM w Warcie")
    page = client.get(LIST).text
    assert "gmina miejsko-wiejska" not in page
    assert "Tajne" not in page


def test_another_owners_registrations_are_not_linked_along(client, db, places, event, organiser):
    typed(db, factories.event(db), "Warta")
    (own,) = typed(db, event, "Warta")
    warta = places["1014103"].id
    client.send(f"{LIST}{own.id}", {"institution": "warta", "institution_chosen": f"{warta} warta"})
    assert links_of(db) == [None, warta]


@pytest.mark.parametrize(("name", "linked"), [("Warta", True), ("Skierniewice", False), ("Nieznana", False)])
def test_a_typed_name_is_taken_only_where_it_is_the_only_one(
    client, db, places, event, organiser, name, linked
):
    (own,) = typed(db, event, name)
    page = client.send(f"{LIST}{own.id}", {"institution": name, "institution_chosen": ""})
    assert (page.status_code == 303) is linked
    assert (links_of(db) != [None]) is linked
    if not linked:
        assert "Wybierz instytucję z listy" in page.text


def test_without_scripts_the_button_searches_and_nothing_is_linked(client, db, event, organiser):
    (own,) = typed(db, event, "Urząd w Głownie")
    page = client.send(f"{LIST}{own.id}", {"institution": "głowno", "institution_find": "1"}).text
    assert page.count('name="institution_chosen"') == 3
    assert "Nie ma na liście: zostaw" not in page
    assert links_of(db) == [None]


def test_an_institution_that_the_list_lacks_is_added_and_linked(client, db, event, organiser):
    (own,) = typed(db, event, "Koło Gospodyń Wiejskich w Zapolu")
    page = client.get(f"{LIST}{own.id}/add").text
    assert 'value="Koło Gospodyń Wiejskich w Zapolu"' in page
    answer = client.send(
        f"{LIST}{own.id}/add", {"name": "KGW Zapole", "kind": "association", "teryt": "", "town": "Zapole"}
    )
    assert answer.status_code == 303
    made = db.scalars(select(Organisation).where(Organisation.name == "KGW Zapole")).one()
    assert (links_of(db), made.runs_events) == ([made.id], False)
    assert history(db, ("organisation", made.id))[0].action == "organisation.added"


def test_what_is_wrong_with_a_new_institution_is_said_at_its_field(client, db, event, organiser):
    (own,) = typed(db, event, "Gmina Zapole")
    page = client.send(
        f"{LIST}{own.id}/add", {"name": "", "kind": "rural commune", "teryt": "", "town": "Ż"}
    ).text
    assert 'href="#teryt"' in page
    assert 'value="Ż"' in page
    assert links_of(db) == [None]


def test_a_second_click_says_that_it_is_done(client, db, places, event, organiser):
    (own,) = typed(db, event, "Warta")
    address, token = f"{LIST}{own.id}", client.token(f"{LIST}{own.id}")
    chosen = {
        "csrf_token": token,
        "institution": "Warta",
        "institution_chosen": f"{places['1014103'].id} Warta",
    }
    for _ in range(2):
        assert client.post(address, data=chosen).headers["Location"] == LIST
    assert "Ten tekst jest już powiązany z instytucją." in client.get(LIST).text
    assert client.get(address).status_code == 303


def test_texts_of_no_letters_are_not_thrown_together(client, db, event, organiser):
    typed(db, event, "–", "🙂", "…")
    assert "Do powiązania są 3 teksty." in client.get(LIST).text


def test_markup_in_what_was_typed_stays_text(client, db, event, organiser):
    (own,) = typed(db, event, "<script>alert(1)</script>")
    for address in (LIST, f"{LIST}{own.id}", f"{LIST}{own.id}/add"):
        assert "<script>alert" not in client.get(address).text


def test_the_statements_of_the_list_do_not_grow_with_its_lines(app, client, db, places, event, organiser):
    def counted():
        with Statements(app) as statements:
            client.get(LIST)
        return len(statements)

    typed(db, event, "a")
    few = counted()
    for number in range(40):
        old, _ = typed(db, event, f"x{number}", f"X{number}")
        old.organisation_id = places["1014103"].id
    db.commit()
    assert counted() <= few + 1  # the proposed institutions, all at once


def test_the_list_of_participants_asks_no_more_for_linked_ones(app, client, db, event, organiser):
    def counted():
        with Statements(app) as statements:
            client.get(f"/desk/participants/{event.id}")
        return len(statements)

    def linked(number):
        (one,) = typed(db, event, "x")
        one.organisation_id = institution(db, Kind.OTHER, f"Szkoła {number}").id
        db.commit()

    linked(0)
    few = counted()
    for number in range(1, 30):
        linked(number)
    assert counted() == few


def test_of_ten_thousand_texts_the_most_frequent_hundred_are_shown(client, db, event, organiser):
    typed(db, event, "Najczęstsza", "najczęstsza")
    like = db.scalars(select(Registration)).first()
    kept = ("event_id", "state", "first_name", "last_name", "post", "created_at", "changed_at", "language")
    same = {name: getattr(like, name) for name in kept}
    people = [Invitee(event_id=event.id, email=f"o{n}@example.org", name="Osoba") for n in range(10_000)]
    db.add_all(people)
    db.flush()
    rows = [
        {**same, "public_id": f"p{n}", "reference": f"r{n}", "invitee_id": one.id, "email": one.email}
        | {"email_key": one.email, "institution": f"Koło nr {n}"}
        for n, one in enumerate(people)
    ]
    db.execute(insert(Registration), rows)
    db.commit()
    page = client.get(LIST).text
    assert "Do powiązania jest 10001 tekstów. Tu są najczęstsze" in page
    assert page.count("<tr>") == 101
    assert page.index("Najczęstsza") < page.index("Koło nr 0")
