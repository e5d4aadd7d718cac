"""All mails of a filter at once: sending them again, giving them up. Each act has a page that says how many."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.desk.outbox import services, words
from registration.desk.outbox.views import outbox_desk
from registration.desk.outbox.views.lists import asked, reach_or_403, shown
from registration.outbox import queries
from registration.outbox.failure_words import failure_words
from registration.outbox.state_words import state_words
from registration.web.caching import personal
from registration.web.writing import reading, writing


@outbox_desk.get("/all/again")
def ask_to_send_all() -> ResponseReturnValue:
    """What sending them again means, how many they are, and the button."""
    wanted = queries.again(queries.listed(asked(), reach_or_403()))
    return _page("outbox/send_all.html", queries.count(reading(), wanted))


@outbox_desk.post("/all/again")
def send_all() -> ResponseReturnValue:
    """Make them due at once."""
    wanted = queries.again(queries.listed(asked(), reach_or_403()))
    with writing() as db:
        number = services.send_all_again(db, current_actor(), wanted, now=clock.now())
    flash(
        ngettext("%(num)d e-mail will be sent again.", "%(num)d e-mails will be sent again.", number),
        "success",
    )
    return redirect(url_for("outbox_desk.index"), 303)


@outbox_desk.get("/all/drop")
def ask_to_drop_all() -> ResponseReturnValue:
    """What giving them up means, how many they are, and the button."""
    wanted = queries.unsent(queries.listed(asked(), reach_or_403()))
    return _page("outbox/drop_all.html", queries.count(reading(), wanted))


@outbox_desk.post("/all/drop")
def drop_all() -> ResponseReturnValue:
    """Give them up."""
    wanted = queries.unsent(queries.listed(asked(), reach_or_403()))
    with writing() as db:
        number = services.drop_all(db, current_actor(), wanted, now=clock.now())
    flash(ngettext("%(num)d e-mail was given up.", "%(num)d e-mails were given up.", number), "success")
    return redirect(url_for("outbox_desk.index"), 303)


def _page(template: str, number: int) -> ResponseReturnValue:
    filters = asked()
    said = [state_words().get(filters.state), failure_words().get(filters.failure)]  # type: ignore[arg-type]
    told = [one for one in (*said, words.kind_groups().get(filters.kind), filters.recipient) if one]
    return personal(render_template(template, number=number, told=told, shown=shown(filters)))
