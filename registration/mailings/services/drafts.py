"""A mailing before it is sent: begun, written, discarded."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import orm, select

from registration.accounts.audit import Actor, changes, record
from registration.core.text import clean
from registration.core.tokens import new_public_id
from registration.mailings import queries
from registration.mailings.errors import (
    AlreadySent,
    BasisMissing,
    BodyMissing,
    SourceMissing,
    SubjectMissing,
)
from registration.mailings.models import Basis, Mailing
from registration.trainings.models import Event

MOST_SUBJECT = 200
MOST_BODY = 10_000
MOST_SOURCE = 300


@dataclass(frozen=True)
class Content:
    """What the mail says. `basis` and `source` are about the pasted addresses; None and "" without any."""

    subject: str
    body: str
    language: str
    basis: Basis | None
    source: str


def start(db: orm.Session, event_id: int, actor: Actor, *, now: datetime) -> Mailing:
    """A new draft about the event, or the actor's one in which nothing was written yet."""
    untouched = queries.untouched_draft(db, event_id, actor.id)
    if untouched is not None:
        return untouched
    event = db.get_one(Event, event_id)
    mailing = Mailing(
        public_id=new_public_id(),
        event_id=event.id,
        organisation_id=event.organisation_id,
        language=event.language,
        created_by=actor.id,
        created_at=now,
    )
    db.add(mailing)
    db.flush()
    note(db, mailing, actor, "mailing.started", now)
    return mailing


def write(db: orm.Session, mailing_id: int, content: Content, actor: Actor, *, now: datetime) -> None:
    """Keep subject, text, language, legal basis and the source of the addresses.

    The subject becomes one line without control characters, so that it can bring no further header. Raises
    AlreadySent, SubjectMissing, BodyMissing; BasisMissing and SourceMissing when addresses were pasted.
    """
    mailing = draft(db, mailing_id)
    wanted = asdict(_checked(_cleaned(content), needs_source=bool(mailing.pasted)))
    before, after = changes({name: getattr(mailing, name) for name in wanted}, wanted)
    if not after:
        return
    for name, value in wanted.items():
        setattr(mailing, name, value)
    note(db, mailing, actor, "mailing.written", now, _noted(before), _noted(after))
    db.flush()


def _noted(values: dict[str, object]) -> dict[str, object]:
    """As the audit trail names them; an event has a language too."""
    return {"mailing_language" if name == "language" else name: value for name, value in values.items()}


def _cleaned(content: Content) -> Content:
    return Content(
        subject=clean(content.subject, limit=MOST_SUBJECT),
        body=clean(content.body, multiline=True, limit=MOST_BODY),
        language=content.language,
        basis=content.basis,
        source=clean(content.source, limit=MOST_SOURCE),
    )


def _checked(content: Content, *, needs_source: bool) -> Content:
    if not content.subject:
        raise SubjectMissing
    if not content.body:
        raise BodyMissing
    if needs_source and content.basis is None:
        raise BasisMissing
    if needs_source and not content.source:
        raise SourceMissing
    return content


def discard(db: orm.Session, mailing_id: int, actor: Actor, *, now: datetime) -> None:
    """Delete a draft with all addresses in it. Raises AlreadySent."""
    mailing = draft(db, mailing_id)
    note(db, mailing, actor, "mailing.discarded", now, {"subject": mailing.subject})
    db.delete(mailing)
    db.flush()


def draft(db: orm.Session, mailing_id: int) -> Mailing:
    """The mailing, locked until the end of the transaction. Raises AlreadySent when it is no draft."""
    mailing = locked(db, mailing_id)
    if not mailing.is_draft:
        raise AlreadySent
    return mailing


def locked(db: orm.Session, mailing_id: int) -> Mailing:
    """The mailing as it is now, locked until the end of the transaction."""
    wanted = select(Mailing).where(Mailing.id == mailing_id).with_for_update(of=Mailing)
    return db.scalars(wanted.execution_options(populate_existing=True)).one()


def note(
    db: orm.Session,
    mailing: Mailing,
    actor: Actor,
    action: str,
    now: datetime,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    """A line of the mailing's history. It names no recipient."""
    thing = ("mailing", mailing.id)
    record(
        db, actor, action, thing, now=now, before=before, after=after, organisation_id=mailing.organisation_id
    )
