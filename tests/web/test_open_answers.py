"""Answers of calendars that wait, on the event's page of calendars and on the desk; whether they come in at all."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event as sa_event
from sqlalchemy import select

from registration.accounts.models import AuditLine
from registration.extensions import db as database
from registration.invites.mailbox import position
from registration.invites.mailbox.problems import Unreachable
from registration.invites.models import CalendarReply, InviteState, MailboxFailure, OpenAnswer, OpenKind
from registration.signup.models import Registration
from tests import factories
from tests.factories import accounts
from tests.factories.invites import entry, open_answer
from tests.factories.mailings import participant
from tests.factories.trainings import NOON


@pytest.fixture
def event(db):
    return factories.event(db, title="Dostępność cyfrowa")


@pytest.fixture
def desk(client, db, event):
    """An organiser at the desk, in early June."""
    with time_machine.travel(NOON, tick=False):
        organiser = accounts.organiser(db, event.organisation)
        db.commit()
        accounts.sign_in(client, organiser)
        yield client


def waiting(db, event, name, **values):
    registration = participant(db, event, email=f"{name.lower()}@example.org")
    registration.invitee.name = name
    return open_answer(db, entry(db, registration.invitee), **values)


def page(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ")


def with_mailbox(app):
    app.extensions["zapisy.settings"] = chosen = replace(
        app.extensions["zapisy.settings"], imap_server="imap.example.org", imap_username="zapisy"
    )
    return chosen


def test_what_was_asked_stands_on_the_events_page(desk, db, event):
    start = event.starts_at + timedelta(days=2)
    waiting(db, event, "Anna")
    waiting(db, event, "Bogdan", kind=OpenKind.DELEGATED, delegate="zastepca@example.org")
    proposed = {"proposed_start": start, "proposed_end": start + timedelta(hours=2)}
    waiting(db, event, "Celina", kind=OpenKind.COUNTER, **proposed)
    waiting(db, event, "Daniel", kind=OpenKind.COUNTER)
    waiting(db, event, "Ewa", settled_at=NOON)
    db.commit()
    text = page(desk, f"/desk/calendars/{event.id}")
    assert "4 odpowiedzi czekają na załatwienie" in text
    assert "Prośba o przyjęcie innej osoby: zastepca@example.org" in text
    assert "Propozycja innego terminu: piątek, 3 lipca 2026 r., godz. 9:00–11:00" in text
    assert text.count("Oznacz jako załatwione") == 4


def test_marking_as_done_ends_it_and_is_on_record(desk, db, event):
    one = waiting(db, event, "Bogdan", kind=OpenKind.DELEGATED, delegate="zastepca@example.org")
    db.commit()
    address = f"/desk/calendars/{event.id}"
    assert desk.send(f"{address}/answers/{one.id}/settle", {}, form_at=address).status_code == 303
    text = page(desk, address)
    assert "Odpowiedź oznaczono jako załatwioną" in text
    assert "zastepca@example.org" not in text
    db.rollback()
    assert db.scalars(select(OpenAnswer)).one().settled_at == NOON
    assert "event.answer_settled_delegated" in db.scalars(select(AuditLine.action)).all()
    history = page(desk, f"/desk/trainings/{event.id}/history")
    assert "Załatwiono odpowiedź z kalendarza: wskazanie innej osoby" in history


def test_another_events_answer_is_not_found(desk, db, event):
    other = factories.event(db, organisation=event.organisation)
    one = waiting(db, other, "Anna")
    waiting(db, event, "Bogdan")
    db.commit()
    address = f"/desk/calendars/{event.id}"
    assert desk.send(f"{address}/answers/{one.id}/settle", {}, form_at=address).status_code == 404


def test_the_desk_says_how_many_wait_and_where(desk, db, event):
    assert "odpowiedzi z kalendarzy czek" not in page(desk, "/desk/")
    waiting(db, event, "Anna")
    waiting(db, event, "Bogdan", kind=OpenKind.COUNTER)
    gone = waiting(db, event, "Celina")
    gone.invite.state = InviteState.CANCELLED
    foreign = factories.event(db)
    waiting(db, foreign, "Daniel")
    db.commit()
    text = page(desk, "/desk/")
    assert "2 odpowiedzi z kalendarzy czekają" in text
    assert f'href="/desk/calendars/{event.id}"' in text
    assert f'href="/desk/calendars/{foreign.id}"' not in text


def test_the_page_asks_as_much_for_20_answers_as_for_two(desk, db, event, app):
    with app.app_context():
        engine = database.engine
    counts = []
    for people in (2, 20):
        for number in range(people):
            waiting(db, event, f"Osoba{people}x{number}")
        db.commit()
        said = []

        def note(_connection, _cursor, statement, *_rest, said=said):
            said.append(statement)

        sa_event.listen(engine, "before_cursor_execute", note)
        page(desk, f"/desk/calendars/{event.id}")
        page(desk, "/desk/")
        sa_event.remove(engine, "before_cursor_execute", note)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_without_a_mailbox_the_page_says_what_to_set(desk, db, event, app):
    address = f"/desk/calendars/{event.id}"
    text = page(desk, address)
    assert "Odpowiedzi z kalendarzy nie są zbierane" in text
    assert "IMAP_SERVER" in text
    with_mailbox(app)
    assert "nie są zbierane" not in page(desk, address)


def test_answers_that_come_by_the_pipe_are_collected_too(desk, db, event):
    registration = participant(db, event)
    one = entry(db, registration.invitee)
    db.add(
        CalendarReply(
            invite_id=one.id,
            message_key="k",
            participation="ACCEPTED",
            sequence=0,
            outcome="recorded",
            received_at=NOON,
        )
    )
    db.commit()
    assert "nie są zbierane" not in page(desk, f"/desk/calendars/{event.id}")


def test_a_mailbox_out_of_reach_is_told_on_both_pages(desk, db, event, app):
    chosen = with_mailbox(app)
    assert position.claim(db, position.place_of(chosen), NOON)
    position.fail(db, Unreachable("[AUTHENTICATIONFAILED] no", MailboxFailure.ACCOUNT), NOON)
    db.commit()
    for address in ("/desk/", f"/desk/calendars/{event.id}"):
        text = page(desk, address)
        assert "Nie można zebrać odpowiedzi z kalendarzy" in text
        assert "skrzynka nie przyjmuje loginu lub hasła" in text
        assert "[AUTHENTICATIONFAILED] no" in text
    position.release(db, NOON)
    db.commit()
    assert "Nie można zebrać" not in page(desk, "/desk/")


def test_the_name_of_who_answered_leads_to_their_page(desk, db, event):
    one = waiting(db, event, "Bogdan", kind=OpenKind.DELEGATED)
    db.commit()
    registration = db.scalars(select(Registration)).one()
    assert registration.invitee_id == one.invite.invitee_id
    address = f"/desk/participants/{event.id}/{registration.id}"
    assert f'<a href="{address}">Bogdan</a>' in desk.get(f"/desk/calendars/{event.id}").text
    assert desk.get(address).status_code == 200
