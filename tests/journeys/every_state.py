"""The pages that differ from state to state, of things in those states that the role walk's world is not in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import orm

from registration.core.tokens import Purpose, new_public_id
from registration.extensions import db as database
from registration.forum.models import MeetingState
from registration.outbox.models import MailState
from registration.partners.models import ImportState, Organisation
from registration.trainings.models import Visibility
from tests.factories import contacts, forum, mailings, mails
from tests.factories.trainings import event
from tests.web.role_table import TABLE, Line
from tests.web.role_world import MAIL, World

Seen = tuple[World, Line]

OF_AN_EVENT = (
    "trainings.show",
    "signup.form",
    "trainings_desk.overview",
    "trainings_desk.publish",
    "trainings_desk.archive",
    "trainings_desk.restore",
    "trainings_desk.delete",
)
OF_A_MEETING = (
    "forum_desk.meeting",
    "forum_desk.convene",
    "forum_desk.open_meeting",
    "forum_desk.minutes",
    "forum_desk.approve",
    "forum_desk.publish",
    "forum_desk.cancel",
    "forum_desk.drop",
)
EVENTS = (
    (Visibility.DRAFT, 40),
    (Visibility.CANCELLED, 40),
    (Visibility.PUBLISHED, -40),
    (Visibility.ARCHIVED, -40),
)
"""Its state, and in how many days it begins."""


def in_states(app: Flask, world: World) -> list[Seen]:
    """Each page with the world in which it is to be seen."""
    with app.app_context(), orm.Session(database.engine, expire_on_commit=False) as db:
        found = [
            *of_events(db, world),
            *of_meetings(db, world),
            *of_failed_mail(db, world),
            *of_choice(app, db, world),
            *of_imports(db, world),
        ]
        db.commit()
    return found


def of_events(db: orm.Session, world: World) -> Iterator[Seen]:
    """A draft, a cancelled one, one that is over, one kept as a record."""
    for visibility, days in EVENTS:
        made = event(db, start=_morning(days), visibility=visibility)
        yield from _pages(world, OF_AN_EVENT, event_id=made.id, slug=made.slug)


def of_imports(db: orm.Session, world: World) -> Iterator[Seen]:
    """Files of contacts: waiting, half read, read, done, refused, erased."""
    owner = db.get_one(Organisation, world.values["organisation_id"])
    for state in ImportState:
        told = contacts.report(state)
        made = contacts.checked(db, owner=owner, state=state, report=told, rows=4, rows_done=2)
        yield from _pages(world, ("contacts_desk.show_import",), import_id=made.id)


def of_meetings(db: orm.Session, world: World) -> Iterator[Seen]:
    """A planned one, a convened one, a closed one, one whose minutes are final."""
    for state in (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.CLOSED):
        yield from _pages(world, OF_A_MEETING, meeting_id=forum.meeting(db, state).id)
    approved = forum.meeting(db, MeetingState.CLOSED)
    forum.approved(db, approved)
    yield from _pages(world, OF_A_MEETING, meeting_id=approved.id)


def of_failed_mail(db: orm.Session, world: World) -> Iterator[Seen]:
    """A participant's mail that no server takes."""
    made = mails.mail(
        db,
        2,
        public_id=new_public_id(),
        content=MAIL,
        state=MailState.FAILED,
        last_error="550 5.1.1 user unknown",
        context={"registration": world.values["registration_id"]},
        about_kind="event",
        about_id=world.values["event_id"],
    )
    outbox = tuple(line.endpoint for line in TABLE if line.endpoint.startswith("outbox_desk."))
    yield from _pages(world, outbox, mail=made.public_id)


def of_choice(app: Flask, db: orm.Session, world: World) -> Iterator[Seen]:
    """A participant of an event with an item to choose."""
    made = event(db, days=2, start=_morning(40))
    made.sessions[1].optional = True
    somebody = mailings.participant(db, made)
    token = app.extensions["zapisy.site"].token(Purpose.REGISTRATION, somebody.public_id, somebody.generation)
    yield from _pages(world, ("signup.choose", "signup.mine"), registration=token)


def _pages(world: World, endpoints: tuple[str, ...], **values: object) -> Iterator[Seen]:
    there = replace(world, values={**world.values, **values})
    yield from ((there, line) for line in TABLE if line.endpoint in endpoints)


def _morning(days: int) -> datetime:
    return datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=days)
