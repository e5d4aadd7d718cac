"""A mailing before it is sent."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import orm, select

from registration.accounts.audit import Actor, history
from registration.accounts.history import described
from registration.core.errors import DomainError
from registration.mailings import services
from registration.mailings.errors import (
    AlreadySent,
    BasisMissing,
    BodyMissing,
    SourceMissing,
    SubjectMissing,
)
from registration.mailings.models import Basis, Mailing, MailingState, Recipient
from registration.mailings.services import Content, discard, start, write
from registration.mailings.wording import first_body, first_subject
from registration.trainings.models import EventKind
from tests import factories
from tests.factories import mailings as make
from tests.factories.accounts import organiser

NOW = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
CONTENT = Content("Zaproszenie", "Zapraszamy.", "pl", Basis.PUBLIC_TASK, "lista gmin (przykład)")


def actor(db: orm.Session, mailing: Mailing) -> Actor:
    who = organiser(db, mailing.organisation)
    return Actor("user", who.id, who.name)


def test_a_draft_is_about_an_event_and_belongs_to_its_organisation(db: orm.Session) -> None:
    event = factories.event(db, language="en")
    user = organiser(db, event.organisation)
    mailing = start(db, event.id, Actor("user", user.id), now=NOW)
    assert (
        mailing.event_id,
        mailing.organisation_id,
        mailing.language,
        mailing.created_by,
        mailing.state,
    ) == (
        event.id,
        event.organisation_id,
        "en",
        user.id,
        MailingState.DRAFT,
    )


def test_starting_twice_opens_the_same_empty_draft(db: orm.Session) -> None:
    event = factories.event(db)
    user = organiser(db, event.organisation)
    first = start(db, event.id, Actor("user", user.id), now=NOW)
    assert start(db, event.id, Actor("user", user.id), now=NOW) is first
    write(db, first.id, CONTENT, Actor("user", user.id), now=NOW)
    assert start(db, event.id, Actor("user", user.id), now=NOW) is not first


def test_line_breaks_in_a_subject_cannot_bring_a_header(db: orm.Session) -> None:
    mailing = make.mailing(db)
    content = replace(CONTENT, subject="Zaproszenie\r\nBcc: ktos@example.org\u2028X-Y: z\x00")
    write(db, mailing.id, content, actor(db, mailing), now=NOW)
    assert mailing.subject == "Zaproszenie Bcc: ktos@example.org X-Y: z"


def test_the_text_keeps_its_paragraphs_and_loses_control_characters(db: orm.Session) -> None:
    mailing = make.mailing(db)
    write(db, mailing.id, replace(CONTENT, body="Jeden\r\n\r\n\r\nDwa\x07"), actor(db, mailing), now=NOW)
    assert mailing.body == "Jeden\n\nDwa"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (replace(CONTENT, subject=" \u200b "), SubjectMissing),
        (replace(CONTENT, body="\n\n"), BodyMissing),
        (replace(CONTENT, basis=None), BasisMissing),
        (replace(CONTENT, source=" "), SourceMissing),
    ],
)
def test_pasted_addresses_need_a_basis_and_a_source_and_every_mail_a_subject_and_a_text(
    db: orm.Session, content: Content, refusal: type[DomainError]
) -> None:
    mailing = make.mailing(db, pasted="a@gmina.example.pl")
    with pytest.raises(refusal) as refused:
        write(db, mailing.id, content, actor(db, mailing), now=NOW)
    assert refused.value.field


def test_past_participants_alone_need_no_basis(db: orm.Session) -> None:
    mailing = make.mailing(db, basis=None, source="")
    write(db, mailing.id, replace(CONTENT, basis=None, source=""), actor(db, mailing), now=NOW)
    assert mailing.has_content


def test_addresses_pasted_after_the_text_still_ask_for_their_basis(db: orm.Session) -> None:
    mailing = make.mailing(db, basis=None, source="", pasted="a@gmina.example.pl")
    assert not mailing.has_content


def test_a_change_is_written_into_the_history_with_before_and_after(db: orm.Session) -> None:
    mailing = make.mailing(db, subject="Stary")
    write(db, mailing.id, replace(CONTENT, subject="Nowy"), actor(db, mailing), now=NOW)
    (line,) = history(db, ("mailing", mailing.id))
    assert (line.action, line.before["subject"], line.after["subject"]) == (
        "mailing.written",
        "Stary",
        "Nowy",
    )


def test_every_action_of_mailings_has_words(db: orm.Session) -> None:
    folder = Path(services.__file__).parent
    written = {
        word
        for path in folder.glob("*.py")
        for word in re.findall(r'"(mailing\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert len(written) > 5
    assert written <= described()


def test_writing_the_same_again_leaves_no_trace(db: orm.Session) -> None:
    mailing = make.mailing(db)
    same = Content(mailing.subject, mailing.body, mailing.language, mailing.basis, mailing.source)
    write(db, mailing.id, same, actor(db, mailing), now=NOW)
    assert history(db, ("mailing", mailing.id)) == []


def test_a_discarded_draft_takes_its_addresses_with_it(db: orm.Session) -> None:
    mailing = make.mailing(db)
    make.recipient(db, mailing)
    number, who = mailing.id, actor(db, mailing)
    discard(db, number, who, now=NOW)
    assert db.scalars(select(Recipient).where(Recipient.mailing_id == number)).all() == []
    assert [line.action for line in history(db, ("mailing", number))] == ["mailing.discarded"]


def test_what_was_sent_is_neither_changed_nor_discarded(db: orm.Session) -> None:
    mailing = make.mailing(db, state=MailingState.SENDING, started_at=NOW)
    who = actor(db, mailing)
    with pytest.raises(AlreadySent):
        write(db, mailing.id, CONTENT, who, now=NOW)
    with pytest.raises(AlreadySent):
        discard(db, mailing.id, who, now=NOW)


def test_the_first_text_is_made_from_the_event(db: orm.Session) -> None:
    event = factories.event(
        db, days=2, title="Techniki negocjacyjne", purpose="Po co.", audience="sekretarze gmin"
    )
    assert first_subject(event, "pl").replace("\u00a0", " ") == (
        "Zaproszenie: Techniki negocjacyjne, 1 i 2 lipca 2026 r."
    )
    assert first_body(event, "pl").split("\n\n") == [
        "Zapraszamy na szkolenie „Techniki negocjacyjne”.",
        "Po co.",
        "Dla kogo: sekretarze gmin",
        "Udział jest bezpłatny. Zgłoszenie nie wymaga zakładania konta.",
    ]


def test_a_conference_with_a_cost_says_so_in_english(db: orm.Session) -> None:
    event = factories.event(db, kind=EventKind.CONFERENCE, title="Energy 100%", cost="PLN 20")
    assert first_body(event, "en").split("\n\n") == [
        "We invite you to the conference “Energy 100%”.",
        "Cost: PLN 20. Signing up needs no account.",
    ]


def test_a_long_title_leaves_room_for_the_date_in_the_subject(db: orm.Session) -> None:
    event = factories.event(db, title="Zasady tworzenia partnerstw " * 7)
    assert "1 lipca 2026 r." in first_subject(event, "pl").replace("\u00a0", " ")
    assert len(first_subject(event, "pl")) <= 200
