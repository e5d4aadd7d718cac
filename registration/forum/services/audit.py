"""The audit trail of the forum: lines stand with the forum or with the meeting that they concern."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import Actor, changes, record
from registration.forum.models import Forum, Meeting

Values = Mapping[str, Any]


def of_forum(
    db: orm.Session,
    actor: Actor,
    action: str,
    forum: Forum,
    now: datetime,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Note a change of the forum: of the values given, those that differ."""
    old, new = changes(before or {}, after or {})
    place = forum.organisation_id
    record(db, actor, action, ("forum", forum.id), now=now, before=old, after=new, organisation_id=place)


def of_meeting(
    db: orm.Session,
    actor: Actor,
    action: str,
    meeting: Meeting,
    now: datetime,
    before: Values | None = None,
    after: Values | None = None,
) -> None:
    """Note a change of the meeting: of the values given, those that differ."""
    old, new = changes(before or {}, after or {})
    place = meeting.forum.organisation_id
    record(db, actor, action, ("meeting", meeting.id), now=now, before=old, after=new, organisation_id=place)
