"""The mails about accounts, as values; links are made when the worker renders them."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts import queries
from registration.accounts.links import OPEN_FOR, Door, link
from registration.accounts.mail_kinds import MailKind, Notice
from registration.accounts.models import User
from registration.core.site import Site
from registration.outbox.email import Email, renderers
from registration.outbox.models import OutgoingEmail


def register() -> None:
    """Give the outbox the renderers."""
    renderers[MailKind.RESET] = render_reset
    renderers[MailKind.INVITATION] = render_invitation
    renderers[MailKind.NOTICE] = render_notice


def reset(user: User, site: Site) -> Email:
    """The link to choose a new password."""
    hours = int(OPEN_FOR[Door.RESET].total_seconds() // 3600)
    return _to(user, "accounts_reset", link=link(site, Door.RESET, user.fs_uniquifier), hours=hours)


def invitation(user: User, site: Site) -> Email:
    """The link to choose the first password."""
    days = OPEN_FOR[Door.INVITATION].days
    forgotten = site.address("/account/reset")
    return _to(
        user,
        "accounts_invitation",
        link=link(site, Door.INVITATION, user.fs_uniquifier),
        days=days,
        forgotten=forgotten,
    )


def notice(user: User, site: Site, what: Notice, at: datetime) -> Email:
    """ "Your password was changed", "two-factor sign-in was switched off": in case it was somebody else."""
    return _to(user, "accounts_notice", what=what, at=at, forgotten=site.address("/account/reset"))


def render_reset(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """None for an address without an account (the row only took its time) and for a closed one."""
    user = _open_account(db, row)
    return reset(user, site) if user else None


def render_invitation(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """None when the account was closed meanwhile."""
    user = _open_account(db, row)
    return invitation(user, site) if user else None


def render_notice(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """To the owner, even of an account that was closed since."""
    user = queries.find(db, row.context["user"])
    if user is None:
        return None
    return notice(user, site, Notice(row.context["what"]), datetime.fromisoformat(row.context["at"]))


def _open_account(db: orm.Session, row: OutgoingEmail) -> User | None:
    number = row.context["user"]
    user = queries.find(db, number) if number is not None else None
    return user if user is not None and user.active else None


def _to(user: User, template: str, **context: object) -> Email:
    return Email(
        template=template,
        to=user.email,
        to_name=user.name,
        language=user.language,
        context={"user": user, **context},
    )
