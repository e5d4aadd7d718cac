"""How the desk says when a queue ends: moments, lengths of time and limits in words."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, orm

from registration.outbox import route
from registration.outbox.forecast import Forecast, forecast, forecast_of_new
from registration.outbox.models import OutgoingEmail
from registration.outbox.pace import Pace
from registration.outbox.tasks import pace

SOON = timedelta(minutes=2)
"""What leaves within this time needs no forecast: it is on its way."""


@dataclass(frozen=True)
class Ending:
    """When the last of some waiting mails leaves, and the limits that make it so, in words."""

    number: int
    at: datetime
    limits: str


def ending(db: orm.Session, now: datetime, mine: ColumnElement[bool] | None = None) -> Ending | None:
    """When the last of the waiting mails (for which `mine` holds) leaves; None when that is a matter of moments, when
    no limit is set, and while nobody knows when the server takes mail again. Those that a recipient's server has put
    off are not counted: no limit of ours is to blame."""
    chosen, standing = pace(), route.current(db)
    if not chosen.limited or (standing is not None and standing.failing_since is not None):
        return None
    put_off = OutgoingEmail.failure.is_not(None) & (OutgoingEmail.due_at > now)
    found = forecast(db, chosen, now, ~put_off if mine is None else mine & ~put_off)
    if found is None or found.ends_at <= now + SOON:
        return None
    return _told(found)


def _told(found: Forecast) -> Ending:
    return Ending(found.number, found.ends_at, limits(found.pace))


def about_event(event_id: int) -> ColumnElement[bool]:
    """The mails about one event, as a condition."""
    return (OutgoingEmail.about_kind == "event") & (OutgoingEmail.about_id == event_id)


def sending_takes(db: orm.Session, now: datetime, number: int) -> str:
    """How long so many mails of a mailing would take, in words; empty when that is a matter of moments."""
    chosen = pace()
    if not chosen.limited:
        return ""
    lasts = forecast_of_new(db, chosen, now, number) - now
    return length(lasts) if lasts > SOON else ""


def length(lasts: timedelta) -> str:
    """ "about 20 minutes", "about 6 hours", "about 3 days"; rounded up."""
    minutes = math.ceil(lasts / timedelta(minutes=1))
    hours = math.ceil(minutes / 60)
    if minutes < 60:
        said = ngettext("about %(num)d minute", "about %(num)d minutes", minutes)
    elif hours < 48:
        said = ngettext("about %(num)d hour", "about %(num)d hours", hours)
    else:
        said = ngettext("about %(num)d day", "about %(num)d days", math.ceil(hours / 24))
    return str(said)


def limits(chosen: Pace) -> str:
    """ "limit: 10 per minute and 100 per hour"."""
    minute = _("%(number)s per minute", number=chosen.per_minute)
    hour = _("%(number)s per hour", number=chosen.per_hour)
    if chosen.per_minute and chosen.per_hour:
        return str(_("limit: %(minute)s and %(hour)s", minute=minute, hour=hour))
    return str(_("limit: %(one)s", one=hour if chosen.per_hour else minute))
