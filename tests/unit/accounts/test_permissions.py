"""Who may do what, and where."""

from dataclasses import dataclass

import pytest

from registration.accounts.models import RoleName
from registration.accounts.permissions import MAY, SCOPE_OF, Act, Scope, Where, belongs, may, reach

EVENT = Where(organisation_id=1, event_id=10)
FOREIGN = Where(organisation_id=2, event_id=20)
FORUM = Where(organisation_id=1, forum_id=5)


@dataclass(frozen=True)
class Held:
    """A role as somebody holds it."""

    role: RoleName
    scope_kind: str
    scope_id: int


ADMINISTRATOR = Held(RoleName.ADMINISTRATOR, "site", 0)
ORGANISER = Held(RoleName.ORGANISER, "organisation", 1)
COORDINATOR = Held(RoleName.COORDINATOR, "event", 10)
SECRETARY = Held(RoleName.SECRETARY, "forum", 5)
DOOR_STAFF = Held(RoleName.DOOR_STAFF, "event", 10)
ALL = (ADMINISTRATOR, ORGANISER, COORDINATOR, SECRETARY, DOOR_STAFF)


def test_every_role_stands_in_the_table() -> None:
    assert set(MAY) == set(SCOPE_OF) == set(RoleName)


@pytest.mark.parametrize("act", list(Act))
def test_every_act_is_allowed_to_some_role(act: Act) -> None:
    assert any(act in acts for acts in MAY.values())


@pytest.mark.parametrize(
    ("held", "acts"),
    [
        (ADMINISTRATOR, set(Act) - {Act.SEE_NEEDS}),
        (ORGANISER, set(Act) - {Act.SEE_NEEDS, Act.MANAGE_ACCOUNTS}),
        (COORDINATOR, {Act.SEE_EVENT, Act.SEE_PARTICIPANTS, Act.MANAGE_PARTICIPANTS, Act.SEE_NEEDS}),
        (SECRETARY, set()),
        (DOOR_STAFF, {Act.SEE_EVENT, Act.MARK_PRESENCE}),
    ],
)
def test_what_a_role_allows_at_its_own_event(held: Held, acts: set[Act]) -> None:
    assert {act for act in Act if may([held], act, EVENT)} == acts


@pytest.mark.parametrize("held", [one for one in ALL if one is not ADMINISTRATOR])
def test_no_role_but_the_administrators_reaches_a_foreign_event(held: Held) -> None:
    assert not any(may([held], act, FOREIGN) for act in Act)
    assert not belongs([held], FOREIGN)


def test_only_the_coordinator_sees_needs() -> None:
    assert [held for held in ALL if may([held], Act.SEE_NEEDS, EVENT)] == [COORDINATOR]


def test_a_secretary_edits_their_own_forum_only() -> None:
    assert may([SECRETARY], Act.EDIT_FORUM, FORUM)
    assert not may([SECRETARY], Act.EDIT_FORUM, Where(organisation_id=1, forum_id=6))
    assert not may([SECRETARY], Act.EDIT_EVENT, FORUM)


def test_an_event_has_no_forum_and_a_forum_no_event() -> None:
    assert not may([COORDINATOR], Act.SEE_EVENT, Where(organisation_id=1, forum_id=10))
    assert not may([SECRETARY], Act.EDIT_FORUM, Where(organisation_id=1, event_id=5))


@pytest.mark.parametrize("held", ALL)
def test_a_grant_for_a_thing_of_the_wrong_kind_allows_nothing(held: Held) -> None:
    for scope in Scope:
        if scope is not SCOPE_OF[held.role]:
            wrong = Held(held.role, scope, 1)
            assert not any(may([wrong], act, Where(1, 1, 1)) for act in Act)


def test_a_thing_without_an_owner_is_in_nobodys_reach_but_the_administrators() -> None:
    nowhere = Where()
    assert [held for held in ALL if belongs([held], nowhere)] == [ADMINISTRATOR]


def test_roles_add_up() -> None:
    both = [COORDINATOR, DOOR_STAFF]
    assert may(both, Act.SEE_NEEDS, EVENT)
    assert may(both, Act.MARK_PRESENCE, EVENT)
    assert not may(both, Act.EDIT_EVENT, EVENT)


def test_reach_gives_the_things_of_one_kind() -> None:
    grants = [ORGANISER, Held(RoleName.ORGANISER, "organisation", 3), COORDINATOR, SECRETARY]
    assert reach(grants, Act.SEE_EVENT, Scope.ORGANISATION) == {1, 3}
    assert reach(grants, Act.SEE_EVENT, Scope.EVENT) == {10}
    assert reach(grants, Act.EDIT_EVENT, Scope.EVENT) == set()
    assert reach(grants, Act.EDIT_FORUM, Scope.FORUM) == {5}


def test_an_administrator_reaches_all_but_the_needs() -> None:
    assert reach([ADMINISTRATOR, ORGANISER], Act.SEE_EVENT, Scope.ORGANISATION) is None
    assert reach([ADMINISTRATOR, ORGANISER], Act.SEE_NEEDS, Scope.ORGANISATION) == set()
    assert reach([ADMINISTRATOR, COORDINATOR], Act.SEE_NEEDS, Scope.EVENT) == {10}


def test_nobody_reaches_nothing() -> None:
    assert reach([], Act.SEE_EVENT, Scope.ORGANISATION) == set()
    assert not belongs([], EVENT)
