"""Forums, their rules and their members."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, orm, select

from registration.accounts.audit import Actor
from registration.core.text import slug
from registration.forum import commands
from registration.forum.errors import (
    GenitiveMissing,
    MemberTwice,
    NameMissing,
    ProjectOfOthers,
    SpanBackwards,
)
from registration.forum.models import Forum, ForumMember, ForumRules, MeetingPresence
from registration.forum.queries import writing
from registration.forum.services import audit, words
from registration.partners.models import Organisation, Project

_ONE_DAY = timedelta(days=1)


def create_forum(db: orm.Session, wanted: commands.CreateForum, actor: Actor, now: datetime) -> Forum:
    """Make a forum with version 1 of its rules. Raises NameMissing, GenitiveMissing, TooLong, ProjectOfOthers."""
    made = Forum(
        **_texts(wanted),
        slug=_free_slug(db, wanted.name),
        organisation_id=wanted.organisation_id,
        project_id=_own_project(db, wanted.organisation_id, wanted.project_id),
        sample=wanted.sample,
        created_at=now,
        updated_at=now,
    )
    db.add(made)
    db.flush()
    db.add(_rules(made.id, 1, wanted.rules, now))
    audit.of_forum(db, actor, "forum.created", made, now, after={"forum_name": made.name})
    db.flush()
    return made


def edit_forum(db: orm.Session, wanted: commands.EditForum, actor: Actor, now: datetime) -> Forum:
    """Change its texts; other rules than those in force become their next version, for meetings planned
    later.

    The address stays. Raises NoSuchForum, NameMissing, GenitiveMissing, TooLong, ProjectOfOthers.
    """
    forum, rules = writing.forum(db, wanted.forum_id), writing.rules_in_force(db, wanted.forum_id)
    before = _audited(db, forum, rules)
    for name, text in _texts(wanted).items():
        setattr(forum, name, text)
    forum.project_id = _own_project(db, forum.organisation_id, wanted.project_id)
    if wanted.rules != commands.Rules(rules.quorum, rules.majority, rules.notice_days):
        rules = _rules(forum.id, rules.version + 1, wanted.rules, now)
        db.add(rules)
    forum.updated_at = now
    audit.of_forum(db, actor, "forum.edited", forum, now, before, _audited(db, forum, rules))
    db.flush()
    return forum


def _texts(wanted: commands.CreateForum | commands.EditForum) -> dict[str, str]:
    return {
        "name": words.required(wanted.name, NameMissing, words.NAME),
        "genitive": words.required(wanted.genitive, GenitiveMissing, words.NAME),
        "purpose": words.prose(wanted.purpose, "purpose"),
    }


def _own_project(db: orm.Session, organisation_id: int, project_id: int | None) -> int | None:
    """Raises ProjectOfOthers for one that the organisation does not keep."""
    project = db.get(Project, project_id) if project_id is not None else None
    if project_id is not None and (project is None or project.organisation_id != organisation_id):
        raise ProjectOfOthers
    return project_id


def _audited(db: orm.Session, forum: Forum, rules: ForumRules) -> dict[str, Any]:
    project = db.get(Project, forum.project_id) if forum.project_id is not None else None
    shown = {"quorum": rules.quorum, "majority": rules.majority, "notice_days": rules.notice_days}
    texts = {"forum_name": forum.name, "genitive": forum.genitive, "forum_purpose": forum.purpose}
    return {**texts, "forum_project": project.title if project else "", **shown}


def _rules(forum_id: int, version: int, wanted: commands.Rules, now: datetime) -> ForumRules:
    return ForumRules(
        forum_id=forum_id,
        version=version,
        quorum=wanted.quorum,
        majority=wanted.majority,
        notice_days=wanted.notice_days,
        created_at=now,
    )


def _free_slug(db: orm.Session, name: str) -> str:
    """The name as an address; with a number when a namesake has it. "new" is a page of ours."""
    base = slug(name, fallback="forum")
    taken = set(db.scalars(select(Forum.slug).where(Forum.slug.startswith(base, autoescape=True))))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(one for one in numbered if one not in taken)


def add_members(
    db: orm.Session, wanted: commands.AddMembers, actor: Actor, now: datetime
) -> Sequence[ForumMember]:
    """Let members join, after those who are there. Raises NoSuchForum, MemberTwice, TooLong."""
    forum = writing.forum(db, wanted.forum_id)
    present = {member.name for member in forum.members if member.until is None}
    _refuse_doubles([*present, *(one.name for one in wanted.members)])
    joined = [_join(db, forum, one, wanted.since) for one in wanted.members]
    audit.of_forum(
        db, actor, "forum.members_added", forum, now, after={"names": [one.name for one in joined]}
    )
    forum.updated_at = now
    db.flush()
    return joined


def set_members(db: orm.Session, wanted: commands.SetMembers, actor: Actor, now: datetime) -> None:
    """Make the list of members from a day on be this one: who is not on it was a member until the day before.

    Past meetings keep their lists. Raises NoSuchForum, MemberTwice, SpanBackwards, TooLong.
    """
    forum = writing.forum(db, wanted.forum_id)
    names = [words.line(name, "names") for name in wanted.names]
    _refuse_doubles(names)
    current = {member.name: member for member in forum.members if member.until is None}
    before = list(current)
    for name, member in current.items():
        if name not in names:
            _leave(db, forum, member, wanted.as_of)
    for position, name in enumerate(names):
        member = current.get(name) or _join(db, forum, commands.NewMember(name), wanted.as_of)
        member.position = position
    forum.updated_at = now
    audit.of_forum(db, actor, "forum.members_set", forum, now, {"names": before}, {"names": names})
    db.flush()


def _refuse_doubles(names: Sequence[str]) -> None:
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise MemberTwice(name=double)


def _join(db: orm.Session, forum: Forum, wanted: commands.NewMember, since: date | None) -> ForumMember:
    name = words.line(wanted.name, "names")
    made = ForumMember(
        name=name,
        organisation_id=wanted.organisation_id or _organisation_called(db, name),
        position=max((member.position for member in forum.members), default=-1) + 1,
        since=since,
    )
    forum.members.append(made)
    return made


def _organisation_called(db: orm.Session, name: str) -> int | None:
    """The organisation of that name in the register, where there is one only: two towns may share a name."""
    wanted = select(Organisation.id).where(Organisation.name == name, Organisation.valid_until.is_(None))
    found = db.scalars(wanted.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _leave(db: orm.Session, forum: Forum, member: ForumMember, as_of: date) -> None:
    """End the membership on the day before; one that began on that very day never was."""
    seen = db.scalar(select(func.count()).where(MeetingPresence.member_id == member.id))
    if member.since == as_of and not seen:
        forum.members.remove(member)
        return
    if member.since is not None and member.since >= as_of:
        raise SpanBackwards(name=member.name)
    member.until = as_of - _ONE_DAY
