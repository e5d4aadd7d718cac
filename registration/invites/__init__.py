"""iCal invites: one person × one day, from the first REQUEST over updates to the CANCEL.

Owns Invitee and CalendarInvite (new → invited → cancelled). A change of the programme holds one mail per
person and day (hooks.programme_changed); SEQUENCE and DTSTAMP are given when the mail is first claimed.
Called by signup (participants) and, later, for speakers and staff.
"""

from datetime import datetime

from sqlalchemy import orm

KEEPER = "calendar entries"


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.invites.renderers import change
    from registration.invites.services.drafts import CHANGE
    from registration.outbox.email import renderers

    renderers[CHANGE] = change


def register_hooks() -> None:
    """React to changes of programmes."""
    from registration.trainings import hooks

    if _programme_changed not in hooks.programme_changed:
        hooks.programme_changed.append(_programme_changed)
    if KEEPER not in {keeper.name for keeper in hooks.row_keepers}:
        from registration.invites.services.keeping import given_back, kept

        hooks.row_keepers.append(hooks.RowKeeper(KEEPER, kept, given_back))


def _programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    from registration.invites.services import programme_changed
    from registration.web.site import site

    programme_changed(db, event_id, now, site())
