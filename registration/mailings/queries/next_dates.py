"""Requests to be told of a next date: one by its link, those that wait, those whose time is over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Select, func, orm, select

from registration.core.site import Site
from registration.core.tokens import Purpose, opened
from registration.mailings.models import NextDateRequest, RequestState
from registration.mailings.queries.rules import has_registration, is_on_opt_out_list
from registration.trainings.models import Event, Visibility


def event_to_wait_for(db: orm.Session, slug: str) -> Event | None:
    """The event of a public address on whose page one may ask; no draft."""
    return db.scalar(select(Event).where(Event.slug == slug, Event.visibility != Visibility.DRAFT))


def request_by_token(db: orm.Session, site: Site, purpose: Purpose, token: str) -> NextDateRequest | None:
    """The request whose link this is."""
    return opened(site.key, token, purpose, partial(find_request, db))


def find_request(db: orm.Session, public_id: str) -> NextDateRequest | None:
    """The request by its name."""
    return db.scalar(select(NextDateRequest).where(NextDateRequest.public_id == public_id))


def live_request(db: orm.Session, event_id: int, email_key: str) -> NextDateRequest | None:
    """The address's request at the event, unless it has ended."""
    wanted = select(NextDateRequest).where(
        NextDateRequest.event_id == event_id, NextDateRequest.email_key == email_key
    )
    return db.scalar(wanted.where(NextDateRequest.state != RequestState.ENDED))


def of_training(event: Event) -> ColumnElement[bool]:
    """Requests made at any date of the event's training."""
    if event.series_id is None:
        return NextDateRequest.event_id == event.id
    return NextDateRequest.event_id.in_(select(Event.id).where(Event.series_id == event.series_id))


def requests_of(db: orm.Session, event: Event, email_key: str) -> Sequence[NextDateRequest]:
    """All live requests of an address for the event's training."""
    wanted = select(NextDateRequest).where(of_training(event), NextDateRequest.email_key == email_key)
    return db.scalars(wanted.order_by(NextDateRequest.id)).all()


def to_tell(event: Event, others: Collection[int]) -> Select[NextDateRequest]:
    """Confirmed requests made at the `others` whose address was not yet told of the event, the oldest first; nobody
    who has opted out of the organisation's mailings or is registered for the event."""
    key = NextDateRequest.email_key
    known = orm.aliased(NextDateRequest)
    told = select(known.id).where(known.told_event_id == event.id, known.email_key == key)
    return (
        select(NextDateRequest)
        .where(NextDateRequest.event_id.in_(others), NextDateRequest.state == RequestState.CONFIRMED)
        .where(~told.exists(), ~is_on_opt_out_list(event.organisation_id, key.expression))
        .where(~has_registration(event.id, key.expression))
        .order_by(NextDateRequest.id)
    )


def count_to_tell(db: orm.Session, event_id: int) -> int:
    """How many addresses would be told if the event were published now."""
    event = db.get_one(Event, event_id)
    if event.series_id is None:
        return 0
    others = select(Event.id).where(Event.series_id == event.series_id, Event.id != event.id)
    found = to_tell(event, db.scalars(others).all()).order_by(None)
    return db.scalar(found.with_only_columns(func.count(NextDateRequest.email_key.distinct()))) or 0


def count_waiting(db: orm.Session, event: Event) -> int:
    """How many addresses wait for a next date of the event's training; those that opted out since do not."""
    confirmed = (of_training(event), NextDateRequest.state == RequestState.CONFIRMED)
    refuses = is_on_opt_out_list(event.organisation_id, NextDateRequest.email_key.expression)
    wanted = select(func.count(NextDateRequest.email_key.distinct())).where(*confirmed, ~refuses)
    return db.scalar(wanted) or 0


def older_than(state: RequestState, before: datetime) -> ColumnElement[bool]:
    """Requests that have been in the state since before then."""
    return (NextDateRequest.state == state) & (NextDateRequest.changed_at < before)


def wants_no_notice(db: orm.Session, request: NextDateRequest, event: Event) -> bool:
    """Whether the address has opted out of the organisation's mailings, or is registered for the event."""
    mine = NextDateRequest.email_key.expression
    refuses = is_on_opt_out_list(event.organisation_id, mine) | has_registration(event.id, mine)
    return bool(db.scalar(select(refuses).where(NextDateRequest.id == request.id)))
