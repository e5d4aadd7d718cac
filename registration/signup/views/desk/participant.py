"""One participant at the desk: what is held, what has happened, and what may be done for them."""

from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import allowed, current_actor
from registration.accounts.permissions import Act
from registration.core import clock
from registration.core.errors import Conflict
from registration.partners.labels import described
from registration.signup import services
from registration.signup.errors import EventFull
from registration.signup.forms import AnswersForm
from registration.signup.models import Registration
from registration.signup.states import ORGANISER, RULES
from registration.signup.views import signup_desk, story
from registration.signup.views.desk.access import registration_for, where
from registration.signup.views.desk.listing import state_words
from registration.signup.views.personal import answers_saved
from registration.web.caching import personal
from registration.web.forms import BaseForm
from registration.web.language import language, say
from registration.web.site import site
from registration.web.writing import reading, writing

ONE = "/<int:event_id>/<int:registration_id>"


def _to_participant(event_id: int, registration_id: int) -> ResponseReturnValue:
    address = url_for("signup_desk.participant", event_id=event_id, registration_id=registration_id)
    return redirect(address, HTTPStatus.SEE_OTHER)


@signup_desk.get(ONE)
def participant(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Data, state, mails and history of one registration; needs for the event's coordinator only."""
    found, now = registration_for(event_id, registration_id, Act.SEE_PARTICIPANTS), clock.now()
    place, past = where(found.event), found.event.is_past(now)
    manages = allowed(Act.MANAGE_PARTICIPANTS, place)
    return personal(
        render_template(
            "signup/desk/participant.html",
            registration=found,
            event=found.event,
            state=state_words()[found.state],
            sees_needs=allowed(Act.SEE_NEEDS, place),
            opens_mails=allowed(Act.SEE_OUTBOX, place),
            manages=manages,
            on_the_list=described(found.organisation, language()) if found.organisation else "",
            links_institutions=allowed(Act.EDIT_PARTNERS, place),
            may_change=manages and bool(RULES[found.state].next) and not past,
            may_return=manages and services.may_return(found, ORGANISER, now),
            mails=story.mails(found),
            lines=story.changes(found, own=False),
        )
    )


@signup_desk.route(f"{ONE}/change", methods=["GET", "POST"])
def change_participant(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Correct answers on the participant's behalf."""
    found = registration_for(event_id, registration_id, Act.MANAGE_PARTICIPANTS)
    form = AnswersForm.of(found, sees_needs=allowed(Act.SEE_NEEDS, where(found.event)))
    if form.validate_on_submit() and answers_saved(form, registration_id, current_actor()):
        flash(_("Saved."), "success")
        return _to_participant(event_id, registration_id)
    found = registration_for(event_id, registration_id, Act.MANAGE_PARTICIPANTS)
    form.look_up(reading(), found.email)
    return _act_page("signup/desk/change.html", found, form)


@signup_desk.route(f"{ONE}/remove", methods=["GET", "POST"])
def remove_participant(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Take the person off the list, after a page that says what this does."""
    found, form = registration_for(event_id, registration_id, Act.MANAGE_PARTICIPANTS), BaseForm()
    if form.validate_on_submit():
        with writing() as db:
            services.remove(db, found.id, actor=current_actor(), now=clock.now())
        flash(_("The registration is cancelled. The participant is told by e-mail."), "success")
        return _to_participant(event_id, registration_id)
    return _act_page("signup/desk/remove.html", found, form)


@signup_desk.post(f"{ONE}/restore")
def restore_participant(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Make an ended registration valid again, while a seat is free."""
    found = registration_for(event_id, registration_id, Act.MANAGE_PARTICIPANTS)
    try:
        with writing() as db:
            services.undo_end(db, found.id, actor=current_actor(), site=site(), now=clock.now())
    except (EventFull, Conflict) as problem:
        flash(say(problem.told), "error")
    else:
        flash(_("The registration is valid again."), "success")
    return _to_participant(event_id, registration_id)


@signup_desk.post(f"{ONE}/new-link")
def renew_link(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Revoke the personal link and have a new one mailed to the participant; nobody else sees it."""
    found = registration_for(event_id, registration_id, Act.MANAGE_PARTICIPANTS)
    with writing() as db:
        services.replace_link(db, found.id, actor=current_actor(), now=clock.now())
    flash(_("The old link is revoked. The participant gets a new one by e-mail."), "success")
    return _to_participant(event_id, registration_id)


def _act_page(template: str, found: Registration, form: BaseForm) -> ResponseReturnValue:
    return personal(render_template(template, registration=found, event=found.event, form=form))
