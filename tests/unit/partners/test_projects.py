"""Projects are made, filled with institutions, paid for, published and deleted by these rules."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import history
from registration.core.partial_date import PartialDate
from registration.forum.commands import AddMembers, NewMember
from registration.forum.services import add_members
from registration.partners.errors import project as errors
from registration.partners.errors.organisation import TextTooLong, UnitUnknown
from registration.partners.models import FundingLogo, Project, ProjectParty, ProjectRole
from registration.partners.queries import project as queries
from registration.partners.services.organisations.finding import Meant
from registration.partners.services.projects import funding, parties, saving
from registration.partners.services.projects.funding import FundingCommand
from registration.partners.services.projects.parties import ProjectPartyCommand
from registration.partners.services.projects.saving import ProjectCommand
from tests.factories import forum as forums
from tests.factories import projects as make
from tests.factories.trainings import NOON, event, organisation
from tests.statements import Statements

LEADER, PARTNER = (ProjectPartyCommand(role) for role in (ProjectRole.LEADER, ProjectRole.PARTNER))


def actions(db, known):
    return [line.action.removeprefix("project.") for line in reversed(history(db, ("project", known.id)))]


def add(db, known, one, command=PARTNER):
    parties.add_party(db, make.editing(known), Meant(one.name, one.id), command)


# --- texts and dates


@pytest.mark.parametrize(
    ("title", "address"),
    [("Kompetencje JST", "kompetencje-jst"), ("Łódź i Żuławy+", "lodz-i-zulawy-plus"), ("!!", "projekt")],
)
def test_the_address_is_made_from_the_title(db, title, address):
    assert make.project(db, title).slug == address


def test_namesakes_get_addresses_of_their_own_and_a_typed_one_that_is_taken_is_refused(db):
    first, second = make.project(db), make.project(db)
    assert second.slug == f"{first.slug}-2"
    with pytest.raises(errors.ProjectAddressTaken) as refused:
        saving.change_project(db, make.editing(second), ProjectCommand("X", slug=first.slug))
    assert refused.value.field == "slug"


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (ProjectCommand(" "), errors.ProjectTitleMissing),
        (ProjectCommand("x" * 301), TextTooLong),
        (ProjectCommand("x", specific_goals="y" * 10_001), TextTooLong),
    ],
)
def test_texts_that_cannot_stand_are_refused_by_name(db, command, refusal):
    with pytest.raises(refusal):
        saving.make_project(db, organisation(db).id, command, make.editing())
    assert db.scalars(select(Project)).all() == []


@pytest.mark.parametrize(
    ("starts", "ends", "stands"),
    [
        ("2011-03", "2012-10", True),
        ("2012-10-05", "2012-10", True),
        ("2012", "2012-10", True),
        ("07-01", "2012-10", True),
        ("2012-11", "2012-10", False),
        ("2013", "2012-10", False),
        ("2012-10-02", "2012-10-01", False),
    ],
)
def test_a_project_ends_after_it_begins_as_far_as_both_are_known(db, starts, ends, stands):
    command = ProjectCommand("X", starts_on=PartialDate.from_iso(starts), ends_on=PartialDate.from_iso(ends))
    known = make.project(db)
    if stands:
        saving.change_project(db, make.editing(known), command)
        db.refresh(known)
        assert known.ends_on == command.ends_on
        return
    with pytest.raises(errors.EndsBeforeStart) as refused:
        saving.change_project(db, make.editing(known), command)
    assert refused.value.field == "ends_on"


def test_a_date_that_nobody_knows_stays_unknown(db):
    known = make.project(db)
    db.expire(known)
    assert (known.starts_on, known.ends_on) == (None, None)


def test_a_form_of_an_older_edition_changes_nothing(db):
    known = make.project(db)
    saving.change_project(db, make.editing(known, known.edition), ProjectCommand("Nowy tytuł"))
    with pytest.raises(errors.ProjectChanged):
        saving.change_project(db, make.editing(known, known.edition - 1), ProjectCommand("Inny tytuł"))
    assert known.title == "Nowy tytuł"
    assert actions(db, known) == ["made", "changed"]


# --- institutions


def test_institutions_stand_in_the_order_in_which_they_came_and_can_be_moved(db):
    known, one, two = make.project(db), organisation(db), organisation(db)
    add(db, known, one, LEADER)
    add(db, known, two)
    parties.move_party(db, make.editing(known), known.parties[1].id, -1)
    db.expire_all()
    assert [party.organisation for party in known.parties] == [two, one]
    assert actions(db, known) == ["made", "party_added", "party_added", "parties_ordered"]


def test_two_leaders_are_refused_and_the_one_that_leads_is_named(db):
    known, one, two = make.project(db), organisation(db, name="Powiat Łowicki"), organisation(db)
    add(db, known, one, LEADER)
    with pytest.raises(errors.TwoLeaders) as refused:
        add(db, known, two, LEADER)
    assert refused.value.field == "role"
    assert refused.value.told.values["name"] == "Powiat Łowicki"
    add(db, known, two)
    with pytest.raises(errors.TwoLeaders):
        parties.change_party(db, make.editing(known), known.parties[1].id, LEADER)


def test_the_database_refuses_a_second_leader_too(db):
    known = make.project(db)
    make.party(db, known, role=ProjectRole.LEADER)
    with pytest.raises(IntegrityError):
        make.party(db, known, role=ProjectRole.LEADER)
    db.rollback()


def test_one_institution_may_have_two_roles_but_none_twice(db):
    known, one = make.project(db), organisation(db)
    add(db, known, one)
    add(db, known, one, ProjectPartyCommand(ProjectRole.BENEFICIARY, "miasto Skierniewice"))
    with pytest.raises(errors.RoleTaken) as refused:
        add(db, known, one)
    assert refused.value.field == "institution"
    with pytest.raises(errors.RoleTaken):
        parties.change_party(db, make.editing(known), known.parties[1].id, PARTNER)


@pytest.mark.parametrize(
    ("meant", "refusal"),
    [(Meant(), errors.PartyNotNamed), (Meant("Nibylandia"), UnitUnknown), (Meant("x", 9_999), UnitUnknown)],
)
def test_a_party_is_an_institution_of_the_common_list(db, meant, refusal):
    with pytest.raises(refusal):
        parties.add_party(db, make.editing(make.project(db)), meant, PARTNER)


def test_an_institution_that_is_a_member_of_the_projects_forum_is_not_removed_and_the_forum_is_named(db):
    known, one = make.project(db), organisation(db)
    add(db, known, one)
    body = forums.forum(db, known.organisation, 0, name="Forum Bzury", project_id=known.id)
    member = NewMember(one.name, one.id)
    add_members(db, AddMembers(body.id, (member,)), make.ANNA, NOON)
    with pytest.raises(errors.ProjectPartyReferenced) as refused:
        parties.remove_party(db, make.editing(known), known.parties[0].id)
    assert refused.value.told.values["where"] == "Forum Bzury"
    assert len(known.parties) == 1


def test_an_institution_that_is_named_nowhere_else_is_removed(db):
    known, one = make.project(db), organisation(db)
    add(db, known, one)
    parties.remove_party(db, make.editing(known), known.parties[0].id)
    assert db.scalars(select(ProjectParty)).all() == []


# --- who pays


def test_who_pays_is_a_sentence_with_what_else_is_known(db):
    known = make.paid(db, make.project(db))
    db.expire_all()
    assert known.funding is not None
    assert (known.funding.sentence, known.funding.value, known.funding.contribution) == (
        make.SENTENCE,
        Decimal("1234567.89"),
        None,
    )


@pytest.mark.parametrize(
    ("command", "refusal", "field"),
    [
        (FundingCommand(" "), errors.SentenceMissing, "sentence"),
        (FundingCommand("x", value=Decimal(0)), errors.NotAnAmount, "value"),
        (FundingCommand("x", value=Decimal("0.001")), errors.NotAnAmount, "value"),
        (FundingCommand("x", value=Decimal("NaN")), errors.NotAnAmount, "value"),
        (FundingCommand("x", contribution=Decimal(10) ** 9), errors.NotAnAmount, "contribution"),
        (
            FundingCommand("x", value=Decimal(1), contribution=Decimal(2)),
            errors.MoreThanValue,
            "contribution",
        ),
    ],
)
def test_funding_that_cannot_be_is_refused_at_its_field(db, command, refusal, field):
    with pytest.raises(refusal) as refused:
        funding.set_funding(db, make.editing(make.project(db)), command)
    assert refused.value.field == field


def test_logos_have_an_order_and_words_and_go_with_the_funding(app, db):
    shelf = Path(app.instance_path)
    known = make.paid(db, make.project(db), shelf)
    funding.add_logo(db, make.editing(known), make.received(shelf, 200), "Rzeczpospolita Polska")
    funding.move_logo(db, make.editing(known), known.funding.logos[1].id, -1)
    db.expire_all()
    assert [one.alt for one in known.funding.logos] == ["Rzeczpospolita Polska", "Fundusz Przykładowy"]
    funding.remove_funding(db, make.editing(known))
    assert db.scalars(select(FundingLogo)).all() == []


def test_a_logo_without_words_or_without_a_scheme_is_refused(app, db):
    shelf = Path(app.instance_path)
    bare = make.project(db)
    with pytest.raises(errors.NoScheme):
        funding.add_logo(db, make.editing(bare), make.received(shelf), "Unia Europejska")
    paid = make.paid(db, bare)
    with pytest.raises(errors.LogoNotDescribed) as refused:
        funding.add_logo(db, make.editing(paid), make.received(shelf), " ")
    assert refused.value.field == "alt"


def test_there_are_no_more_logos_than_a_strip_holds(app, db):
    shelf = Path(app.instance_path)
    known = make.paid(db, make.project(db), shelf)
    for number in range(funding.MOST_LOGOS - 1):
        funding.add_logo(db, make.editing(known), make.received(shelf), f"Znak {number}")
    with pytest.raises(errors.TooManyLogos):
        funding.add_logo(db, make.editing(known), make.received(shelf), "Znak ponad miarę")


# --- publishing and deleting


def test_a_project_of_nobody_is_not_published(db):
    known = make.project(db)
    with pytest.raises(errors.NobodyInIt):
        saving.publish(db, make.editing(known))
    make.party(db, known)
    saving.publish(db, make.editing(known))
    assert queries.public(db, known.slug) is known
    saving.hide(db, make.editing(known))
    assert queries.public(db, known.slug) is None


def test_a_published_project_and_one_with_events_or_forums_are_not_deleted(db):
    known = make.project(db)
    make.party(db, known)
    saving.publish(db, make.editing(known))
    with pytest.raises(errors.ProjectPublished):
        saving.delete_project(db, make.editing(known))
    saving.hide(db, make.editing(known))
    held = event(db, title="Techniki negocjacyjne", project_id=known.id)
    forums.forum(db, known.organisation, 0, name="Forum Bzury", project_id=known.id)
    with pytest.raises(errors.ProjectHeld) as refused:
        saving.delete_project(db, make.editing(known))
    assert refused.value.told.values["where"] == "Techniki negocjacyjne; Forum Bzury"
    assert held.project_id == known.id


def test_a_deleted_project_leaves_its_line_in_the_history(app, db):
    known = make.paid(db, make.project(db), Path(app.instance_path))
    make.party(db, known)
    number = known.id
    saving.delete_project(db, make.editing(known))
    assert db.get(Project, number) is None
    assert next(line.action for line in history(db, ("project", number))) == "project.deleted"


def test_a_project_with_many_institutions_is_read_in_as_many_statements_as_one_with_few(app, db):
    few, many = make.project(db), make.project(db)
    make.party(db, few)
    for _number in range(25):
        make.party(db, many)
    db.commit()
    counts = []
    for known in (few, many):
        db.expire_all()
        db.connection()
        with Statements(app) as seen:
            found = queries.find(db, known.id)
            assert all(party.organisation.name for party in found.parties)
        counts.append(len(seen))
    assert counts[0] == counts[1]
