"""Sign-up's figures among the tiles of an event's desk page (trainings.desk_panels)."""

from flask import url_for
from flask_babel import ngettext
from sqlalchemy import orm

from registration.signup import queries
from registration.trainings.desk_panels import Tile
from registration.trainings.models import Event


def tiles(db: orm.Session, event: Event) -> list[Tile]:
    """How many have resigned; how many come is among the event's own figures."""
    counts = queries.count_by_state(db, event.id)
    link = url_for("signup_desk.participants", event_id=event.id)
    over = sum(counts.get(state, 0) for state in queries.OVER)
    return [Tile(ngettext("resignation", "resignations", over), str(over), link)]
