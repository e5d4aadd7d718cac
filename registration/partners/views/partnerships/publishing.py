"""Showing a partnership to everybody, hiding it, deleting it; each on a page that names the effect."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.services.partnerships import saving
from registration.partners.views.partnerships.access import Change, attempt, done, page, partnership_for
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.web.fields import EditForm


@partnerships_desk.route("/<int:partnership_id>/publish", methods=["GET", "POST"])
def publish(partnership_id: int) -> ResponseReturnValue:
    """Show it to everybody."""
    return _act("publish", partnership_id, saving.publish) or done(
        _("The partnership is published."), "overview", partnership_id
    )


@partnerships_desk.route("/<int:partnership_id>/hide", methods=["GET", "POST"])
def hide(partnership_id: int) -> ResponseReturnValue:
    """Show it to the desk alone."""
    return _act("hide", partnership_id, saving.hide) or done(
        _("The partnership is hidden."), "overview", partnership_id
    )


@partnerships_desk.route("/<int:partnership_id>/delete", methods=["GET", "POST"])
def delete(partnership_id: int) -> ResponseReturnValue:
    """Delete it."""
    shown = _act("delete", partnership_id, saving.delete_partnership)
    if shown is not None:
        return shown
    flash(_("The partnership is deleted."), "success")
    return redirect(url_for("partnerships_desk.index"), 303)


def _act(name: str, partnership_id: int, change: Change) -> ResponseReturnValue | None:
    """The page that asks; None when it is done."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return page(name, known, form)
    return attempt(partnership_id, form, change, lambda now, again, **more: page(name, now, again, **more))
