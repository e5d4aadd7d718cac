"""For each person and day: what was sent last, what was answered, and sending it again."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import allowed, current_actor
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.invites import hooks
from registration.invites.mailbox.position import outage
from registration.invites.mailbox.words import reason
from registration.invites.models import CalendarInvite, OpenAnswer
from registration.invites.queries import desk
from registration.invites.queries.open_answers import any_came, open_answers
from registration.invites.services.again import may_repeat, send_again
from registration.invites.services.open_answers import settle
from registration.invites.views import invites_desk, words
from registration.trainings.models import Event
from registration.trainings.views.desk.access import event_for
from registration.trainings.views.links import address_of
from registration.web.caching import personal
from registration.web.listed import Listed
from registration.web.site import settings
from registration.web.writing import reading, writing

PER_PAGE = 100


@invites_desk.get("/<int:event_id>")
def index(event_id: int) -> ResponseReturnValue:
    """Everybody's calendar entries, filtered by the address of the page; an unknown filter is 400."""
    event = event_for(event_id, Act.SEE_PARTICIPANTS)
    group, waiting = _group(), open_answers(reading(), event_id)
    paged = Listed(desk.ordered(reading(), event_id, group), PER_PAGE)
    shown = desk.entries(reading(), paged.items)
    mails = desk.mails_of(reading(), shown)
    rows = [words.row(one, mails.get(one.last_mail), event.zone) for one in shown]
    return personal(
        render_template(
            "invites/desk/index.html",
            event=event,
            rows=rows,
            paged=paged,
            group=group,
            groups=words.groups(desk.counts(reading(), event_id)),
            waiting=[words.waiting(one, event.zone) for one in waiting],
            pages=_pages_of(event, waiting),
            collected=bool(settings().imap_server) or any_came(reading()),
            outage=outage(reading(), settings(), clock.now()),
            outage_reason=reason,
            may_edit=allowed(Act.EDIT_EVENT, Where(organisation_id=event.organisation_id, event_id=event.id)),
        )
    )


def _pages_of(event: Event, waiting: Sequence[OpenAnswer]) -> dict[int, str]:
    """The page of each person who answered, by the answer; nothing for those who do not take part."""
    known = hooks.registrations({one.invite.invitee_id for one in waiting}, reading())
    return {
        one.id: address_of("signup_desk.participant", event_id=event.id, registration_id=known[who])
        for one in waiting
        if (who := one.invite.invitee_id) in known
    }


def _group() -> desk.Group:
    asked = request.args.get("show", "")
    if asked not in tuple(desk.Group):
        abort(400)
    return desk.Group(asked)


@invites_desk.get("/<int:event_id>/entries/<int:invite_id>/again")
def ask_again(event_id: int, invite_id: int) -> ResponseReturnValue:
    """What sending again means, and the button."""
    event = event_for(event_id)
    entry = _entry(event, invite_id)
    mails = desk.mails_of(reading(), [entry])
    return personal(
        render_template(
            "invites/desk/again.html",
            event=event,
            row=words.row(entry, mails.get(entry.last_mail), event.zone),
            possible=may_repeat(entry),
        )
    )


@invites_desk.post("/<int:event_id>/entries/<int:invite_id>/again")
def again(event_id: int, invite_id: int) -> ResponseReturnValue:
    """Send the last message once more."""
    event_for(event_id)
    with writing() as db:
        send_again(db, event_id, invite_id, actor=current_actor(), now=clock.now())
    flash(_("The calendar entry will be sent again in a moment."), "success")
    return redirect(url_for("invites_desk.index", event_id=event_id), 303)


@invites_desk.post("/<int:event_id>/answers/<int:answer_id>/settle")
def settle_answer(event_id: int, answer_id: int) -> ResponseReturnValue:
    """An answer that waited is seen to."""
    event_for(event_id, Act.SEE_PARTICIPANTS)
    with writing() as db:
        settle(db, event_id, answer_id, actor=current_actor(), now=clock.now())
    flash(_("The answer no longer waits."), "success")
    return redirect(url_for("invites_desk.index", event_id=event_id), 303)


def _entry(event: Event, invite_id: int) -> CalendarInvite:
    found = reading().get(CalendarInvite, invite_id)
    if found is None or found.invitee.event_id != event.id:
        abort(404)
    return found
