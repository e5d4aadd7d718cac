"""How many were invited, among the tiles of an event's desk page (trainings.desk_panels)."""

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import orm

from registration.accounts.guards import allowed
from registration.accounts.permissions import Act, Where
from registration.mailings import queries
from registration.trainings.desk_panels import Tile
from registration.trainings.models import Event


def tiles(db: orm.Session, event: Event) -> list[Tile]:
    """The addresses to which invitations were sent; drafts do not count. A link for who may send them. How many wait
    for a next date, if any: who they are is nobody's business."""
    may_send = allowed(Act.SEND_MAILING, Where(organisation_id=event.organisation_id, event_id=event.id))
    link = url_for("mailings_desk.index", event_id=event.id) if may_send else ""
    number = queries.count_invited(db, event.id)
    invited = Tile(ngettext("address invited", "addresses invited", number), str(number), link)
    waiting = queries.count_waiting(db, event)
    words = ngettext("person waits for a next date", "people wait for a next date", waiting)
    return [invited, *([Tile(words, str(waiting), "")] if waiting else [])]
