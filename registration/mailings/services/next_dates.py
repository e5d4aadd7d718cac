"""An address that waits for the next date of a training: asked, confirmed, told once, forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, orm, select, update

from registration.accounts.audit import PROGRAM, record
from registration.core.mail_address import key
from registration.core.once import added
from registration.core.tokens import new_public_id
from registration.mailings import queries
from registration.mailings.errors import UnknownLink
from registration.mailings.models import NextDateRequest, RequestState
from registration.outbox import services as outbox
from registration.outbox.bulk import hold_many
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.trainings.errors import NoSuchEvent
from registration.trainings.models import Event, Visibility

REQUEST = "mailings.next_date_request"
NEXT_DATE = "mailings.next_date"
KEPT_UNCONFIRMED = timedelta(days=7)
KEPT_WAITING = timedelta(days=730)
KEPT_AFTER_NOTICE = timedelta(days=14)
"""So long the link in the mail fills in the address."""
KEPT_AS_ENDED = timedelta(days=90)
"""Without anything personal: so long the links in its mails say that it is over."""


@dataclass(frozen=True)
class Asking:
    """What the form says: an address in its regular form, the page's language, the information shown."""

    email: str
    language: str
    shown: str


def ask(db: orm.Session, event_id: int, asking: Asking, *, now: datetime) -> None:
    """Keep an unconfirmed request and mail the link that confirms it, at most once an hour.

    An address that waits already, or that has opted out of the organisation's mailings, gets no mail: whoever typed
    it learns nothing. Raises NoSuchEvent for a draft.
    """
    event = db.get(Event, event_id)
    if event is None or event.visibility is Visibility.DRAFT:
        raise NoSuchEvent
    if queries.find_opt_out(db, event.organisation_id, key(asking.email)) is not None:
        return
    request = _kept(db, event, asking, now)
    if request.state is RequestState.ASKED:
        outbox.enqueue(db, _asking_mail(request, now), now=now)


def _kept(db: orm.Session, event: Event, asking: Asking, now: datetime) -> NextDateRequest:
    """The address's request: a new one, the one that is there, or one that was told of a date and begins anew."""
    found = queries.live_request(db, event.id, key(asking.email))
    if found is None:
        made = NextDateRequest(public_id=new_public_id(), event_id=event.id, email_key=key(asking.email))
        if added(db, _write(made, asking, now)):
            return made
        found = queries.live_request(db, event.id, key(asking.email))
        assert found is not None
    return found if found.state is RequestState.CONFIRMED else _write(found, asking, now)


def _write(request: NextDateRequest, asking: Asking, now: datetime) -> NextDateRequest:
    request.email, request.language, request.shown = asking.email, asking.language, asking.shown
    request.state, request.asked_at, request.changed_at = RequestState.ASKED, now, now
    request.confirmed_at = None
    return request


def _asking_mail(request: NextDateRequest, now: datetime) -> Draft:
    """Belongs to no organisation: its organisers see how many wait, not who."""
    return Draft(
        kind=REQUEST,
        recipient=request.email,
        language=request.language,
        dedupe_key=f"next-date:{request.public_id}:{now:%Y%m%d%H}",
        context={"request": request.public_id},
        priority=Priority.PROMPT,
    )


def confirm(db: orm.Session, public_id: str, *, now: datetime) -> NextDateRequest:
    """The owner of the mailbox says yes. A second time, and for one that was told or has ended, nothing changes.

    Raises UnknownLink.
    """
    request = _locked(db, public_id)
    if request.state is RequestState.ASKED:
        request.state, request.confirmed_at, request.changed_at = RequestState.CONFIRMED, now, now
        db.flush()
    return request


def stop(db: orm.Session, public_id: str, *, now: datetime) -> None:
    """The address waits for no date of this training any more; it is forgotten at once, and a mail that waits in
    the outbox comes to nothing. Raises UnknownLink."""
    request = _locked(db, public_id)
    if request.state is RequestState.ENDED:
        return
    for one in queries.requests_of(db, request.event, request.email_key):
        _forget(one, now)
        outbox.forget(db, f"next-date:{one.public_id}:")
    db.flush()


def _forget(request: NextDateRequest, now: datetime) -> None:
    request.state, request.changed_at = RequestState.ENDED, now
    request.email = request.email_key = request.shown = ""


def _locked(db: orm.Session, public_id: str) -> NextDateRequest:
    wanted = select(NextDateRequest).where(NextDateRequest.public_id == public_id)
    found = db.scalar(wanted.with_for_update(of=NextDateRequest).execution_options(populate_existing=True))
    if found is None:
        raise UnknownLink
    return found


def tell_waiting(
    db: orm.Session, event_id: int, others: Sequence[int], now: datetime, *, minutes: int
) -> None:
    """A next date is out: one mail to each address that waits at the `others`, due in `minutes`, so that a
    publication by mistake can be taken back. Nobody is told of the same date twice."""
    event = db.get_one(Event, event_id)
    waiting = db.scalars(queries.to_tell(event, others)).all()
    if not waiting:
        return
    first: dict[str, NextDateRequest] = {}
    for one in waiting:
        first.setdefault(one.email_key, one)
    told = {"state": RequestState.TOLD, "told_event_id": event.id, "changed_at": now}
    db.execute(update(NextDateRequest), [{"id": one.id, **told} for one in waiting])
    hold_many(db, [_notice(one, event) for one in first.values()], now=now, minutes=minutes)
    addresses = {"addresses": len(first)}
    thing = ("event", event.id)
    owner = event.organisation_id
    record(db, PROGRAM, "mailing.next_date_told", thing, now=now, after=addresses, organisation_id=owner)
    db.flush()


def _notice(request: NextDateRequest, event: Event) -> Draft:
    """Belongs to no organisation: its organisers see how many were told, not who."""
    return Draft(
        kind=NEXT_DATE,
        recipient=request.email,
        language=request.language,
        dedupe_key=f"next-date:{request.public_id}:event:{event.id}",
        context={"request": request.public_id, "event": event.id},
        priority=Priority.BULK,
    )


def wait_on(db: orm.Session, event: Event, request: NextDateRequest, now: datetime) -> None:
    """The date of which the address was to be told is off before its mail went out: it waits for the next one."""
    again = {"state": RequestState.CONFIRMED, "told_event_id": None, "changed_at": now}
    mine = NextDateRequest.told_event_id == event.id, NextDateRequest.email_key == request.email_key
    change = update(NextDateRequest).where(*mine, NextDateRequest.state == RequestState.TOLD)
    db.execute(change.values(**again), execution_options={"synchronize_session": "fetch"})


def forget_old(db: orm.Session, *, now: datetime) -> int:
    """Erase what has been kept long enough, in the outbox too; how many requests that were."""
    outbox.erase_old(db, before=now - KEPT_UNCONFIRMED, kinds=(REQUEST,))
    outbox.erase_old(db, before=now - KEPT_AFTER_NOTICE, kinds=(NEXT_DATE,))
    unconfirmed = delete(NextDateRequest).where(
        queries.older_than(RequestState.ASKED, now - KEPT_UNCONFIRMED)
    )
    ended = delete(NextDateRequest).where(queries.older_than(RequestState.ENDED, now - KEPT_AS_ENDED))
    over = or_(
        queries.older_than(RequestState.TOLD, now - KEPT_AFTER_NOTICE),
        queries.older_than(RequestState.CONFIRMED, now - KEPT_WAITING),
    )
    emptied = {"state": RequestState.ENDED, "email": "", "email_key": "", "shown": "", "changed_at": now}
    connection = db.connection()
    connection.execute(ended)
    erased = connection.execute(unconfirmed).rowcount
    erased += connection.execute(update(NextDateRequest).where(over).values(**emptied)).rowcount
    db.expire_all()
    return erased
