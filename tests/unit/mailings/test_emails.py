"""The invitation: as a value, as the outbox asks for it, and as the bytes that leave."""

import email
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.core.site import Site
from registration.core.tokens import Purpose, proves
from registration.mailings import emails
from registration.mailings.models import Basis, Origin, Recipient, RecipientState
from registration.mailings.services import send
from registration.outbox.email import Email
from registration.outbox.freezing import freeze
from registration.outbox.models import OutgoingEmail
from registration.outbox.rendering import render
from registration.signup.models import Clause, ClauseKind
from registration.trainings.models import Visibility
from registration.web.site import site as site_in_force
from tests import factories
from tests.factories import mailings as make

NOW = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)
SITE = Site(name="Zapisy", base_url="https://zapisy.example.org", key=b"key", sender="zapisy@example.org")


def invitation(db: orm.Session, to: Recipient) -> Email:
    return emails.invitation(db, to, emails.links_of(to, SITE), SITE)


def frozen(db: orm.Session, to: Recipient) -> EmailMessage | None:
    """The recipient's mail as it leaves, through the outbox's own composition."""
    send(db, to.mailing_id, 1, Actor("user"), now=NOW)
    row = db.get_one(OutgoingEmail, to.outgoing_email_id)
    if not freeze(db, row, site_in_force(), NOW):
        return None
    made = email.message_from_bytes(row.content or b"", policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def text_of(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\u00a0", " ")


def test_sender_reply_and_one_click_are_those_of_the_owner(db: orm.Session) -> None:
    event = factories.event(db, contact_email="szkolenia@example.org")
    made = invitation(
        db, to := make.recipient(db, make.mailing(db, event=event), "a@b.example.pl", name="Anna Nowak")
    )
    assert (made.to, made.to_name, made.language) == ("a@b.example.pl", "Anna Nowak", "pl")
    assert (made.sender_name, made.reply_to) == (event.organisation.name, "szkolenia@example.org")
    assert made.unsubscribe == emails.links_of(to, SITE).one_click


def test_each_link_opens_one_purpose_of_one_recipient(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db))
    links = emails.links_of(to, SITE)
    token = links.sign_up.removeprefix("https://zapisy.example.org/mailings/invitation/")
    assert proves(SITE.key, token, Purpose.INVITATION, to.public_id, to.generation)
    assert not proves(SITE.key, token, Purpose.OPT_OUT, to.public_id, to.generation)
    assert links.one_click == f"{links.opt_out}/one-click"


def test_the_desk_sees_no_working_link(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db))
    made = emails.invitation(db, to, emails.masked_links(SITE), SITE)
    assert to.public_id not in f"{render(made)}{made}"


def test_the_mail_says_what_when_where_and_the_organisers_words(db: orm.Session) -> None:
    event = factories.event(db, days=2, title="Techniki negocjacyjne", venue=factories.venue(db))
    event.sign_up_closes_at = datetime(2026, 6, 29, 10, 0, tzinfo=UTC)
    made = render(invitation(db, make.recipient(db, make.mailing(db, event=event, body="Raz.\n\nDwa."))))
    said = made.text.replace("\u00a0", " ")
    for words in (
        "Szanowni Państwo,\n\nRaz.\n\nDwa.",
        "Techniki negocjacyjne",
        "Kiedy: 1 i 2 lipca 2026 r.",
        "Gdzie: Sala konferencyjna, ul. Przykładowa 1, Łowicz",
        "Koszt: bezpłatne",
        "Zapisy do: 29 czerwca 2026 r., godz. 12:00",
    ):
        assert words in said
    assert "<p" in made.html
    assert "1–2" in made.html, "the calendar leaf shows the whole range"


def test_markup_in_the_text_stays_text(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db, body="<b>Ważne</b> & {{ 7*7 }}"))
    made = render(invitation(db, to))
    assert "&lt;b&gt;Ważne&lt;/b&gt; &amp; {{ 7*7 }}" in made.html
    assert "<b>Ważne</b> & {{ 7*7 }}" in made.text


def test_the_last_line_says_why_a_pasted_address_got_it(db: orm.Session) -> None:
    owner = factories.organisation(db, name="Powiat & Gmina")
    event = factories.event(db, organisation=owner)
    to = make.recipient(db, make.mailing(db, event=event, source="wykaz gmin na stronie powiatu"))
    last = render(invitation(db, to)).text.strip().splitlines()[-1]
    assert last == (
        "Powód tej wiadomości: adres znajduje się na liście osób zapraszanych na to wydarzenie, którą sporządził "
        "organizator: Powiat & Gmina. Pochodzenie adresu: wykaz gmin na stronie powiatu"
    )


def test_a_past_participant_is_reminded_of_the_consent(db: orm.Session) -> None:
    mailing = make.mailing(db, basis=None, source="")
    earlier = make.past_event(db, mailing.event, title="Podstawy")
    to = make.recipient(db, mailing, origin=Origin.PARTICIPANT, past_event_id=earlier.id)
    made = render(invitation(db, to))
    assert "„Podstawy”" in made.text.strip().splitlines()[-1]
    assert "art. 6 ust. 1 lit. a RODO" in made.text.replace("\u00a0", " ")


@pytest.mark.parametrize("basis", list(Basis))
def test_the_recorded_basis_stands_in_the_mail(db: orm.Session, basis: Basis) -> None:
    to = make.recipient(db, make.mailing(db, basis=basis))
    assert f"art. 6 ust. 1 lit. {basis} RODO" in render(invitation(db, to)).text.replace("\u00a0", " ")


def test_the_owners_information_clause_stands_in_the_mail(db: orm.Session) -> None:
    mailing = make.mailing(db)
    for version, text in ((1, "Stara klauzula."), (2, "Administratorem jest stowarzyszenie.")):
        db.add(
            Clause(
                organisation_id=mailing.organisation_id,
                kind=ClauseKind.INFORMATION,
                language="pl",
                version=version,
                text=text,
                created_at=NOW,
            )
        )
    db.flush()
    made = render(invitation(db, make.recipient(db, mailing)))
    assert "Administratorem jest stowarzyszenie." in made.text
    assert "Stara klauzula." not in made.text


def test_an_english_mailing_speaks_english(db: orm.Session) -> None:
    made = render(invitation(db, make.recipient(db, make.mailing(db, language="en"))))
    assert "Dear Sir or Madam," in made.text
    assert 'lang="en"' in made.html


def test_a_test_mail_is_marked_in_subject_and_text_and_says_so_at_the_end(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db, subject="Zaproszenie"), state=RecipientState.TEST)
    made = render(invitation(db, to))
    assert made.subject == "Próba: Zaproszenie"
    assert "próbna" in made.text.strip().splitlines()[-1]


def test_the_bytes_carry_one_click_unsubscribing_as_rfc_8058_wants(app: Flask, db: orm.Session) -> None:
    to = make.recipient(
        db, make.mailing(db, subject="Zażółć gęślą jaźń"), "a@gmina.example.pl", name="Anna Łąska"
    )
    message = frozen(db, to)
    assert message is not None
    links = emails.links_of(to, site_in_force())
    assert message["List-Unsubscribe"] == f"<{links.one_click}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Subject"] == "Zażółć gęślą jaźń"
    assert message["To"] == "Anna Łąska <a@gmina.example.pl>"
    assert links.sign_up in text_of(message, "plain")
    assert links.sign_up in text_of(message, "html")
    assert links.opt_out in text_of(message, "plain")
    assert message.get_content_type() == "multipart/alternative"


def test_a_subject_from_an_older_row_cannot_bring_a_header(app: Flask, db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db, subject="Zaproszenie\r\nBcc: obcy@example.org"))
    message = frozen(db, to)
    assert message is not None
    assert message["Bcc"] is None
    assert message["Subject"] == "Zaproszenie Bcc: obcy@example.org"


def test_who_signed_up_before_the_mail_left_gets_nothing(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db))
    send(db, to.mailing_id, 1, Actor("user"), now=NOW)
    make.participant(db, to.mailing.event, to.email)
    row = db.get_one(OutgoingEmail, to.outgoing_email_id)
    assert emails.render_invitation(db, row, SITE, NOW) is None


def test_who_opted_out_before_the_mail_left_gets_nothing(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db))
    send(db, to.mailing_id, 1, Actor("user"), now=NOW)
    make.opt_out(db, to.mailing.organisation_id, to.email)
    row = db.get_one(OutgoingEmail, to.outgoing_email_id)
    assert emails.render_invitation(db, row, SITE, NOW) is None


def test_an_event_cancelled_or_closed_meanwhile_invites_nobody(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db))
    send(db, to.mailing_id, 1, Actor("user"), now=NOW)
    row = db.get_one(OutgoingEmail, to.outgoing_email_id)
    assert emails.render_invitation(db, row, SITE, NOW + timedelta(days=60)) is None
    to.mailing.event.visibility = Visibility.CANCELLED
    assert emails.render_invitation(db, row, SITE, NOW) is None
