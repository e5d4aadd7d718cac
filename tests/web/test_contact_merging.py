"""Doubles become one contact; contacts leave as a file that nobody's spreadsheet works out."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from registration.accounts.audit import history
from registration.accounts.models import AuditLine
from registration.documents.reading import read_table
from registration.partners.models import Channel, Contact, ToldApart
from registration.partners.queries import contact as queries
from registration.partners.queries.contact_double import Likeness, pairs
from tests.factories import organisation, organiser, sign_in
from tests.factories.contacts import contact, contact_list
from tests.statements import Statements

LIST = "/desk/contacts/"


@pytest.fixture
def owner(client, db):
    """The organisation of who is signed in."""
    found = organisation(db, name="Powiat Łaski")
    sign_in(client, organiser(db, found))
    db.commit()
    return found


def two(db, owner, one, other):
    """Two contacts in one institution; the likeness that is found in them, if any."""
    where = organisation(db, name="Gmina Łask", runs_events=False)
    made = [contact(db, owner=owner, organisation=where, **values) for values in (one, other)]
    db.commit()
    return made, [why for _one, _other, why in pairs(db, None)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            {"name": "Jan Kowal", "email": "a@x.pl"},
            {"name": "Jan Kowalski", "email": "A@x.pl"},
            Likeness.ADDRESS,
        ),
        ({"name": "Jan Kowal"}, {"name": "Kowal Jan", "post": "skarbnik"}, Likeness.NAME),
        ({"name": "Lucja Zak"}, {"name": "Łucja Żak"}, Likeness.NAME),
        ({"name": "Katarzyna Nowakowska"}, {"name": "Katarzyna Nowakowka"}, Likeness.SIMILAR),
        ({"name": ""}, {"name": "Jan Kowal"}, Likeness.NAME),
        ({"name": "Jan Kowal"}, {"name": "Ewa Nowak"}, None),
        ({"name": "Jan Kowal", "email": "urzad@x.pl"}, {"name": "Ewa Nowak", "email": "urzad@x.pl"}, None),
        ({"name": "Jan Kowal", "held_until": date(2024, 1, 1)}, {"name": "Jan Kowal", "post": "wójt"}, None),
    ],
)
def test_who_is_shown_as_a_possible_double(db, owner, one, other, why):
    _made, found = two(db, owner, one, other)
    assert found == ([why] if why else [])


def test_contacts_of_two_owners_are_no_doubles(client, db, owner):
    where = organisation(db)
    for keeper in (owner, organisation(db)):
        contact(db, owner=keeper, organisation=where, name="Jan Kowal", email="a@x.pl")
    db.commit()
    assert pairs(db, None) == []
    assert "Nie ma duplikatów" in client.get(f"{LIST}doubles").text


def test_the_chosen_values_stay_lists_follow_and_the_double_goes(client, db, owner):
    (kept, double), _why = two(
        db,
        owner,
        {"name": "Jan Kowal", "phone": "600 100 200", "channel": Channel.PHONE},
        {"name": "Jan Kowal", "post": "sekretarz gminy", "email": "jan@lask.example.pl"},
    )
    both, only_double = (
        contact_list(db, owner=owner, members=members, name=name)
        for members, name in (([kept, double], "Oboje"), ([double], "Jeden"))
    )
    db.commit()
    number, gone = kept.id, double.id
    assert "Porównaj i połącz" in client.get(f"{LIST}doubles").text
    address = f"{LIST}{number}/merge/{gone}"
    page = client.get(address).text
    assert "sekretarz gminy" in page
    assert "600 100 200" in page
    chosen = {"post": "2", "email": "2", "phone": "1", "channel": "1", "edition": "0", "other_edition": "0"}
    assert client.send(address, chosen).status_code == 303
    db.rollback()
    db.expire_all()
    [left] = db.scalars(select(Contact))
    assert (left.id, left.post, left.email, left.phone) == (
        number,
        "sekretarz gminy",
        "jan@lask.example.pl",
        "600 100 200",
    )
    assert (left.email_key, left.channel) == ("jan@lask.example.pl", Channel.PHONE)
    assert dict(queries.lists_of(db, None)) == {both: 1, only_double: 1}
    assert history(db, ("contact", number))[0].action == "contact.merged"
    assert all(not line.before and not line.after for line in history(db, ("contact", gone)))
    assert "Włączono do kontaktu jego duplikat" in client.get(f"{LIST}{number}").text


def test_two_people_who_are_told_apart_are_no_doubles_any_more(client, db, owner):
    (one, other), why = two(db, owner, {"name": "Jan Kowal"}, {"name": "Jan Kowal"})
    assert why == [Likeness.NAME]
    at = f"{LIST}{other.id}/apart/{one.id}"
    for _ in range(2):
        assert client.send(at, {}, form_at=f"{LIST}{one.id}/merge/{other.id}").status_code == 303
    db.rollback()
    assert pairs(db, None) == []
    assert [line.action for line in history(db, ("contact", one.id))] == ["contact.told_apart"]
    client.send(f"{LIST}{one.id}/erase", {"edition": "0"})
    db.rollback()
    assert db.scalars(select(ToldApart)).all() == []


def test_nobody_tells_a_contact_apart_from_itself_or_from_a_strangers(client, db, owner):
    mine, strange = contact(db, owner=owner), contact(db)
    db.commit()
    for other in (mine, strange):
        answer = client.send(f"{LIST}{mine.id}/apart/{other.id}", {}, form_at=f"{LIST}{mine.id}/edit")
        assert answer.status_code == 404


def test_a_double_that_somebody_has_changed_is_shown_again(client, db, owner):
    (kept, double), _why = two(db, owner, {"name": "Jan Kowal"}, {"name": "Jan Kowal", "edition": 2})
    answer = client.send(f"{LIST}{kept.id}/merge/{double.id}", {"edition": "0", "other_edition": "1"})
    assert answer.status_code == 409
    assert len(db.scalars(select(Contact)).all()) == 2


def test_a_choice_that_contradicts_itself_is_refused(client, db, owner):
    (kept, double), _why = two(
        db,
        owner,
        {"name": "Jan Kowal", "held_since": date(2024, 1, 1)},
        {"name": "Jan Kowal", "held_until": date(2020, 1, 1)},
    )
    chosen = {"held_since": "1", "held_until": "2", "edition": "0", "other_edition": "0"}
    answer = client.send(f"{LIST}{kept.id}/merge/{double.id}", chosen)
    assert "przed pierwszym" in answer.text
    db.rollback()
    assert len(db.scalars(select(Contact)).all()) == 2


def test_nobody_merges_a_contact_with_itself_or_with_a_strangers(client, db, owner):
    mine, strange = contact(db, owner=owner), contact(db)
    db.commit()
    for other in (mine, strange):
        assert client.get(f"{LIST}{mine.id}/merge/{other.id}").status_code == 404


def test_the_page_of_doubles_asks_no_more_of_many_pairs_than_of_one(app, client, db, owner):
    where = organisation(db)
    for number in range(2):
        contact(db, owner=owner, organisation=where, name="Jan Kowal", post=f"a{number}")
    db.commit()
    with Statements(app) as few:
        client.get(f"{LIST}doubles")
    for number in range(10):
        contact(db, owner=owner, organisation=where, name="Ewa Nowak", post=f"b{number}")
    db.commit()
    with Statements(app) as many:
        client.get(f"{LIST}doubles")
    assert len(many) == len(few)


def export(client, kind, **filters):
    """The file of the list, as it is filtered."""
    return client.send(f"{LIST}export", {"kind": kind, **filters}, form_at=LIST)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_leaves_as_a_file_that_keeps_every_text_and_comes_back(client, db, owner, kind):
    contact(
        db, owner=owner, name="Łucja Żak", phone="+48 1", note="=HYPERLINK(1)", held_since=date(2024, 5, 1)
    )
    db.commit()
    answer = export(client, kind)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'.{kind}"' in answer.headers["Content-Disposition"]
    table = read_table(answer.data)
    row = dict(zip(table.headings, table.rows[0].cells, strict=True))
    assert row["Imię i nazwisko"] == "Łucja Żak"
    assert (row["Telefon"], row["Uwagi"], row["Na stanowisku od"]) == ("+48 1", "=HYPERLINK(1)", "2024-05-01")
    if kind == "csv":
        assert answer.data.startswith(b"\xef\xbb\xbf")
        assert b";=HYPERLINK" not in answer.data
    else:
        cells = list(load_workbook(io.BytesIO(answer.data)).active[2])
        assert "f" not in {cell.data_type for cell in cells}


def test_what_is_exported_is_what_was_found_and_is_noted(client, db, owner):
    contact(db, owner=owner, name="Jan Kowal")
    contact(db, owner=owner, name="Ewa Nowak")
    contact(db, name="Cudza Osoba")
    db.commit()
    key = client.send(f"{LIST}search", {"search": "kowal"}, form_at=LIST).location.partition("q=")[2]
    text = export(client, "csv", q=key).text
    assert "Jan Kowal" in text
    assert "Nowak" not in text
    assert "Cudza" not in export(client, "csv").text
    db.rollback()
    assert client.get(f"{LIST}trail").text.count("Pobrano kontakty do pliku") == 2
    lines = db.scalars(select(AuditLine).where(AuditLine.action == "contacts.exported")).all()
    assert [line.after["contacts"] for line in lines] == [1, 2]
    assert {line.organisation_id for line in lines} == {owner.id}


def test_what_others_did_with_their_contacts_is_not_in_the_trail(client, db, owner):
    strange = organisation(db)
    person = organiser(db, strange)
    contact(db, owner=strange)
    db.commit()
    other = client.application.test_client()
    sign_in(other, person)
    export(other, "csv")
    assert "Pobrano kontakty" in other.get(f"{LIST}trail").text
    assert "Pobrano kontakty" not in client.get(f"{LIST}trail").text


def test_an_export_is_never_a_link(client, db, owner):
    assert client.get(f"{LIST}export").status_code == 405
