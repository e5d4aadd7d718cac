"""Forums of a project."""

from sqlalchemy import orm, select

from registration.forum.models import Forum, ForumMember


def forums_of(db: orm.Session, project_id: int) -> list[Forum]:
    """Those that it has set up, by name."""
    wanted = select(Forum).where(Forum.project_id == project_id).order_by(Forum.name, Forum.id)
    return list(db.scalars(wanted.options(orm.lazyload("*"))))


def memberships(db: orm.Session, project_id: int, organisation_id: int) -> list[str]:
    """The names of the project's forums of which an institution is a member still."""
    wanted = (
        select(Forum.name)
        .join(ForumMember, ForumMember.forum_id == Forum.id)
        .where(
            Forum.project_id == project_id,
            ForumMember.organisation_id == organisation_id,
            ForumMember.until.is_(None),
        )
        .distinct()
        .order_by(Forum.name)
    )
    return list(db.scalars(wanted))
