"""Giving and taking roles."""

from datetime import datetime

from sqlalchemy import orm
from sqlalchemy.exc import IntegrityError

from registration.accounts import queries
from registration.accounts.audit import Actor, record
from registration.accounts.errors import AlreadyGranted, NoSuchAccount, WrongPlace
from registration.accounts.models import RoleGrant, RoleName, User
from registration.accounts.permissions import SCOPE_OF, Scope
from registration.accounts.services.people import keep_an_administrator, open_account


def grant(
    db: orm.Session, user_id: int, role: RoleName, place: tuple[Scope, int], actor: Actor, *, now: datetime
) -> RoleGrant:
    """Give a role for one thing, (kind, id); the site's is (Scope.SITE, 0).

    Raises NoSuchAccount, AccountClosed, WrongPlace, AlreadyGranted.
    """
    user = open_account(db, user_id)
    scope, number = place
    if SCOPE_OF[role] is not scope or (scope is Scope.SITE) != (number == 0):
        raise WrongPlace
    if _has(user, role, place):
        raise AlreadyGranted
    given = RoleGrant(role=role, scope_kind=scope.value, scope_id=number)
    user.grants.append(given)
    try:
        db.flush()
    except IntegrityError as problem:
        raise AlreadyGranted from problem
    record(db, actor, "role.granted", ("user", user.id), now=now, after=_told(given))
    return given


def revoke(db: orm.Session, grant_id: int, actor: Actor, *, now: datetime) -> None:
    """Take a role away. Raises NoSuchAccount for an unknown grant, LastAdministrator."""
    held = queries.find_grant(db, grant_id)
    if held is None:
        raise NoSuchAccount
    if held.role is RoleName.ADMINISTRATOR:
        keep_an_administrator(db, held.user)
    record(db, actor, "role.revoked", ("user", held.user_id), now=now, before=_told(held))
    held.user.grants.remove(held)
    db.flush()


def _has(user: User, role: RoleName, place: tuple[Scope, int]) -> bool:
    return any((held.role, held.scope_kind, held.scope_id) == (role, *place) for held in user.grants)


def _told(one: RoleGrant) -> dict[str, object]:
    return {"role": one.role.value, "place": f"{one.scope_kind}:{one.scope_id}"}
