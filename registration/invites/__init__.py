"""iCal invites: one person × one day, from the first REQUEST over updates to the CANCEL.

Owns Invitee, CalendarInvite (new → invited → cancelled), EventStaff and what comes back from
calendars: CalendarReply, OpenAnswer, ReplyMailbox. A change of the programme holds
one mail per person and day (hooks.programme_changed); SEQUENCE and DTSTAMP are given when the mail is first claimed.
Called by signup for participants; speakers and staff follow the programme by themselves.
"""

from datetime import datetime

from flask import Flask
from sqlalchemy import orm

KEEPER = "calendar entries"


def register_mails() -> None:
    """Register the renderers of this package's mails."""
    from registration.invites.renderers import change
    from registration.invites.services.drafts import AGAIN, CHANGE, LINK
    from registration.outbox.email import renderers

    renderers[CHANGE] = renderers[AGAIN] = renderers[LINK] = change


def register_hooks() -> None:
    """React to changes of programmes, say how many people hear of them; give the audit trail its words."""
    from registration.accounts import history
    from registration.invites.audit_words import ACTIONS, NAMES
    from registration.invites.queries import count_people
    from registration.trainings import hooks

    history.describe(ACTIONS, NAMES)
    if count_people not in hooks.people_to_tell:
        hooks.people_to_tell.append(count_people)

    if _programme_changed not in hooks.programme_changed:
        hooks.programme_changed.append(_programme_changed)
    if KEEPER not in {keeper.name for keeper in hooks.row_keepers}:
        from registration.invites.services.keeping import given_back, kept

        hooks.row_keepers.append(hooks.RowKeeper(KEEPER, kept, given_back))


def register_tasks() -> None:
    """Let the worker collect answers of calendars."""
    from registration.invites import tasks

    tasks.register()


def register_commands(app: Flask) -> None:
    """`flask invites reply` and `flask invites fetch`."""
    from registration.invites.cli import invites

    app.cli.add_command(invites)


def _programme_changed(db: orm.Session, event_id: int, now: datetime) -> None:
    from registration.invites.services import programme_changed
    from registration.web.site import site

    programme_changed(db, event_id, now, site())
