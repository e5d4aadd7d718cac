"""The personal page on which a participant chooses among the optional sessions."""

from flask import render_template
from flask.typing import ResponseReturnValue

from registration.core import clock
from registration.core.errors import DomainError
from registration.signup import services
from registration.signup.forms import ChoiceForm
from registration.signup.models import Registration
from registration.signup.states import RULES
from registration.signup.views import signup
from registration.signup.views.personal import back_to_mine, registration_of
from registration.web.caching import personal
from registration.web.limits import by_address, limiter
from registration.web.site import site
from registration.web.writing import writing


@signup.route("/my/<token>/sessions", methods=["GET", "POST"])
@limiter.limit("120/minute", key_func=by_address, methods=["POST"])
def choose(token: str) -> ResponseReturnValue:
    """The boxes as they are ticked; saving moves the calendar entries. Where nothing can be chosen, the personal
    page is shown instead."""
    registration = registration_of(token)
    form = ChoiceForm(data={"sessions": [str(one.id) for one in registration.invitee.sessions]})
    form.offer(registration.event)
    if not RULES[registration.state].next or not form.days:
        return back_to_mine(token)
    if form.validate_on_submit() and _saved(form, registration):
        return back_to_mine(token, saved=True)
    return personal(render_template("signup/choose.html", form=form, event=registration.event, token=token))


def _saved(form: ChoiceForm, registration: Registration) -> bool:
    try:
        with writing() as db:
            services.choose_sessions(db, registration.id, form.chosen, now=clock.now(), site=site())
    except DomainError as problem:
        form.add_problem(problem)
        return False
    return True
