"""What a recipient's links open, for people and for mail scanners."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.core.tokens import Purpose
from registration.mailings.models import Mailing, OptOut, OptOutVia, Recipient
from registration.outbox.models import OutgoingEmail
from registration.signup.models import Registration
from registration.web.site import site
from tests.factories import mailings as make
from tests.factories.trainings import NOON
from tests.pages import InspectingClient

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def early_june() -> Iterator[None]:
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def recipient(db: orm.Session) -> Recipient:
    """Somebody who was invited."""
    made = make.recipient(db, make.mailing(db), "anna@gmina.example.pl", name="Anna Nowak")
    db.commit()
    return made


def link(app: Flask, to: Recipient, purpose: Purpose) -> str:
    with app.app_context():
        token = site().token(purpose, to.public_id, to.generation)
    return f"/mailings/{purpose}/{token}"


def opt_outs(db: orm.Session) -> list[OptOut]:
    db.rollback()
    return list(db.scalars(select(OptOut)))


def test_the_invitation_leads_to_the_form_with_the_address_filled_in(
    app: Flask, client: InspectingClient, recipient: Recipient
) -> None:
    answer = client.get(link(app, recipient, Purpose.INVITATION))
    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.location.startswith(f"/sign-up/{recipient.mailing.event.slug}?invitation=")
    form = client.get(answer.location).text
    for value in ("anna@gmina.example.pl", "Anna", "Nowak"):
        assert f'value="{value}"' in form


def test_a_forged_invitation_gives_the_plain_form(client: InspectingClient, recipient: Recipient) -> None:
    form = client.get(f"/sign-up/{recipient.mailing.event.slug}?invitation={'a' * 38}")
    assert form.status_code == 200
    assert "anna@gmina.example.pl" not in form.text


@pytest.mark.parametrize("purpose", [Purpose.INVITATION, Purpose.OPT_OUT])
def test_unknown_revoked_malformed_and_foreign_links_get_the_same_page(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient, purpose: Purpose
) -> None:
    other = Purpose.OPT_OUT if purpose is Purpose.INVITATION else Purpose.INVITATION
    foreign = f"/mailings/{purpose}/{link(app, recipient, other).rpartition('/')[2]}"
    valid = link(app, recipient, purpose)
    recipient.generation += 1
    db.commit()
    pages = [
        client.get(one)
        for one in (valid, foreign, f"/mailings/{purpose}/{'a' * 38}", f"/mailings/{purpose}/x")
    ]
    assert {page.status_code for page in pages} == {404}
    shown = {page.text.replace(page.request.path, "") for page in pages}
    assert len(shown) == 1


def test_a_mail_scanner_that_opens_everything_changes_nothing(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient
) -> None:
    for address in (
        link(app, recipient, Purpose.INVITATION),
        link(app, recipient, Purpose.OPT_OUT),
        f"{link(app, recipient, Purpose.OPT_OUT)}/one-click",
    ):
        for method in ("GET", "HEAD"):
            client.open(address, method=method, follow_redirects=True)
    assert opt_outs(db) == []
    for table in (Registration, OutgoingEmail):
        assert db.scalars(select(table)).all() == []
    before = (recipient.generation, recipient.state)
    db.refresh(recipient)
    assert (recipient.generation, recipient.state) == before


def test_the_page_does_not_say_whose_address_it_is(
    app: Flask, client: InspectingClient, recipient: Recipient
) -> None:
    page = client.get(link(app, recipient, Purpose.OPT_OUT))
    assert page.headers["Cache-Control"] == "no-store"
    assert recipient.mailing.organisation.name in page.text
    assert "anna" not in page.text.lower()


def test_one_button_opts_out_and_another_takes_it_back(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient
) -> None:
    address = link(app, recipient, Purpose.OPT_OUT)
    assert client.send(address, {}).status_code == 303
    (made,) = opt_outs(db)
    assert (made.email_key, made.via, made.mailing_id) == (
        "anna@gmina.example.pl",
        OptOutVia.PAGE,
        recipient.mailing_id,
    )
    done = client.get(address)
    assert "Kolejne zaproszenia nie przyjdą" in done.text
    client.send(address, {})
    assert len(opt_outs(db)) == 1
    assert client.get(address).text.count("Kolejne zaproszenia nie przyjdą") == 1
    client.send(address, {"wanted": "back"})
    assert opt_outs(db) == []


def test_the_page_works_without_javascript_and_needs_its_token(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient
) -> None:
    assert client.post(link(app, recipient, Purpose.OPT_OUT), data={}).status_code == 400
    assert opt_outs(db) == []


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_unsubscribing_needs_no_cookie_and_no_token(
    app: Flask, db: orm.Session, recipient: Recipient, content_type: str
) -> None:
    program = app.test_client()
    address = f"{link(app, recipient, Purpose.OPT_OUT)}/one-click"
    for _again in range(2):
        answer = program.post(address, data=ONE_CLICK, content_type=content_type)
        assert (answer.status_code, answer.mimetype) == (200, "text/plain")
        assert "Set-Cookie" not in answer.headers
    assert [one.via for one in opt_outs(db)] == [OptOutVia.ONE_CLICK]


def test_one_click_without_its_word_changes_nothing(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient
) -> None:
    assert client.post(f"{link(app, recipient, Purpose.OPT_OUT)}/one-click").status_code == 400
    assert opt_outs(db) == []


def test_the_one_click_address_opened_by_hand_shows_the_page(
    app: Flask, client: InspectingClient, recipient: Recipient
) -> None:
    address = link(app, recipient, Purpose.OPT_OUT)
    assert client.get(f"{address}/one-click").location == address


def test_an_unknown_one_click_address_is_404_like_any_other(client: InspectingClient) -> None:
    assert client.post(f"/mailings/opt-out/{'a' * 38}/one-click", data=ONE_CLICK).status_code == 404


def test_opting_out_is_limited_by_address(
    app: Flask,
    client: InspectingClient,
    db: orm.Session,
    recipient: Recipient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = link(app, recipient, Purpose.OPT_OUT)
    token = client.token(address)
    codes = {client.post(address, data={"csrf_token": token}).status_code for _time in range(241)}
    assert codes == {303, 429}


def test_who_opted_out_is_taken_out_of_the_next_mailing(
    app: Flask, client: InspectingClient, db: orm.Session, recipient: Recipient
) -> None:
    client.post(f"{link(app, recipient, Purpose.OPT_OUT)}/one-click", data=ONE_CLICK)
    another = make.mailing(db, event=recipient.mailing.event)
    make.recipient(db, another, "Anna@gmina.example.pl")
    from registration.mailings.queries import tally

    assert tally(db, db.get_one(Mailing, another.id)).included == 0
