"""Telling the organisers of an institution what could not be delivered: one mail for all, every few hours at most.

Nothing is told while no mail can go out at all: the desk says that. A digest is never about digests.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, orm, select

from registration.accounts.models import RoleGrant, RoleName, User
from registration.core.site import Site
from registration.outbox import route
from registration.outbox.email import Draft, Email
from registration.outbox.failure_words import failure_words
from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.outbox.services import enqueue
from registration.partners.models import Organisation
from registration.trainings.models import Event

KIND = "desk.undelivered"
EVERY = timedelta(hours=4)
"""An institution hears of its failures at most so often."""
PUT_OFF = timedelta(hours=4)
"""So long a mail may be put off before that is told too."""
NEWS_FOR = timedelta(days=7)
"""Older failures are no news: whoever becomes an organiser today need not hear of them."""
MOST = 500
"""Mails in one digest; more are told by the next."""


@dataclass(frozen=True)
class Undelivered:
    """So many mails about one event (None: about something else) that did not leave for one reason."""

    title: str | None
    failure: Failure
    number: int


def tell_organisers(db: orm.Session, *, now: datetime) -> int:
    """Enqueue the digests that are due; gives how many."""
    found = route.current(db)
    if found is not None and found.failing_since is not None:
        return 0
    untold: dict[int, list[OutgoingEmail]] = {}
    for row in db.scalars(_untold(now)):
        untold.setdefault(row.organisation_id or 0, []).append(row)
    return sum(_tell(db, organisation, rows, now) for organisation, rows in untold.items())


def _untold(now: datetime) -> Select[OutgoingEmail]:
    put_off = (OutgoingEmail.state == MailState.WAITING) & (OutgoingEmail.tried_since <= now - PUT_OFF)
    told_lately = select(OutgoingEmail.organisation_id).where(
        OutgoingEmail.kind == KIND, OutgoingEmail.created_at > now - EVERY
    )
    return (
        select(OutgoingEmail)
        .where(
            or_(OutgoingEmail.state == MailState.FAILED, put_off),
            *_is_news(now),
            OutgoingEmail.organisation_id.is_not(None),
            OutgoingEmail.organisation_id.not_in(told_lately),
        )
        .order_by(OutgoingEmail.organisation_id, OutgoingEmail.id)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )


def _is_news(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutgoingEmail.failure.is_not(None),
        OutgoingEmail.told_at.is_(None),
        OutgoingEmail.kind != KIND,
        OutgoingEmail.due_at > now - NEWS_FOR,
    )


def _tell(db: orm.Session, organisation_id: int, rows: Sequence[OutgoingEmail], now: datetime) -> int:
    people = _who_hears(db, organisation_id)
    for place, (address, name, language) in enumerate(people):
        draft = Draft(
            kind=KIND,
            recipient=address,
            recipient_name=name,
            language=language,
            dedupe_key=f"undelivered:{organisation_id}:{now:%Y%m%d%H%M}:{place}",
            context={"organisation": organisation_id, "mails": [row.id for row in rows]},
            organisation_id=organisation_id,
        )
        enqueue(db, draft, now=now)
    for row in rows if people else ():
        row.told_at = now
    db.flush()
    return len(people)


def _who_hears(db: orm.Session, organisation_id: int) -> list[tuple[str, str, str]]:
    """Address, name and language of its organisers; its office where it has none."""
    wanted = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == RoleName.ORGANISER, RoleGrant.scope_kind == "organisation")
        .where(RoleGrant.scope_id == organisation_id, User.active)
        .order_by(User.id)
    )
    people = [(one.email, one.name, one.language) for one in db.scalars(wanted)]
    office = db.get(Organisation, organisation_id)
    if not people and office is not None and office.email:
        return [(office.email, office.name, "pl")]
    return people


def render(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The digest as things stand when it is written; None when all of it has left since."""
    wanted = select(OutgoingEmail).where(
        OutgoingEmail.id.in_(row.context["mails"]),
        OutgoingEmail.state.in_((MailState.FAILED, MailState.WAITING)),
        OutgoingEmail.failure.is_not(None),
    )
    mails = db.scalars(wanted).all()
    organisation = db.get(Organisation, row.context["organisation"])
    if not mails or organisation is None:
        return None
    return Email(
        template="desk_undelivered",
        to=row.recipient,
        to_name=row.recipient_name,
        language=row.language,
        context={
            "organisation": organisation,
            "failed": _told(db, (one for one in mails if one.state is MailState.FAILED)),
            "put_off": _told(db, (one for one in mails if one.state is MailState.WAITING)),
            "number": len(mails),
            "reasons": failure_words,
            "link": site.address("/desk/outbox/?state=failed"),
        },
    )


def _told(db: orm.Session, mails: Iterable[OutgoingEmail]) -> list[Undelivered]:
    """By event and reason, the most frequent first."""
    counted = Counter(
        (one.about_id if one.about_kind == "event" else None, one.failure or Failure.OTHER) for one in mails
    )
    ids = {event_id for event_id, _failure in counted if event_id is not None}
    rows = db.execute(select(Event.id, Event.title).where(Event.id.in_(ids)))
    titles: dict[int | None, str] = {row.id: row.title for row in rows}
    return [
        Undelivered(titles.get(event_id), why, number) for (event_id, why), number in counted.most_common()
    ]
