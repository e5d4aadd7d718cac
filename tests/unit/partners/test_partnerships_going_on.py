"""Papers, components and steps of a partnership follow these rules."""

import pytest

from registration.accounts.audit import history
from registration.core.partial_date import PartialDate
from registration.partners.errors import partnership as errors
from registration.partners.models import (
    ComponentStatus,
    DocumentKind,
    PartnershipStatus,
    ProductStatus,
    SelectionResult,
    SigningMode,
)
from registration.partners.partnership_states import NEXT, WAY, way_of
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.partnerships import papers, standing, work
from registration.partners.services.partnerships.papers import DocumentCommand, SignatoryCommand
from registration.partners.services.partnerships.standing import SelectionCommand, StepCommand
from registration.partners.services.partnerships.work import ComponentCommand, ProductCommand
from tests.factories import partnerships as make
from tests.factories.trainings import organisation

S, C, P = PartnershipStatus, ComponentStatus, ProductStatus
LETTER = DocumentCommand(DocumentKind.LETTER_OF_INTENT)


def actions(db, known):
    return [
        line.action.removeprefix("partnership.") for line in reversed(history(db, ("partnership", known.id)))
    ]


# --- documents and signatories


def test_what_is_not_known_of_a_document_stays_unknown(db):
    made = make.partnership(db)
    papers.add_document(db, make.editing(made), LETTER)
    db.expire_all()
    letter = made.documents[0]
    assert (letter.signed_on, letter.number, letter.place, letter.file) == (None, "", "", None)
    papers.change_document(
        db, make.editing(made), letter.id, DocumentCommand(LETTER.kind, signed_on=PartialDate(2026, 7, None))
    )
    db.expire_all()
    assert made.documents[0].signed_on == PartialDate(2026, 7, None)
    papers.change_document(db, make.editing(made), letter.id, LETTER)
    db.expire_all()
    assert made.documents[0].signed_on is None


@pytest.mark.parametrize(
    ("party", "post", "refusal"),
    [(None, "Wójt", errors.PartyMissing), (1, " ", errors.PostMissing), (99, "Wójt", errors.NoSuchPart)],
)
def test_who_signs_has_a_post_and_signs_for_a_party(db, party, post, refusal):
    made = make.partnership(db)
    ids = {1: make.party(db, made).id}
    papers.add_document(db, make.editing(made), LETTER)
    with pytest.raises(refusal):
        papers.add_signatory(
            db, make.editing(made), made.documents[0].id, SignatoryCommand(ids.get(party, party), post)
        )


def test_a_signatory_may_be_known_by_post_alone(db):
    made = make.partnership(db)
    one = make.party(db, made)
    papers.add_document(db, make.editing(made), LETTER)
    letter = made.documents[0]
    papers.add_signatory(db, make.editing(made), letter.id, SignatoryCommand(one.id, "Burmistrz Warty"))
    signed = letter.signatories[0]
    assert (signed.post, signed.name, signed.mode) == ("Burmistrz Warty", "", None)
    told = SignatoryCommand(one.id, "Burmistrz Warty", "Jan Kowalski", SigningMode.TRUSTED, by_proxy=True)
    papers.change_signatory(db, make.editing(made), letter.id, signed.id, told)
    assert (signed.name, signed.mode, signed.by_proxy) == ("Jan Kowalski", SigningMode.TRUSTED, True)


def test_the_only_letter_stays_while_the_status_rests_on_it(db):
    made = make.partnership(db)
    papers.add_document(db, make.editing(made), LETTER)
    standing.take_step(db, make.editing(made), StepCommand(S.LETTER_SIGNED))
    letter = made.documents[0]
    with pytest.raises(errors.DocumentHeld):
        papers.remove_document(db, make.editing(made), letter.id)
    with pytest.raises(errors.DocumentHeld):
        papers.change_document(db, make.editing(made), letter.id, DocumentCommand(DocumentKind.ANNEX))
    papers.add_document(db, make.editing(made), LETTER)
    papers.remove_document(db, make.editing(made), letter.id)
    assert len(made.documents) == 1


# --- components and products


def sequence(db):
    made = make.partnership(db)
    first = make.component(db, made, "doradztwo w planowaniu strategicznym", "strategia", "pakiet projektów")
    second = make.component(db, made, "doradztwo projektowe")
    package = first.products[1]
    work.change_component(
        db, make.editing(made), second.id, ComponentCommand(second.title, needs_id=package.id)
    )
    return made, first, second, package


@pytest.mark.parametrize("status", [C.RUNNING, C.DONE])
def test_component_two_does_not_start_before_what_it_needs_is_adopted(db, status):
    made, first, second, package = sequence(db)
    start = ComponentCommand(second.title, status, package.id)
    with pytest.raises(errors.ComponentTooEarly) as refused:
        work.change_component(db, make.editing(made), second.id, start)
    assert refused.value.values == {"product": "pakiet projektów"}
    assert second.status is C.PLANNED
    adopted = ProductCommand(package.name, P.ADOPTED, PartialDate(2026, 9, 1), "uchwała nr 1")
    work.change_product(db, make.editing(made), first.id, package.id, adopted)
    work.change_component(db, make.editing(made), second.id, start)
    assert (second.status, second.early_reason) == (status, "")


def test_an_organiser_who_starts_it_early_gives_a_reason_that_is_kept(db):
    made, _first, second, package = sequence(db)
    early = ComponentCommand(second.title, C.RUNNING, package.id, "Doradca jest już w terenie")
    work.change_component(db, make.editing(made), second.id, early)
    work.change_component(
        db, make.editing(made), second.id, ComponentCommand("doradztwo", C.DONE, package.id)
    )
    assert (second.status, second.early_reason) == (C.DONE, "Doradca jest już w terenie")
    told = [line.after.get("partnership_components", []) for line in history(db, ("partnership", made.id))]
    assert any("Doradca jest już w terenie" in part for lines in told for part in lines)


def test_a_component_waits_only_for_what_comes_before_it(db):
    made, first, second, _package = sequence(db)
    work.add_product(db, make.editing(made), second.id, ProductCommand("wniosek"))
    with pytest.raises(errors.NeedsItsOwn):
        work.change_component(
            db, make.editing(made), first.id, ComponentCommand(first.title, needs_id=second.products[0].id)
        )
    with pytest.raises(errors.NeedsItsOwn):
        work.move_component(db, make.editing(made), second.id, -1)


def test_a_product_that_a_later_component_needs_stays(db):
    made, first, second, package = sequence(db)
    for remove in (
        lambda: work.remove_product(db, make.editing(made), first.id, package.id),
        lambda: work.remove_component(db, make.editing(made), first.id),
    ):
        with pytest.raises(errors.ProductNeeded) as refused:
            remove()
        assert refused.value.values == {"product": "pakiet projektów", "component": "doradztwo projektowe"}
    work.remove_component(db, make.editing(made), second.id)
    work.remove_component(db, make.editing(made), first.id)
    assert made.components == []


def test_day_and_act_of_adoption_belong_to_an_adopted_product(db):
    made, first, _second, package = sequence(db)
    told = ProductCommand("pakiet", P.IN_PREPARATION, PartialDate(2026, None, None), "uchwała nr 1")
    work.change_product(db, make.editing(made), first.id, package.id, told)
    assert (package.adopted_on, package.adopted_by) == (None, "")


# --- status and selection


def test_the_whole_way_from_an_idea_to_its_end(db):
    made = make.partnership(db)
    papers.add_document(db, make.editing(made), LETTER)
    for status in WAY[1:]:
        standing.take_step(db, make.editing(made), StepCommand(status, PartialDate(2026, None, None)))
    assert [step.status for step in made.steps] == list(WAY)
    assert made.selection_result is SelectionResult.SELECTED
    assert NEXT[made.status] == ()


def test_a_letter_is_signed_only_where_there_is_a_letter(db):
    made = make.partnership(db)
    papers.add_document(db, make.editing(made), DocumentCommand(DocumentKind.AGREEMENT))
    with pytest.raises(errors.LetterMissing):
        standing.take_step(db, make.editing(made), StepCommand(S.LETTER_SIGNED))


@pytest.mark.parametrize("status", [S.SUBMITTED, S.SELECTED, S.NOT_SELECTED, S.ACTIVE])
def test_no_step_is_left_out(db, status):
    made = make.partnership(db)
    with pytest.raises(errors.StepNotNext):
        standing.take_step(db, make.editing(made), StepCommand(status))
    assert (made.status, len(made.steps)) == (S.IDEA, 1)


def test_a_mistake_is_corrected_by_a_new_line_that_says_why(db):
    made = make.partnership(db)
    standing.take_step(db, make.editing(made), StepCommand(S.CLOSED))
    with pytest.raises(errors.CorrectionUnexplained):
        standing.take_step(db, make.editing(made), StepCommand(S.IDEA, corrects=True))
    standing.take_step(db, make.editing(made), StepCommand(S.IDEA, note="Pomyłka", corrects=True))
    assert [(step.status, step.corrects) for step in made.steps] == [
        (S.IDEA, False),
        (S.CLOSED, False),
        (S.IDEA, True),
    ]
    assert actions(db, made)[-1] == "corrected"


def test_the_same_status_twice_is_no_step(db):
    made = make.partnership(db)
    with pytest.raises(errors.StatusSame):
        standing.take_step(db, make.editing(made), StepCommand(S.IDEA, note="x", corrects=True))


def test_who_selects_is_known_before_the_result_is(db):
    made = make.partnership(db)
    region = organisation(db, name="Województwo Łódzkie", teryt="10", runs_events=False)
    standing.set_selection(db, make.editing(made), SelectionCommand(Meant("wojewodztwo lodzkie")))
    assert (made.selector, made.selection_result, made.selection_on) == (region, None, None)


def test_not_being_selected_ends_the_drawn_way_there():
    assert way_of(S.NOT_SELECTED)[-1] is S.NOT_SELECTED
    assert S.SELECTED not in way_of(S.NOT_SELECTED)
    assert all(way_of(status) == WAY for status in WAY)
