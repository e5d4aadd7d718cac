"""Each rule of what a change asks of the calendar (RFC 5546, 2.1.4), and what the mail says of it."""

import pytest

from registration.trainings.models import SessionSpeaker
from tests import factories
from tests.letters import stamp_of
from tests.unit.invites.edits import HOUR, answer, cancelled, one_day, renamed, shifted

ASKED, KEPT = "PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=ACCEPTED"


def session_with(**values):
    def change(db, event):
        for name, value in values.items():
            setattr(event.sessions[0], name, value)

    return change


def venue_with(**values):
    def change(db, event):
        for name, value in values.items():
            setattr(event.venue, name, value)

    return change


def another_speaker(db, event):
    speaker = factories.speaker(db, event, name="Ewa Nowa", post="radca")
    event.sessions[0].speaker_links.append(SessionSpeaker(speaker=speaker, position=0))


def another_link(db, event):
    event.online_url = "https://spotkania.example.org/nowe"


RULES = {
    "time": (
        shifted(HOUR),
        1,
        "Zmiana terminu lub miejsca",
        "„Blok 1”, czas: godz. 10:00–16:00 (dotąd: godz. 9:00–15:00)",
    ),
    "venue address": (venue_with(street="ul. Inna 7"), 1, "Zmiana terminu lub miejsca", "ul. Inna 7"),
    "venue name": (venue_with(name="Aula"), 0, "Zmiana szczegółów", "Aula"),
    "room": (session_with(room="12"), 0, "Zmiana szczegółów", "„Blok 1”, sala: 12 (dotąd: 5)"),
    "link": (
        session_with(online_url="https://spotkania.example.org/2"),
        0,
        "Zmiana szczegółów",
        "„Blok 1”, link do spotkania online: https://spotkania.example.org/2",
    ),
    "event's link": (another_link, 0, "Zmiana szczegółów", "https://spotkania.example.org/nowe"),
    "item's title": (
        session_with(title="Wstęp"),
        0,
        "Zmiana szczegółów",
        "Tytuł punktu programu: Wstęp (dotąd: Blok 1)",
    ),
    "title": (renamed, 0, "Zmiana szczegółów", "Szkolenie pod inną nazwą"),
    "speaker": (another_speaker, 0, "Zmiana szczegółów", "„Blok 1”, prowadzi: Ewa Nowa, radca"),
}


@pytest.mark.parametrize("rule", RULES)
def test_what_a_change_asks_of_the_calendar_and_what_its_mail_says(house, db, hold_over, rule):
    edit, sequence, subject, said = RULES[rule]
    event = one_day(db, venue=factories.venue(db))
    event.sessions[0].room = "5"
    db.commit()
    registration = house.join(event)
    [first] = house.deliver()
    house.edit(event, lambda db, event: answer(db, registration, "ACCEPTED"))
    house.edit(event, edit)
    hold_over()
    [letter] = house.deliver()
    assert (letter.entry.method, letter.entry.uid) == ("REQUEST", first.entry.uid)
    assert letter.entry.sequence == sequence
    assert stamp_of(letter) > stamp_of(first)
    assert (ASKED if sequence else KEPT) in letter.line("ATTENDEE")
    assert ("RSVP=TRUE" in letter.line("ATTENDEE")) is bool(sequence)
    assert letter.subject.startswith(subject)
    for text in (letter.text, letter.html.replace("&nbsp;", " ")):
        assert said in text.replace("\u00a0", " ")


def test_a_status_is_a_change_of_its_own(house, db, hold_over):
    event = one_day(db)
    house.join(event)
    [first] = house.deliver()
    house.edit(event, cancelled)
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.status, taken.entry.sequence) == ("CANCELLED", 1)
    assert stamp_of(taken) > stamp_of(first)


def test_an_item_added_and_one_removed_are_named(house, db, hold_over):
    event = one_day(db)
    begin = event.sessions[0].starts_at
    factories.session(db, event, begin + 6 * HOUR, begin + 7 * HOUR, title="Warsztat A")
    db.commit()
    house.join(event)
    house.deliver()

    def exchange(db, event):
        event.sessions.remove(event.sessions[1])
        db.flush()
        db.expire(event.days[0], ["sessions"])
        factories.session(db, event, begin + 6 * HOUR, begin + 7 * HOUR, title="Warsztat B", room="3")

    house.edit(event, exchange)
    hold_over()
    [letter] = house.deliver()
    text = letter.text.replace("\u00a0", " ")
    assert "- Nowe w Państwa programie: Warsztat B, godz. 15:00–16:00, 3" in text
    assert "- Nie ma już w Państwa programie: Warsztat A, godz. 15:00–16:00" in text
    assert letter.entry.sequence == 0


def test_an_entry_mailed_before_items_were_kept_is_updated_without_a_list(house, db, hold_over):
    event = one_day(db)
    registration = house.join(event)
    house.deliver()

    def forget(db, event):
        from registration.signup.models import Registration

        [entry] = db.get_one(Registration, registration).invitee.invites
        entry.last_sent = {
            name: value for name, value in entry.last_sent.items() if name not in ("parts", "chosen")
        }

    house.edit(event, forget)
    house.edit(event, session_with(room="12"))
    hold_over()
    [letter] = house.deliver()
    assert letter.subject.startswith("Zmiana szczegółów")
    assert "Co się zmieniło" not in letter.text


def test_a_day_that_has_no_common_room_any_more_is_told_by_its_items(house, db, hold_over):
    event = one_day(db, venue=factories.venue(db))
    factories.session(db, event, event.ends_at, event.ends_at + HOUR, title="Warsztat", room="5")
    event.sessions[0].room = "5"
    db.commit()
    house.join(event)
    house.deliver()
    house.edit(event, session_with(room="12"))
    hold_over()
    [letter] = house.deliver()
    assert "sala: 12 (dotąd: 5)" in letter.text.replace("\u00a0", " ")
    assert "Teraz:" not in letter.text
    assert letter.entry.location == event.venue.full_name
