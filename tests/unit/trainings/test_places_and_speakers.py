"""Venues with their access facts, and who leads."""

from dataclasses import replace

import pytest
from sqlalchemy import orm

from registration.accounts.audit import history
from registration.core.errors import DomainError
from registration.core.mail_address import BadAddress
from registration.trainings.errors import (
    BadLink,
    Missing,
    NoSuchSpeaker,
    NoSuchVenue,
    PlaceMissing,
    SpeakerUnnamed,
    TooLong,
)
from registration.trainings.models import Visibility
from registration.trainings.services import (
    SpeakerFacts,
    VenueFacts,
    add_speaker,
    add_venue,
    change_speaker,
    change_venue,
    choose_place,
    remove_speaker,
)
from tests import factories
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR, editing

HALL = VenueFacts(
    "Sala", "ul. Przykładowa 1", "99-400", "Łowicz", True, False, None, None, "Dzwonek\x00 przy wejściu", ""
)
SOMEBODY = SpeakerFacts("", "Sekretarz gminy (przykład)", "Urząd (przykład)", " Ktos@Example.org ")


def test_a_place_is_chosen_among_the_venues_of_the_organisation(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db)
    own = add_venue(db, event.organisation_id, HALL, actor=ACTOR, now=NOON)
    foreign = factories.venue(db)
    db.commit()
    choose_place(db, editing(event), own.id, " https://spotkanie.example.org/a ")
    assert (event.venue, event.online_url) == (own, "https://spotkanie.example.org/a")
    assert told == [event.id]
    assert "lowicz" in event.search_key
    with pytest.raises(NoSuchVenue):
        choose_place(db, editing(event), foreign.id, "")
    with pytest.raises(PlaceMissing):
        choose_place(db, editing(event), None, "")
    with pytest.raises(BadLink):
        choose_place(db, editing(event), own.id, "javascript:alert(1)")


def test_a_venue_keeps_what_is_known_apart_from_what_is_not(db: orm.Session) -> None:
    owner = factories.organisation(db)
    hall = add_venue(db, owner.id, HALL, actor=ACTOR, now=NOON)
    assert (hall.step_free, hall.hearing_loop, hall.accessible_toilet) == (True, False, None)
    assert hall.access_notes == "Dzwonek przy wejściu"
    for wrong in (replace(HALL, name=" "), replace(HALL, postcode="1" * 13)):
        with pytest.raises((Missing, TooLong)):
            add_venue(db, owner.id, wrong, actor=ACTOR, now=NOON)


def test_a_changed_venue_is_told_to_every_event_there_but_records(db: orm.Session, told: list[int]) -> None:
    owner = factories.organisation(db)
    hall = add_venue(db, owner.id, HALL, actor=ACTOR, now=NOON)
    first, second = (factories.event(db, venue=hall, organisation=owner) for _ in range(2))
    factories.event(db, venue=hall, organisation=owner, visibility=Visibility.ARCHIVED)
    db.commit()
    change_venue(db, hall.id, replace(HALL, street="ul. Nowa 2"), actor=ACTOR, now=NOON)
    assert told == [first.id, second.id]
    assert first.edition == 2
    assert history(db, ("venue", hall.id))[0].after == {"street": "ul. Nowa 2"}
    change_venue(db, hall.id, replace(HALL, street="ul. Nowa 2"), actor=ACTOR, now=NOON)
    assert len(told) == 2
    with pytest.raises(NoSuchVenue):
        change_venue(db, 12345, HALL, actor=ACTOR, now=NOON)


def test_a_speaker_is_a_post_and_perhaps_a_name(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db)
    db.commit()
    add_speaker(db, editing(event), SOMEBODY)
    assert [(one.post, one.email) for one in event.speakers] == [
        ("Sekretarz gminy (przykład)", "Ktos@example.org")
    ]
    change_speaker(db, editing(event), event.speakers[0].id, replace(SOMEBODY, name="Jan Przykładowy"))
    assert event.speakers[0].name == "Jan Przykładowy"
    assert told == [event.id, event.id]


@pytest.mark.parametrize(
    ("given", "refused", "field"),
    [
        (replace(SOMEBODY, post=" \x00"), SpeakerUnnamed, "post"),
        (replace(SOMEBODY, name="a" * 301), TooLong, "name"),
        (replace(SOMEBODY, email="a@b@c"), BadAddress, "email"),
    ],
)
def test_a_wrong_speaker_is_refused_at_the_field(
    db: orm.Session, given: SpeakerFacts, refused: type[DomainError], field: str
) -> None:
    event = factories.event(db)
    db.commit()
    with pytest.raises(refused) as caught:
        add_speaker(db, editing(event), given)
    assert caught.value.field == field


def test_a_removed_speaker_leaves_the_sessions_too(db: orm.Session) -> None:
    event = factories.event(db, days=2)
    gone, kept = (
        factories.speaker(db, event, *event.sessions),
        factories.speaker(db, event, event.sessions[0]),
    )
    db.commit()
    remove_speaker(db, editing(event), gone.id)
    db.commit()
    db.expire_all()
    assert event.speakers == [kept]
    assert [session.speakers for session in event.sessions] == [[kept], []]
    with pytest.raises(NoSuchSpeaker):
        remove_speaker(db, editing(event), gone.id)
