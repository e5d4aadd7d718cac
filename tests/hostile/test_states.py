"""The states of a registration, walked at random: seats, calendars, mails and the audit trail always agree.

Hypothesis lets people sign up, resign and come back, organisers edit and cancel, the clock move and the worker carry
mails, in any order; after each step what the database says is compared with what should be, and at the end each
person's calendar with the programme.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.accounts.models import AuditLine
from registration.core import clock
from registration.core.dates import in_zone
from registration.extensions import db as database
from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.errors import AlreadyWithdrawn, EventFull, NotUndoable, RegisteredAnew, SignUpClosed
from registration.signup.models import Registration
from registration.signup.services import remove, undo_end, withdraw
from registration.signup.states import RULES, RegistrationState
from registration.trainings.errors import CapacityBelowSeats, PeopleSignedUp
from registration.trainings.models import Event, SessionKind, Visibility
from registration.trainings.services import (
    Basics,
    Editing,
    Programme,
    SessionDraft,
    cancel,
    change_basics,
    publish,
    restore,
    save_programme,
    unpublish,
)
from registration.trainings.services.basics import LIMITS
from registration.web.site import site
from registration.web.writing import writing
from tests import factories
from tests.factories.trainings import FIRST_START, NOON
from tests.hostile.calendar_client import Calendar
from tests.hostile.conftest import empty
from tests.letters import House

ORGANISER = Actor("user", 1, "Organizatorka (przykład)")
PHASES = (Phase.explicit, Phase.generate)
"""A story that fails is told as it was: looking for a shorter one takes minutes."""
PEOPLE = tuple(f"osoba-{number}@gmina.example.pl" for number in range(4))
MOST_DAYS = 6
HELD = timedelta(minutes=6)
"""Longer than changes are held."""
END_OF_STORY = NOON + timedelta(days=20)
"""Ten days before the first session: nothing here is ever over."""


COUNTED = ("signup.repeated", "signup.withdrawn", "signup.removed")
"""Mails of which there is exactly one for each thing that was done."""


@dataclass(frozen=True)
class Ended:
    """A registration that is over."""

    registration: int
    person: str
    state: str

    @property
    def actor(self) -> Actor:
        """Who holds its link."""
        return Actor("participant", self.registration)


THEN = st.sampled_from(("on", "carried", "settled"))
"""What follows an act: at once another, or the worker, or all that is held for a while."""


def followed(act: Callable[..., None]) -> Callable[..., None]:
    """After the act comes what its argument `then` says."""

    @wraps(act)
    def both(self: "Office", then: str, **values: Any) -> None:
        act(self, **values)
        {"on": lambda: None, "carried": self.carry, "settled": self.settle}[then]()

    return both


class Office(RuleBasedStateMachine):
    """One event, four people, one organiser, one worker."""

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        self.time = time_machine.travel(NOON, tick=False)
        self.clock = self.time.start()
        self.house = House(self.app)
        self.calendars = {address: Calendar(address) for address in PEOPLE}
        self.registered: dict[str, int] = {}
        self.over: list[Ended] = []
        self.unread: set[Ended] = set()
        self.letters: Counter[tuple[str, str]] = Counter()
        self.actions: Counter[str] = Counter()

    def teardown(self) -> None:
        """Whatever happened: once everything is carried, calendars say what holds."""
        try:
            self.settle()
        finally:
            self.time.stop()

    @initialize(
        early=st.sets(st.sampled_from(PEOPLE)),
        days=st.integers(1, 3),
        capacity=st.sampled_from((1, 2, 3, None)),
    )
    def open(self, early: set[str], days: int, capacity: int | None) -> None:
        with self.app.app_context(), orm.Session(database.engine, expire_on_commit=False) as db:
            empty(db)
            venue = factories.venue(db)
            told = {"purpose": "Po szkoleniu każdy wie, jak.", "venue": venue}
            self.event = factories.event(db, days=days, capacity=capacity, **told)
            db.commit()
        for person in sorted(early):
            self._sign_up(person)
        self.settle()

    # -- people

    @rule(then=THEN, person=st.sampled_from(PEOPLE))
    @followed
    def sign_up(self, person: str) -> None:
        self._sign_up(person)

    def _sign_up(self, person: str) -> None:
        expected = self._refusal_of_sign_up()
        if expected is not None:
            with pytest.raises(expected):
                self.house.join(self.event, email=person)
            return
        if person in self.registered:
            self.house.join(self.event, email=person, first_name="Druga")
            self.letters["signup.repeated", person] += 1
            return
        self.registered[person] = self.house.join(self.event, email=person)
        self.actions["registration.confirmed"] += 1

    @precondition(lambda self: self.registered)
    @rule(then=THEN, data=st.data(), removed=st.booleans())
    @followed
    def end(self, data: Any, removed: bool) -> None:
        """The person resigns, or the organiser takes them off the list."""
        person = data.draw(st.sampled_from(sorted(self.registered)))
        ended = Ended(self.registered.pop(person), person, "removed" if removed else "withdrawn")
        service, actor = (remove, ORGANISER) if removed else (withdraw, ended.actor)
        with self.app.app_context(), writing() as db:
            service(db, ended.registration, actor=actor, now=clock.now())
        self.over.append(ended)
        self.unread.add(ended)
        self.letters[f"signup.{ended.state}", person] += 1
        self.actions[f"registration.{ended.state}"] += 1

    @precondition(lambda self: self.over)
    @rule(then=THEN, data=st.data())
    @followed
    def end_twice(self, data: Any) -> None:
        with pytest.raises(AlreadyWithdrawn):
            self.house.resign(data.draw(st.sampled_from(self.over)).registration)

    @precondition(lambda self: self.over)
    @rule(then=THEN, data=st.data(), organiser=st.booleans())
    @followed
    def come_back(self, data: Any, organiser: bool) -> None:
        """Undo an end; a mail of it that nobody has read yet is never sent."""
        ended = data.draw(st.sampled_from(self.over))
        actor = ORGANISER if organiser else ended.actor
        expected = self._refusal_of_return(ended, actor)
        with (
            self.app.app_context(),
            writing() as db,
            nullcontext() if expected is None else pytest.raises(expected),
        ):
            undo_end(db, ended.registration, actor=actor, site=site(), now=clock.now())
        if expected is None:
            self.over.remove(ended)
            self.registered[ended.person] = ended.registration
            self.letters[f"signup.{ended.state}", ended.person] -= ended in self.unread
            self.unread.discard(ended)
            self.actions["registration.restored"] += 1

    # -- the organiser

    @rule(then=THEN, number=st.integers(0, 5), hours=st.sampled_from((-1, 1, 2)))
    @followed
    def move_a_session(self, number: int, hours: int) -> None:
        def moved(items: list[SessionDraft]) -> list[SessionDraft]:
            at = number % len(items)
            start = (items[at].start.hour + hours) % 12 + 6
            times = {
                "start": items[at].start.replace(hour=start),
                "end": items[at].end.replace(hour=start + 1),
            }
            return [*items[:at], replace(items[at], **times), *items[at + 1 :]]

        self._programme(moved)

    @rule(then=THEN, day=st.integers(3, 8))
    @followed
    def add_a_day(self, day: int) -> None:
        def longer(items: list[SessionDraft]) -> list[SessionDraft]:
            new = (FIRST_START + timedelta(days=day)).date()
            taken = {one.day for one in items}
            return items if new in taken else [*items, replace(items[0], id=0, day=new)]

        self._programme(longer)

    @rule(then=THEN, number=st.integers(0, 5))
    @followed
    def drop_a_day(self, number: int) -> None:
        def shorter(items: list[SessionDraft]) -> list[SessionDraft]:
            at = number % len(items)
            return items if len(items) == 1 else [*items[:at], *items[at + 1 :]]

        self._programme(shorter)

    @rule(then=THEN, title=st.sampled_from(("Szkolenie", "Warsztaty", "Łódź, „Śródmieście”; \\n")))
    @followed
    def rename(self, title: str) -> None:
        self._basics(title=title)

    @rule(then=THEN, capacity=st.sampled_from((1, 2, 4, None)))
    @followed
    def resize(self, capacity: int | None) -> None:
        if capacity is not None and capacity < len(self.registered) and self._open():
            with pytest.raises(CapacityBelowSeats):
                self._basics(capacity=capacity)
        else:
            self._basics(capacity=capacity)

    @rule(then=THEN)
    @followed
    def hide(self) -> None:
        if self._now().visibility is Visibility.PUBLISHED:
            if self.registered:
                with pytest.raises(PeopleSignedUp):
                    self._turn(unpublish)
            else:
                self._turn(unpublish)
        elif self._now().visibility is Visibility.DRAFT:
            self._turn(publish)

    @precondition(lambda self: self._now().visibility is Visibility.PUBLISHED)
    @rule(then=THEN, really=st.sampled_from((False, False, False, False, False, True)))
    @followed
    def call_off(self, really: bool) -> None:
        """One time in six, or every story would end here."""
        if really:
            self._turn(lambda db, event_id, **who: cancel(db, event_id, "Choroba.", **who))

    @precondition(lambda self: self._now().visibility is Visibility.CANCELLED)
    @rule(then=THEN)
    @followed
    def take_place_after_all(self) -> None:
        self._turn(restore)

    # -- the worker and the clock

    @rule()
    def carry(self) -> None:
        self.unread.clear()
        for letter in self.house.deliver():
            address = letter.message["To"].addresses[0].addr_spec
            self.letters[letter.kind, address] -= letter.kind in COUNTED
            assert self.letters[letter.kind, address] >= 0, f"{letter.kind} was sent twice to {address}"
            self.calendars[address].receive(letter)

    @rule(minutes=st.sampled_from((1, 6, 60, 24 * 60)))
    def wait(self, minutes: int) -> None:
        if clock.now() < END_OF_STORY:
            self.clock.shift(timedelta(minutes=minutes))

    @rule()
    def settle(self) -> None:
        """All mails are carried: calendars equal the programme, and no mail was lost or doubled."""
        self.clock.shift(HELD)
        self.carry()
        assert self.house.waiting() == []
        self.carry()
        event = self._now()
        spans = sorted(
            (min(one.starts_at for one in day.sessions), max(one.ends_at for one in day.sessions))
            for day in event.days
        )
        held = event.visibility is Visibility.PUBLISHED
        for person, calendar in self.calendars.items():
            wanted = spans if person in self.registered and held else []
            assert len(wanted) <= MOST_DAYS or len(calendar.spans) == MOST_DAYS
            assert set(calendar.spans) <= set(wanted)
            assert len(wanted) > MOST_DAYS or calendar.spans == wanted, person
        assert not +self.letters, "a mail was lost"

    # -- what always holds

    @invariant()
    def seats_are_those_of_who_holds_one(self) -> None:
        with self.app.app_context(), orm.Session(database.engine) as db:
            states = list(db.scalars(select(Registration.state)))
            event = db.get_one(Event, self.event.id)
            holding = sum(RULES[state].holds_seat for state in states)
            assert event.seats_taken == holding == len(self.registered)
            assert event.capacity is None or event.seats_taken <= event.capacity
            failed = db.scalars(select(OutgoingEmail).where(OutgoingEmail.state == MailState.FAILED)).all()
            assert not failed, [(mail.kind, mail.last_error) for mail in failed]

    @invariant()
    def every_change_has_one_audit_line(self) -> None:
        with self.app.app_context(), orm.Session(database.engine) as db:
            found = Counter(db.scalars(select(AuditLine.action)))
        assert found == +self.actions

    # -- how

    def _now(self) -> Event:
        with self.app.app_context(), orm.Session(database.engine, expire_on_commit=False) as db:
            event = db.get_one(Event, self.event.id)
            assert [list(day.sessions) for day in event.days]
            return event

    def _open(self) -> bool:
        return self._now().visibility in (Visibility.PUBLISHED, Visibility.DRAFT)

    def _refusal_of_sign_up(self) -> type[Exception] | None:
        event = self._now()
        if event.visibility is not Visibility.PUBLISHED:
            return SignUpClosed
        return EventFull if event.is_full else None

    def _refusal_of_return(self, ended: Ended, actor: Actor) -> type[Exception] | None:
        allowed = actor.kind in RULES[RegistrationState(ended.state)].undone_by
        if self._now().visibility is not Visibility.PUBLISHED or not allowed:
            return NotUndoable
        if ended.person in self.registered:
            return RegisteredAnew
        return EventFull if self._now().is_full else None

    def _turn(self, service: Callable[..., Event]) -> None:
        before = self._now().visibility
        with self.app.app_context(), writing() as db:
            after = service(db, self.event.id, actor=ORGANISER, now=clock.now()).visibility
        came_back = before is Visibility.CANCELLED
        names = {Visibility.DRAFT: "event.unpublished", Visibility.CANCELLED: "event.cancelled"}
        self.actions[names.get(after, "event.restored" if came_back else "event.published")] += (
            before is not after
        )

    def _edited(self, action: str, change: Callable[[Any, Event, Editing], object]) -> None:
        """Edit an event that may be edited; an audit line is expected when its edition rises."""
        before = self._now()
        if before.visibility is Visibility.CANCELLED:
            return
        with self.app.app_context(), writing() as db:
            editing = Editing(self.event.id, before.edition, ORGANISER, clock.now())
            change(db, db.get_one(Event, self.event.id), editing)
        self.actions[action] += self._now().edition - before.edition

    def _programme(self, change: Callable[[list[SessionDraft]], list[SessionDraft]]) -> None:
        def save(db: Any, event: Event, editing: Editing) -> None:
            save_programme(
                db, editing, Programme(tuple(change([_draft(one, event) for one in event.sessions])))
            )

        self._edited("event.programme", save)

    def _basics(self, **values: Any) -> None:
        def save(db: Any, event: Event, editing: Editing) -> None:
            texts = {name: getattr(event, name) for name in LIMITS}
            held = {name: getattr(event, name) for name in ("kind", "language", "zone", "capacity")}
            change_basics(db, editing, Basics(**{**texts, **held, "opens": None, "closes": None, **values}))

        self._edited("event.changed", save)


def _draft(session: Any, event: Event) -> SessionDraft:
    start, end = in_zone(session.starts_at, event.zone), in_zone(session.ends_at, event.zone)
    hours = (start.date(), start.time(), end.time(), None)
    return SessionDraft(session.id, *hours, SessionKind.TRAINING, session.title, "", "", "", ())


def test_seats_calendars_mails_and_the_audit_trail_agree_whatever_happens(driven: Flask) -> None:
    machine = type("Office", (Office,), {"app": driven})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=15, stateful_step_count=20, phases=PHASES)
    )
