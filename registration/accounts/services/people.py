"""Who has an account."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm
from sqlalchemy.exc import IntegrityError

from registration.accounts import queries
from registration.accounts.audit import PROGRAM, Actor, changes, record
from registration.accounts.errors import (
    AccountClosed,
    EmailTaken,
    LastAdministrator,
    NoSuchAccount,
    NotFirst,
    OwnAccount,
)
from registration.accounts.mail_kinds import MailKind
from registration.accounts.models import RoleGrant, RoleName, User
from registration.core.mail_address import key
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.outbox.services import enqueue


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to have an account; `language` ("pl" or "en") is that of the mails to them."""

    email: str
    name: str = ""
    language: str = "pl"


@dataclass(frozen=True)
class Profile:
    """What people say about themselves."""

    name: str
    language: str


def create(
    db: orm.Session, person: NewPerson, password_hash: str | None, actor: Actor, *, now: datetime
) -> User:
    """A new account without a role; without a hash it opens by a mailed link only.

    Raises EmailTaken, BadAddress.
    """
    email = key(person.email)
    if queries.find_by_email(db, email) is not None:
        raise EmailTaken
    user = User(
        email=email,
        name=person.name,
        language=person.language,
        password=password_hash,
        active=True,
        fs_uniquifier=new_uniquifier(),
        create_datetime=now,
        update_datetime=now,
    )
    db.add(user)
    try:
        db.flush()
    except IntegrityError as problem:
        raise EmailTaken from problem
    record(
        db, actor, "account.created", ("user", user.id), now=now, after={"email": email, "name": person.name}
    )
    return user


def create_first(db: orm.Session, person: NewPerson, password_hash: str, *, now: datetime) -> User:
    """The first account of the site, an administrator's. Raises NotFirst when there is any account."""
    if not queries.nobody_yet(db):
        raise NotFirst
    user = create(db, person, password_hash, PROGRAM, now=now)
    user.grants.append(RoleGrant(role=RoleName.ADMINISTRATOR, scope_kind="site", scope_id=0))
    db.flush()
    return user


def invite(db: orm.Session, person: NewPerson, actor: Actor, *, now: datetime) -> User:
    """A new account whose owner is mailed a link to choose a password. Raises EmailTaken, BadAddress."""
    user = create(db, person, None, actor, now=now)
    _mail_invitation(db, user, now)
    return user


def invite_again(db: orm.Session, user_id: int, actor: Actor, *, now: datetime) -> None:
    """The invitation once more, with a fresh link. Raises NoSuchAccount, AccountClosed."""
    user = open_account(db, user_id)
    _mail_invitation(db, user, now)
    record(db, actor, "account.invited", ("user", user.id), now=now)


def change_profile(db: orm.Session, user_id: int, profile: Profile, actor: Actor, *, now: datetime) -> None:
    """The name and the language of the mails. Raises NoSuchAccount."""
    user = existing(db, user_id)
    before = {"name": user.name, "language": user.language}
    user.name, user.language, user.update_datetime = profile.name, profile.language, now
    old, new = changes(before, {"name": user.name, "language": user.language})
    if new:
        record(db, actor, "account.changed", ("user", user.id), now=now, before=old, after=new)


def close(db: orm.Session, user_id: int, actor: Actor, *, now: datetime) -> None:
    """Nobody signs in by this account any more; its sessions and links end at once.

    Raises NoSuchAccount, OwnAccount, LastAdministrator.
    """
    user = existing(db, user_id)
    if actor.kind == "user" and actor.id == user.id:
        raise OwnAccount
    keep_an_administrator(db, user)
    if user.active:
        user.active, user.fs_uniquifier, user.update_datetime = False, new_uniquifier(), now
        record(db, actor, "account.closed", ("user", user.id), now=now)


def reopen(db: orm.Session, user_id: int, actor: Actor, *, now: datetime) -> None:
    """The account is in use again, with its roles and password. Raises NoSuchAccount."""
    user = existing(db, user_id)
    if not user.active:
        user.active, user.update_datetime = True, now
        record(db, actor, "account.reopened", ("user", user.id), now=now)


def existing(db: orm.Session, user_id: int) -> User:
    """The account. Raises NoSuchAccount."""
    user = queries.find(db, user_id)
    if user is None:
        raise NoSuchAccount
    return user


def open_account(db: orm.Session, user_id: int) -> User:
    """The account, in use. Raises NoSuchAccount, AccountClosed."""
    user = existing(db, user_id)
    if not user.active:
        raise AccountClosed
    return user


def keep_an_administrator(db: orm.Session, user: User) -> None:
    """Raises LastAdministrator when nobody else manages accounts."""
    if queries.active_administrators(db) == {user.id}:
        raise LastAdministrator


def new_uniquifier() -> str:
    """What a session and a link are bound to: 128 bits."""
    return secrets.token_hex(16)


def _mail_invitation(db: orm.Session, user: User, now: datetime) -> None:
    draft = Draft(
        kind=MailKind.INVITATION,
        recipient=user.email,
        recipient_name=user.name,
        language=user.language,
        dedupe_key=f"{MailKind.INVITATION}:{user.id}:{now.isoformat()}",
        context={"user": user.id},
        priority=Priority.PROMPT,
        about=("user", user.id),
    )
    enqueue(db, draft, now=now)
