"""Who gets a mailing: the pasted list and past participants, sorted out."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.core.mail_address import Fault
from registration.mailings import queries
from registration.mailings.errors import AlreadySent, TooManyAddresses, UnknownEvent
from registration.mailings.models import Mailing, MailingState, Origin, Reason, Recipient, RecipientState
from registration.mailings.queries import Tally
from registration.mailings.services import LIMIT, Choice, choose
from registration.signup.states import RegistrationState
from tests import factories
from tests.factories import mailings as make
from tests.statements import Statements

NOW = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)


def paste(db: orm.Session, mailing: Mailing, text: str, *events: int) -> Tally:
    tally = choose(db, mailing.id, Choice.of(text, events), PROGRAM, now=NOW)
    db.expire_all()
    return tally


def recipients(db: orm.Session, mailing: Mailing) -> list[Recipient]:
    return list(
        db.scalars(select(Recipient).where(Recipient.mailing_id == mailing.id).order_by(Recipient.position))
    )


def test_addresses_are_kept_in_the_order_given_with_their_names(db: orm.Session) -> None:
    mailing = make.mailing(db)
    tally = paste(db, mailing, "Anna Nowak <a@gmina.example.pl>; b@powiat.example.pl\nC@Example.PL")
    assert tally == Tally(3, {})
    assert [(one.email, one.name) for one in recipients(db, mailing)] == [
        ("a@gmina.example.pl", "Anna Nowak"),
        ("b@powiat.example.pl", ""),
        ("C@example.pl", ""),
    ]


def test_the_second_of_the_same_address_is_taken_out_whatever_its_letters(db: orm.Session) -> None:
    mailing = make.mailing(db)
    tally = paste(db, mailing, "Biuro@gmina.example.pl\nbiuro@GMINA.example.pl\nbiuro@gmina.example.pl")
    assert tally == Tally(1, {Reason.DUPLICATE: 2})
    assert [one.reason for one in recipients(db, mailing)] == [None, Reason.DUPLICATE, Reason.DUPLICATE]


def test_a_malformed_piece_keeps_its_text_its_line_and_what_is_wrong(db: orm.Session) -> None:
    mailing = make.mailing(db)
    tally = paste(db, mailing, "a@gmina.example.pl\n\nsekretariat gmina\njan@@gmina.example.pl")
    assert tally == Tally(1, {Reason.MALFORMED: 2})
    bad = [one for one in recipients(db, mailing) if one.reason]
    assert [(one.line, one.typed, one.fault, one.email) for one in bad] == [
        (3, "sekretariat gmina", Fault.NO_AT, ""),
        (4, "jan@@gmina.example.pl", Fault.SEVERAL, ""),
    ]


def test_several_malformed_pieces_are_no_doubles_of_each_other(db: orm.Session) -> None:
    mailing = make.mailing(db)
    assert paste(db, mailing, "gmina\ngmina\na@b.example.pl").taken_out == {Reason.MALFORMED: 2}


def test_who_is_registered_is_taken_out(db: orm.Session) -> None:
    mailing = make.mailing(db)
    make.participant(db, mailing.event, "a@gmina.example.pl")
    assert paste(db, mailing, "A@gmina.example.pl b@gmina.example.pl") == Tally(1, {Reason.REGISTERED: 1})


def test_who_resigned_may_be_invited_again(db: orm.Session) -> None:
    mailing = make.mailing(db)
    make.participant(db, mailing.event, "a@gmina.example.pl", state=RegistrationState.WITHDRAWN)
    assert paste(db, mailing, "a@gmina.example.pl") == Tally(1, {})


def test_a_registration_for_another_event_takes_nobody_out(db: orm.Session) -> None:
    mailing = make.mailing(db)
    make.participant(db, factories.event(db), "a@gmina.example.pl")
    assert paste(db, mailing, "a@gmina.example.pl") == Tally(1, {})


def test_who_opted_out_is_taken_out_for_that_organisation_only(db: orm.Session) -> None:
    mailing, other = make.mailing(db), make.mailing(db)
    make.opt_out(db, mailing.organisation_id, "a@gmina.example.pl")
    assert paste(db, mailing, "A@gmina.example.pl").taken_out == {Reason.OPTED_OUT: 1}
    assert paste(db, other, "A@gmina.example.pl") == Tally(1, {})


def test_who_withdrew_the_consent_to_news_is_taken_out_even_when_pasted(db: orm.Session) -> None:
    mailing = make.mailing(db)
    earlier = make.past_event(db, mailing.event)
    make.answer(
        db, make.participant(db, earlier, "a@gmina.example.pl"), make.news_clause(db, earlier), withdrawn=True
    )
    assert paste(db, mailing, "a@gmina.example.pl").taken_out == {Reason.OPTED_OUT: 1}


def test_a_consent_given_again_after_a_withdrawal_counts(db: orm.Session) -> None:
    mailing = make.mailing(db)
    first, second = make.past_event(db, mailing.event), make.past_event(db, mailing.event)
    clause = make.news_clause(db, first)
    make.answer(db, make.participant(db, first, "a@gmina.example.pl"), clause, withdrawn=True)
    later = make.NOON + timedelta(days=30)
    make.answer(db, make.participant(db, second, "a@gmina.example.pl", created_at=later), clause)
    assert paste(db, mailing, "a@gmina.example.pl") == Tally(1, {})


def test_past_participants_come_only_with_a_standing_consent_to_news(db: orm.Session) -> None:
    mailing = make.mailing(db)
    earlier = make.past_event(db, mailing.event, title="Negocjacje")
    clause = make.news_clause(db, earlier)
    make.answer(db, make.participant(db, earlier, "tak@gmina.example.pl"), clause)
    make.answer(db, make.participant(db, earlier, "nie@gmina.example.pl"), clause, given=False)
    make.answer(db, make.participant(db, earlier, "cofnieta@gmina.example.pl"), clause, withdrawn=True)
    make.participant(db, earlier, "bez-pytania@gmina.example.pl")
    make.answer(
        db,
        make.participant(db, earlier, "rezygnacja@gmina.example.pl", state=RegistrationState.WITHDRAWN),
        clause,
    )
    (offered,) = queries.earlier_events(db, mailing.event, NOW)
    assert (offered.title, offered.participants, offered.agreed, offered.left_out) == ("Negocjacje", 4, 1, 3)
    assert paste(db, mailing, "", earlier.id) == Tally(1, {})
    (only,) = recipients(db, mailing)
    assert (only.email, only.name, only.origin, only.past_event_id) == (
        "tak@gmina.example.pl",
        "Sekretarz Gminy",
        Origin.PARTICIPANT,
        earlier.id,
    )


def test_another_organisations_events_are_neither_offered_nor_taken(db: orm.Session) -> None:
    mailing = make.mailing(db)
    foreign = factories.event(db, start=NOW - timedelta(days=300))
    make.answer(db, make.participant(db, foreign), make.news_clause(db, foreign))
    assert queries.earlier_events(db, mailing.event, NOW) == []
    with pytest.raises(UnknownEvent):
        paste(db, mailing, "", foreign.id)


def test_an_event_that_is_not_over_is_not_offered(db: orm.Session) -> None:
    mailing = make.mailing(db)
    running = factories.event(db, organisation=mailing.organisation, start=NOW + timedelta(days=3))
    make.participant(db, running)
    assert queries.earlier_events(db, mailing.event, NOW) == []


def test_a_pasted_address_that_also_took_part_is_one_recipient(db: orm.Session) -> None:
    mailing = make.mailing(db)
    earlier = make.past_event(db, mailing.event)
    make.answer(db, make.participant(db, earlier, "a@gmina.example.pl"), make.news_clause(db, earlier))
    assert paste(db, mailing, "a@gmina.example.pl", earlier.id) == Tally(1, {Reason.DUPLICATE: 1})


def test_choosing_again_replaces_the_list_and_keeps_the_links_of_who_stays(db: orm.Session) -> None:
    mailing = make.mailing(db)
    paste(db, mailing, "a@gmina.example.pl b@gmina.example.pl")
    links = {one.email: one.public_id for one in recipients(db, mailing)}
    paste(db, mailing, "b@gmina.example.pl c@gmina.example.pl b@gmina.example.pl")
    after = {
        one.email: one.public_id for one in recipients(db, mailing) if one.state is RecipientState.INCLUDED
    }
    assert after["b@gmina.example.pl"] == links["b@gmina.example.pl"]
    assert set(after) == {"b@gmina.example.pl", "c@gmina.example.pl"}


def test_the_text_is_kept_as_pasted(db: orm.Session) -> None:
    mailing = make.mailing(db)
    text = "a@gmina.example.pl\r\n\tzły wiersz  \r\n"
    paste(db, mailing, text)
    assert mailing.pasted == text


def test_too_long_a_list_is_refused_with_both_numbers(db: orm.Session) -> None:
    mailing = make.mailing(db)
    with pytest.raises(TooManyAddresses) as refused:
        paste(db, mailing, "\n".join(f"a{number}@gmina.example.pl" for number in range(LIMIT + 1)))
    assert refused.value.values == {"limit": LIMIT, "found": LIMIT + 1}


def test_a_mailing_that_is_being_sent_keeps_its_recipients(db: orm.Session) -> None:
    mailing = make.mailing(db, state=MailingState.SENDING, started_at=NOW)
    with pytest.raises(AlreadySent):
        paste(db, mailing, "a@gmina.example.pl")


@pytest.mark.parametrize("number", [3, 3000])
def test_the_number_of_queries_does_not_grow_with_the_list(app: Flask, db: orm.Session, number: int) -> None:
    mailing = make.mailing(db)
    with Statements(app) as counted:
        paste(db, mailing, "\n".join(f"Gmina <a{one}@gmina.example.pl>, zły" for one in range(number)))
    assert len(counted) < 20, counted
