"""The founding stories on record: organisations, the training of 1 and 2 July, the forum's first meeting.

Nothing is added to what facts.toml says, but for what the tables must have: the record stands with the
project's leader, because the story does not say who ran the training.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import PROGRAM
from registration.core.partial_date import PartialDate
from registration.core.text import search_key, sort_key
from registration.core.tokens import new_public_id
from registration.desk.demo import facts
from registration.desk.demo.facts import DayFact, Facts, OrganisationFact, SpeakerFact
from registration.forum import services as forums
from registration.forum.commands import CreateForum, CreateMeeting, Particulars
from registration.forum.models import Forum, MeetingKind
from registration.partners import naming, teryt
from registration.partners.models import Organisation, OrganisationKind
from registration.trainings.models import (
    Event,
    EventDay,
    EventKind,
    EventSession,
    SessionKind,
    SessionSpeaker,
    Speaker,
    Visibility,
)

SLUG = "zasady-tworzenia-partnerstw"
SOURCE = (
    "Zapis na podstawie notatki prasowej o projekcie „{project}”. Notatka nie podaje roku, godzin, miejsca, "
    "liczby miejsc, kosztu ani organizatora szkolenia; zapis prowadzi lider projektu."
)
_KINDS = {
    "województwo": OrganisationKind.VOIVODESHIP,
    "powiat": OrganisationKind.COUNTY,
    "miasto na prawach powiatu": OrganisationKind.CITY_COUNTY,
    "gmina miejska": OrganisationKind.URBAN_COMMUNE,
    "gmina wiejska": OrganisationKind.RURAL_COMMUNE,
    "gmina miejsko-wiejska": OrganisationKind.MIXED_COMMUNE,
    "administracja rządowa": OrganisationKind.GOVERNMENT,
    "stowarzyszenie": OrganisationKind.ASSOCIATION,
    "uczelnia": OrganisationKind.UNIVERSITY,
    "przedsiębiorstwo": OrganisationKind.COMPANY,
}
_FORUM_SITTING = "posiedzenie forum"
Organisations = Mapping[str, Organisation]


def write(db: orm.Session, now: datetime) -> Event:
    """All of it, flushed; gives the record of the training."""
    told = facts.written()
    organisations = {one.key: _organisation(one) for one in told.organisations}
    _within_each_other(organisations)
    db.add_all(organisations.values())
    db.flush()
    record = _training(db, told, organisations, now)
    _forum(db, told, record, now)
    return record


def _organisation(fact: OrganisationFact) -> Organisation:
    kind = _KINDS[fact.kind]
    return Organisation(
        kind=kind,
        name=fact.name,
        printed_as=fact.printed_as,
        teryt=fact.teryt,
        search_key=search_key(f"{fact.name} {fact.printed_as}"),
        sort_key=sort_key(fact.name),
        genitive=naming.genitive(kind, fact.name),
        locative=naming.locative(kind, fact.name),
    )


def _within_each_other(organisations: Organisations) -> None:
    """Communes of a county that the stories name lie in it."""
    by_code = {one.teryt: one for one in organisations.values() if one.teryt}
    for code, one in by_code.items():
        one.parent = by_code.get(teryt.parent_code(code) or "")


def _training(db: orm.Session, told: Facts, organisations: Organisations, now: datetime) -> Event:
    """An archived record is in no calendar and takes no sign-ups; nobody who reacts to programmes is told."""
    owner = organisations[told.project_leader]
    owner.runs_events = True
    record = Event(
        public_id=new_public_id(),
        slug=SLUG,
        kind=EventKind.TRAINING,
        title=told.training_title,
        language="",
        organisation=owner,
        visibility=Visibility.ARCHIVED,
        source=SOURCE.format(project=told.project_title),
        created_at=now,
        updated_at=now,
    )
    for position, fact in enumerate(told.training_days):
        day = EventDay(event=record, position=position, when=PartialDate.from_iso(fact.date))
        _sessions(record, day, fact, organisations)
    db.add(record)
    db.flush()
    return record


def _sessions(record: Event, day: EventDay, fact: DayFact, organisations: Organisations) -> None:
    for one in fact.sessions:
        sitting = one.kind == _FORUM_SITTING
        session = EventSession(
            public_id=new_public_id(),
            event=record,
            day=day,
            position=len(record.sessions),
            kind=SessionKind.FORUM_SITTING if sitting else SessionKind.TRAINING,
            title=one.title,
        )
        if one.speaker is not None:
            session.speaker_links.append(SessionSpeaker(speaker=_speaker(record, one.speaker, organisations)))


def _speaker(record: Event, fact: SpeakerFact, organisations: Organisations) -> Speaker:
    of = organisations[fact.of].name
    return Speaker(
        event=record, position=len(record.speakers), name=fact.name, post=fact.post, organisation_name=of
    )


def _forum(db: orm.Session, told: Facts, record: Event, now: datetime) -> Forum:
    """The forum, and its first meeting on record: number, form, people and minutes are not told."""
    purpose = told.forum.purpose[:1].upper() + told.forum.purpose[1:]
    wanted = CreateForum(record.organisation_id, told.forum.name, told.forum.genitive, purpose)
    forum = forums.create_forum(db, wanted, PROGRAM, now)
    sitting = next(session for session in record.sessions if session.kind is SessionKind.FORUM_SITTING)
    particulars = Particulars(kind=MeetingKind.INAUGURAL, form=None)
    forums.create_meeting(db, CreateMeeting(forum.id, sitting.id, particulars), PROGRAM, now)
    return forum
