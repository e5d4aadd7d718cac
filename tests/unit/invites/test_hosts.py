"""Speakers: REQUEST, update and CANCEL like participants, in words of their own."""

import pytest
from sqlalchemy import select

from registration.accounts.audit import Actor
from registration.core import clock
from registration.invites.models import CalendarInvite
from registration.signup.models import Clause, ClauseKind
from registration.signup.services.clauses import NewTexts, write_clause
from registration.trainings.models import SessionSpeaker, Visibility
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.invites.edits import DAY, HOUR, cancelled, renamed, shifted, two_days

ORGANISER = Actor("user", 1, "Osoba (przykład)")
LEADS = "prowadzaca@example.org"


def published(db, event):
    event.visibility = Visibility.PUBLISHED


def nothing(db, event):
    """The hook runs, as after any edit."""


@pytest.fixture
def led(db):
    """Two days; somebody leads the first session of the second day, in its afternoon."""
    event = two_days(db)
    begin = FIRST_START + DAY + 7 * HOUR
    session = factories.session(db, event, begin, begin + HOUR, title="Warsztat")
    factories.speaker(db, event, session, name="Ewa Nowa", email=LEADS)
    db.commit()
    return event


def to(letters, address):
    return [one for one in letters if f"mailto:{address}" in one.line("ATTENDEE")]


def test_a_speaker_has_an_entry_of_what_they_lead_in_words_of_their_own(house, db, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [letter] = house.deliver()
    assert (letter.entry.method, letter.entry.sequence) == ("REQUEST", 0)
    assert letter.entry.start == FIRST_START + DAY + 7 * HOUR
    assert letter.entry.end == FIRST_START + DAY + 8 * HOUR
    assert letter.line("ATTENDEE").endswith(f":mailto:{LEADS}")
    assert "Blok" not in letter.entry.description
    text = letter.text.replace("\u00a0", " ")
    assert "prowadzą Państwo część tego wydarzenia" in text
    assert "Administratorem Państwa danych jest" in text
    assert "Administratorem Państwa danych jest" in letter.html.replace("\u00a0", " ")
    assert "/sign-up/my/" not in letter.text + letter.html + letter.entry.description
    assert "zgłoszen" not in text.lower()
    db.rollback()
    assert db.get_one(type(led), led.id).seats_taken == 0


def test_the_first_mail_tells_the_institution_s_own_text_in_its_newest_version(house, db, led, hold_over):
    house.edit(led, nothing)
    texts = {"pl": "Nowa informacja.\nDrugi wiersz <b>.", "en": "New."}
    [base] = db.scalars(select(Clause.version).where(Clause.kind == "hosts", Clause.language == "pl"))
    told = NewTexts(ClauseKind.HOSTS, texts, base)
    write_clause(db, led.organisation_id, told, actor=ORGANISER, now=clock.now())
    db.commit()
    hold_over()
    [letter] = house.deliver()
    assert "Nowa informacja.\nDrugi wiersz <b>.\nKontakt: " in letter.text.replace("\u00a0", " ")
    assert "Drugi wiersz &lt;b&gt;.<br" in letter.html.replace("\u00a0", " ")
    assert "Administratorem Państwa danych" not in letter.text.replace("\u00a0", " ")


def test_nothing_is_sent_of_a_draft(house, db, led, hold_over):
    led.visibility = Visibility.DRAFT
    db.commit()
    house.edit(led, nothing)
    hold_over()
    assert house.deliver() == []
    house.edit(led, published)
    hold_over()
    assert len(house.deliver()) == 1


def test_an_event_made_a_draft_again_leaves_the_speakers_calendar(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [asked] = house.deliver()
    house.edit(led, lambda db, event: setattr(event, "visibility", Visibility.DRAFT))
    hold_over()
    [taken] = house.deliver()
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked.entry.uid)
    assert taken.subject.startswith("Wydarzenie wycofano z kalendarza")


def test_without_an_address_or_with_the_switch_off_a_speaker_has_no_entry(house, db, led, hold_over):
    led.speakers[0].email = ""
    factories.speaker(db, led, led.sessions[0], email="nie@example.org", calendar_entries=False)
    db.commit()
    house.edit(led, nothing)
    hold_over()
    assert house.deliver() == []


def test_the_speakers_entry_follows_the_programme_and_ends_with_it(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    letters = house.deliver()
    for edit in (shifted(HOUR, 2), renamed, shifted(-2 * HOUR, 0), cancelled):
        house.edit(led, edit)
        hold_over()
        letters += house.deliver()
    assert [one.entry.method for one in letters] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
    assert [one.entry.sequence for one in letters] == [0, 1, 1, 2]
    assert len({one.entry.uid for one in letters}) == 1
    assert "Administratorem Państwa danych" not in letters[1].text.replace("\u00a0", " ")
    assert "organizator podał ten adres" in letters[3].text.replace("\u00a0", " ")


def test_leading_something_else_moves_the_entry_to_that_day(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [asked] = house.deliver()

    def exchange(db, event):
        event.sessions[2].speaker_links.clear()
        event.sessions[0].speaker_links.append(SessionSpeaker(speaker=event.speakers[0], position=0))

    house.edit(led, exchange)
    hold_over()
    by_method = {one.entry.method: one for one in house.deliver()}
    assert by_method["CANCEL"].entry.uid == asked.entry.uid
    assert by_method["CANCEL"].subject.endswith(f"Wpis w kalendarzu odwołany: {led.title}")
    assert by_method["REQUEST"].entry.start == FIRST_START


def test_another_address_has_a_new_entry_and_the_old_one_a_cancel(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [asked] = house.deliver()
    house.edit(led, lambda db, event: setattr(event.speakers[0], "email", "nowa@example.org"))
    hold_over()
    letters = house.deliver()
    [taken], [fresh] = to(letters, LEADS), to(letters, "nowa@example.org")
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked.entry.uid)
    assert (fresh.entry.method, fresh.entry.sequence) == ("REQUEST", 0)
    assert fresh.entry.uid != asked.entry.uid


def test_an_address_in_other_letters_is_the_same_person(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    house.deliver()
    house.edit(led, lambda db, event: setattr(event.speakers[0], "email", LEADS.upper()))
    hold_over()
    assert house.deliver() == []


def test_a_speaker_removed_and_entered_again_at_once_is_sent_nothing(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    house.deliver()

    def remove(db, event):
        event.sessions[2].speaker_links.clear()
        db.flush()
        event.speakers.clear()

    house.edit(led, remove)
    house.edit(
        led, lambda db, event: factories.speaker(db, event, event.sessions[2], name="Ewa Nowa", email=LEADS)
    )
    hold_over()
    assert house.deliver() == []


def test_a_speaker_who_comes_back_after_the_cancel_has_a_new_uid(house, led, hold_over):
    letters = []
    for switch in (True, False, True):
        house.edit(
            led, lambda db, event, switch=switch: setattr(event.speakers[0], "calendar_entries", switch)
        )
        hold_over()
        letters += house.deliver()
    assert [one.entry.method for one in letters] == ["REQUEST", "CANCEL", "REQUEST"]
    assert letters[0].entry.uid == letters[1].entry.uid != letters[2].entry.uid


def test_who_leads_and_takes_part_has_one_entry_a_day(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [leading] = house.deliver()
    registration = house.join(led, email=LEADS)
    letters = house.deliver()
    entries = [one for one in letters if one.calendar]
    assert len(entries) == 2
    [merged] = [one for one in entries if one.entry.uid == leading.entry.uid]
    assert merged.entry.sequence == 1
    assert merged.entry.start == FIRST_START + DAY
    for title in ("Blok 2", "Warsztat"):
        assert title in merged.entry.description
    house.resign(registration)
    letters = house.deliver()
    [taken] = [one for one in letters if one.calendar and one.entry.method == "CANCEL"]
    [left] = [one for one in letters if one.calendar and one.entry.method == "REQUEST"]
    assert taken.entry.uid != leading.entry.uid
    assert left.entry.uid == leading.entry.uid
    assert left.entry.start == FIRST_START + DAY + 7 * HOUR


def test_who_took_part_first_and_then_leads_keeps_the_entry_when_they_resign(house, db, hold_over):
    event = two_days(db)
    registration = house.join(event, email=LEADS)
    asked = house.deliver()
    house.edit(event, lambda db, event: factories.speaker(db, event, event.sessions[0], email=LEADS))
    hold_over()
    [told] = house.deliver()
    assert (told.entry.uid, told.entry.sequence) == (asked[0].entry.uid, 0)
    house.resign(registration)
    letters = house.deliver()
    [taken] = [one for one in letters if one.calendar]
    assert (taken.entry.method, taken.entry.uid) == ("CANCEL", asked[1].entry.uid)
    house.edit(event, shifted(HOUR))
    hold_over()
    [moved] = house.deliver()
    assert (moved.entry.uid, moved.entry.sequence) == (asked[0].entry.uid, 1)
    assert "/sign-up/my/" not in moved.entry.description


def test_who_stops_leading_but_takes_part_keeps_the_entry(house, led, hold_over):
    house.edit(led, nothing)
    hold_over()
    [leading] = house.deliver()
    house.join(led, email=LEADS)
    house.deliver()
    house.edit(led, lambda db, event: setattr(event.speakers[0], "calendar_entries", False))
    hold_over()
    assert [one for one in house.deliver() if one.entry.method == "CANCEL"] == []
    house.edit(led, shifted(HOUR, 1))
    hold_over()
    [moved] = house.deliver()
    assert moved.entry.uid == leading.entry.uid
    assert "/sign-up/my/" in moved.entry.description


def test_two_who_lead_by_one_address_have_one_entry(house, led, db, hold_over):
    factories.speaker(db, led, led.sessions[1], name="Druga osoba", email=LEADS)
    db.commit()
    house.edit(led, nothing)
    hold_over()
    [letter] = house.deliver()
    assert letter.entry.start == FIRST_START + DAY
    assert letter.entry.end == FIRST_START + DAY + 8 * HOUR
    assert len(db.scalars(select(CalendarInvite)).all()) == 1
