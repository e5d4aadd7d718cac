"""Texts for participants: versions, a new one, an older one again; what was shown is what is recorded."""

import re

import pytest
import time_machine
from sqlalchemy import delete, orm, select

from registration.accounts.models import AuditLine
from registration.signup.models import Clause, ClauseKind, Registration
from registration.signup.services import ensure_clauses
from registration.signup.services.clauses import first_text
from registration.trainings.models import Event
from tests import factories
from tests.factories import accounts
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.statements import Statements

NEW = {"pl": "Nowa klauzula.\nDrugi wiersz <b>.", "en": "A new clause."}


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db)
    ensure_clauses(db, made.organisation, NOON)
    db.commit()
    return made


@pytest.fixture
def organiser(app, db: orm.Session, event: Event) -> InspectingClient:
    browser = app.test_client()
    accounts.sign_in(browser, accounts.organiser(db, event.organisation, name="Anna Organizatorka"))
    return browser


def path(event: Event, kind: str = "") -> str:
    return f"/desk/participants/clauses/{event.organisation_id}" + (f"/{kind}" if kind else "")


def written(organiser: InspectingClient, event: Event, kind: str = "information", **texts: str) -> int:
    """Write a version by the form; gives the status."""
    page = organiser.get(path(event, kind)).text
    base = re.search(r'name="base"[^>]*value="(\d+)"', page)[1]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    sent = {"csrf_token": token, "base": base, **NEW, **texts}
    return organiser.post(path(event, kind), data=sent).status_code


def newest(db: orm.Session) -> Registration:
    db.rollback()
    return db.scalars(select(Registration).order_by(Registration.id.desc())).first()


def test_a_new_version_is_shown_from_then_on_and_the_old_one_stays_with_who_saw_it(
    client, organiser, db, event
):
    sign_up(client, event.slug)
    assert written(organiser, event) == 303
    assert "Nowa klauzula." in client.get(f"/sign-up/{event.slug}").text
    sign_up(client, event.slug, email="druga@example.pl", submission_key="second-submission-key")
    versions = [
        [one.clause.version for one in found.consents if one.clause.is_information]
        for found in db.scalars(select(Registration).order_by(Registration.id))
    ]
    assert versions == [[1], [2]]
    [line] = db.scalars(select(AuditLine).where(AuditLine.action == "clause.written"))
    assert (line.actor_name, line.thing_kind) == ("Anna Organizatorka", "organisation")


def test_the_page_tells_how_many_saw_each_version(client, organiser, event):
    for number in range(2):
        sign_up(
            client, event.slug, email=f"o{number}@example.pl", submission_key=f"submission-key-{number:04}"
        )
    written(organiser, event)
    page = re.sub(r"\s+", " ", organiser.get(path(event)).text)
    rows = re.findall(r'data-label="Ile osób zobaczyło" class="number">(\d+)<', page)
    assert rows[:2] == ["0", "2"]
    assert "Drugi wiersz &lt;b&gt;." in page


def test_a_preview_stores_nothing_and_keeps_what_was_typed(organiser, db, event):
    answer = organiser.send(path(event, "news"), {**NEW, "step": "preview"})
    assert "Tak to będzie wyglądać" in answer.text
    assert answer.text.count("A new clause.") == 2
    assert db.scalars(select(Clause).where(Clause.version > 1)).all() == []


def test_an_older_text_comes_back_as_a_new_version(organiser, db, event):
    first = db.scalars(select(Clause.text).where(Clause.kind == "news", Clause.language == "pl")).one()
    written(organiser, event, "news")
    page = organiser.get(path(event, "news") + "?from=1").text
    assert first.split()[-1] in page
    assert "Nowa klauzula" not in page
    assert written(organiser, event, "news", pl=first) == 303
    db.rollback()
    texts = db.scalars(
        select(Clause.text).where(Clause.kind == "news", Clause.language == "pl").order_by(Clause.version)
    ).all()
    assert texts == [first, "Nowa klauzula.\nDrugi wiersz <b>.", first]


def test_of_two_who_write_at_once_the_second_is_told(organiser, db, event):
    token = organiser.token(path(event, "news"))
    assert written(organiser, event, "news") == 303
    late = organiser.post(
        path(event, "news"), data={"csrf_token": token, "base": "1", "pl": "Mój tekst", "en": "Mine"}
    )
    assert "W międzyczasie ktoś inny zapisał nową wersję" in late.text
    assert "Mój tekst" in late.text
    assert db.scalars(select(Clause).where(Clause.version == 3)).all() == []


@pytest.mark.parametrize(
    "sent", [{"pl": ""}, {"en": " \n "}, {"pl": "x" * 10_001}, {"base": "-1"}, {"base": "x"}]
)
def test_half_a_version_or_a_forged_base_is_refused(organiser, db, event, sent):
    answer = organiser.send(path(event, "news"), {**NEW, "base": "1", **sent})
    assert answer.status_code == 200
    assert db.scalars(select(Clause).where(Clause.version > 1)).all() == []


def test_the_same_text_is_no_new_version(organiser, db, event):
    held = {one.language: one.text for one in db.scalars(select(Clause).where(Clause.kind == "news"))}
    answer = organiser.send(path(event, "news"), {**held, "base": "1"})
    assert "nowa nie powstała" in answer.text


def test_what_speakers_and_staff_are_told_is_no_matter_of_the_form(client, organiser, db, event):
    assert written(organiser, event, "hosts", pl="Dla prowadzących i obsługi.") == 303
    assert "Dla prowadzących i obsługi." in organiser.get(path(event)).text
    assert "Dla prowadzących i obsługi." not in client.get(f"/sign-up/{event.slug}").text
    assert sign_up(client, event.slug).status_code == 303
    assert {one.clause.kind.value for one in newest(db).consents} == {"information", "pictures", "news"}


def test_an_institution_from_before_gets_only_the_texts_that_it_lacks(db, event):
    db.execute(delete(Clause).where(Clause.kind == "hosts"))
    before = set(db.scalars(select(Clause.id)))
    ensure_clauses(db, event.organisation, NOON)
    added = db.scalars(select(Clause).where(Clause.id.not_in(before)))
    assert {(one.kind, one.language, one.version) for one in added} == {
        ("hosts", "pl", 1),
        ("hosts", "en", 1),
    }


def test_an_unknown_kind_is_no_page(organiser, event):
    assert organiser.get(path(event, "cookies")).status_code == 404


def shown(page: str) -> list[str]:
    return re.findall(r'name="shown" value="(\d+)"', page)


def test_a_text_renewed_while_the_form_is_open_is_shown_before_anything_is_sent(client, organiser, db, event):
    page = client.get(f"/sign-up/{event.slug}").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    news, pictures = clause_ids(db, "news"), clause_ids(db, "pictures")
    written(organiser, event, "news")
    sent = {
        **ANSWERS,
        "csrf_token": token,
        "step": "send",
        "shown": shown(page),
        "consents": [news, pictures],
    }
    check = client.post(f"/sign-up/{event.slug}", data=sent)
    assert check.status_code == 409
    assert "Organizator zmienił teksty" in check.text
    assert newest(db) is None
    again = {
        **sent,
        "shown": shown(check.text),
        "consents": re.findall(r'name="consents" value="(\d+)"', check.text),
    }
    assert client.post(f"/sign-up/{event.slug}", data=again).status_code == 303
    recorded = {one.clause.kind.value: (one.clause.version, one.given) for one in newest(db).consents}
    assert recorded == {"information": (1, True), "pictures": (1, True), "news": (2, False)}


def clause_ids(db: orm.Session, kind: str) -> str:
    return str(db.scalars(select(Clause.id).where(Clause.kind == kind, Clause.language == "pl")).one())


@pytest.mark.parametrize("forged", [["999999"], ["1", "x"], ["<script>"], ["0"] * 50])
def test_forged_versions_record_nothing_that_was_not_shown(client, db, event, forged):
    answer = sign_up(client, event.slug, shown=forged)
    assert answer.status_code == 409
    assert "Sprawdź odpowiedzi" in answer.text
    assert newest(db) is None


def test_a_double_click_around_a_renewal_finds_its_registration(client, organiser, db, event):
    page = client.get(f"/sign-up/{event.slug}").text
    assert sign_up(client, event.slug, shown=shown(page)).status_code == 303
    written(organiser, event)
    again = client.send(f"/sign-up/{event.slug}", {**ANSWERS, "step": "send", "shown": shown(page)})
    assert again.status_code == 409
    assert len(db.scalars(select(Registration)).all()) == 1


def test_the_page_needs_as_many_statements_for_many_versions(app, organiser, event):
    def count() -> int:
        with Statements(app) as found:
            organiser.get(path(event))
        return len(found)

    before = count()
    for number in range(4):
        written(organiser, event, "pictures", pl=f"Wersja {number}")
    assert count() == before


def test_the_information_of_an_institution_without_an_address_names_no_contact(db):
    owner = factories.organisation(db, name="Gmina Warta", email="")
    text = first_text(owner, ClauseKind.INFORMATION, "pl")
    assert "Administratorem danych jest Gmina Warta. Dane" in text
    owner.email = "urzad@warta.example.pl"
    text = first_text(owner, ClauseKind.INFORMATION, "pl")
    assert "Administratorem danych jest Gmina Warta (kontakt: urzad@warta.example.pl). Dane" in text
