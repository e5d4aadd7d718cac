"""Partnerships are made, named, filled with parties, published and read by these rules."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import history
from registration.partners.errors import partnership as errors
from registration.partners.errors.organisation import TextTooLong, UnitUnclear
from registration.partners.models import (
    DocumentKind,
    FrameKind,
    Partnership,
    PartnershipParty,
    PartyRole,
    Product,
    StatusStep,
)
from registration.partners.queries import partnership as queries
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.partnerships import papers, parties, saving
from registration.partners.services.partnerships.papers import DocumentCommand, SignatoryCommand
from registration.partners.services.partnerships.parties import PartyCommand
from registration.partners.services.partnerships.saving import PartnershipCommand
from tests.factories import partnerships as make
from tests.factories import projects
from tests.factories.trainings import NOON, organisation
from tests.statements import Statements

LETTER = DocumentCommand(DocumentKind.LETTER_OF_INTENT)


def actions(db, known):
    return [
        line.action.removeprefix("partnership.") for line in reversed(history(db, ("partnership", known.id)))
    ]


# --- names and addresses


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Sieradzkie+", "sieradzkie-plus"),
        ("Łódź i Żuławy", "lodz-i-zulawy"),
        ("!!", "partnerstwo"),
    ],
)
def test_the_address_is_made_from_the_working_name(db, name, address):
    assert make.partnership(db, name).slug == address


def test_a_plus_in_the_name_tells_two_partnerships_apart(db):
    plain, plus, again = (
        make.partnership(db, name).slug for name in ("Sieradzkie", "Sieradzkie+", "Sieradzkie+")
    )
    assert (plain, plus, again) == ("sieradzkie", "sieradzkie-plus", "sieradzkie-plus-2")


def test_an_address_stays_when_the_name_changes(db):
    made = make.partnership(db)
    saving.change_partnership(db, make.editing(made), PartnershipCommand("Ziemia Sieradzka"))
    assert (made.working_name, made.slug) == ("Ziemia Sieradzka", "sieradzkie-plus")


def test_a_taken_address_is_refused_where_it_was_typed(db):
    make.partnership(db, "Bzura")
    with pytest.raises(errors.AddressTaken) as refused:
        saving.change_partnership(
            db, make.editing(make.partnership(db)), PartnershipCommand("X", slug="Bzura")
        )
    assert refused.value.field == "slug"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (PartnershipCommand(" "), errors.WorkingNameMissing),
        (PartnershipCommand("x" * 201), TextTooLong),
        (PartnershipCommand("x", areas="y" * 10_001), TextTooLong),
        (PartnershipCommand("x", frame_name="Pilotaż"), errors.FrameKindMissing),
    ],
)
def test_texts_that_cannot_stand_are_refused_by_name(db, command, refusal):
    with pytest.raises(refusal):
        saving.make_partnership(db, organisation(db).id, command, make.editing())
    assert db.scalars(select(Partnership)).all() == []


def test_a_frame_without_a_name_is_no_frame(db):
    told = PartnershipCommand("x", frame_kind=FrameKind.PILOT)
    assert saving.make_partnership(db, organisation(db).id, told, make.editing()).frame_kind is None


def test_a_stale_form_changes_nothing(db):
    made = make.partnership(db)
    saving.change_partnership(db, make.editing(made, 0), PartnershipCommand("Pierwsza"))
    with pytest.raises(errors.PartnershipChanged):
        saving.change_partnership(db, make.editing(made, 0), PartnershipCommand("Druga"))
    assert (made.working_name, made.edition) == ("Pierwsza", 1)


def test_saving_what_stands_there_is_no_change(db):
    made = make.partnership(db)
    saving.change_partnership(db, make.editing(made), PartnershipCommand("Sieradzkie+"))
    assert (made.edition, actions(db, made)) == (0, ["made"])


def test_a_partnership_of_nobody_is_not_published(db):
    made = make.partnership(db)
    with pytest.raises(errors.NoPartyYet):
        saving.publish(db, make.editing(made))
    make.party(db, made)
    saving.publish(db, make.editing(made))
    assert made.published_at == NOON


def test_a_published_partnership_is_hidden_before_it_goes_with_all_that_is_in_it(db):
    made = make.partnership(db)
    make.party(db, made)
    first = make.component(db, made, "plan", "pakiet")
    make.component(db, made, "doradztwo").needs = first.products[0]
    papers.add_document(db, make.editing(made), LETTER)
    saving.publish(db, make.editing(made))
    with pytest.raises(errors.PartnershipPublished):
        saving.delete_partnership(db, make.editing(made))
    saving.hide(db, make.editing(made))
    saving.delete_partnership(db, make.editing(made))
    for model in (Partnership, PartnershipParty, StatusStep, Product):
        assert db.scalars(select(model)).all() == []
    assert actions(db, made)[-1] == "deleted"


# --- parties


def test_a_county_brings_all_its_communes_in_the_polish_order(db):
    made, above = make.partnership(db), make.county(db)
    for number, name in enumerate(("Złoczew", "Łask", "Lutomiersk", "Brzeźnio"), 1):
        make.commune(db, name, f"10140{number}2", above)
    make.commune(db, "Obca", "1020052", make.county(db, "Powiat Zgierski", "1020"))
    parties.add_party(db, make.editing(made), Meant("Brzeźnio"), PartyCommand())

    assert parties.add_communes(db, make.editing(made), Meant("1014")) == 3
    named = [party.organisation.name for party in made.parties]
    assert named == ["Brzeźnio", "Lutomiersk", "Łask", "Złoczew"]
    assert [party.position for party in made.parties] == [0, 1, 2, 3]
    with pytest.raises(errors.NobodyToAdd):
        parties.add_communes(db, make.editing(made), Meant("1014"))
    with pytest.raises(errors.NoCounty):
        parties.add_communes(db, make.editing(made), Meant("1020052"))


def test_a_namesake_is_never_guessed(db):
    made = make.partnership(db)
    make.commune(db, "Głowno", "1020052", make.county(db, "Powiat Zgierski", "1020"))
    make.commune(db, "Głowno", "1020042", make.county(db, "Powiat Łowicki", "1005"))
    with pytest.raises(UnitUnclear):
        parties.add_party(db, make.editing(made), Meant("głowno"), PartyCommand())
    assert made.parties == []


def test_two_leaders_are_refused_by_name_and_by_the_database(db):
    made = make.partnership(db)
    first = make.party(db, made, role=PartyRole.LEADER)
    second = make.party(db, made)
    with pytest.raises(errors.SecondLeader) as refused:
        parties.change_party(db, make.editing(made), second.id, PartyCommand(PartyRole.LEADER))
    assert refused.value.values == {"name": first.organisation.name}
    assert made.leader is first
    second.role = PartyRole.LEADER
    with pytest.raises(IntegrityError):
        db.flush()


def test_an_institution_is_a_party_once(db):
    made, one = make.partnership(db), make.commune(db, "Łódź", "1061011")
    parties.add_party(db, make.editing(made), Meant("lodz"), PartyCommand(printed_as="Miasto Łódź"))
    with pytest.raises(errors.PartyTwice):
        parties.add_party(db, make.editing(made), Meant(one.teryt), PartyCommand())


def test_parties_keep_the_order_that_the_document_prints(db):
    made = make.partnership(db)
    for _ in range(3):
        make.party(db, made)
    first, second, third = made.parties
    parties.move_party(db, make.editing(made), third.id, -1)
    parties.move_party(db, make.editing(made), first.id, -1)
    db.expire(made)
    assert made.parties == [first, third, second]
    assert actions(db, made) == ["made", "parties_ordered"]


def test_a_party_that_signed_is_not_removed_and_the_refusal_says_where(db):
    made = make.partnership(db)
    one = make.party(db, made, make.commune(db, "Burzenin", "1014052"))
    papers.add_document(db, make.editing(made), LETTER)
    letter = made.documents[0]
    papers.add_signatory(db, make.editing(made), letter.id, SignatoryCommand(one.id, "Wójt Gminy Burzenin"))
    with pytest.raises(errors.PartyReferenced) as refused:
        parties.remove_party(db, make.editing(made), one.id)
    assert "Wójt Gminy Burzenin" in refused.value.values["where"]
    papers.remove_signatory(db, make.editing(made), letter.id, letter.signatories[0].id)
    parties.remove_party(db, make.editing(made), one.id)
    assert made.parties == []


def test_a_part_of_another_partnership_is_none_of_this_one(db):
    made, other = make.partnership(db), make.partnership(db, "Inne")
    foreign = make.party(db, other)
    with pytest.raises(errors.NoSuchPart):
        parties.remove_party(db, make.editing(made), foreign.id)
    papers.add_document(db, make.editing(made), LETTER)
    with pytest.raises(errors.NoSuchPart):
        papers.add_signatory(
            db, make.editing(made), made.documents[0].id, SignatoryCommand(foreign.id, "Wójt")
        )


# --- reading


def read_through(known):
    """Everything that a page of a partnership asks for."""
    places = [party.organisation.parent for party in known.parties]
    products = [product.name for one in known.components for product in one.products]
    signed = [one.party.organisation.name for paper in known.documents for one in paper.signatories]
    return len(places), len(products), len(signed), len(known.steps)


def test_all_of_a_partnership_is_read_in_a_fixed_number_of_statements(app, db):
    def count(known):
        db.commit()
        db.expunge_all()
        with Statements(app) as found:
            read_through(queries.find(db, known.id))
        return len(found)

    small, large = make.partnership(db, "Małe"), make.partnership(db, "Duże")
    for known, size in ((small, 1), (large, 12)):
        for number in range(size):
            one = make.party(db, known)
            make.component(db, known, f"część {number}", "a", "b")
            papers.add_document(db, make.editing(known), LETTER)
            papers.add_signatory(
                db, make.editing(known), known.documents[-1].id, SignatoryCommand(one.id, "Wójt")
            )
    assert read_through(large) == (12, 24, 12, 1)
    assert count(small) == count(large)


# --- its project


def test_a_partnership_belongs_to_a_project_of_its_keeper_or_to_none(db):
    made = make.partnership(db)
    own, foreign = projects.project(db, owner=made.organisation), projects.project(db)
    saving.change_partnership(db, make.editing(made), PartnershipCommand("Sieradzkie+", project_id=own.id))
    assert made.project is own
    for wrong in (foreign.id, 9999):
        with pytest.raises(errors.ProjectOfOthers):
            saving.change_partnership(db, make.editing(made), PartnershipCommand("X", project_id=wrong))
    assert queries.of_project(db, own.id, published=False) == [made]
    assert queries.of_project(db, own.id) == []
