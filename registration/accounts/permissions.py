"""Who may do what, and where: one table of roles and acts. Pure, so it can be read and tested alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from registration.accounts.models import RoleName


class Act(StrEnum):
    """What a page of the desk lets somebody do."""

    SEE_EVENT = "see event"
    EDIT_EVENT = "edit event"
    SEE_PARTICIPANTS = "see participants"
    SEE_NEEDS = "see needs"
    MANAGE_PARTICIPANTS = "manage participants"
    EDIT_CLAUSES = "edit clauses"
    SEND_MAILING = "send mailing"
    EDIT_FORUM = "edit forum"
    EDIT_PARTNERS = "edit partners"
    """Contacts, projects and partnerships that an organisation keeps; adding institutions to the common list."""
    EDIT_NEWS = "edit news"
    SEE_OUTBOX = "see outbox"
    MARK_PRESENCE = "mark presence"
    MANAGE_ACCOUNTS = "manage accounts"
    SEE_HISTORY = "see history"


class Scope(StrEnum):
    """What a role is given for."""

    SITE = "site"
    ORGANISATION = "organisation"
    EVENT = "event"
    FORUM = "forum"


@dataclass(frozen=True)
class Where:
    """The thing acted upon, by its ids: an event with the organisation that owns it, a forum, or the site."""

    organisation_id: int | None = None
    event_id: int | None = None
    forum_id: int | None = None


class Grant(Protocol):
    """A role held for one thing (a RoleGrant, or a value in a test)."""

    @property
    def role(self) -> RoleName: ...
    @property
    def scope_kind(self) -> str: ...
    @property
    def scope_id(self) -> int: ...


SCOPE_OF: Mapping[RoleName, Scope] = {
    RoleName.ADMINISTRATOR: Scope.SITE,
    RoleName.ORGANISER: Scope.ORGANISATION,
    RoleName.COORDINATOR: Scope.EVENT,
    RoleName.SECRETARY: Scope.FORUM,
    RoleName.DOOR_STAFF: Scope.EVENT,
}
"""The kind of thing that each role is given for; a grant for anything else allows nothing."""

MAY: Mapping[RoleName, frozenset[Act]] = {
    # The needs of a person (diet, access) are for the event's coordinator alone: an administrator who must
    # see them takes that role first, and the audit trail shows it.
    RoleName.ADMINISTRATOR: frozenset(Act) - {Act.SEE_NEEDS},
    RoleName.ORGANISER: frozenset(Act) - {Act.SEE_NEEDS, Act.MANAGE_ACCOUNTS},
    RoleName.COORDINATOR: frozenset(
        {Act.SEE_EVENT, Act.SEE_PARTICIPANTS, Act.MANAGE_PARTICIPANTS, Act.SEE_NEEDS}
    ),
    RoleName.SECRETARY: frozenset({Act.EDIT_FORUM, Act.SEE_HISTORY}),
    RoleName.DOOR_STAFF: frozenset({Act.SEE_EVENT, Act.MARK_PRESENCE}),
}


def may(grants: Iterable[Grant], act: Act, where: Where) -> bool:
    """Whether one of the grants covers `where` and its role allows `act`."""
    return any(act in MAY[grant.role] and covers(grant, where) for grant in grants)


def belongs(grants: Iterable[Grant], where: Where) -> bool:
    """Whether some grant covers `where`, whatever it allows: then a refusal need not hide the thing."""
    return any(covers(grant, where) for grant in grants)


def covers(grant: Grant, where: Where) -> bool:
    """Whether the grant's thing is `where`, or the organisation that owns it."""
    if grant.scope_kind != SCOPE_OF[grant.role]:
        return False
    named = {
        Scope.ORGANISATION: where.organisation_id,
        Scope.EVENT: where.event_id,
        Scope.FORUM: where.forum_id,
    }
    return grant.scope_kind == Scope.SITE or grant.scope_id == named[Scope(grant.scope_kind)]


def reach(grants: Iterable[Grant], act: Act, scope: Scope) -> set[int] | None:
    """Ids of the things of one kind for which `act` is allowed by a grant for that very thing; None for all.

    An organiser reaches all events of the organisations in `reach(…, Scope.ORGANISATION)`; the events in
    `reach(…, Scope.EVENT)` are those given one by one.
    """
    allowing = [grant for grant in grants if act in MAY[grant.role]]
    if any(grant.role is RoleName.ADMINISTRATOR and grant.scope_kind == Scope.SITE for grant in allowing):
        return None
    return {grant.scope_id for grant in allowing if grant.scope_kind == scope == SCOPE_OF[grant.role]}
