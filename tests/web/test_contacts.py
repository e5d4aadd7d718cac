"""The desk's pages of contacts: the list, one person, lists of them."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import history
from registration.accounts.models import AuditLine
from registration.partners.models import Basis, Contact, ContactList, Organisation
from registration.partners.queries import contact as queries
from tests.factories import organisation, organiser, sign_in
from tests.factories.contacts import contact, contact_list
from tests.pages import InspectingClient
from tests.statements import Statements

LIST = "/desk/contacts/"
TYPED = {
    "institution": "Gmina Łask",
    "post": "sekretarz",
    "name": "Łucja Żak-Nowak",
    "email": "Sekretarz@lask.example.pl",
    "phone": "+48 43 675 00 00",
    "channel": "e-mail",
    "basis": "e",
    "processed_since": "1.02.2026",
    "source": "strona internetowa gminy",
}


@pytest.fixture
def owner(client: InspectingClient, db: orm.Session) -> Organisation:
    """The organisation of who is signed in."""
    found = organisation(db)
    organisation(db, name="Gmina Łask", runs_events=False)
    sign_in(client, organiser(db, found))
    db.commit()
    return found


def save(client: InspectingClient, address: str, **typed: object) -> str:
    """Send the form at an address; the page that comes of it. The edition stands in the page."""
    edition = re.search(r'name="edition"[^>]*value="(\d+)"', client.get(address).text)
    fields = {"edition": edition[1] if edition else "", **typed}
    answer = client.send(address, fields)
    return client.get(answer.location).text if answer.location else answer.text


def search(client: InspectingClient, words: str, **filters: object) -> str:
    """The list, narrowed."""
    answer = client.send(f"{LIST}search", {"search": words, **filters}, form_at=LIST)
    assert words == "" or words not in answer.location
    return client.get(answer.location).text


def test_a_contact_is_added_and_found_by_any_part_without_polish_letters(client, db, owner):
    page = save(client, f"{LIST}new", **TYPED)
    assert "Łucja Żak-Nowak" in page
    made = db.scalars(select(Contact)).one()
    assert (made.owner_id, made.phone, made.basis) == (owner.id, "43 675 00 00", Basis.PUBLIC_TASK)
    for words in ("zak lucja", "LASK", "sekretarz@lask", "nowak sekr"):
        assert "Łucja Żak-Nowak" in search(client, words), words
    assert "Nikt nie pasuje" in search(client, "wójt")


def test_the_name_may_be_unknown_the_post_not(client, db, owner):
    assert "sekretarz" in save(client, f"{LIST}new", **{**TYPED, "name": ""})
    refused = save(client, f"{LIST}new", **{**TYPED, "post": " "})
    assert 'href="#post"' in refused
    assert "Łucja Żak-Nowak" in refused
    assert len(db.scalars(select(Contact)).all()) == 1


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("institution", "Gmina Nieznana", "Żadna instytucja"),
        ("email", "sekretarz@", "adres"),
        ("email", "", "Podaj adres e-mail"),
        ("phone", "12", "numer telefonu"),
        ("name", "www.reklama.example", "nazwisko"),
        ("held_until", "1.01.2020", "przed pierwszym"),
        ("processed_since", "1.01.2999", "w przyszłości"),
        ("source", "", "skąd pochodzą"),
        ("basis", "z", ""),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field_and_the_rest_kept(client, db, owner, field, value, told):
    typed = {**TYPED, "held_since": "1.01.2021", "note": "Woli rano", field: value}
    page = save(client, f"{LIST}new", **typed)
    assert f'href="#{field}' in page
    assert told.lower() in page.lower()
    assert "Woli rano" in page
    assert db.scalars(select(Contact)).all() == []


def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(client, db, owner):
    known = contact(db, owner=owner, name="Jan Kowal")
    db.commit()
    address = f"{LIST}{known.id}/edit"
    mine = {**TYPED, "institution": known.organisation.name, "edition": "0", "note": "po mojemu"}
    assert client.send(address, {**mine, "note": "szybszy"}).status_code == 303
    answer = client.send(address, mine)
    assert answer.status_code == 409
    assert "szybszy" in answer.text
    assert "po mojemu" in answer.text


def test_a_change_stands_in_the_history_and_an_unchanged_form_leaves_no_trace(client, db, owner):
    save(client, f"{LIST}new", **TYPED)
    made = db.scalars(select(Contact)).one()
    address = f"{LIST}{made.id}/edit"
    assert "skarbnik" in save(client, address, **{**TYPED, "post": "skarbnik"})
    save(client, address, **{**TYPED, "post": "skarbnik"})
    db.rollback()
    assert [line.action for line in history(db, ("contact", made.id))] == ["contact.changed", "contact.added"]


def test_nobody_sees_another_organisations_contacts_in_list_page_or_tick(client, db, owner):
    strange = contact(db, name="Cudzy Człowiek")
    mine = contact_list(db, owner=owner)
    db.commit()
    assert "Cudzy" not in search(client, "")
    assert client.get(f"{LIST}{strange.id}").status_code == 404
    client.send(f"{LIST}tick", {"contact": strange.id, "into": mine.id, "act": "join"}, form_at=LIST)
    db.rollback()
    assert queries.lists_with(db, [strange.id]) == {}


def test_who_has_left_stays_in_the_list_of_the_days_before(client, db, owner):
    left, stays = (contact(db, owner=owner, name=name) for name in ("Anna Była", "Ewa Obecna"))
    chosen = contact_list(db, owner=owner, members=[left, stays])
    db.commit()
    page = save(client, f"{LIST}{left.id}/end", held_until="31.03.2026")
    assert "Już nie na tym stanowisku" in page
    before = search(client, "", list=chosen.id, standing="current", day="2026-03-31")
    after = search(client, "", list=chosen.id, standing="current", day="2026-04-01")
    former = search(client, "", standing="former", day="2026-04-01")
    assert "Anna Była" in before
    assert "Anna Była" not in after
    assert "Ewa Obecna" in after
    assert "Anna Była" in former
    assert "Ewa Obecna" not in former


def test_whoever_is_taken_out_of_a_list_was_in_it_on_the_days_before(client, db, owner):
    one = contact(db, owner=owner, name="Anna Była")
    chosen = contact_list(db, owner=owner, members=[one])
    db.commit()
    client.send(f"{LIST}tick", {"contact": one.id, "into": chosen.id, "act": "leave"}, form_at=LIST)
    assert "Anna Była" not in search(client, "", list=chosen.id)
    assert "Anna Była" in search(client, "", list=chosen.id, day="2025-01-01")
    client.send(f"{LIST}tick", {"contact": one.id, "into": chosen.id, "act": "join"}, form_at=LIST)
    assert "Anna Była" in search(client, "", list=chosen.id)


def test_all_that_were_found_go_into_a_list_also_those_of_other_pages(client, db, owner):
    for number in range(60):
        contact(db, owner=owner, name=f"Jan Kowal {number}" if number % 2 else "")
    chosen = contact_list(db, owner=owner)
    db.commit()
    found = client.send(f"{LIST}search", {"search": "kowal"}, form_at=LIST).location
    key = found.partition("q=")[2]
    sent = {"everybody": "1", "into": chosen.id, "act": "join", "q": key}
    client.send(f"{LIST}tick", sent, form_at=LIST)
    assert dict(queries.lists_of(db, None)) == {chosen: 30}
    client.send(f"{LIST}tick", sent, form_at=LIST)
    db.rollback()
    assert dict(queries.lists_of(db, None)) == {chosen: 30}


def test_ticking_nobody_is_said(client, db, owner):
    contact(db, owner=owner)
    chosen = contact_list(db, owner=owner)
    db.commit()
    client.send(f"{LIST}tick", {"into": chosen.id, "act": "join"}, form_at=LIST)
    assert "Zaznacz co najmniej jeden kontakt" in client.get(LIST).text


def test_erasing_takes_the_person_out_of_lists_and_history_but_not_the_acts(client, db, owner):
    save(client, f"{LIST}new", **TYPED)
    made = db.scalars(select(Contact)).one()
    chosen, number = contact_list(db, owner=owner, members=[made]), made.id
    db.commit()
    assert "Tego nie można cofnąć" in client.get(f"{LIST}{number}/erase").text
    save(client, f"{LIST}{number}/erase")
    db.rollback()
    assert db.scalars(select(Contact)).all() == []
    assert dict(queries.lists_of(db, None)) == {chosen: 0}
    assert [line.action for line in history(db, ("contact", number))] == ["contact.erased", "contact.added"]
    told = " ".join(f"{line.before} {line.after}" for line in db.scalars(select(AuditLine)))
    for personal in ("Łucja", "lask.example.pl", "675"):
        assert personal not in told


def test_erasing_what_somebody_has_just_changed_is_asked_again(client, db, owner):
    known = contact(db, owner=owner, edition=3)
    db.commit()
    answer = client.send(f"{LIST}{known.id}/erase", {"edition": "2"})
    assert answer.status_code == 409
    assert db.scalars(select(Contact)).one()


def test_a_list_is_made_renamed_and_deleted_and_its_name_is_there_once(client, db, owner):
    known = contact(db, owner=owner, name="Jan Kowal")
    db.commit()
    assert "Wójtowie +" in save(client, f"{LIST}lists", name="Wójtowie +")
    assert "już istnieje" in save(client, f"{LIST}lists", name="WÓJTOWIE +")
    made = db.scalars(select(ContactList)).one()
    assert "Burmistrzowie" in save(client, f"{LIST}lists/{made.id}", name="Burmistrzowie")
    address = f"{LIST}lists/{made.id}"
    assert "Zmieniono nazwę listy" in client.get(address).text
    save(client, f"{address}/delete")
    db.rollback()
    assert db.scalars(select(ContactList)).all() == []
    assert db.get(Contact, known.id) is not None


def test_two_who_rename_a_list_notice_each_other(client, db, owner):
    made = contact_list(db, owner=owner)
    db.commit()
    address = f"{LIST}lists/{made.id}"
    assert client.send(address, {"name": "Pierwsza", "edition": "0"}).status_code == 303
    answer = client.send(address, {"name": "Druga", "edition": "0"})
    assert answer.status_code == 409
    assert "Pierwsza" in answer.text
    assert "Druga" in answer.text


def test_the_page_asks_no_more_of_fifty_contacts_than_of_one(app: Flask, client, db, owner):
    chosen = contact_list(db, owner=owner, members=[contact(db, owner=owner)])
    db.commit()
    with Statements(app) as few:
        client.get(LIST)
    for _ in range(49):
        contact_list_member = contact(db, owner=owner)
        contact_list(db, owner=owner, members=[contact_list_member], name=f"Lista {contact_list_member.id}")
    db.commit()
    with Statements(app) as many:
        client.get(f"{LIST}?list={chosen.id}")
        many.clear()
        client.get(LIST)
    assert len(many) == len(few)


def test_who_keeps_contacts_of_two_organisations_chooses_and_sees_whose(client, db):
    first, second = organisation(db, name="Powiat Łaski"), organisation(db, name="Stowarzyszenie Ż")
    organisation(db, name="Gmina Łask", runs_events=False)
    person = organiser(db, first)
    role = person.grants[0]
    db.add(type(role)(user_id=person.id, role=role.role, scope_kind=role.scope_kind, scope_id=second.id))
    sign_in(client, person)
    db.commit()
    page = save(client, f"{LIST}new", **TYPED, owner=str(second.id))
    assert "Stowarzyszenie Ż" in page
    assert db.scalars(select(Contact.owner_id)).one() == second.id


def test_a_successor_is_begun_with_the_post_of_who_left(client, db, owner):
    gone = contact(db, owner=owner, name="Anna Była", held_until=date(2026, 3, 31))
    db.commit()
    page = client.get(f"{LIST}new?after={gone.id}").text
    assert 'value="sekretarz"' in page
    assert gone.organisation.name in page
    assert "Anna Była" not in page
