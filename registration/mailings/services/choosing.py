"""Who gets the mailing: the pasted list, lists of contacts and the participants of earlier events, sorted out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from sqlalchemy import delete, insert, orm, select

from registration.accounts.audit import Actor
from registration.core.dates.zones import in_zone
from registration.core.mail_address import Fault, Pasted, split_pasted
from registration.core.text import clean, shorten
from registration.core.tokens import new_public_id
from registration.mailings import queries
from registration.mailings.errors import NobodyToInvite, TooManyAddresses, UnknownEvent, UnknownList
from registration.mailings.models import Basis, Mailing, Origin, Reason, Recipient, RecipientState
from registration.mailings.services.drafts import draft, note

LIMIT = 5_000
"""Addresses in one mailing, those taken out included. Longer lists are split by the organiser."""
MOST_SHOWN = 200
"""How much of a malformed piece is kept, in characters."""


@dataclass(frozen=True)
class Choice:
    """What the first step says: the list as pasted, what was read from it, the earlier events and the lists of
    contacts chosen.

    Reading takes up to seconds, so it is done here, before any transaction.
    """

    pasted: str
    pieces: tuple[Pasted, ...]
    event_ids: tuple[int, ...]
    list_ids: tuple[int, ...] = ()

    @classmethod
    def of(cls, pasted: str, event_ids: Iterable[int] = (), list_ids: Iterable[int] = ()) -> Self:
        """The choice of a pasted list, of earlier events and of lists of contacts."""
        chosen = (tuple(sorted(set(ids))) for ids in (event_ids, list_ids))
        return cls(pasted, tuple(split_pasted(pasted)), *chosen)


@dataclass(frozen=True)
class Candidate:
    """An address given, or a piece that is none (`fault`); where it was given."""

    email: str
    name: str
    origin: Origin
    past_event_id: int | None = None
    line: int | None = None
    typed: str = ""
    fault: Fault | None = None
    source: str = ""
    basis: Basis | None = None

    @property
    def key(self) -> str:
        """What addresses are compared by (registration.core.mail_address.key of a normal form)."""
        return self.email.lower()


def choose(db: orm.Session, mailing_id: int, choice: Choice, actor: Actor, *, now: datetime) -> queries.Tally:
    """Replace the mailing's recipients; doubles and malformed pieces are kept among those taken out.

    Whoever is registered or has opted out is told apart when the lists are read, so that their numbers are
    never stale. An address that stays keeps its links. Raises AlreadySent, NobodyToInvite (nothing
    was given), TooManyAddresses, UnknownEvent, UnknownList.
    """
    mailing = draft(db, mailing_id)
    pasted = (_candidate(piece) for piece in choice.pieces)
    listed = _contacts(db, mailing, choice.list_ids, now)
    candidates = [*pasted, *listed, *_participants(db, mailing, choice.event_ids, now)]
    if not candidates:
        raise NobodyToInvite
    if len(candidates) > LIMIT:
        raise TooManyAddresses(limit=LIMIT, found=len(candidates))
    before = queries.tally(db, mailing).given
    _replace(db, mailing, sort_out(candidates))
    mailing.pasted, mailing.source_event_ids = choice.pasted, list(choice.event_ids)
    mailing.source_list_ids = list(choice.list_ids)
    note(db, mailing, actor, "mailing.recipients", now, {"addresses": before}, {"addresses": len(candidates)})
    db.flush()
    return queries.tally(db, mailing)


def _candidate(piece: Pasted) -> Candidate:
    return Candidate(
        email=piece.address or "",
        name=clean(piece.name, limit=MOST_SHOWN),
        origin=Origin.PASTED,
        line=piece.number,
        typed=shorten(piece.line, MOST_SHOWN) if piece.error else "",
        fault=piece.error,
    )


def _participants(
    db: orm.Session, mailing: Mailing, event_ids: tuple[int, ...], now: datetime
) -> list[Candidate]:
    if not event_ids:
        return []
    if not set(event_ids) <= {one.id for one in queries.earlier_events(db, mailing.event, now)}:
        raise UnknownEvent
    agreed = queries.agreed_participants(db, mailing.event, event_ids, now)
    return [Candidate(one.email, one.name, Origin.PARTICIPANT, one.event_id) for one in agreed]


def _contacts(db: orm.Session, mailing: Mailing, list_ids: tuple[int, ...], now: datetime) -> list[Candidate]:
    """Those of the organisation's lists who may be written to. Raises UnknownList."""
    if not list_ids:
        return []
    owner, day = mailing.organisation_id, in_zone(now, mailing.event.zone).date()
    if not set(list_ids) <= {one.id for one in queries.offered_lists(db, owner, day)}:
        raise UnknownList
    return [
        Candidate(one.email, one.name, Origin.CONTACT, source=one.source, basis=one.basis)
        for one in queries.listed_contacts(db, owner, list_ids, day)
    ]


def sort_out(candidates: Iterable[Candidate]) -> list[tuple[Candidate, Reason | None]]:
    """Each with the reason why it is taken out; None for the first of each address."""
    seen: set[str] = set()
    sorted_out: list[tuple[Candidate, Reason | None]] = []
    for one in candidates:
        reason = Reason.MALFORMED if one.fault else Reason.DUPLICATE if one.key in seen else None
        sorted_out.append((one, reason))
        seen.add(one.key)
    return sorted_out


def _replace(db: orm.Session, mailing: Mailing, sorted_out: list[tuple[Candidate, Reason | None]]) -> None:
    kept = _names_of_links(db, mailing)
    db.execute(
        delete(Recipient).where(Recipient.mailing_id == mailing.id, Recipient.state != RecipientState.TEST)
    )
    rows = [
        _row(mailing.id, place, one, reason, kept.get(one.key) if reason is None else None)
        for place, (one, reason) in enumerate(sorted_out, start=1)
    ]
    if rows:
        db.execute(insert(Recipient), rows)


def _names_of_links(db: orm.Session, mailing: Mailing) -> dict[str, tuple[str, int]]:
    """Public id and generation by address, of those included so far."""
    wanted = select(Recipient.email_key, Recipient.public_id, Recipient.generation).where(
        Recipient.mailing_id == mailing.id, Recipient.state == RecipientState.INCLUDED
    )
    return {key: (public_id, generation) for key, public_id, generation in db.execute(wanted)}


def _row(
    mailing_id: int, place: int, one: Candidate, reason: Reason | None, link: tuple[str, int] | None
) -> dict[str, Any]:
    public_id, generation = link or (new_public_id(), 1)
    return {
        "mailing_id": mailing_id,
        "public_id": public_id,
        "generation": generation,
        "position": place,
        "email": one.email,
        "email_key": one.key,
        "name": one.name,
        "state": RecipientState.TAKEN_OUT if reason else RecipientState.INCLUDED,
        "reason": reason,
        "origin": one.origin,
        "past_event_id": one.past_event_id,
        "source": one.source,
        "basis": one.basis,
        "line": one.line,
        "typed": one.typed,
        "fault": one.fault,
    }
