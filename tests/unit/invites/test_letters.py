"""What the mails with calendar entries look like to mail programs and to their readers."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from email.utils import getaddresses
from html import unescape

from sqlalchemy import select

from registration.ical.text import DESCRIPTION_LIMIT
from registration.invites.models import CalendarInvite
from registration.outbox import freezing
from registration.outbox.models import OutgoingEmail
from registration.signup.models import Registration
from tests import factories
from tests.factories.trainings import FIRST_START
from tests.unit.invites.edits import cancelled, renamed, shifted

HOUR = timedelta(hours=1)


def address(text):
    [(name, email)] = getaddresses([text])
    return name, email


def whole_life(house, db, hold_over, **answers):
    """A confirmation, a day's mail, a move, an update, a resignation's two mails."""
    event = factories.event(db, days=2, contact_email="szkolenia@example.org")
    db.commit()
    registration = house.join(event, **answers)
    letters = house.deliver()
    for edit in (shifted(HOUR), lambda db, event: setattr(event, "contact_name", "Biuro projektu")):
        house.edit(event, edit)
        hold_over()
        letters += house.deliver()
    house.resign(registration)
    return letters + house.deliver()


def test_what_many_letters_share_reads_like_a_letter_that_was_made_for_one(house, db, hold_over, monkeypatch):
    made = freezing.render

    def twice(email):
        alone = made(replace(email, context={**email.context, **email.personal}, personal={}))
        shared = made(email)
        assert email.personal
        assert (shared.subject, shared.text) == (alone.subject, alone.text)
        assert unescape(shared.html) == unescape(alone.html)
        return shared

    monkeypatch.setattr(freezing, "render", twice)
    assert len(whole_life(house, db, hold_over, last_name='O\'Hara "<i>" & Syn')) > 5


def test_the_sender_is_the_organizer_and_answers_go_to_the_office(house, db, hold_over, settings):
    for letter in whole_life(house, db, hold_over):
        name, email = address(letter.header("From"))
        assert email == settings.mail_sender
        assert letter.line("ORGANIZER").endswith(f":mailto:{email}")
        assert f'CN="{name}"' in letter.line("ORGANIZER")
        assert address(letter.header("Reply-To"))[1] == "szkolenia@example.org"
        assert letter.header("Auto-Submitted") == "auto-generated"


def test_the_calendar_part_is_the_last_alternative_and_attached_once_more(house, db, hold_over):
    for letter in whole_life(house, db, hold_over):
        alternatives, attached = letter.message.iter_parts()
        kinds = [one.get_content_type() for one in alternatives.iter_parts()]
        assert kinds == ["text/plain", "text/html", "text/calendar"]
        offered = list(alternatives.iter_parts())[-1]
        assert offered["Content-Disposition"] is None
        assert offered.get_param("method") == letter.entry.method
        assert attached.get_content_type() == "application/ics"
        assert attached.get_filename() == "invite.ics"
        assert attached.get_payload(decode=True) == letter.calendar


def test_later_messages_refer_to_the_first_of_their_uid(house, db, hold_over):
    letters = whole_life(house, db, hold_over)
    first: dict[str, str] = {}
    for letter in letters:
        known = first.setdefault(letter.entry.uid, letter.header("Message-ID"))
        own = letter.header("Message-ID")
        assert letter.header("References") == ("" if known == own else known)
    assert len(first) == 2
    assert len({letter.header("Message-ID") for letter in letters}) == len(letters)


def test_the_secret_uid_stands_in_no_header(house, db, hold_over):
    for letter in whole_life(house, db, hold_over):
        head = letter.raw.split(b"\r\n\r\n")[0]
        assert letter.entry.uid.partition("@")[0].encode() not in head


def test_each_person_is_the_only_attendee_and_reads_nothing_of_the_others(house, db):
    event = factories.event(db)
    db.commit()
    house.join(event)
    house.join(event, email="druga@warta.example.pl", first_name="Wanda", last_name="Inna")
    first, second = house.deliver()
    assert first.line("ATTENDEE").endswith(":mailto:grazyna@warta.example.pl")
    assert second.line("ATTENDEE").endswith(":mailto:druga@warta.example.pl")
    assert first.entry.uid != second.entry.uid
    for mine, theirs in ((first, "druga"), (second, "grazyna")):
        assert theirs.encode() not in mine.calendar
        assert theirs not in mine.text + mine.html


def test_the_personal_link_is_in_the_entry_and_kept_nowhere(house, db, hold_over, app):
    letters = whole_life(house, db, hold_over)
    registration = db.scalars(select(Registration)).one()
    asked = [one for one in letters if one.entry.method == "REQUEST"]
    links = {re.search(r"http\S+/sign-up/my/\S+", one.entry.description)[0] for one in asked}
    assert len(links) == 1
    assert registration.public_id in links.pop()
    kept = [json.dumps(one.last_sent) for one in db.scalars(select(CalendarInvite))]
    kept += [json.dumps(one.context) for one in db.scalars(select(OutgoingEmail))]
    assert len(kept) > 6
    for text in kept:
        assert "/my/" not in text
        assert registration.public_id not in text
        assert "grazyna" not in text


def test_a_cancellation_carries_no_link_to_manage(house, db, hold_over):
    taken = [one for one in whole_life(house, db, hold_over) if one.entry.method == "CANCEL"]
    assert len(taken) == 2
    for letter in taken:
        assert b"/sign-up/my/" not in letter.calendar


def test_a_long_programme_never_cuts_the_personal_link_off(house, db):
    event = factories.event(db, hours=1)
    for number in range(1, 12):
        begin = FIRST_START + number * HOUR
        session = factories.session(db, event, begin, begin + HOUR, title="Łączenie usług " * 18)
        factories.speaker(db, event, session, name="Osoba " * 40, organisation_name="Gmina " * 40)
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    description = letter.entry.description
    assert len(description) == DESCRIPTION_LIMIT
    assert re.search(r"Zmiana lub wycofanie zgłoszenia:\nhttp://localhost/sign-up/my/\w+$", description)


def test_links_stand_bare_on_their_own_lines_in_the_entry(house, db):
    event = factories.event(db, online_url="https://spotkania.example.org/abc")
    event.sessions[0].online_url = "https://spotkania.example.org/sala-2"
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    lines = letter.entry.description.split("\n")
    for link in ("https://spotkania.example.org/abc", "https://spotkania.example.org/sala-2"):
        assert link in lines
        assert link in letter.text.split("\n")


def test_the_meetings_link_is_the_location_of_an_online_day(house, db):
    event = factories.event(db, online_url="https://spotkania.example.org/abc")
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    assert letter.entry.location == "https://spotkania.example.org/abc"


def test_a_reader_of_english_gets_english_in_mail_and_calendar(house, db, hold_over):
    letters = whole_life(house, db, hold_over, language="en")
    assert letters[0].subject.startswith("[1/2] Registration confirmed: ")
    assert "(day 1)" in letters[0].entry.summary
    polish = re.compile(r"[ąćęłńśźż]|Szanowni|Zgłoszenie", re.IGNORECASE)
    for letter in letters:
        assert letter.header("Content-Language") == "en"
        said = letter.text + letter.entry.description
        for name in ("Grażyna Żółć-Łęcka", "Stowarzyszenie", "Szkolenie", "Blok", "Sala", "ul."):
            said = said.replace(name, "")
        assert not polish.search(said.replace("/trainings/szkolenie", "")), polish.search(said)


def test_a_reader_of_polish_gets_no_english(house, db, hold_over):
    for letter in whole_life(house, db, hold_over):
        said = re.sub(r"http\S+", "", letter.text)
        assert not re.search(r"\b(the|day|registration|calendar|event)\b", said, re.IGNORECASE)


def test_texts_have_no_run_of_blank_lines_and_end_with_the_reason(house, db, hold_over):
    for letter in whole_life(house, db, hold_over):
        assert "\n\n\n" not in letter.text
        assert not re.search(r"[ \t]$", letter.text, re.MULTILINE)
        assert letter.text.strip().split("\n")[-1].startswith("Wiadomość wysłano, ponieważ")


def test_a_title_with_signs_of_html_and_of_calendars_is_read_as_typed(house, db, hold_over):
    title = 'Dane; "otwarte", 5 < 7 & <b>łączenie</b> \\N'
    event = factories.event(db, title=title)
    db.commit()
    house.join(event)
    [letter] = house.deliver()
    assert letter.entry.summary == title
    assert title in letter.subject
    assert title in letter.text
    assert "<b>łączenie" not in letter.html
    house.edit(event, cancelled)
    hold_over()
    [letter] = house.deliver()
    assert letter.entry.summary == title


def test_renaming_one_event_leaves_the_readers_of_others_alone(house, db, hold_over):
    first, second = factories.event(db), factories.event(db)
    db.commit()
    house.join(first)
    house.join(second)
    house.deliver()
    house.edit(first, renamed)
    hold_over()
    assert len(house.deliver()) == 1
