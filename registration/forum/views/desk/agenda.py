"""The desk: the agenda and the texts of its items."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.core import markdown
from registration.forum import commands, services, words
from registration.forum.errors import TextChanged
from registration.forum.forms import ConfirmForm, ItemForm, TextForm
from registration.forum.models import AgendaItem
from registration.forum.queries import desk
from registration.forum.views import wording
from registration.forum.views.blueprints import forum_desk
from registration.forum.views.desk.doing import back_to_meeting, carry_out, own_item, own_meeting
from registration.forum.views.desk.meetings import confirm
from registration.web.caching import personal
from registration.web.writing import reading


@forum_desk.route("/meetings/<int:meeting_id>/agenda", methods=["GET", "POST"])
def agenda(meeting_id: int) -> ResponseReturnValue:
    """The agenda, with a form for one more item."""
    found = own_meeting(meeting_id)
    form = ItemForm()

    def command() -> commands.AddItem:
        return commands.AddItem(meeting_id, form.item, request.form.get("after", type=int))

    if carry_out(form, lambda db, *by: services.add_item(db, command(), *by)):
        flash(_("The item has been added."), "success")
        return _back(meeting_id)
    page = render_template(
        "forum/desk/agenda.html", form=form, meeting=found, words=words, marked=wording.marked
    )
    return personal(page)


@forum_desk.post("/meetings/<int:meeting_id>/agenda/usual")
def usual_agenda(meeting_id: int) -> ResponseReturnValue:
    """Enter the usual order of parts as a first agenda."""
    found = own_meeting(meeting_id)
    items = tuple(
        commands.NewItem(wording.marked(words.USUAL_TITLES[kind]), kind)
        for kind in services.usual_kinds(found.kind)
    )
    carry_out(
        ConfirmForm(), lambda db, *by: services.set_agenda(db, commands.SetAgenda(meeting_id, items), *by)
    )
    return _back(meeting_id)


@forum_desk.post("/items/<int:item_id>/move")
def move_item(item_id: int) -> ResponseReturnValue:
    """Move an item up or down by one."""
    found = own_item(item_id)
    meeting_id, places = found.meeting_id, -1 if request.form.get("direction") == "up" else 1
    carry_out(ConfirmForm(), lambda db, *by: services.move_item(db, item_id, places, *by))
    return _back(meeting_id)


def _back(meeting_id: int) -> ResponseReturnValue:
    return redirect(url_for("forum_desk.agenda", meeting_id=meeting_id), 303)


@forum_desk.route("/items/<int:item_id>/edit", methods=["GET", "POST"])
def edit_item(item_id: int) -> ResponseReturnValue:
    """Title, kind and presenter of an item."""
    found = own_item(item_id)
    form, meeting_id = ItemForm(obj=found), found.meeting_id
    if carry_out(form, lambda db, *by: services.edit_item(db, commands.EditItem(item_id, form.item), *by)):
        flash(_("Saved."), "success")
        return _back(meeting_id)
    return personal(render_template("forum/desk/item.html", form=form, item=found))


@forum_desk.route("/items/<int:item_id>/remove", methods=["GET", "POST"])
def remove_item(item_id: int) -> ResponseReturnValue:
    """Take an item off the agenda."""
    found = own_item(item_id)
    meeting_id = found.meeting_id
    form = ConfirmForm()
    if carry_out(form, lambda db, *by: services.remove_item(db, item_id, *by)):
        flash(_("The item has been taken off the agenda."), "success")
        return _back(meeting_id)
    effects = [
        _("“%(title)s” disappears from the agenda. Nothing has been written under it yet.", title=found.title)
    ]
    return confirm(found.meeting, form, _("Take the item off the agenda"), effects, danger=True)


@forum_desk.route("/items/<int:item_id>/text", methods=["GET", "POST"])
def text(item_id: int) -> ResponseReturnValue:
    """The text of an item: one plain field, a preview from the server, saved only over the version seen."""
    found = own_item(item_id)
    form = TextForm(text=found.text, base_version=str(found.version))
    if "preview" in request.form:
        return _text_page(found, form, preview=form.validate_on_submit())
    meeting_id, anchor = found.meeting_id, found.anchor
    try:
        done = carry_out(form, lambda db, *by: services.write_item(db, form.to_command(item_id), *by))
    except TextChanged as conflict:
        return _conflict_page(item_id, conflict)
    if done:
        return back_to_meeting(meeting_id, _("The text has been saved."), anchor)
    return _text_page(found, form, preview=False)


def _text_page(item: AgendaItem, form: TextForm, *, preview: bool) -> ResponseReturnValue:
    written = form.text.data or ""
    page = render_template(
        "forum/desk/text.html",
        form=form,
        item=item,
        preview=markdown.render(written) if preview else None,
        remarks=[wording.marked(one) for one in markdown.remarks(written)] if preview else [],
    )
    return personal(page)


def _conflict_page(item_id: int, conflict: TextChanged) -> ResponseReturnValue:
    """409: what you began from, what was saved meanwhile, and what you typed, ready to be saved over it."""
    form = TextForm(formdata=None, text=conflict.yours, base_version=str(conflict.version))
    page = render_template(
        "forum/desk/text_changed.html", form=form, item=own_item(item_id), conflict=conflict
    )
    return personal(page), 409


@forum_desk.get("/items/<int:item_id>/revisions")
def revisions(item_id: int) -> ResponseReturnValue:
    """All writings of an item's text."""
    found = own_item(item_id)
    written = desk.revisions(reading(), item_id)
    return personal(render_template("forum/desk/revisions.html", item=found, revisions=written))
