"""The world of the role walk: one thing of each kind, and one person in each role, who come with their browsers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from flask import Flask
from sqlalchemy import orm

from registration.accounts.models import User
from registration.core.tokens import Purpose, new_public_id
from registration.forum.models import Meeting, MeetingState
from registration.partners.models import Organisation
from registration.signup import seats
from registration.signup.models import SignUp
from registration.trainings.hooks import tell_programme_changed
from registration.trainings.models import Event
from registration.web.fonts import sheet_name
from registration.web.navigation import FONT_FOLDER
from tests.factories import (
    accounts,
    contacts,
    forum,
    mailings,
    mails,
    news,
    organisation,
    partnerships,
    projects,
    speaker,
)
from tests.factories.invites import entry, open_answer, staff
from tests.factories.trainings import NOON, event, venue
from tests.pages import InspectingClient

MAIL = (
    b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b"<!doctype html><title>x</title><h1>x</h1>"
)


class Who(StrEnum):
    """The roles of docs/domain, own and foreign."""

    VISITOR = "visitor"
    STRANGER = "organiser of another organisation"
    ORGANISER = "organiser"
    COORDINATOR = "coordinator"
    SECRETARY = "secretary"
    DOOR_STAFF = "door staff"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class World:
    """Browsers by role, and what stands in addresses: the id of the event in `event_id`, and so on."""

    browsers: Mapping[Who, InspectingClient]
    values: Mapping[str, object]


def make(app: Flask, db: orm.Session) -> World:
    """Everything belongs to one organisation; the stranger to another."""
    start = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=30)
    owner = organisation(db)
    own = event(db, days=2, start=start, organisation=owner, venue=venue(db, organisation=owner))
    tell_programme_changed(db, own.id, NOON)
    minuted = forum.meeting(db, MeetingState.IN_SESSION, owner=owner)
    values = {**of_event(app, db, own), **of_forum(db, minuted)}
    people = {
        Who.STRANGER: accounts.organiser(db, organisation(db)),
        Who.ORGANISER: accounts.organiser(db, own.organisation),
        Who.COORDINATOR: accounts.coordinator(db, own),
        Who.SECRETARY: accounts.secretary(db, minuted.forum_id),
        Who.DOOR_STAFF: accounts.door_staff(db, own),
        Who.ADMINISTRATOR: accounts.administrator(db),
    }
    values |= of_news(app, db, owner) | of_partnership(app, db, owner) | of_project(app, db, owner)
    known = people[Who.ORGANISER]
    values |= of_contacts(db, owner)
    values |= {"user_id": known.id, "grant_id": known.grants[0].id, "organisation_id": owner.id}
    db.commit()
    return World({who: _browser(app, people.get(who)) for who in Who}, values)


def of_event(app: Flask, db: orm.Session, own: Event) -> dict[str, object]:
    """What belongs to the event."""
    mailing = mailings.mailing(db, event=own)
    invited = mailings.recipient(db, mailing)
    registration = mailings.participant(db, own)
    seats.take(db, own.id)
    about = {"about_kind": "event", "about_id": own.id, "organisation_id": own.organisation_id}
    mail = mails.mail(db, public_id=new_public_id(), content=MAIL, **about)
    submitted = _submitted(db, own)
    entered = entry(db, registration.invitee)
    waits = mailings.next_date_request(db, own, told_event=own)
    site = app.extensions["zapisy.site"]
    return {
        "event_id": own.id,
        "slug": own.slug,
        "speaker_id": speaker(db, own).id,
        "staff_id": staff(db, own).id,
        "invite_id": entered.id,
        "answer_id": open_answer(db, entered).id,
        "session": own.sessions[0].public_id,
        "mailing_id": mailing.id,
        "mail": mail.public_id,
        "registration_id": registration.id,
        "clause_id": 1,
        "clause_kind": "news",
        "registration": site.token(Purpose.REGISTRATION, registration.public_id, registration.generation),
        "invitation": site.token(Purpose.INVITATION, invited.public_id, invited.generation),
        "opt_out": site.token(Purpose.OPT_OUT, invited.public_id, invited.generation),
        "waiting": site.token(Purpose.NEXT_DATE, waits.public_id, waits.generation),
        "told": site.token(Purpose.INVITATION, waits.public_id, waits.generation),
        "sign_up": site.token(Purpose.SIGN_UP, submitted.public_id, submitted.generation),
        "spent": "x",
        "consent_id": 1,
        "file": "css/base.css",
        "font": sheet_name(FONT_FOLDER),
    }


def of_contacts(db: orm.Session, owner: Organisation) -> dict[str, object]:
    """What the organisation keeps of people."""
    kept = contacts.contact(db, owner=owner)
    return {
        "contact_id": kept.id,
        "double_id": contacts.contact(db, owner=owner).id,
        "contact_list_id": contacts.contact_list(db, owner=owner, members=[kept]).id,
        "import_id": contacts.checked(db, owner=owner).id,
    }


def of_partnership(app: Flask, db: orm.Session, owner: Organisation) -> dict[str, object]:
    """What belongs to a published partnership."""
    known = partnerships.whole(db, owner, Path(app.instance_path))
    document, component = known.documents[0], known.components[0]
    return {
        "partnership_id": known.id,
        "partnership": known.slug,
        "party_id": known.parties[1].id,
        "document_id": document.id,
        "document_sum": document.file.sha256 if document.file else "",
        "document_name": document.file.name if document.file else "",
        "signatory_id": document.signatories[0].id,
        "component_id": component.id,
        "product_id": component.products[0].id,
    }


def of_project(app: Flask, db: orm.Session, owner: Organisation) -> dict[str, object]:
    """What belongs to a published project."""
    known = projects.whole(db, owner, Path(app.instance_path))
    assert known.funding is not None
    logo = known.funding.logos[0]
    return {
        "project_id": known.id,
        "project": known.slug,
        "project_party_id": known.parties[1].id,
        "logo_id": logo.id,
        "logo_sum": logo.picture.fallback.file.sha256,
        "logo_ending": "png",
        "table_kind": "csv",
    }


def of_news(app: Flask, db: orm.Session, owner: Organisation) -> dict[str, object]:
    """A published item with a photograph."""
    item = news.item(db, owner)
    one = news.photograph(db, item, Path(app.instance_path))
    file = one.picture.fallback.file
    return {
        "news_id": item.id,
        "news": item.slug,
        "photograph_id": one.id,
        "photo": file.sha256,
        "jpg": "jpg",
    }


def of_forum(db: orm.Session, meeting: Meeting) -> dict[str, object]:
    """What belongs to the forum and its meeting."""
    return {
        "forum_id": meeting.forum_id,
        "forum": meeting.forum.slug,
        "number": meeting.address_part,
        "meeting_id": meeting.id,
        "item_id": forum.business(meeting).id,
        "vote_id": forum.vote(db, meeting).id,
    }


def _submitted(db: orm.Session, own: Event) -> SignUp:
    """A form that was sent."""
    made = SignUp(
        public_id=new_public_id(), reference="K7MX-4PQ9", submission_key="once", event=own, created_at=NOON
    )
    db.add(made)
    db.flush()
    return made


def _browser(app: Flask, person: User | None) -> InspectingClient:
    made = app.test_client()
    assert isinstance(made, InspectingClient)
    if person is not None:
        accounts.sign_in(made, person)
        with made.session_transaction() as session:
            session["new_two_factor_key"] = app.extensions["security"].totp_factory.generate_totp_secret()
    return made
