"""Contacts out of a file: upload, columns, dry run, import; whoever is here already, and whatever is no table."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from openpyxl import Workbook
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from registration.accounts.audit import history
from registration.accounts.models import AuditLine
from registration.documents.reading import MOST_BYTES, read_table
from registration.partners import tasks
from registration.partners.errors.contact_import import ImportMovedOn
from registration.partners.models import Contact, ContactImport, ImportState, OrganisationKind
from registration.partners.queries import contact as queries
from registration.partners.services.contacts.importing import applying, running, staging
from registration.partners.views.contacts import imports
from registration.web.limits import limiter
from tests.factories import organisation, organiser, sign_in
from tests.factories.contacts import contact, contact_list

NEW = "/desk/contacts/imports/new"
HEADINGS = "Imię i nazwisko;Stanowisko;Instytucja;E-mail;Telefon\n"
PEOPLE = (
    HEADINGS
    + "Łucja Żak;wójt;Gmina Łask;wojt@lask.example.pl;+48 43 675 00 00\n"
    + ";sekretarz;1003052;sekretarz@lask.example.pl;\n"
)
CHOSEN = {"source": "książka adresowa powiatu", "basis": "e", "processed_since": "1.02.2026", "list": ""}


@pytest.fixture
def owner(client, db, monkeypatch):
    """The organisation of who is signed in; one commune is in the list of institutions."""
    monkeypatch.setattr(limiter, "enabled", False)
    found = organisation(db)
    organisation(
        db,
        name="Łask",
        kind=OrganisationKind.MIXED_COMMUNE,
        teryt="1003053",
        nip="8311563077",
        runs_events=False,
    )
    organisation(db, name="Buczek", kind=OrganisationKind.RURAL_COMMUNE, teryt="1003022", runs_events=False)
    sign_in(client, organiser(db, found))
    db.commit()
    return found


def upload(client, content, name="kontakty.csv"):
    """Send a file; the answer."""
    content = content.encode() if isinstance(content, str) else content
    sent = {"csrf_token": client.token(NEW), "file": FileStorage(io.BytesIO(content), name)}
    boundary, body = encode_multipart(sent)  # in memory: the client itself would leave a file open
    return client.post(NEW, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def columns_of(page):
    """What the page proposes for each column."""
    selects = re.findall(r'<select[^>]*name="columns-\d+".*?</select>', page, re.DOTALL)
    return [re.search(r'<option selected value="([^"]*)"', one)[1] for one in selects]


def check(client, content, **chosen):
    """Upload a file, take what is proposed, and give (address, page of the dry run)."""
    at = upload(client, content).location
    page = client.get(at).text
    fields = {f"columns-{n}": one for n, one in enumerate(columns_of(page))}
    answer = client.send(at, {**fields, **CHOSEN, **chosen})
    assert answer.status_code == 303, re.findall(r"error-text.*?</p>", answer.text, re.DOTALL)
    return answer.location, client.get(answer.location).text


def run(client, address):
    """Say yes to a dry run; the page of the result."""
    client.send(f"{address}/run", {}, form_at=address)
    return client.get(address).text


def people(db):
    """Everybody who is here: (name, post, e-mail)."""
    db.rollback()
    rows = db.execute(select(Contact.name, Contact.post, Contact.email).order_by(Contact.id))
    return [tuple(row) for row in rows]


def book(*rows):
    """A workbook of rows."""
    made, buffer = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(buffer)
    return buffer.getvalue()


def test_a_file_is_uploaded_its_columns_proposed_checked_and_imported(client, db, owner):
    content = PEOPLE.replace("1003052", "1003053")
    at = upload(client, content).location
    assert columns_of(client.get(at).text) == ["name", "post", "institution", "email", "phone"]
    address, page = check(client, content)
    assert people(db) == []
    assert "Wczytaj 2 kontakty" in page
    done = run(client, address)
    assert "Kontakty wczytano" in done
    assert people(db) == [
        ("Łucja Żak", "wójt", "wojt@lask.example.pl"),
        ("", "sekretarz", "sekretarz@lask.example.pl"),
    ]
    first = db.scalars(select(Contact)).first()
    assert (first.phone, first.source, first.organisation.name) == (
        "43 675 00 00",
        "książka adresowa powiatu",
        "Łask",
    )
    assert [line.action for line in history(db, ("contact", first.id))] == ["contact.imported"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1250", "iso-8859-2"])
def test_polish_letters_arrive_from_every_encoding(client, db, owner, encoding):
    address, _page = check(client, PEOPLE.encode(encoding))
    run(client, address)
    assert people(db)[0][0] == "Łucja Żak"


def test_a_spreadsheet_is_imported_as_a_text_file_is(client, db, owner):
    rows = [line.split(";") for line in PEOPLE.splitlines()]
    address, _page = check(client, book(*rows))
    run(client, address)
    assert people(db)[0][0] == "Łucja Żak"


def test_the_same_file_imported_twice_adds_nobody_twice(client, db, owner):
    for _ in range(2):
        address, page = check(client, PEOPLE, unlinked="y")
        run(client, address)
    assert "Nie ma czego wczytać" in page
    assert len(people(db)) == 2


def test_a_second_click_imports_nothing_twice(client, db, owner):
    address, _page = check(client, PEOPLE, unlinked="y")
    token = client.token(address)
    for _ in range(2):
        assert client.post(f"{address}/run", data={"csrf_token": token}).status_code == 303
    assert len(people(db)) == 2
    assert db.scalar(select(func.count()).where(AuditLine.action == "contacts.imported")) == 1


def test_who_is_here_is_brought_up_to_date_and_an_empty_cell_erases_nothing(client, db, owner):
    where = db.scalars(select(Contact.organisation.property.mapper.class_).filter_by(name="Łask")).one()
    here = contact(
        db,
        owner=owner,
        organisation=where,
        name="Łucja Żak",
        post="wójt",
        phone="600 100 200",
        note="Woli rano",
    )
    db.commit()
    content = HEADINGS + "Żak Łucja;wójt;Łask;nowy@lask.example.pl;\n"
    address, page = check(client, content)
    assert "Wczytaj 1 kontakt<" in page
    assert "nowy@lask.example.pl" in page
    run(client, address)
    db.rollback()
    db.refresh(here)
    assert (here.email, here.email_key, here.phone, here.note) == (
        "nowy@lask.example.pl",
        "nowy@lask.example.pl",
        "600 100 200",
        "Woli rano",
    )
    assert here.edition == 1
    [line] = history(db, ("contact", here.id))
    assert line.action == "contact.updated"
    assert line.after["contact_email"] == "nowy@lask.example.pl"


@pytest.mark.parametrize(
    ("here", "row", "is_same"),
    [
        (("Jan Kowal", "wójt", "a@x.pl"), ("Kowal Jan", "wójt", "a@x.pl"), True),
        (("Jan Kowal", "wójt", ""), ("JAN KOWAL", "burmistrz", "a@x.pl"), True),
        (("Jan Kowal", "wójt", "a@x.pl"), ("Jan Kowal", "wójt", "b@x.pl"), True),
        (("Jan Kowal", "wójt", "a@x.pl"), ("Jan Kowal", "skarbnik", "b@x.pl"), False),
        (("Jan Kowal", "wójt", "urzad@x.pl"), ("Ewa Nowak", "wójt", "urzad@x.pl"), False),
        (("", "wójt", ""), ("Jan Kowal", "wójt", "a@x.pl"), True),
        (("Jan Kowal", "wójt", ""), ("", "wójt", ""), True),
        (("", "wójt", "a@x.pl"), ("", "skarbnik", "a@x.pl"), False),
        (("Łucja Żak", "wójt", ""), ("Lucja Zak", "wójt", ""), True),
    ],
)
def test_who_counts_as_the_same_person(client, db, owner, here, row, is_same):
    where = organisation(db, name="Gmina X", runs_events=False)
    name, post, email = here
    contact(db, owner=owner, organisation=where, name=name, post=post, email=email)
    db.commit()
    address, _page = check(client, HEADINGS + ";".join((row[0], row[1], "Gmina X", row[2])) + ";\n")
    run(client, address)
    assert len(people(db)) == (1 if is_same else 2)


def test_a_row_that_repeats_another_is_named_and_passed_over(client, db, owner):
    address, page = check(client, PEOPLE + "Żak Łucja;wójt;Gmina Łask;;\n", unlinked="y")
    assert "Wiersz 4 mówi to samo co wiersz 2" in page
    run(client, address)
    assert len(people(db)) == 2


def test_faults_are_told_by_row_and_column_with_the_cure(client, db, owner):
    content = HEADINGS + (
        "Jan Kowal;;Gmina Łask;jan@;\n"
        "Ewa Nowak;wójt;Gmina Nieznana;;12\n"
        "Dobra Osoba;wójt;831-156-30-77;dobra@example.pl;\n"
    )
    address, page = check(client, content)
    for told in ("B (Stanowisko)", "D (E-mail)", "C (Instytucja)", "E (Telefon)", "Gmina Nieznana"):
        assert told in page, told
    assert "Wczytaj 1 kontakt<" in page
    run(client, address)
    assert [name for name, _post, _email in people(db)] == ["Dobra Osoba"]


def test_refused_rows_come_back_as_a_file_that_is_corrected_and_uploaded_again(client, db, owner):
    content = HEADINGS + "Jan Kowal;wójt;Gmina Łask;jan@;\nEwa Nowak;wójt;Buczek;;\n"
    address, _page = check(client, content)
    run(client, address)
    sheet = client.get(f"{address}/refused.csv")
    assert sheet.headers["Cache-Control"] == "no-store"
    table = read_table(sheet.data)
    assert table.headings[-1] == "Do poprawy"
    assert "adres" in table.rows[0].cells[-1].lower()
    corrected = sheet.data.decode("utf-8-sig").replace("jan@;", "jan@lask.example.pl;")
    address, _page = check(client, corrected)
    run(client, address)
    assert {name for name, _post, _email in people(db)} == {"Jan Kowal", "Ewa Nowak"}


def test_an_unclear_institution_names_those_that_could_be_meant_or_is_left_to_be_linked(client, db, owner):
    county = organisation(db, name="Powiat Zgierski", kind=OrganisationKind.COUNTY, teryt="1020")
    for code, kind in (
        ("1020011", OrganisationKind.URBAN_COMMUNE),
        ("1020042", OrganisationKind.RURAL_COMMUNE),
    ):
        organisation(db, name="Głowno", kind=kind, teryt=code, parent=county, runs_events=False)
    db.commit()
    content = HEADINGS + "Jan Kowal;wójt;Głowno;;\n"
    address, page = check(client, content)
    assert "Głowno (gmina miejska" in page
    assert "Głowno (gmina wiejska" in page
    client.send(f"{address}/discard", {}, form_at=address)
    address, page = check(client, content, unlinked="y")
    assert "1 nowy kontakt ma instytucję do powiązania" in page
    run(client, address)
    [made] = db.scalars(select(Contact))
    assert (made.organisation_id, made.unlinked) == (None, "Głowno")
    assert "do powiązania" in client.get("/desk/contacts/").text


def test_a_code_whose_first_nought_a_spreadsheet_has_eaten_is_found(client, db, owner):
    organisation(
        db, name="Bolesławiec", kind=OrganisationKind.URBAN_COMMUNE, teryt="0201011", runs_events=False
    )
    db.commit()
    address, _page = check(client, book(["Stanowisko", "Teryt"], ["wójt", 201011]))
    run(client, address)
    assert db.scalars(select(Contact)).one().organisation.name == "Bolesławiec"


def test_everybody_of_the_file_goes_into_the_chosen_list_also_who_was_here(client, db, owner):
    address, _page = check(client, PEOPLE, unlinked="y")
    run(client, address)
    chosen = contact_list(db, owner=owner)
    db.commit()
    address, page = check(client, PEOPLE, unlinked="y", list=str(chosen.id))
    assert "Dodaj ich do listy" in page
    run(client, address)
    db.rollback()
    assert dict(queries.lists_of(db, None)) == {chosen: 2}


def test_headings_are_remembered_for_the_owners_next_file(client, db, owner):
    content = "Kto;Funkcja pełniona;Gdzie\nJan Kowal;wójt;Buczek\n"
    at = upload(client, content).location
    assert columns_of(client.get(at).text) == ["", "", ""]
    refused = client.send(at, {"columns-0": "name", "columns-1": "", "columns-2": "institution", **CHOSEN})
    assert "Wskaż kolumnę ze stanowiskami" in refused.text
    twice = client.send(at, {"columns-0": "post", "columns-1": "post", "columns-2": "institution", **CHOSEN})
    assert "„Kto” i „Funkcja pełniona”" in twice.text
    chosen = {"columns-0": "name", "columns-1": "post", "columns-2": "institution"}
    assert client.send(at, {**chosen, **CHOSEN}).status_code == 303
    again = upload(client, content).location
    assert columns_of(client.get(again).text) == ["name", "post", "institution"]


def zip_bomb():
    buffer = io.BytesIO(book(["A"], ["1"]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/bomb.xml", b"<a>" + b" " * 70_000_000 + b"</a>")
    return buffer.getvalue()


def with_entities():
    buffer = io.BytesIO(book(["A"], ["1"]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>')
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Wybierz plik"),
        (b"\x89PNG\r\n\x1a\n\0\0", "ani arkusz XLSX, ani plik tekstowy"),
        (b"\xd0\xcf\x11\xe0", "stary arkusz"),
        (b"Nazwa\n", "nie ma wierszy"),
        (zip_bomb, "po rozpakowaniu"),
        (with_entities, "polecenia"),
        (b"PK\x03\x04nic", "uszkodzony"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_not_kept(client, db, owner, content, told):
    page = upload(client, content() if callable(content) else content, "lista.xlsx")
    assert told in page.text
    assert 'href="#file"' in page.text
    assert db.scalars(select(ContactImport)).all() == []


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 50 * 1024 * 1024])
def test_a_file_that_is_too_big_is_refused_in_words(client, db, owner, size):
    page = upload(client, b"x" * size, "lista.xlsx")
    assert "najwyżej 5 MB" in page.text
    assert db.scalars(select(ContactImport)).all() == []


def test_a_big_file_waits_for_the_worker_on_a_page_that_says_how_far_it_is(client, db, owner, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    address, page = check(client, PEOPLE, unlinked="y")
    assert "Czeka na swoją kolej" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    made = db.scalars(select(ContactImport)).one()
    staging.beat(db, made.id, 1, 2, now=datetime.now(UTC))
    db.commit()
    assert "Przeczytano 1 z 2 wierszy" in client.get(address).text


def test_ten_thousand_rows_are_the_workers_and_end_as_ten_thousand_contacts(client, app, db, owner):
    rows = "".join(f"Osoba {n};stanowisko {n};Buczek;o{n}@buczek.example.pl;\n" for n in range(10_000))
    address, page = check(client, HEADINGS + rows)
    assert "Trwa czytanie pliku" in page
    with app.app_context():
        tasks.run()
    assert "Wczytaj 10000 kontaktów" in client.get(address).text.replace("\u00a0", "").replace(
        "10 000", "10000"
    )
    client.send(f"{address}/run", {}, form_at=address)
    with app.app_context():
        tasks.run()
    db.rollback()
    assert db.scalar(select(func.count(Contact.id))) == 10_000
    assert db.scalars(select(ContactImport)).one().content is None


class Killed(BaseException):
    """As if the process were gone: nothing of the program cleans up after it."""


def test_an_import_that_is_killed_in_the_middle_leaves_nothing_and_is_run_again(
    client, app, db, owner, monkeypatch
):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    address, _page = check(client, PEOPLE, unlinked="y")
    with app.app_context():
        tasks.run()
    client.send(f"{address}/run", {}, form_at=address)

    def die(*_args: object, **_values: object) -> None:
        raise Killed

    with monkeypatch.context() as patched, app.app_context():
        patched.setattr(running, "fill_list", die)
        with pytest.raises(Killed):
            tasks.run()
    assert people(db) == []
    with app.app_context():
        tasks.run()
    assert people(db) == [], "somebody else may be at work: its lease is not over"
    with app.app_context(), time_machine.travel(datetime.now(UTC) + staging.LEASE + timedelta(seconds=1)):
        tasks.run()
    assert len(people(db)) == 2


def test_a_file_that_breaks_the_worker_again_and_again_is_given_up(client, app, db, owner, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    address, _page = check(client, PEOPLE, unlinked="y")
    now = datetime.now(UTC)
    for attempt in range(staging.MOST_ATTEMPTS + 1):
        assert (staging.claim(db, now=now + attempt * 2 * staging.LEASE) is None) == (attempt == 3)
        db.commit()
    assert "Mimo kilku prób" in client.get(address).text


def test_two_workers_do_not_import_one_file_twice(client, app, db, owner, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 0)
    check(client, PEOPLE, unlinked="y")
    with app.app_context():
        tasks.run()
    [made] = db.scalars(select(ContactImport))
    staging.confirm(db, made.id)
    db.commit()
    with app.app_context():
        step, prepared, names = tasks._prepared(made.id)
        tasks.work_at(made.id)
        with pytest.raises(ImportMovedOn):
            step(db, made.id, prepared, names, today=tasks._today(), now=datetime.now(UTC))
    db.rollback()
    assert len(people(db)) == 2


def test_whoever_was_added_between_dry_run_and_import_is_recognised(client, db, owner):
    address, _page = check(client, PEOPLE, unlinked="y")
    other, _page = check(client, PEOPLE, unlinked="y")
    run(client, other)
    assert "Kontakty wczytano" in run(client, address)
    assert len(people(db)) == 2


def test_files_and_refused_rows_are_erased_after_a_day_and_the_figures_stay(client, app, db, owner):
    done, _page = check(client, PEOPLE + "Bez Stanowiska;;Buczek;;\n", unlinked="y")
    run(client, done)
    left, _page = check(client, PEOPLE, unlinked="y")
    with app.app_context(), time_machine.travel(datetime.now(UTC) + staging.KEPT + timedelta(hours=1)):
        tasks.forget()
    db.rollback()
    rows = db.scalars(select(ContactImport).order_by(ContactImport.id)).all()
    assert [one.state for one in rows] == [ImportState.DONE, ImportState.ERASED]
    assert [(one.content, one.refused) for one in rows] == [(None, None)] * 2
    told = str([one.report for one in rows])
    assert "Łucja" not in told
    assert "Bez Stanowiska" not in told
    assert "dodane" in client.get(done).text
    assert "Plik skasowano" in client.get(left).text
    assert client.get(f"{done}/refused.csv").status_code == 404


def test_a_contradiction_with_what_is_known_refuses_its_row_alone(client, db, owner):
    where = organisation(db, name="Gmina X", runs_events=False)
    contact(
        db,
        owner=owner,
        organisation=where,
        name="Jan Kowal",
        post="wójt",
        held_since=date(2024, 5, 1),
    )
    db.commit()
    content = (
        "Nazwisko i imię;Stanowisko;Instytucja;Do\nKowal Jan;wójt;Gmina X;1.01.2020\nEwa Nowak;wójt;Buczek;\n"
    )
    address, page = check(client, content)
    assert "przed pierwszym" in page
    run(client, address)
    assert len(people(db)) == 2


def test_words_for_days_channels_and_grounds_are_understood(client, db, owner):
    content = (
        "Stanowisko;Instytucja;Telefon;Kanał;Od;Podstawa;Źródło;Uwagi\n"
        'wójt;Buczek;"600 100 200";telefonicznie;1.05.2024;art. 6 ust. 1 lit. f RODO;strona;"a\nb"\n'
    )
    address, _page = check(client, content)
    run(client, address)
    [made] = db.scalars(select(Contact))
    assert (made.channel, made.basis, made.source, made.note) == ("phone", "f", "strona", "a\nb")
    assert made.held_since.isoformat() == "2024-05-01"


def test_nothing_of_the_plan_reaches_another_owners_list(db):
    mine, theirs = organisation(db), organisation(db)
    strange = contact_list(db, owner=theirs)
    one = contact(db, owner=mine)
    applying.fill_list(db, mine.id, strange.id, [one.id], datetime.now(UTC).date())
    assert dict(queries.lists_of(db, None)) == {strange: 0}
