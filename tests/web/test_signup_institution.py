"""The institution on the sign-up form: chosen, proposed or typed, with JavaScript and without."""

import re
from datetime import date
from html import unescape

import pytest
import time_machine
from sqlalchemy import select

from registration.partners.models import OrganisationKind as Kind
from registration.signup.models import Registration
from tests import factories
from tests.factories.institutions import institution, neighbourhood
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
