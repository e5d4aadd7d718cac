"""Passwords, codes, and the mails about them. Nothing here hashes a password: that is slow, so done before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import orm, select, update

from registration.accounts import queries
from registration.accounts.audit import Actor, record
from registration.accounts.errors import LinkSpent
from registration.accounts.mail_kinds import MailKind, Notice
from registration.accounts.models import User
from registration.accounts.services.people import existing, new_uniquifier
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.outbox.services import enqueue

AUTHENTICATOR = "authenticator"


def request_reset(db: orm.Session, email: str, *, now: datetime) -> None:
    """Mail a link to choose a new password, if the address has an open account.

    An unknown address writes a row too, which comes to nothing when the worker renders it: the answer takes
    the same time, and nobody learns who has an account.
    """
    user = queries.find_by_email(db, email)
    known = user if user is not None and user.active else None
    draft = Draft(
        kind=MailKind.RESET,
        recipient=known.email if known else "",
        recipient_name=known.name if known else "",
        language=known.language if known else "pl",
        dedupe_key=f"{MailKind.RESET}:{new_uniquifier()}",
        context={"user": known.id if known else None},
        priority=Priority.PROMPT,
        about=("user", known.id) if known else None,
    )
    enqueue(db, draft, now=now)


def set_password(
    db: orm.Session, user_id: int, uniquifier: str, password_hash: str, actor: Actor, *, now: datetime
) -> User:
    """A new password. All sessions and links of the account end, and its owner is told by mail.

    `uniquifier` is the one that the link or the session was made for: raises LinkSpent when the account has
    another one by now (a second click, another password chosen meanwhile) or is closed.
    """
    user = existing(db, user_id)
    if user.fs_uniquifier != uniquifier or not user.active:
        raise LinkSpent
    first = user.password is None
    user.password, user.fs_uniquifier, user.update_datetime = password_hash, new_uniquifier(), now
    record(
        db, actor, "account.password_set" if first else "account.password_changed", ("user", user.id), now=now
    )
    if not first:
        _tell(db, user, Notice.PASSWORD, now)
    return user


def switch_two_factor_on(
    db: orm.Session, user_id: int, secret: str, recovery_hashes: Sequence[str], actor: Actor, *, now: datetime
) -> None:
    """Ask for the authenticator's code from now on; `secret` is its encrypted key. Raises NoSuchAccount."""
    user = existing(db, user_id)
    user.tf_primary_method, user.tf_totp_secret = AUTHENTICATOR, secret
    user.mf_recovery_codes, user.update_datetime = list(recovery_hashes), now
    record(db, actor, "account.two_factor_on", ("user", user.id), now=now)
    _tell(db, user, Notice.TWO_FACTOR_ON, now)


def switch_two_factor_off(db: orm.Session, user_id: int, actor: Actor, *, now: datetime) -> None:
    """Ask for the password only. Raises NoSuchAccount."""
    user = existing(db, user_id)
    if not user.has_two_factor:
        return
    user.tf_primary_method = user.tf_totp_secret = user.mf_recovery_codes = None
    user.update_datetime = now
    record(db, actor, "account.two_factor_off", ("user", user.id), now=now)
    _tell(db, user, Notice.TWO_FACTOR_OFF, now)


def replace_recovery_codes(
    db: orm.Session, user_id: int, hashes: Sequence[str], actor: Actor, *, now: datetime
) -> None:
    """New recovery codes; the old ones open nothing. Raises NoSuchAccount."""
    user = existing(db, user_id)
    user.mf_recovery_codes, user.update_datetime = list(hashes), now
    record(db, actor, "account.recovery_codes_made", ("user", user.id), now=now)


def take_code(db: orm.Session, user_id: int, counter: int) -> bool:
    """Use up the authenticator's code of a time step; False when it, or a later one, was used before."""
    unused = (User.tf_last_counter.is_(None)) | (User.tf_last_counter < counter)
    taken = update(User).where(User.id == user_id, unused).values(tf_last_counter=counter)
    return db.execute(taken.returning(User.id)).scalar_one_or_none() is not None


def take_recovery_code(db: orm.Session, user_id: int, code_hash: str, *, now: datetime) -> bool:
    """Use up a recovery code; False when it is none of this account's, or was used before."""
    user = db.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None or code_hash not in (user.mf_recovery_codes or []):
        return False
    user.mf_recovery_codes = [one for one in user.mf_recovery_codes or [] if one != code_hash]
    record(db, Actor("user", user.id, user.called), "account.recovery_code_used", ("user", user.id), now=now)
    return True


def _tell(db: orm.Session, user: User, what: Notice, now: datetime) -> None:
    """A mail about a change that its owner must know of, in case it was somebody else."""
    draft = Draft(
        kind=MailKind.NOTICE,
        recipient=user.email,
        recipient_name=user.name,
        language=user.language,
        dedupe_key=f"{MailKind.NOTICE}:{what}:{user.id}:{now.isoformat()}",
        context={"user": user.id, "what": what.value, "at": now.isoformat()},
        about=("user", user.id),
    )
    enqueue(db, draft, now=now)
