"""The desk: an event's mailings; the first steps of a new one, who and content; throwing a draft away."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.dates.zones import in_zone
from registration.core.errors import DomainError
from registration.mailings import queries, services
from registration.mailings.errors import AlreadySent
from registration.mailings.forms import ContentForm, NumberForm, WhoForm
from registration.mailings.models import Mailing, Reason
from registration.mailings.queries import Tally
from registration.mailings.views import mailings_desk, words
from registration.mailings.views.guarded import event_or_404, of_draft, step_page, to_step
from registration.trainings.models import Visibility
from registration.web.caching import personal
from registration.web.writing import reading, writing

MOST_MALFORMED = 50
"""Malformed pieces shown beside the list; the rest is a page away."""


@mailings_desk.get("/event/<int:event_id>")
def index(event_id: int) -> ResponseReturnValue:
    """The event's mailings."""
    event = event_or_404(event_id)
    found = queries.about_event(reading(), event_id)
    return personal(
        render_template(
            "mailings/desk/index.html",
            event=event,
            mailings=found,
            counts=queries.counts(reading(), [one.id for one in found]),
            states=words.state_words(),
            takes_sign_ups=event.takes_sign_ups(clock.now()),
            over=event.visibility not in (Visibility.DRAFT, Visibility.PUBLISHED)
            or event.is_past(clock.now()),
        )
    )


@mailings_desk.post("/event/<int:event_id>")
def start(event_id: int) -> ResponseReturnValue:
    """Begin a mailing."""
    event_or_404(event_id)
    with writing() as db:
        mailing = services.start(db, event_id, current_actor(), now=clock.now())
    return to_step("who", mailing.id)


@mailings_desk.route("/<int:mailing_id>/who", methods=["GET", "POST"])
@of_draft
def who(mailing: Mailing) -> ResponseReturnValue:
    """Step 1: paste addresses, take past participants; what was taken out and why."""
    mailing_id = mailing.id
    earlier = queries.earlier_events(reading(), mailing.event, clock.now())
    day = in_zone(clock.now(), mailing.event.zone).date()
    lists = queries.offered_lists(reading(), mailing.organisation_id, day)
    form = WhoForm.of(mailing, earlier, lists)
    if form.validate_on_submit():
        command = form.to_command()
        try:
            with writing() as db:
                tally = services.choose(db, mailing_id, command, current_actor(), now=clock.now())
        except AlreadySent:
            raise
        except DomainError as problem:
            form.add_problem(problem)
        else:
            return _after_choosing(mailing_id, tally)
    hints = {one.id: words.about(one) for one in earlier}
    of_lists = {one.id: words.about_list(one) for one in lists}
    shown = {"form": form, "hints": hints, "of_lists": of_lists, "malformed": _malformed(mailing)}
    return step_page("who", mailing, **shown)


def _after_choosing(mailing_id: int, tally: Tally) -> ResponseReturnValue:
    """Pieces to be mended, or nobody left: stay and see. Else go on."""
    to_mend = Reason.MALFORMED in tally.taken_out or not tally.included
    return to_step("who" if to_mend else "content", mailing_id)


def _malformed(mailing: Mailing) -> list[tuple[int | None, str, str]]:
    """(line, piece, what to change) of what could not be read."""
    wanted = queries.listed(mailing, Reason.MALFORMED).limit(MOST_MALFORMED)
    return [(one.line, one.typed, words.cure(one)) for one in reading().scalars(wanted)]


@mailings_desk.route("/<int:mailing_id>/content", methods=["GET", "POST"])
@of_draft
def content(mailing: Mailing) -> ResponseReturnValue:
    """Step 2: subject and text."""
    mailing_id = mailing.id
    form = ContentForm.of(mailing)
    if form.validate_on_submit():
        try:
            with writing() as db:
                services.write(db, mailing_id, form.to_command(), current_actor(), now=clock.now())
        except AlreadySent:
            raise
        except DomainError as problem:
            form.add_problem(problem)
        else:
            return to_step("check", mailing_id)
    return step_page("content", mailing, form=form)


@mailings_desk.route("/<int:mailing_id>/discard", methods=["GET", "POST"])
@of_draft
def discard(mailing: Mailing) -> ResponseReturnValue:
    """Delete a draft: one page that says what goes with it."""
    form, event_id, mailing_id = NumberForm(), mailing.event_id, mailing.id
    if form.validate_on_submit():
        with writing() as db:
            services.discard(db, mailing_id, current_actor(), now=clock.now())
        return redirect(url_for("mailings_desk.index", event_id=event_id), 303)
    return step_page("discard", mailing, form=form)
