"""The organiser's pages of everybody's calendars and of the staff."""

import pytest
import time_machine
from sqlalchemy import event as sa_event
from sqlalchemy import select

from registration.extensions import db as database
from registration.invites.models import EventStaff, InviteState
from registration.outbox.models import MailState, OutgoingEmail
from tests import factories
from tests.factories import accounts, mails
from tests.factories.invites import entry, staff
from tests.factories.mailings import participant
from tests.factories.trainings import NOON


@pytest.fixture
def event(db):
    return factories.event(db, days=2)


@pytest.fixture
def desk(client, db, event):
    """An organiser at the desk, in early June."""
    with time_machine.travel(NOON, tick=False):
        organiser = accounts.organiser(db, event.organisation)
        db.commit()
        accounts.sign_in(client, organiser)
        yield client


def invited(db, event, name, **values):
    registration = participant(db, event, email=f"{name.lower()}@example.org")
    registration.invitee.name = name
    return entry(db, registration.invitee, **values)


def page(desk, event, query=""):
    answer = desk.get(f"/desk/calendars/{event.id}{query}")
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ")


def test_for_each_person_and_day_it_says_what_was_sent_and_answered(desk, db, event):
    mail = mails.mail(db, state=MailState.SENT, sent_at=NOON)
    invited(
        db,
        event,
        "Anna",
        last_mail=mail.public_id,
        answer="ACCEPTED",
        answer_sequence=0,
        answered_at=NOON,
        last_stamp=NOON,
    )
    invited(db, event, "Bogdan", sequence=2, answer="ACCEPTED", answer_sequence=1, last_told="moved")
    invited(db, event, "Celina", state=InviteState.CANCELLED, last_told="cancelled")
    db.commit()
    text = page(desk, event)
    assert "środa, 1 lipca 2026 r., godz. 9:00–15:00" in text
    for word in ("zaproszenie", "wysłana", "przyjęto", "stara wersja: przyjęto", "wersja 3", "odwołanie"):
        assert word in text
    assert text.index("Anna") < text.index("Bogdan") < text.index("Celina")


def test_the_groups_are_counted_and_filter_the_table(desk, db, event):
    failed = mails.mail(db, state=MailState.FAILED)
    invited(db, event, "Anna", answer="DECLINED", answer_sequence=0, answered_at=NOON)
    invited(db, event, "Bogdan", last_mail=failed.public_id)
    db.commit()
    declined = page(desk, event, "?show=declined")
    assert "Anna" in declined
    assert "Bogdan" not in declined
    assert "odmowa – do potwierdzenia" in declined
    undelivered = page(desk, event, "?show=undelivered")
    assert "Bogdan" in undelivered
    assert "Anna" not in undelivered
    assert desk.get(f"/desk/calendars/{event.id}?show=nonsense").status_code == 400


def test_what_was_never_mailed_and_has_ended_is_not_shown(desk, db, event):
    invited(db, event, "Anna", state=InviteState.CANCELLED, messages=0, last_sent=None, last_stamp=None)
    db.commit()
    assert "Anna" not in page(desk, event)


def test_the_page_asks_as_much_for_30_people_as_for_two(desk, db, event, app):
    counts = []
    with app.app_context():
        engine = database.engine
    for people in (2, 30):
        for number in range(people):
            mail = mails.mail(
                db,
                1000 * people + number,
                state=MailState.SENT,
                sent_at=NOON,
                public_id=f"m{people}x{number}",
            )
            invited(db, event, f"Osoba{people}x{number}", last_mail=mail.public_id)
        db.commit()
        said = []

        def note(_connection, _cursor, statement, *_rest, said=said):
            said.append(statement)

        sa_event.listen(engine, "before_cursor_execute", note)
        page(desk, event)
        sa_event.remove(engine, "before_cursor_execute", note)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_sending_again_asks_first_and_then_enqueues_one_mail(desk, db, event):
    one = invited(db, event, "Anna")
    db.commit()
    address = f"/desk/calendars/{event.id}/entries/{one.id}/again"
    assert "Wyślij ponownie" in desk.get(address).text
    assert db.scalars(select(OutgoingEmail)).all() == []
    answer = desk.send(address, {}, form_at=address)
    assert answer.status_code == 303
    db.rollback()
    [mail] = db.scalars(select(OutgoingEmail)).all()
    assert (mail.kind, mail.recipient) == ("invites.again", "anna@example.org")


def test_what_cannot_be_sent_again_has_no_button(desk, db, event):
    one = invited(db, event, "Anna", state=InviteState.NEW, messages=0, last_sent=None, last_stamp=None)
    db.commit()
    assert "/again" not in page(desk, event)
    address = f"/desk/calendars/{event.id}/entries/{one.id}/again"
    assert "Nie ma czego wysłać ponownie" in desk.get(address).text.replace("\u00a0", " ")


def test_another_events_entry_is_not_found(desk, db, event):
    other = factories.event(db, organisation=event.organisation)
    one = invited(db, other, "Anna")
    db.commit()
    assert desk.get(f"/desk/calendars/{event.id}/entries/{one.id}/again").status_code == 404


def test_staff_are_added_changed_and_taken_off(desk, db, event):
    address = f"/desk/calendars/{event.id}/staff"
    fields = {"name": "Jan Recepcja", "duty": "recepcja", "email": "jan@example.org", "calendar_entries": "y"}
    second = event.days[1].id
    assert desk.send(address, {**fields, "days": [str(second)]}).status_code == 303
    text = desk.get(address).text.replace("\u00a0", " ")
    assert "Jan Recepcja" in text
    assert "2 lipca 2026" in text
    db.rollback()
    [one] = db.scalars(select(EventStaff)).all()
    assert [day.id for day in one.days] == [second]
    assert desk.send(f"{address}/{one.id}", {**fields, "all_days": "y"}).status_code == 303
    db.rollback()
    assert db.scalars(select(EventStaff)).one().all_days
    assert desk.send(f"{address}/{one.id}/remove", {}).status_code == 303
    db.rollback()
    assert db.scalars(select(EventStaff)).all() == []
    history = desk.get(f"/desk/trainings/{event.id}/history").text
    for said in ("Dodano osobę do obsługi", "Zmieniono dane osoby z obsługi", "Usunięto osobę z obsługi"):
        assert said in history.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Wpisz imię i nazwisko."),
        ({"email": ""}, "Wpisz adres e-mail albo nie wysyłaj wpisów do kalendarza."),
        ({"email": "jan"}, "W adresie e-mail"),
        ({"name": "x" * 301}, "Skróć ten tekst"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(desk, db, event, fields, said):
    given = {
        "name": "Jan",
        "duty": "recepcja",
        "email": "jan@example.org",
        "calendar_entries": "y",
        "all_days": "y",
    }
    answer = desk.send(f"/desk/calendars/{event.id}/staff", {**given, **fields})
    assert answer.status_code == 200
    assert said in answer.text.replace("\u00a0", " ")
    assert "recepcja" in answer.text
    assert db.scalars(select(EventStaff)).all() == []


def test_another_events_staff_are_not_found(desk, db, event):
    other = factories.event(db, organisation=event.organisation)
    one = staff(db, other)
    db.commit()
    assert desk.get(f"/desk/calendars/{event.id}/staff/{one.id}").status_code == 404


def test_a_closed_events_staff_can_be_read_only(desk, db, event):
    staff(db, event, name="Jan Recepcja")
    event.visibility = "cancelled"
    db.commit()
    text = desk.get(f"/desk/calendars/{event.id}/staff").text
    assert "Jan Recepcja" in text
    assert "Dodaj do obsługi" not in text


def test_a_speakers_switch_is_kept(desk, db, event):
    address = f"/desk/trainings/{event.id}/speakers"
    fields = {"name": "Ewa Nowa", "post": "", "organisation_name": "", "email": "ewa@example.org"}
    assert desk.send(address, fields).status_code == 303
    db.rollback()
    db.refresh(event)
    assert [one.calendar_entries for one in event.speakers] == [False]
    form = desk.get(f"{address}/{event.speakers[0].id}").text
    assert 'name="calendar_entries" type="checkbox" value="y"' in form or 'name="calendar_entries"' in form
    assert (
        desk.send(f"{address}/{event.speakers[0].id}", {**fields, "calendar_entries": "y"}).status_code == 303
    )
    db.rollback()
    db.refresh(event.speakers[0])
    assert event.speakers[0].calendar_entries


def test_a_participants_page_tells_what_they_chose(desk, db, event):
    event.sessions[1].optional, event.sessions[1].title = True, "Warsztat B"
    registration = participant(db, event)
    db.commit()
    address = f"/desk/participants/{event.id}/{registration.id}"
    assert "Wybrane punkty programu" not in desk.get(address).text
    registration.invitee.sessions = [event.sessions[1]]
    db.commit()
    text = desk.get(address).text.replace("\u00a0", " ")
    assert "Wybrane punkty programu" in text
    assert "Warsztat B" in text


def test_an_entry_that_a_later_one_followed_is_not_shown_beside_it(desk, db, event):
    old = invited(db, event, "Anna", state=InviteState.CANCELLED, last_told="cancelled")
    entry(db, old.invitee, generation=2)
    invited(db, event, "Bogdan", state=InviteState.CANCELLED, last_told="dropped")
    db.commit()
    assert page(desk, event).count("anna@example.org") == 1
    assert "Anna" not in page(desk, event, "?show=taken-back")
    assert "Bogdan" in page(desk, event, "?show=taken-back")


def test_people_stand_in_the_order_of_the_alphabet_and_numbers_by_size(desk, db, event):
    for name in ("Osoba 10", "Łucja", "Osoba 2", "Zofia", "Lucyna"):
        registration = participant(db, event, email=f"{name.encode().hex()}@example.org")
        registration.invitee.name = name
        entry(db, registration.invitee)
    db.commit()
    text = page(desk, event)
    places = [text.index(f">{name}<") for name in ("Lucyna", "Łucja", "Osoba 2", "Osoba 10", "Zofia")]
    assert places == sorted(places)
