"""Questions about the outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, orm, select, true

from registration.outbox.models import Failure, MailState, OutgoingEmail, Priority

IS_PATIENT = OutgoingEmail.priority != Priority.PROMPT
"""All but confirmations and the like: these have a part of the pace to themselves."""


def due(
    db: orm.Session, now: datetime, limit: int, which: ColumnElement[bool] | None = None
) -> list[OutgoingEmail]:
    """Up to `limit` mails that may be claimed (of those for which `which` holds): those whose lease ran out first,
    then by priority and time.

    On PostgreSQL they are locked, and those locked by another worker are passed over.
    """
    asked = select(OutgoingEmail) if which is None else select(OutgoingEmail).where(which)
    abandoned = _locked(
        asked.where(OutgoingEmail.state == MailState.SENDING, OutgoingEmail.leased_until <= now)
        .order_by(OutgoingEmail.leased_until, OutgoingEmail.id)
        .limit(limit)
    )
    found = list(db.scalars(abandoned))
    waiting = _locked(
        asked.where(OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now)
        .order_by(OutgoingEmail.priority, OutgoingEmail.due_at, OutgoingEmail.id)
        .limit(limit - len(found))
    )
    return found + list(db.scalars(waiting))


def _locked(wanted: Select[OutgoingEmail]) -> Select[OutgoingEmail]:
    return wanted.options(orm.undefer(OutgoingEmail.content)).with_for_update(skip_locked=True)


def count_due_patient(db: orm.Session, now: datetime, most: int) -> int:
    """How many mails are due that are no prompt ones, counted up to `most`."""
    ready = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now
    found = select(OutgoingEmail.id).where(*ready, IS_PATIENT).limit(most)
    return db.scalar(select(func.count()).select_from(found.subquery())) or 0


def anything_due(db: orm.Session, now: datetime) -> bool:
    """Whether there is anything to claim; a cheap question, asked before taking the writers' place."""
    waiting = OutgoingEmail.state == MailState.WAITING, OutgoingEmail.due_at <= now
    abandoned = OutgoingEmail.state == MailState.SENDING, OutgoingEmail.leased_until <= now
    wanted = (select(OutgoingEmail.id).where(*which).limit(1) for which in (waiting, abandoned))
    return any(db.scalar(one) is not None for one in wanted)


def oldest_due(db: orm.Session, now: datetime) -> datetime | None:
    """Since when the mail has been due that has waited longest, being sent included; None when none waits."""
    waits = OutgoingEmail.state.in_((MailState.WAITING, MailState.SENDING)), OutgoingEmail.due_at <= now
    first = func.min(func.coalesce(OutgoingEmail.tried_since, OutgoingEmail.due_at))
    return db.scalar(select(first).where(*waits))


@dataclass(frozen=True)
class Filters:
    """What somebody at the desk asked to see; empty values ask for everything."""

    state: MailState | None = None
    kind: str = ""
    """The beginning of the kind: "signup" for all mails of sign-ups."""
    recipient: str = ""
    """A part of the address."""
    failure: Failure | None = None


def listed(filters: Filters, organisations: Collection[int] | None) -> Select[OutgoingEmail]:
    """Mails of the `organisations` (None: all, those of accounts too), the newest first, without contents."""
    wanted = select(OutgoingEmail).where(within(organisations)).order_by(OutgoingEmail.id.desc())
    if filters.state:
        wanted = wanted.where(OutgoingEmail.state == filters.state)
    if filters.kind:
        wanted = wanted.where(OutgoingEmail.kind.startswith(f"{filters.kind}.", autoescape=True))
    if filters.failure:
        wanted = wanted.where(OutgoingEmail.failure == filters.failure)
    if filters.recipient:
        address = func.lower(OutgoingEmail.recipient)
        wanted = wanted.where(address.contains(filters.recipient.lower(), autoescape=True))
    return wanted


def within(organisations: Collection[int] | None) -> ColumnElement[bool]:
    """The mails of these organisations, as a condition; None: all."""
    return true() if organisations is None else OutgoingEmail.organisation_id.in_(organisations)


def unsent(wanted: Select[OutgoingEmail]) -> Select[OutgoingEmail]:
    """Those that wait or have failed: they may be given up."""
    return wanted.where(OutgoingEmail.state.in_((MailState.WAITING, MailState.FAILED)))


def count(db: orm.Session, wanted: Select[OutgoingEmail]) -> int:
    """How many they are."""
    return db.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def again(wanted: Select[OutgoingEmail]) -> Select[OutgoingEmail]:
    """Those that did not leave and may be sent again: failed ones, and those that were put off."""
    put_off = (OutgoingEmail.state == MailState.WAITING) & OutgoingEmail.failure.is_not(None)
    return wanted.where(or_(OutgoingEmail.state == MailState.FAILED, put_off), OutgoingEmail.recipient != "")


def about(thing: tuple[str, int]) -> Select[OutgoingEmail]:
    """The mails about one thing, ("event", 12), the newest first."""
    concerned = OutgoingEmail.about_kind == thing[0], OutgoingEmail.about_id == thing[1]
    return select(OutgoingEmail).where(*concerned).order_by(OutgoingEmail.id.desc())


def to_person(db: orm.Session, invitee_id: int) -> list[OutgoingEmail]:
    """The mails about one person's registration, the newest first, without contents."""
    wanted = select(OutgoingEmail).where(OutgoingEmail.invitee_id == invitee_id)
    return list(db.scalars(wanted.order_by(OutgoingEmail.id.desc())))


def count_made(db: orm.Session, thing: tuple[str, int], *, settle: bool = True) -> int:
    """How many mails about one thing were made, and so may have been read.

    In a writing transaction it waits for the workers that are making some, and keeps others from beginning until the
    commit; `settle=False` only looks.
    """
    concerned = OutgoingEmail.about_kind == thing[0], OutgoingEmail.about_id == thing[1]
    if settle:
        waiting = select(OutgoingEmail.id).where(*concerned, OutgoingEmail.state == MailState.WAITING)
        db.execute(waiting.order_by(OutgoingEmail.id).with_for_update())
    made = OutgoingEmail.frozen_at.is_not(None)
    return db.scalar(select(func.count()).select_from(OutgoingEmail).where(*concerned, made)) or 0


def by_state(db: orm.Session, wanted: Select[OutgoingEmail]) -> dict[MailState, int]:
    """How many of the mails are in each state; states without any are left out."""
    rows = wanted.order_by(None).subquery()
    counted = select(rows.c.state, func.count()).group_by(rows.c.state)
    return dict(db.execute(counted).all())


def named(db: orm.Session, public_id: str) -> OutgoingEmail | None:
    """One mail with its content."""
    wanted = select(OutgoingEmail).where(OutgoingEmail.public_id == public_id)
    return db.scalar(wanted.options(orm.undefer(OutgoingEmail.content)))
