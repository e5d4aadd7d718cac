"""Reading accounts."""

from sqlalchemy import func, orm, select

from registration.accounts.models import RoleGrant, RoleName, User


def find(db: orm.Session, user_id: int) -> User | None:
    """One account by id."""
    return db.get(User, user_id)


def find_by_email(db: orm.Session, email: str) -> User | None:
    """The account of an address, however its letters are cased."""
    return db.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def find_by_uniquifier(db: orm.Session, uniquifier: str) -> User | None:
    """The account behind a session or a link; a new password changes it, so that old ones lead nowhere."""
    return db.scalar(select(User).where(User.fs_uniquifier == uniquifier))


def find_grant(db: orm.Session, grant_id: int) -> RoleGrant | None:
    """One role of one person."""
    return db.get(RoleGrant, grant_id)


def nobody_yet(db: orm.Session) -> bool:
    """Whether there is no account at all: the first run."""
    return db.scalar(select(User.id).limit(1)) is None


def everybody(db: orm.Session) -> list[User]:
    """All accounts with their roles, those in use first, by name."""
    return list(db.scalars(select(User).order_by(User.active.desc(), User.name, User.email)))


def active_administrators(db: orm.Session) -> set[int]:
    """Ids of those who can manage accounts now; locked until the end of the transaction, so that two of them
    cannot take the role from each other at once."""
    wanted = (
        select(User.id)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role == RoleName.ADMINISTRATOR, RoleGrant.scope_kind == "site", User.active)
    )
    return set(db.scalars(wanted.with_for_update()))
