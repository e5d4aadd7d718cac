"""The page of a partnership that everybody reads: who, what for, how far; and nothing that is not known."""

from pathlib import Path

import pytest

from registration.core.partial_date import PartialDate
from registration.partners.models import DocumentKind, PartnershipStatus
from registration.partners.services.partnerships import papers, standing
from registration.partners.services.partnerships.papers import DocumentCommand
from registration.partners.services.partnerships.standing import StepCommand
from tests.factories import organisation, projects
from tests.factories import partnerships as make
from tests.factories.trainings import NOON
from tests.statements import Statements


@pytest.fixture
def whole(app, db):
    made = make.whole(db, organisation(db), Path(app.instance_path))
    db.commit()
    return made


def test_the_page_tells_who_what_for_and_how_far(client, whole):
    page = client.get("/partnerships/sieradzkie-plus").text

    assert "<h1>Sieradzkie+</h1>" in page
    assert page.index("Powiat Sieradzki") < page.index("Burzenin")
    assert "Komponent I: doradztwo w\u00a0planowaniu strategicznym" in page
    assert "Rozpoczyna się, gdy zostanie przyjęty produkt: pakiet projektów z\u00a0komponentu I." in page
    assert "Wójt Gminy Burzenin" in page
    assert "pomysł" in page


def test_what_is_not_known_is_said_to_be_unknown(client, db, whole):
    page = client.get("/partnerships/sieradzkie-plus").text
    signed = page[page.index("Data podpisania") :]
    assert "nie podano" in signed[:200]


def test_a_date_known_to_the_month_is_no_day(client, db, whole):
    known = DocumentCommand(DocumentKind.LETTER_OF_INTENT, signed_on=PartialDate(2026, 7, None))
    papers.change_document(db, make.editing(whole), whole.documents[0].id, known)
    db.commit()
    assert (
        '<time datetime="2026-07">lipiec\u00a02026\u00a0r.</time>'
        in client.get("/partnerships/sieradzkie-plus").text
    )


def test_a_hidden_partnership_is_found_by_nobody(client, db, whole):
    whole.published_at = None
    db.commit()
    document = whole.documents[0]
    for path in (
        "/partnerships/sieradzkie-plus",
        f"/partnerships/sieradzkie-plus/documents/{document.id}/{document.file.sha256}/{document.file.name}",
    ):
        assert client.get(path).status_code == 404
    assert "Sieradzkie" not in client.get("/partnerships/").text


def test_the_document_comes_under_its_name_with_the_plus_in_it(client, whole):
    page = client.get("/partnerships/sieradzkie-plus").text
    address = page.split('<a href="/partnerships/sieradzkie-plus/documents/')[1].split('"')[0]
    with client.get(f"/partnerships/sieradzkie-plus/documents/{address}") as answer:
        assert answer.data == make.PDF
        assert 'attachment; filename="Sieradzkie+ list.pdf"' in answer.headers["Content-Disposition"]
        etag = answer.headers["ETag"]
    assert whole.documents[0].file.sha256 in page
    again = client.get(f"/partnerships/sieradzkie-plus/documents/{address}", headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize("wrong", ["{id}/" + "0" * 64 + "/{name}", "{id}/{sum}/inna.pdf", "99/{sum}/{name}"])
def test_an_address_of_a_document_that_is_not_whole_leads_nowhere(client, whole, wrong):
    document = whole.documents[0]
    path = wrong.format(id=document.id, sum=document.file.sha256, name=document.file.name)
    assert client.get(f"/partnerships/sieradzkie-plus/documents/{path}").status_code == 404


def test_the_page_is_made_once_and_anew_when_something_of_it_changes(app, client, db, whole):
    first = client.get("/partnerships/sieradzkie-plus")
    seen = {"If-None-Match": first.headers["ETag"]}
    with Statements(app) as found:
        assert client.get("/partnerships/sieradzkie-plus", headers=seen).status_code == 304
    assert len(found) <= 1
    standing.take_step(db, make.editing(whole), StepCommand(PartnershipStatus.LETTER_SIGNED))
    db.commit()
    anew = client.get("/partnerships/sieradzkie-plus", headers=seen)
    assert anew.status_code == 200
    assert "podpisany list intencyjny" in anew.text


def test_a_step_that_was_taken_back_is_not_drawn_as_gone(client, db, whole):
    for step in (
        StepCommand(PartnershipStatus.LETTER_SIGNED),
        StepCommand(PartnershipStatus.SUBMITTED),
        StepCommand(PartnershipStatus.LETTER_SIGNED, note="Pomyłka", corrects=True),
    ):
        standing.take_step(db, make.editing(whole), step)
    db.commit()
    way = client.get("/partnerships/sieradzkie-plus").text.split('<ol class="way"')[1].split("</ol>")[0]
    states = [part.split('"')[0] for part in way.split('<li class="')[1:]]
    assert states == ["reached", "present", "ahead", "ahead", "ahead", "ahead"]


def test_the_list_is_in_the_polish_order(client, db):
    for name in ("Żuławy", "Łódzkie", "Lubelskie", "Nowe+"):
        make.party(db, make.partnership(db, name, published_at=NOON))
    db.commit()
    page = client.get("/partnerships/").text
    order = [page.index(name) for name in ("Lubelskie", "Łódzkie", "Nowe+", "Żuławy")]
    assert order == sorted(order)


def test_the_list_asks_the_database_as_often_for_many_as_for_one(app, client, db):
    def count():
        db.commit()
        with Statements(app) as found:
            client.get("/partnerships/")
        return len(found)

    make.party(db, make.partnership(db, "Pierwsze", published_at=NOON))
    few = count()
    for number in range(20):
        make.party(db, make.partnership(db, f"Kolejne {number}", published_at=NOON))
    assert count() == few


def test_hostile_names_are_shown_as_they_are(client, db):
    made = make.partnership(db, "<script>alert(1)</script>+", published_at=NOON, full_name="%s {{7*7}}")
    make.party(db, made)
    db.commit()
    page = client.get(f"/partnerships/{made.slug}").text
    assert "<script>alert" not in page
    assert "%s {{7*7}}" in page


def test_partnership_and_project_lead_to_each_other_once_both_are_published(client, db, whole):
    project = projects.project(db, owner=whole.organisation, published_at=NOON)
    whole.project = project
    db.commit()
    assert f"/projects/{project.slug}" in client.get("/partnerships/sieradzkie-plus").text
    assert "/partnerships/sieradzkie-plus" in client.get(f"/projects/{project.slug}").text
    project.published_at = None
    db.commit()
    assert "/projects/" not in client.get("/partnerships/sieradzkie-plus").text.split("<main")[1]


def test_a_correction_takes_back_every_step_after_where_it_leads(client, db, whole):
    for step in (
        StepCommand(PartnershipStatus.LETTER_SIGNED, PartialDate(2090, None, None)),
        StepCommand(PartnershipStatus.SUBMITTED),
        StepCommand(PartnershipStatus.IDEA, note="Pomyłka", corrects=True),
    ):
        standing.take_step(db, make.editing(whole), step)
    db.commit()
    way = client.get("/partnerships/sieradzkie-plus").text.split('<ol class="way"')[1].split("</ol>")[0]
    assert [part.split('"')[0] for part in way.split('<li class="')[1:]] == ["present", *["ahead"] * 5]
    assert "2090" not in way
