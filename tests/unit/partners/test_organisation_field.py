"""The field behind the picker: what a choice means, and when it is none."""

import pytest
from werkzeug.datastructures import MultiDict

from registration.partners.forms import Chosen, FreeText, OrganisationField
from registration.web.forms import BaseForm
from tests.factories.institutions import neighbourhood


class Form(BaseForm):
    """A form with an institution that must be named, and one that need not."""

    class Meta(BaseForm.Meta):
        csrf = False

    institution = OrganisationField("Instytucja", missing="Wpisz instytucję")
    parent = OrganisationField("Należy do", missing=None)


@pytest.fixture
def form(app):
    def sent(*pairs):
        return Form(formdata=MultiDict(pairs))

    with app.test_request_context():
        yield sent


@pytest.mark.parametrize(
    ("chosen", "meant"),
    [
        (["12 Warta"], Chosen(12, "Warta")),
        (["12  Warta "], Chosen(12, "Warta")),
        (["", "12 Warta"], Chosen(12, "Warta")),
        (["12 Warta", "-"], FreeText("Warta")),
        (["12 Sieradz"], FreeText("Warta")),
        (["12"], FreeText("Warta")),
        (["x Warta"], FreeText("Warta")),
        (["٣ Warta"], FreeText("Warta")),
        (["9999999999 Warta"], FreeText("Warta")),
        ([], FreeText("Warta")),
    ],
)
def test_a_choice_is_a_number_and_the_very_text_that_stands_beside_it(form, chosen, meant):
    sent = form(("institution", " Warta"), *(("institution_chosen", one) for one in chosen))
    assert sent.institution.value == meant


def test_free_text_may_be_long_but_not_longer_than_it_is_stored_and_a_choice_is_as_long_as_its_description(
    form,
):
    assert form(("institution", "x" * 200)).validate()
    assert not form(("institution", "x" * 201)).validate()
    assert form(("institution", "x" * 300), ("institution_chosen", "1 " + "x" * 300)).validate()


def test_nothing_typed_is_refused_only_where_it_must_be_named(form):
    sent = form(("institution", ""), ("parent", ""))
    assert not sent.validate()
    assert (list(sent.institution.errors), list(sent.parent.errors)) == (["Wpisz instytucję"], [])


def test_the_button_asks_and_does_nothing(form):
    assert form(("institution", "Warta"), ("institution_find", "1")).institution.only_asks
    assert not form(("institution", "Warta"), ("parent_find", "1")).institution.only_asks


def test_what_is_chosen_is_settled_into_its_description_which_services_take_for_typed(form, db):
    places = neighbourhood(db)
    number = places["1020052"].id
    sent = form(("parent", "głow"), ("parent_chosen", f"{number} głow"))
    sent.parent.settle(db)
    assert sent.parent.data == "Głowno (gmina wiejska, pow. zgierski, woj. łódzkie)"
    assert sent.parent.organisation_id == number


def test_a_form_within_a_form_has_its_own_names(app):
    with app.test_request_context():
        sent = Form(
            formdata=MultiDict({"a-institution": "Warta", "a-institution_chosen": "7 Warta"}), prefix="a-"
        )
        assert sent.institution.value == Chosen(7, "Warta")
