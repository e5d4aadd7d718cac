"""Who gets no mailing, as expressions of SQL: one wording of each rule, for counts, sending and rendering."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, orm, select

from registration.mailings.models import Mailing, OptOut, Reason, Recipient, RecipientState
from registration.signup.models import Clause, ClauseKind, Consent, Registration
from registration.signup.queries import OVER


def has_registration(event_id: int, email_key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the address has a registration for the event that is not over."""
    mine = select(Registration.id).where(
        Registration.event_id == event_id, Registration.email_key == email_key
    )
    return mine.where(Registration.state.not_in(OVER)).exists()


def has_opted_out(organisation_id: int, email_key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the address wants no mailings of the organisation: by an opt-out, or by a consent to news that
    was withdrawn and not given again."""
    return is_on_opt_out_list(organisation_id, email_key) | _has_withdrawn(organisation_id, email_key)


def is_on_opt_out_list(organisation_id: int, email_key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the address has asked the organisation for no more mailings, by a link in one of them."""
    mine = select(OptOut.id).where(OptOut.organisation_id == organisation_id, OptOut.email_key == email_key)
    return mine.exists()


def _has_withdrawn(organisation_id: int, email_key: ColumnElement[str]) -> ColumnElement[bool]:
    withdrawn, by = orm.aliased(Consent), orm.aliased(Registration)
    again, by_again = orm.aliased(Consent), orm.aliased(Registration)
    # The inner question names only tables of the one around it: an UPDATE lends its own no further than that.
    given_again = _news(again, by_again, organisation_id).where(
        by_again.email_key == by.email_key,
        again.given,
        again.withdrawn_at.is_(None),
        again.answered_at > withdrawn.withdrawn_at,
    )
    once = _news(withdrawn, by, organisation_id).where(
        by.email_key == email_key, withdrawn.withdrawn_at.is_not(None)
    )
    return once.where(~given_again.exists()).exists()


def _news(consent: Any, by: Any, organisation_id: int) -> Select[int]:
    """The answers about news of the organisation; `consent` and `by` are aliases of Consent and Registration."""
    clause = orm.aliased(Clause)
    return (
        select(consent.id)
        .join(by, by.id == consent.registration_id)
        .join(clause, clause.id == consent.clause_id)
        .where(clause.organisation_id == organisation_id, clause.kind == ClauseKind.NEWS)
    )


def reason_now(mailing: Mailing) -> ColumnElement[Reason | None]:
    """Why a recipient would be left out at this moment; None for one who gets the mail.

    A draft asks anew each time, so that its numbers are never stale; what was sent keeps the reasons of then.
    """
    if not mailing.is_draft:
        return Recipient.reason.expression
    refuses = has_opted_out(mailing.organisation_id, Recipient.email_key.expression)
    registered = has_registration(mailing.event_id, Recipient.email_key.expression)
    return case(
        (Recipient.state == RecipientState.TAKEN_OUT, Recipient.reason),
        (refuses, literal(Reason.OPTED_OUT, Recipient.reason.type)),
        (registered, literal(Reason.REGISTERED, Recipient.reason.type)),
        else_=literal(None, Recipient.reason.type),
    )
