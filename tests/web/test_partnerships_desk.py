"""The desk of partnerships: what was typed stays, what is refused says why at its field, what goes is asked first."""

import io
import re
from pathlib import Path

import pytest

from registration.accounts.audit import history
from registration.partners.models import ComponentStatus, Partnership, PartyRole
from registration.partners.services.partnerships import saving
from registration.partners.services.partnerships.saving import PartnershipCommand
from tests.factories import accounts, organisation
from tests.factories import partnerships as make
from tests.statements import Statements

BASE = "/desk/partnerships"


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
    known = make.partnership(db, owner=owner)
    db.commit()
    return known


@pytest.fixture
def whole(app, db, owner):
    known = make.whole(db, owner, Path(app.instance_path))
    db.commit()
    return known


def send(client, path, **typed):
    """Open a form and send it with what is typed; gives the answer."""
    page = client.get(path).text
    form = page[page.index('name="csrf_token"') :]
    hidden = dict(
        re.findall(
            r'<input id="(?:csrf_token|edition)" name="(csrf_token|edition)" type="hidden" value="([^"]*)"',
            page,
        )
    )
    assert "csrf_token" in hidden, form[:200]
    return client.post(path, data=hidden | typed)


def test_a_partnership_is_added_and_its_parties_come_next(organiser, db):
    answer = send(organiser, f"{BASE}/new", working_name="Sieradzkie+", frame_kind="")
    known = db.query(Partnership).one()
    assert answer.status_code == 303
    assert answer.location == f"{BASE}/{known.id}/parties"
    assert known.slug == "sieradzkie-plus"


def test_a_refused_form_keeps_what_was_typed_and_says_why_at_the_field(organiser):
    page = send(organiser, f"{BASE}/new", working_name="", areas="Zdrowie\nTransport", frame_kind="").text
    assert "Wpisz nazwę, pod którą mówi się o partnerstwie" in page
    assert "Zdrowie\nTransport" in page


def test_a_frame_that_is_named_is_a_pilot_or_a_programme(organiser):
    page = send(organiser, f"{BASE}/new", working_name="X", frame_kind="", frame_name="Pilotaż CWD").text
    assert 'href="#frame_kind"' in page or "Wskaż, czy to pilotaż, czy program" in page


def test_a_party_is_chosen_or_typed_and_namesakes_are_offered(organiser, db, made):
    make.commune(db, "Głowno", "1020052", make.county(db, "Powiat Zgierski", "1020"))
    make.commune(db, "Głowno", "1020042", make.county(db, "Powiat Łowicki", "1005"))
    db.commit()
    page = send(organiser, f"{BASE}/{made.id}/parties", institution="głowno", role="party").text
    assert "pow. zgierski" in page
    assert "pow. łowicki" in page
    assert (
        send(organiser, f"{BASE}/{made.id}/parties", institution="1020052", role="leader").status_code == 303
    )
    db.expire_all()
    assert [(one.organisation.teryt, one.role) for one in made.parties] == [("1020052", PartyRole.LEADER)]


def test_a_second_leader_is_refused_at_the_role(organiser, db, made):
    make.party(db, made, role=PartyRole.LEADER)
    second = make.party(db, made)
    db.commit()
    page = send(organiser, f"{BASE}/{made.id}/parties/{second.id}", role="leader").text
    assert "a partnerstwo ma jednego lidera" in page
    assert 'href="#role"' in page


def test_all_communes_of_a_county_come_by_one_button(organiser, db, made):
    above = make.county(db)
    for number, name in enumerate(("Warta", "Klonowa"), 1):
        make.commune(db, name, f"10140{number}2", above)
    db.commit()
    answer = send(organiser, f"{BASE}/{made.id}/parties/communes", county="1014")
    assert answer.status_code == 303
    assert "Dodano 2 gminy." in organiser.get(answer.location).text


def test_a_party_that_signed_is_kept_and_the_page_says_where_it_is_named(organiser, whole):
    party = whole.parties[1]
    page = organiser.get(f"{BASE}/{whole.id}/parties/{party.id}/remove").text
    assert "Wójt Gminy Burzenin" in page
    assert "Usuń stronę</button>" not in page


def test_a_second_click_removes_nothing_more(organiser, db, whole):
    party = make.party(db, whole)
    db.commit()
    path = f"{BASE}/{whole.id}/parties/{party.id}/remove"
    assert send(organiser, path).status_code == 303
    assert organiser.get(path).status_code == 404


def test_the_order_is_changed_by_a_button_without_a_script(organiser, db, whole):
    last = whole.parties[1]
    page = organiser.get(f"{BASE}/{whole.id}/parties").text
    token = re.findall(r'name="csrf_token" type="hidden" value="([^"]*)"', page)[0]
    organiser.post(f"{BASE}/{whole.id}/parties/{last.id}/move", data={"csrf_token": token, "by": "up"})
    db.expire_all()
    assert whole.parties[0] is last


def test_somebody_faster_is_shown_beside_what_was_typed(organiser, db, made):
    page = organiser.get(f"{BASE}/{made.id}/texts").text
    token = re.findall(r'name="csrf_token" type="hidden" value="([^"]*)"', page)[0]
    saving.change_partnership(db, make.editing(made), PartnershipCommand("Ziemia Sieradzka"))
    db.commit()
    late = organiser.post(
        f"{BASE}/{made.id}/texts",
        data={"csrf_token": token, "edition": "0", "working_name": "Sieradzkie++", "frame_kind": ""},
    )
    assert late.status_code == 409
    assert "Ziemia Sieradzka" in late.text
    assert 'value="Sieradzkie++"' in late.text
    db.expire_all()
    assert made.working_name == "Ziemia Sieradzka"


def test_a_document_with_its_file_and_a_date_known_in_part(organiser, db, made):
    typed = {
        "kind": "letter of intent",
        "signed_on-month": "7",
        "signed_on-year": "2026",
        "file": (io.BytesIO(make.PDF), "Sieradzkie+ list.pdf"),
    }
    assert send(organiser, f"{BASE}/{made.id}/documents", **typed).status_code == 303
    db.expire_all()
    document = made.documents[0]
    assert (document.signed_on.iso, document.file.name) == ("2026-07", "Sieradzkie+ list.pdf")
    with organiser.get(f"{BASE}/{made.id}/documents/{document.id}/file") as kept:
        assert (kept.data, kept.headers["Cache-Control"]) == (make.PDF, "private, no-store")


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"MZ\x90 program", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_document_is_refused_with_the_rest_kept(organiser, db, made, content):
    typed = {"kind": "agreement", "number": "7/2026", "file": (io.BytesIO(content), "list.pdf")}
    answer = send(organiser, f"{BASE}/{made.id}/documents", **typed)
    assert answer.status_code == 200
    assert 'href="#file"' in answer.text
    assert 'value="7/2026"' in answer.text
    db.expire_all()
    assert made.documents == []


def test_an_impossible_date_is_refused_at_the_date(organiser, made):
    typed = {"kind": "agreement", "signed_on-day": "30", "signed_on-month": "2", "signed_on-year": "2026"}
    page = send(organiser, f"{BASE}/{made.id}/documents", **typed).text
    assert 'href="#signed_on-day"' in page
    assert 'value="30"' in page


def test_a_component_that_starts_too_early_asks_for_a_reason_and_keeps_it(organiser, db, whole):
    second = whole.components[1]
    path = f"{BASE}/{whole.id}/components/{second.id}"
    typed = {"title": second.title, "needs": str(second.needs_id), "status": "running"}
    page = send(organiser, path, **typed).text
    assert 'href="#early_reason"' in page
    assert send(organiser, path, **typed, early_reason="Doradca już pracuje").status_code == 303
    db.expire_all()
    assert (second.status, second.early_reason) == (ComponentStatus.RUNNING, "Doradca już pracuje")
    public = organiser.get(f"/partnerships/{whole.slug}").text
    assert "Doradca już pracuje" in public
    assert "Rozpoczyna się, gdy" not in public


def test_a_product_that_is_waited_for_is_not_removed(organiser, db, whole):
    first = whole.components[0]
    path = f"{BASE}/{whole.id}/components/{first.id}/products/{first.products[1].id}/remove"
    assert "czeka na niego komponent" in send(organiser, path).text


def test_the_status_goes_on_step_by_step(organiser, db, whole):
    path = f"{BASE}/{whole.id}/status"
    assert "nie może teraz nastąpić" in send(organiser, path, status="active").text
    assert send(organiser, path, status="letter signed").status_code == 303
    assert "Napisz, co i dlaczego prostujesz" in send(organiser, path, status="idea", corrects="y").text


def test_who_selects_is_kept_while_the_result_is_not_known(organiser, db, made):
    region = organisation(db, name="Województwo Łódzkie", teryt="10", runs_events=False)
    db.commit()
    assert send(organiser, f"{BASE}/{made.id}/selection", selector="10", result="").status_code == 303
    db.expire_all()
    assert (made.selector, made.selection_result) == (region, None)


def test_nobody_is_published_without_parties(organiser, made):
    assert "Najpierw dodaj strony" in send(organiser, f"{BASE}/{made.id}/publish").text


def test_publishing_hiding_and_deleting_ask_first(organiser, db, whole):
    for act in ("hide", "delete"):
        assert send(organiser, f"{BASE}/{whole.id}/{act}").status_code == 303
    assert db.query(Partnership).all() == []
    assert [line.action for line in history(db, ("partnership", whole.id))][:2] == [
        "partnership.deleted",
        "partnership.hidden",
    ]


def test_the_history_tells_in_polish_what_was_done(organiser, whole):
    page = organiser.get(f"{BASE}/{whole.id}").text
    for said in ("Dodano partnerstwo", "Dodano dokument", "Dodano podpis"):
        assert said in page


def test_somebody_elses_partnership_is_not_there(client, db, whole):
    accounts.sign_in(client, accounts.organiser(db, organisation(db)))
    db.commit()
    assert client.get(f"{BASE}/{whole.id}").status_code == 404
    assert "Sieradzkie" not in client.get(f"{BASE}/").text


def test_the_list_is_searched_whatever_the_marks(organiser, db, owner):
    make.partnership(db, "Łódzkie Żywioły+", owner=owner)
    make.partnership(db, "Inne", owner=owner)
    db.commit()
    page = organiser.get(f"{BASE}/?q=zywioly+lodz").text
    assert "Łódzkie Żywioły+" in page
    assert ">Inne<" not in page
    assert "Żadne partnerstwo nie pasuje" in organiser.get(f"{BASE}/?q=%25&status=active").text


def test_the_desk_s_list_asks_as_often_for_many_as_for_one(app, organiser, db, owner):
    def count():
        db.commit()
        with Statements(app) as found:
            organiser.get(f"{BASE}/")
        return len(found)

    make.partnership(db, "Pierwsze", owner=owner)
    few = count()
    for number in range(20):
        make.party(db, make.partnership(db, f"Kolejne {number}", owner=owner))
    assert count() == few


def test_a_step_that_somebody_has_taken_meanwhile_is_told_as_that(organiser, whole):
    path = f"{BASE}/{whole.id}/status"
    assert send(organiser, path, status="letter signed").status_code == 303
    late = organiser.send(path, {"status": "letter signed", "edition": "0"})
    assert late.status_code == 409
    assert send(organiser, path, status="no such").status_code == 200
