"""The desk of projects: what was typed stays, what is refused says why at its field, what goes is asked first."""

import io
from pathlib import Path

import pytest

from registration.accounts.audit import history
from registration.partners.models import Project, ProjectRole
from registration.partners.services.projects import saving
from registration.partners.services.projects.saving import ProjectCommand
from tests.factories import accounts, organisation
from tests.factories import projects as make
from tests.factories.trainings import event
from tests.statements import Statements
from tests.web.test_partnerships_desk import send

BASE = "/desk/projects"


@pytest.fixture
def owner(db):
    return organisation(db)


@pytest.fixture
def organiser(client, db, owner):
    accounts.sign_in(client, accounts.organiser(db, owner))
    db.commit()
    return client


@pytest.fixture
def made(db, owner):
    known = make.project(db, owner=owner)
    db.commit()
    return known


@pytest.fixture
def whole(app, db, owner):
    known = make.whole(db, owner, Path(app.instance_path))
    db.commit()
    return known


def test_a_project_is_added_and_its_institutions_come_next(organiser, db):
    typed = {"title": "Kompetencje JST", "ends_on-month": "10", "ends_on-year": "2012"}
    answer = send(organiser, f"{BASE}/new", **typed)
    known = db.query(Project).one()
    assert answer.location == f"{BASE}/{known.id}/parties"
    assert known.ends_on.iso == "2012-10"


def test_a_refused_form_keeps_what_was_typed_and_says_why_at_the_field(organiser):
    typed = {"title": "", "specific_goals": "lepsze prawo\nlepsze kadry", "ends_on-day": "3"}
    page = send(organiser, f"{BASE}/new", **typed).text
    assert "Wpisz tytuł projektu" in page
    assert "lepsze prawo\nlepsze kadry" in page
    assert "Te liczby nie tworzą daty" in page or 'aria-invalid="true"' in page


def test_an_institution_is_chosen_with_its_role_and_printed_name(organiser, db, made):
    one = organisation(db, name="Skierniewice")
    db.commit()
    typed = {
        "institution": one.name,
        "institution_chosen": f"{one.id} {one.name}",
        "role": "beneficiary",
        "printed_as": "miasto Skierniewice",
    }
    answer = send(organiser, f"{BASE}/{made.id}/parties", **typed)
    assert answer.status_code == 303
    db.refresh(made)
    [party] = made.parties
    assert (party.organisation_id, party.role, party.printed_as) == (
        one.id,
        ProjectRole.BENEFICIARY,
        "miasto Skierniewice",
    )


def test_a_second_leader_is_refused_at_the_role(organiser, db, whole):
    one = organisation(db, name="Powiat Drugi")
    db.commit()
    page = send(organiser, f"{BASE}/{whole.id}/parties", institution=one.name, role="leader").text
    assert "projekt ma jednego lidera" in page
    assert "Powiat Drugi" in page


def test_two_people_at_one_form_see_both_versions(organiser, db, made):
    path = f"{BASE}/{made.id}/texts"
    stale = made.edition
    saving.change_project(db, make.editing(made), ProjectCommand("Tytuł szybszej osoby"))
    db.commit()
    page = organiser.get(path).text
    token = page.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    answer = organiser.post(path, data={"csrf_token": token, "edition": stale, "title": "Mój tytuł"})
    assert answer.status_code == 409
    assert "Tytuł szybszej osoby" in answer.text
    assert "Mój tytuł" in answer.text


def test_who_pays_is_typed_as_people_write_money(organiser, db, made):
    typed = {"sentence": "Projekt współfinansowany ze środków Funduszu", "value": "1 234 567,89 zł"}
    assert send(organiser, f"{BASE}/{made.id}/funding", **typed).status_code == 303
    db.refresh(made)
    assert str(made.funding.value) == "1234567.89"
    page = organiser.get(f"{BASE}/{made.id}/funding").text
    assert 'value="1234567,89"' in page


@pytest.mark.parametrize("typed", ["dużo", "1,2,3", "-5", "1e3", "٣", "0x10", "1" * 30])
def test_what_is_no_money_is_refused_with_an_example(organiser, made, typed):
    page = send(organiser, f"{BASE}/{made.id}/funding", sentence="Zdanie", value=typed).text
    assert "1 234 567,89" in page
    assert made.funding is None


def test_a_logo_is_uploaded_described_moved_and_removed(organiser, db, whole):
    path = f"{BASE}/{whole.id}/logos/new"
    file = (io.BytesIO(make.png(200)), "ue.png")
    assert send(organiser, path, file=file, alt="Unia Europejska").status_code == 303
    db.expire_all()
    assert [one.alt for one in whole.funding.logos] == ["Fundusz Przykładowy", "Unia Europejska"]
    second = whole.funding.logos[1].id
    answer = send(organiser, f"{BASE}/{whole.id}/logos/{second}/remove")
    assert answer.status_code == 303
    db.rollback()
    assert [one.alt for one in whole.funding.logos] == ["Fundusz Przykładowy"]


@pytest.mark.parametrize(
    ("content", "name"), [(b"no picture", "ue.png"), (b"<svg><script>1</script></svg>", "ue.svg"), (b"", "")]
)
def test_what_is_no_picture_is_no_logo(organiser, whole, content, name):
    answer = send(
        organiser, f"{BASE}/{whole.id}/logos/new", file=(io.BytesIO(content), name), alt="Unia Europejska"
    )
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
    assert len(whole.funding.logos) == 1


def test_a_logo_without_words_is_refused(organiser, whole):
    file = (io.BytesIO(make.png()), "ue.png")
    page = send(organiser, f"{BASE}/{whole.id}/logos/new", file=file, alt=" ").text
    assert "Napisz, czyj to znak" in page


def test_a_project_is_published_hidden_and_deleted_on_pages_that_name_the_effect(organiser, db, whole):
    number = whole.id
    assert "Strony nie znajdzie wtedy nikt poza pulpitem" in organiser.get(f"{BASE}/{number}/hide").text
    send(organiser, f"{BASE}/{number}/hide")
    send(organiser, f"{BASE}/{number}/publish")
    send(organiser, f"{BASE}/{number}/hide")
    send(organiser, f"{BASE}/{number}/delete")
    db.expire_all()
    assert db.get(Project, number) is None
    found = [line.action for line in history(db, ("project", number))][:4]
    assert found == ["project.deleted", "project.hidden", "project.published", "project.hidden"]


def test_a_project_with_an_event_is_not_deleted_and_the_event_is_named(organiser, db, owner, made):
    event(db, title="Techniki negocjacyjne", organisation=owner, project=made)
    db.commit()
    page = send(organiser, f"{BASE}/{made.id}/delete").text
    assert "Techniki negocjacyjne" in page
    assert db.get(Project, made.id) is not None


def test_an_event_is_given_a_project_of_its_organiser_and_no_other(organiser, db, owner, made):
    one = event(db, organisation=owner)
    foreign = make.project(db, "Cudzy projekt")
    db.commit()
    page = organiser.get(f"/desk/trainings/{one.id}/basics").text
    assert made.title in page
    assert "Cudzy projekt" not in page
    values = {
        "kind": one.kind.value,
        "title": one.title,
        "language": "pl",
        "zone": one.zone,
        "capacity": str(one.capacity or ""),
        "slug": one.slug,
    }
    refused = send(organiser, f"/desk/trainings/{one.id}/basics", **values, project_id=str(foreign.id))
    assert "Wybierz projekt instytucji" in refused.text
    assert send(
        organiser, f"/desk/trainings/{one.id}/basics", **values, project_id=str(made.id)
    ).status_code in (302, 303)
    db.refresh(one)
    assert one.project_id == made.id
    assert made.title in organiser.get(f"/desk/trainings/{one.id}").text.replace("\u00a0", " ")


def test_a_stranger_finds_nothing(client, db, made):
    accounts.sign_in(client, accounts.organiser(db, organisation(db)))
    db.commit()
    assert client.get(f"{BASE}/{made.id}").status_code == 404
    assert made.title not in client.get(BASE + "/").text


def test_the_list_of_many_takes_as_many_statements(app, organiser, db, owner):
    counts = []
    for _round in range(2):
        for _number in range(12):
            make.party(db, make.project(db, owner=owner))
        db.commit()
        with Statements(app) as seen:
            organiser.get(BASE + "/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
