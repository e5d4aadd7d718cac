"""Published, hidden, cancelled, archived: what each needs and what each tells."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import orm

from registration.accounts.audit import history
from registration.trainings import hooks
from registration.trainings.errors import (
    NotOver,
    NotReady,
    PeopleSignedUp,
    ReasonMissing,
    TooLong,
    WrongState,
)
from registration.trainings.models import Event, Visibility
from registration.trainings.services import archive, cancel, people_to_tell, publish, unpublish
from tests import factories
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR

PAST = NOON - timedelta(days=30)


def ready(db: orm.Session, **values: Any) -> Event:
    base: dict[str, Any] = {"visibility": Visibility.DRAFT, "purpose": "Po co", "published_at": None}
    made = factories.event(db, **{**base, "venue": factories.venue(db), **values})
    db.commit()
    return made


def test_a_ready_draft_is_published_noted_and_told(db: orm.Session, told: list[int]) -> None:
    event = publish(db, ready(db).id, actor=ACTOR, now=NOON)
    assert (event.visibility, event.published_at, event.version) == (Visibility.PUBLISHED, NOON, 2)
    assert told == [event.id]
    line = history(db, ("event", event.id))[0]
    assert (line.action, line.before, line.after) == (
        "event.published",
        {"visibility": "draft"},
        {"visibility": "published"},
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"days": 0}, "The programme has an item with its times."),
        ({"venue": None}, "There is a place or a link."),
        ({"purpose": ""}, "It is said what the event is for."),
        ({"start": PAST}, "The event is still to come."),
        (
            {"sign_up_closes_at": datetime(2027, 1, 1, tzinfo=NOON.tzinfo)},
            "Sign-up ends before the event does.",
        ),
    ],
)
def test_an_unready_draft_is_told_what_is_missing(
    db: orm.Session, told: list[int], values: dict[str, Any], words: str
) -> None:
    event = ready(db, **values)
    with pytest.raises(NotReady) as caught:
        publish(db, event.id, actor=ACTOR, now=NOON)
    assert words in [sentence.text for sentence in caught.value.missing]
    assert (event.visibility, told) == (Visibility.DRAFT, [])


def test_nobody_to_ask_is_missing_too(db: orm.Session) -> None:
    silent = ready(db, organisation=factories.organisation(db, email=""))
    with pytest.raises(NotReady) as caught:
        publish(db, silent.id, actor=ACTOR, now=NOON)
    assert [sentence.text for sentence in caught.value.missing] == [
        "There is somebody to ask: an e-mail address or a telephone."
    ]


def test_a_link_in_every_session_is_a_place(db: orm.Session) -> None:
    event = ready(db, venue=None)
    event.sessions[0].online_url = "https://spotkanie.example.org/a"
    db.commit()
    assert publish(db, event.id, actor=ACTOR, now=NOON).visibility is Visibility.PUBLISHED


def test_an_event_is_hidden_again_only_while_nobody_has_signed_up(
    db: orm.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Speakers and staff, who are told too, do not hold it: their entries are taken back."""
    empty, taken, led = factories.event(db), factories.event(db, seats_taken=1), factories.event(db)
    db.commit()
    assert unpublish(db, empty.id, actor=ACTOR, now=NOON).visibility is Visibility.DRAFT
    with pytest.raises(PeopleSignedUp):
        unpublish(db, taken.id, actor=ACTOR, now=NOON)
    monkeypatch.setattr(hooks, "people_to_tell", [lambda session, event_id: 3])
    assert unpublish(db, led.id, actor=ACTOR, now=NOON).visibility is Visibility.DRAFT
    assert people_to_tell(db, led) == 3


def test_a_cancellation_gives_its_reason_and_is_told(db: orm.Session, told: list[int]) -> None:
    event = factories.event(db)
    db.commit()
    cancel(db, event.id, " Choroba\x00 prowadzącej. ", actor=ACTOR, now=NOON)
    assert (event.visibility, event.cancelled_at) == (Visibility.CANCELLED, NOON)
    assert event.cancellation_reason == "Choroba prowadzącej."
    assert told == [event.id]
    assert history(db, ("event", event.id))[0].after["cancellation_reason"] == "Choroba prowadzącej."


@pytest.mark.parametrize(("reason", "refused"), [(" \x00", ReasonMissing), ("a" * 2001, TooLong)])
def test_a_cancellation_without_a_fitting_reason_is_refused(
    db: orm.Session, reason: str, refused: type[Exception]
) -> None:
    event = factories.event(db)
    db.commit()
    with pytest.raises(refused):
        cancel(db, event.id, reason, actor=ACTOR, now=NOON)


def test_acts_that_do_not_fit_the_state_are_refused(db: orm.Session) -> None:
    draft, published = ready(db), factories.event(db)
    cancelled, past = factories.event(db, visibility=Visibility.CANCELLED), factories.event(db, start=PAST)
    db.commit()
    for act, event in ((publish, published), (publish, cancelled), (unpublish, draft), (archive, draft)):
        with pytest.raises(WrongState):
            act(db, event.id, actor=ACTOR, now=NOON)
    for event in (draft, cancelled, past):
        with pytest.raises(WrongState):
            cancel(db, event.id, "Powód", actor=ACTOR, now=NOON)
    with pytest.raises(NotOver):
        archive(db, published.id, actor=ACTOR, now=NOON)
    assert archive(db, past.id, actor=ACTOR, now=NOON).visibility is Visibility.ARCHIVED
