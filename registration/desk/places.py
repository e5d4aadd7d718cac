"""What roles can be given for: the organisations that run events, their events and forums, by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, orm, select

from registration.core import dates
from registration.forum.models import Forum
from registration.partners.models import Organisation
from registration.trainings.models import Event, Visibility
from registration.web.language import language


def organisations(db: orm.Session) -> list[tuple[int, str]]:
    """Those that run events, or did, by name. The register's others run nothing here."""
    runs = exists().where(Event.organisation_id == Organisation.id)
    wanted = select(Organisation.id, Organisation.name).where(or_(Organisation.runs_events, runs))
    return [(number, name) for number, name in db.execute(wanted.order_by(Organisation.sort_key))]


def events(db: orm.Session) -> list[tuple[int, str]]:
    """Those that are no records of the past, the latest first: "Szkolenie, 1 lipca 2026 r."."""
    wanted = select(Event.id, Event.title, Event.starts_at, Event.zone)
    wanted = wanted.where(Event.visibility != Visibility.ARCHIVED)
    rows = db.execute(wanted.order_by(Event.starts_at.desc().nulls_first(), Event.id.desc()))
    return [(number, _dated(title, start, zone)) for number, title, start, zone in rows]


def _dated(title: str, start: datetime | None, zone: str) -> str:
    if start is None:
        return title
    return f"{title}, {dates.short_day(start.astimezone(ZoneInfo(zone)).date(), language())}"


def forums(db: orm.Session) -> list[tuple[int, str]]:
    """All forums by name."""
    return [(number, name) for number, name in db.execute(select(Forum.id, Forum.name).order_by(Forum.name))]
