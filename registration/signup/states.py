"""The states of a registration, in one table that drives the service, the documentation and the stateful test."""

from dataclasses import dataclass
from enum import StrEnum


class RegistrationState(StrEnum):
    """Where a registration stands."""

    UNVERIFIED = "unverified"
    AWAITING_APPROVAL = "awaiting approval"
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"
    REMOVED = "removed"
    SUBSTITUTED = "substituted"


@dataclass(frozen=True)
class StateRule:
    """What a state means: whether it holds a seat, whether a calendar entry lives, and what may follow.

    `undone_by`: which kinds of actors may undo this end while a seat is free and the event has not begun. The
    registration is then confirmed again, with its link, reference and consents.
    """

    holds_seat: bool
    in_calendar: bool
    next: frozenset[RegistrationState]
    undone_by: frozenset[str] = frozenset()


PARTICIPANT = "participant"
ORGANISER = "user"
"""Kinds of actors, as the audit trail calls them."""

_S = RegistrationState
_OVER = StateRule(False, False, frozenset())

RULES: dict[RegistrationState, StateRule] = {
    _S.UNVERIFIED: StateRule(True, False, frozenset({_S.CONFIRMED, _S.AWAITING_APPROVAL, _S.EXPIRED})),
    _S.AWAITING_APPROVAL: StateRule(True, False, frozenset({_S.CONFIRMED, _S.REFUSED, _S.EXPIRED})),
    _S.WAITING: StateRule(False, False, frozenset({_S.OFFERED, _S.CONFIRMED, _S.WITHDRAWN})),
    _S.OFFERED: StateRule(True, False, frozenset({_S.CONFIRMED, _S.EXPIRED, _S.WITHDRAWN})),
    _S.CONFIRMED: StateRule(True, True, frozenset({_S.WITHDRAWN, _S.SUBSTITUTED, _S.REMOVED})),
    _S.WITHDRAWN: StateRule(False, False, frozenset(), frozenset({PARTICIPANT, ORGANISER})),
    _S.REFUSED: _OVER,
    _S.EXPIRED: _OVER,
    _S.REMOVED: StateRule(False, False, frozenset(), frozenset({ORGANISER})),
    _S.SUBSTITUTED: _OVER,
}
"""Who signs up again after the end has a new registration. Whichever way back: after a CANCEL, a new calendar UID."""
