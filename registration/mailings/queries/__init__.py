"""Reads of mailings, their recipients and opt-outs, and of the participants of earlier events."""

from registration.mailings.queries.earlier import Agreed, EarlierEvent, agreed_participants, earlier_events
from registration.mailings.queries.lists import (
    Outcome,
    Progress,
    Tally,
    about_event,
    any_included,
    counts,
    delivered,
    drained,
    first_included,
    listed,
    progress,
    tally,
)
from registration.mailings.queries.rules import has_opted_out, has_registration, reason_now
from registration.mailings.queries.single import (
    by_token,
    find_mailing,
    find_opt_out,
    included,
    included_in,
    reason_to_drop,
    test_recipient,
    untouched_draft,
)

__all__ = [
    "Agreed",
    "EarlierEvent",
    "Outcome",
    "Progress",
    "Tally",
    "about_event",
    "agreed_participants",
    "any_included",
    "by_token",
    "counts",
    "delivered",
    "drained",
    "earlier_events",
    "find_mailing",
    "find_opt_out",
    "first_included",
    "has_opted_out",
    "has_registration",
    "included",
    "included_in",
    "listed",
    "progress",
    "reason_now",
    "reason_to_drop",
    "tally",
    "test_recipient",
    "untouched_draft",
]
