"""The institution on the sign-up form: chosen, proposed or typed, with JavaScript and without."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from sqlalchemy import select

from registration.accounts.audit import history
from registration.core.tokens import Purpose
from registration.partners.models import FormerName
from registration.partners.models import OrganisationKind as Kind
from registration.signup import hooks
from registration.signup.hooks import Prefill
from registration.signup.models import Registration
from registration.web.site import site
from tests import factories
from tests.factories.institutions import institution, neighbourhood
from tests.factories.mailings import participant
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.statements import Statements

pytestmark = pytest.mark.usefixtures("early_june")


@pytest.fixture
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def places(db):
    return neighbourhood(db)


@pytest.fixture
def event(db, places):
    made = factories.event(db)
    db.commit()
    return made


def post(client, event, step="review", **answers):
    address = f"/sign-up/{event.slug}"
    steps = {"step": step} if step else {}
    return client.post(address, data={"csrf_token": client.token(address), **ANSWERS, **steps, **answers})


def radios(page):
    """(value, name, whether ticked) of each institution that is offered."""
    found = re.findall(
        r'type="radio" name="institution_chosen"[^>]*value="([^"]*)"( checked)?[^>]*>\s*<label[^>]*>([^<]*)<',
        page,
    )
    return [(unescape(value), unescape(name), bool(ticked)) for value, ticked, name in found]


def registered(db):
    db.rollback()
    db.expire_all()
    return db.scalars(select(Registration)).one()


def test_what_was_chosen_is_stored_with_its_name_of_the_day(client, db, places, event):
    warta = places["1014103"]
    sign_up(client, event.slug, institution="warta", institution_chosen=f"{warta.id} warta")
    assert (registered(db).institution, registered(db).organisation_id) == ("Warta", warta.id)


def test_free_text_is_stored_as_it_is_typed(client, db, event):
    sign_up(client, event.slug, institution="Koło Gospodyń w Zapolu")
    assert (registered(db).institution, registered(db).organisation_id) == ("Koło Gospodyń w Zapolu", None)


def test_a_choice_holds_only_for_the_text_for_which_it_was_made(client, db, places, event):
    sign_up(client, event.slug, institution="Inna", institution_chosen=f"{places['1014103'].id} Warta")
    assert (registered(db).institution, registered(db).organisation_id) == ("Inna", None)


def test_not_on_the_list_takes_a_choice_back(client, db, places, event):
    chosen = [f"{places['1014103'].id} Warta", "-"]
    sign_up(client, event.slug, institution="Warta", institution_chosen=chosen)
    assert registered(db).organisation_id is None


def test_the_button_shows_the_same_form_with_what_fits_and_loses_nothing(client, places, event):
    page = post(client, event, step="", institution="głowno", institution_find="1", question="Gdzie?").text
    assert "<h1>Zapisz się</h1>" in page
    assert "Błąd" not in page
    assert 'value="Żółć-Łęcka"' in page
    assert "Gdzie?</textarea>" in page
    assert [one[:2] for one in radios(page)] == [
        (f"{places['1020011'].id} głowno", "Głowno"),
        (f"{places['1020052'].id} głowno", "Głowno"),
        ("-", "Nie ma na liście: zostaw „głowno”"),
    ]
    assert "gmina wiejska, pow. zgierski, woj. łódzkie" in page


def test_a_search_without_results_says_that_the_text_may_stay(client, event):
    page = post(client, event, step="", institution="Zapole", institution_find="1").text
    assert "Nie ma na liście. Można zostawić to, co wpisano." in page


def test_namesakes_are_offered_on_the_check_page_and_none_is_ticked(client, event):
    offered = radios(post(client, event, institution="Skierniewice").text)
    assert [name for _, name, ticked in offered if ticked] == ["Nie ma na liście: zostaw „Skierniewice”"]
    assert len(offered) == 3


def test_the_only_one_of_that_name_is_ticked_for_the_person_to_confirm(client, db, places, event):
    offered = radios(post(client, event, institution="powiat sieradzki").text)
    assert [one[1:] for one in offered] == [
        ("Powiat Sieradzki", True),
        ("Nie ma na liście: zostaw „powiat sieradzki”", False),
    ]
    sign_up(client, event.slug, institution="powiat sieradzki", institution_chosen=["", offered[0][0]])
    assert registered(db).institution == "Powiat Sieradzki"


def test_the_domain_of_the_address_proposes_on_the_check_page_but_fills_nothing(client, db, event):
    institution(db, Kind.COMPANY, "Wodociągi", domains=("warta.example.pl",))
    db.commit()
    offered = radios(post(client, event, institution="u nas").text)
    assert [one[1:] for one in offered] == [
        ("Wodociągi", False),
        ("Nie ma na liście: zostaw „u nas”", True),
    ]
    assert radios(post(client, event, institution="u nas", email="x@gmail.com").text) == []


def test_a_chosen_one_is_described_on_the_check_page_and_after_going_back(client, places, event):
    choice = {"institution": "głowno", "institution_chosen": f"{places['1020052'].id} głowno"}
    told = "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)"
    check = post(client, event, **choice).text
    assert told in check
    assert radios(check) == []
    form = post(client, event, step="change", **choice).text
    assert f'value="{told}"' in form
    assert f'value="{places["1020052"].id} {told}"' in form
    assert "Wybrano z listy: Głowno" in form


@pytest.mark.parametrize("forged", ["999999 Warta", "0 Warta"])
def test_an_unknown_institution_is_refused_at_the_field_and_all_is_kept(client, db, event, forged):
    page = sign_up(client, event.slug, institution="Warta", institution_chosen=forged, question="Gdzie?").text
    assert "Tej instytucji nie ma na liście" in page
    assert 'href="#institution"' in page
    assert "Gdzie?</textarea>" in page
    assert db.scalars(select(Registration)).all() == []


def test_one_that_ended_while_the_form_was_open_is_refused_by_name(client, db, places, event):
    warta = places["1014103"]
    warta.valid_until = date(2026, 1, 1)
    db.commit()
    page = sign_up(client, event.slug, institution="Warta", institution_chosen=f"{warta.id} Warta").text
    assert "Warta – ta instytucja już nie istnieje" in page
    assert db.scalars(select(Registration)).all() == []


@pytest.mark.parametrize("forged", ["x Warta", "²  Warta", "1" * 40 + " Warta", "-1 Warta", "1", ""])
def test_what_is_no_choice_is_free_text(client, db, event, forged):
    sign_up(client, event.slug, institution="Warta", institution_chosen=forged)
    assert registered(db).organisation_id is None


def test_a_second_click_finds_the_first_ones_registration(client, db, places, event):
    choice = {"institution": "Warta", "institution_chosen": f"{places['1014103'].id} Warta"}
    first = sign_up(client, event.slug, **choice).headers["Location"]
    assert sign_up(client, event.slug, **choice).headers["Location"] == first
    assert registered(db)


def test_free_text_costs_no_statement_more_and_a_choice_one(app, client, places, event):
    def counted(**answers):
        data = {"csrf_token": client.token(f"/sign-up/{event.slug}"), **ANSWERS, "step": "send", **answers}
        with Statements(app) as statements:
            assert client.post(f"/sign-up/{event.slug}", data=data).status_code == 303
        return [one for one in statements if "organisations" in one]

    assert counted() == []
    chosen = f"{places['1014103'].id} Warta"
    again = {"email": "b@warta.example.pl", "submission_key": "k" * 24, "institution": "Warta"}
    assert len(counted(**again, institution_chosen=chosen)) == 0  # on the driver's own cursor


def test_markup_in_what_is_typed_stays_text(client, event):
    page = post(client, event, step="", institution='"><script>x', institution_find="1").text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_an_invitation_begins_with_its_institution_and_proposes_without_choosing(
    client, db, places, event, monkeypatch
):
    known = Prefill("sekretarz@example.org", "Grażyna", "Łęcka", "Powiat Sieradzki")
    monkeypatch.setattr(hooks, "prefill_sources", [lambda *_: known])
    page = client.get(f"/sign-up/{event.slug}?invitation=x").text
    assert 'value="Powiat Sieradzki"' in page
    assert 'name="institution_chosen" value=""' in page
    assert next(name for _, name, _ in radios(page)) == "Powiat Sieradzki"


@pytest.fixture
def linked(db, event, places):
    """A registration that its organiser has linked, and its personal page."""
    made = participant(db, event, institution="UM w Warcie", organisation_id=places["1014103"].id)
    db.commit()
    return made


def change(client, app, linked, **answers):
    with app.app_context():
        token = site().token(Purpose.REGISTRATION, linked.public_id, linked.generation)
    address = f"/sign-up/my/{token}/change"
    page = client.get(address).text
    text, chosen = (
        unescape(re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1])
        for name in ("institution", "institution_chosen")
    )
    shown = {"first_name": "Jan", "last_name": "Nowak", "post": "skarbnik"}
    shown |= {"institution": text, "institution_chosen": chosen}
    return client.send(address, {**shown, **answers})


def test_correcting_something_else_keeps_text_and_link_even_of_one_that_has_ended(client, app, db, linked):
    linked.organisation.valid_until = date(2026, 1, 1)
    db.commit()
    assert change(client, app, linked).status_code == 303
    after = registered(db)
    assert (after.first_name, after.institution, after.organisation_id) == (
        "Jan",
        "UM w Warcie",
        linked.organisation_id,
    )


def test_a_correction_to_free_text_unlinks_and_one_to_another_institution_takes_its_name(
    client, app, db, places, linked
):
    assert change(client, app, linked, institution="Koło").status_code == 303
    assert (registered(db).institution, registered(db).organisation_id) == ("Koło", None)
    chosen = {"institution": "x", "institution_chosen": f"{places['1014'].id} x"}
    assert change(client, app, registered(db), **chosen).status_code == 303
    after = registered(db)
    assert (after.institution, after.organisation_id) == ("Powiat Sieradzki", places["1014"].id)
    told = history(db, ("registration", after.id))[0].after
    assert told["linked_institution"] == "Powiat Sieradzki (woj. łódzkie)"


def test_lists_keep_the_name_of_the_day_when_the_institution_is_renamed(db, linked):
    linked.organisation.former_names = [FormerName(name="Warta Dawna", until=date(2026, 6, 2))]
    db.flush()
    assert linked.institution_name == "Warta Dawna"
