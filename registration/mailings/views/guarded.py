"""What every page of the desk does first and last: find the mailing, see who asks, show a step."""

from collections.abc import Callable
from functools import wraps

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration.accounts.guards import require
from registration.accounts.permissions import Act, Where
from registration.mailings import queries
from registration.mailings.errors import AlreadySent
from registration.mailings.models import Mailing
from registration.mailings.views import words
from registration.trainings.models import Event
from registration.web.caching import personal
from registration.web.writing import reading

Page = Callable[[Mailing], ResponseReturnValue]
Guarded = Callable[[int], ResponseReturnValue]
"""The same page as Flask calls it, by the mailing's id."""


def event_or_404(event_id: int) -> Event:
    """The event, for somebody who may send mailings about it; 404 for a stranger, 403 for another role."""
    event = reading().get(Event, event_id) or abort(404)
    require(Act.SEND_MAILING, Where(organisation_id=event.organisation_id, event_id=event.id))
    return event


def mailing_or_404(mailing_id: int) -> Mailing:
    """The mailing, under the same rule."""
    mailing = queries.find_mailing(reading(), mailing_id) or abort(404)
    require(Act.SEND_MAILING, Where(organisation_id=mailing.organisation_id, event_id=mailing.event_id))
    return mailing


def of_mailing(page: Page) -> Guarded:
    """A page about one mailing."""

    @wraps(page)
    def guarded(mailing_id: int) -> ResponseReturnValue:
        return page(mailing_or_404(mailing_id))

    return guarded


def of_draft(page: Page) -> Guarded:
    """A page about a draft. One that was sent in another tab, or by a first click, shows its delivery."""

    @wraps(page)
    def guarded(mailing_id: int) -> ResponseReturnValue:
        mailing = mailing_or_404(mailing_id)
        try:
            return page(mailing) if mailing.is_draft else to_delivery(mailing_id)
        except AlreadySent:
            return to_delivery(mailing_id)

    return guarded


def step_page(step: str, mailing: Mailing, **more: object) -> ResponseReturnValue:
    """One step of the composer, with the counts that every step shows."""
    page = render_template(
        f"mailings/desk/{step}.html",
        step=step,
        mailing=mailing,
        event=mailing.event,
        tally=queries.tally(reading(), mailing),
        reasons=words.reason_words(),
        **more,
    )
    return personal(page)


def to_step(step: str, mailing_id: int) -> ResponseReturnValue:
    """Go to a step of the composer: "who", "content", "check" or "send"."""
    return redirect(url_for(f"mailings_desk.{step}", mailing_id=mailing_id), 303)


def to_delivery(mailing_id: int) -> ResponseReturnValue:
    """Go to the delivery page."""
    return redirect(url_for("mailings_desk.delivery", mailing_id=mailing_id), 303)
