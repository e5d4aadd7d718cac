"""A mail in another language than the desk's is marked as such on its pages (WCAG 3.1.2)."""

from sqlalchemy import orm

from tests import factories
from tests.factories import accounts, mailings, mails
from tests.pages import InspectingClient

ENGLISH = (
    b"Subject: This is the confirmation of your registration\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThis is the confirmation of your registration.\r\n"
)


def test_an_english_mail_on_the_polish_desk_says_its_language(
    client: InspectingClient, db: orm.Session
) -> None:
    event = factories.event(db)
    about = {"about_kind": "event", "about_id": event.id, "organisation_id": event.organisation_id}
    mail = mails.mail(db, content=ENGLISH, language="en", **about)
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    page = client.get(f"/desk/outbox/{mail.public_id}")
    assert page.status_code == 200
    assert '<pre lang="en">This is the confirmation' in page.text


def test_an_english_invitation_is_checked_on_the_polish_desk(
    client: InspectingClient, db: orm.Session
) -> None:
    event = factories.event(db, start=factories.trainings.FIRST_START.replace(year=2100))
    mailing = mailings.mailing(db, event=event, language="en")
    mailings.recipient(db, mailing)
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    page = client.get(f"/desk/mailings/{mailing.id}/check")
    assert page.status_code == 200
    assert '<pre lang="en">' in page.text
