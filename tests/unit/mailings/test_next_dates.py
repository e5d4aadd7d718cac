"""Waiting for the next date of a training: asked, confirmed, told once, forgotten."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import history
from registration.mailings import queries, services
from registration.mailings.errors import UnknownLink
from registration.mailings.models import NextDateRequest, RequestState
from registration.mailings.renderers import next_date, next_date_request
from registration.mailings.services import Asking
from registration.outbox.models import MailState, OutgoingEmail, Priority
from registration.trainings.errors import NoSuchEvent
from registration.trainings.models import Event, Visibility
from registration.trainings.services import cancel, link_edition, publish, unpublish
from registration.web.site import site
from tests import factories
from tests.factories import mailings as make
from tests.factories.trainings import FIRST_START, NOON
from tests.unit.trainings.conftest import ACTOR

ANNA = "anna@gmina.example.pl"


def asking(email: str = ANNA) -> Asking:
    return Asking(email, "pl", "Administratorem jest…")


def dates(db: orm.Session, number: int = 2) -> list[Event]:
    """Dates of one training: the first one is over, the others are drafts ready for publication."""
    owner = factories.organisation(db)
    first = factories.event(db, organisation=owner, start=NOON - timedelta(days=60))
    drafts = [
        factories.event(
            db,
            organisation=owner,
            start=FIRST_START + timedelta(days=7 * index),
            visibility=Visibility.DRAFT,
            purpose="Po co",
            venue=factories.venue(db, organisation=owner),
        )
        for index in range(number - 1)
    ]
    for draft in drafts:
        link_edition(db, first.id, draft.id, actor=ACTOR, now=NOON)
    db.commit()
    return [first, *drafts]


def put_out(db: orm.Session, event: Event, now: datetime = NOON) -> None:
    publish(db, event.id, actor=ACTOR, now=now)
    db.commit()
    db.expire_all()


def mails(db: orm.Session, kind: str = services.NEXT_DATE) -> list[OutgoingEmail]:
    db.expire_all()
    return list(
        db.scalars(select(OutgoingEmail).where(OutgoingEmail.kind == kind).order_by(OutgoingEmail.id))
    )


def requests(db: orm.Session) -> list[NextDateRequest]:
    db.expire_all()
    return list(db.scalars(select(NextDateRequest).order_by(NextDateRequest.id)))


def render(app: Flask, db: orm.Session, row: OutgoingEmail, now: datetime = NOON) -> Any:
    """What the worker would make of the mail."""
    with app.app_context():
        made = next_date(db, row, site(), now)
        db.commit()
        return made


def test_a_request_is_kept_with_what_was_shown_and_one_mail_asks(db: orm.Session) -> None:
    event = factories.event(db)
    for _ in range(3):
        services.ask(db, event.id, asking(" Anna@Gmina.example.pl".strip()), now=NOON)
        db.commit()
    (request,) = requests(db)
    assert (request.state, request.email_key, request.confirmed_at) == (RequestState.ASKED, ANNA, None)
    assert (request.shown, request.asked_at) == ("Administratorem jest…", NOON)
    (mail,) = mails(db, services.REQUEST)
    assert (mail.recipient, mail.priority) == ("Anna@Gmina.example.pl", Priority.PROMPT)
    assert (mail.organisation_id, mail.about_id) == (None, None), "organisers see how many wait, not who"


def test_an_hour_later_the_mail_comes_again(db: orm.Session) -> None:
    event = factories.event(db)
    for hours in (0, 1):
        services.ask(db, event.id, asking(), now=NOON + timedelta(hours=hours))
    assert len(mails(db, services.REQUEST)) == 2
    assert len(requests(db)) == 1


def test_who_waits_already_gets_no_mail(db: orm.Session) -> None:
    request = make.next_date_request(db, factories.event(db), ANNA)
    services.ask(db, request.event_id, asking(), now=NOON)
    assert mails(db, services.REQUEST) == []
    assert requests(db)[0].state is RequestState.CONFIRMED


def test_who_opted_out_gets_no_mail_and_is_not_kept(db: orm.Session) -> None:
    event = factories.event(db)
    make.opt_out(db, event.organisation_id, ANNA)
    services.ask(db, event.id, asking(), now=NOON)
    assert (mails(db, services.REQUEST), requests(db)) == ([], [])


def test_nobody_waits_at_a_draft(db: orm.Session) -> None:
    draft = factories.event(db, visibility=Visibility.DRAFT)
    for event_id in (draft.id, 10**9):
        with pytest.raises(NoSuchEvent):
            services.ask(db, event_id, asking(), now=NOON)


def test_confirming_twice_is_confirming_once(db: orm.Session) -> None:
    event = factories.event(db)
    services.ask(db, event.id, asking(), now=NOON)
    (request,) = requests(db)
    for hours in (1, 2):
        services.confirm(db, request.public_id, now=NOON + timedelta(hours=hours))
    assert request.confirmed_at == NOON + timedelta(hours=1)
    with pytest.raises(UnknownLink):
        services.confirm(db, "nobody", now=NOON)


def test_publishing_tells_everybody_who_confirmed_once(db: orm.Session) -> None:
    first, second = dates(db)
    told = [make.next_date_request(db, first, f"osoba-{number}@example.org") for number in range(3)]
    unsure = make.next_date_request(db, first, "x@example.org", state=RequestState.ASKED, confirmed_at=None)
    put_out(db, second)
    assert [mail.recipient for mail in mails(db)] == [one.email for one in told]
    assert {(one.priority, one.organisation_id) for one in mails(db)} == {(Priority.BULK, None)}
    assert {one.state for one in requests(db)[:3]} == {RequestState.TOLD}
    db.refresh(unsure)
    assert unsure.state is RequestState.ASKED
    line = next(one for one in history(db, ("event", second.id)) if one.action == "mailing.next_date_told")
    assert line.after == {"addresses": 3}


def test_publishing_again_tells_nobody_again(db: orm.Session) -> None:
    first, second = dates(db)
    make.next_date_request(db, first, ANNA)
    for minutes in (0, 10, 20):
        put_out(db, second, NOON + timedelta(minutes=minutes))
        unpublish(db, second.id, actor=ACTOR, now=NOON + timedelta(minutes=minutes + 5))
        db.commit()
    assert len(mails(db)) == 1


def test_a_publication_by_mistake_keeps_them_waiting(app: Flask, db: orm.Session) -> None:
    first, second = dates(db)
    make.next_date_request(db, first, ANNA)
    put_out(db, second)
    (mail,) = mails(db)
    assert mail.due_at == NOON + timedelta(minutes=5), "held, as a change of the programme is"
    unpublish(db, second.id, actor=ACTOR, now=NOON)
    db.commit()
    assert render(app, db, mail) is None
    mail.state = MailState.DROPPED
    db.commit()
    assert requests(db)[0].state is RequestState.CONFIRMED
    put_out(db, second, NOON + timedelta(hours=1))
    (mail,) = mails(db)
    assert mail.state is MailState.WAITING
    made = render(app, db, mail, NOON + timedelta(hours=1))
    assert made.to == ANNA


def test_a_date_called_off_before_the_mail_went_out_is_not_told_of(app: Flask, db: orm.Session) -> None:
    first, second, third = dates(db, 3)
    make.next_date_request(db, first, ANNA)
    put_out(db, second)
    cancel(db, second.id, "Choroba", actor=ACTOR, now=NOON)
    db.commit()
    assert render(app, db, mails(db)[0]) is None
    put_out(db, third)
    assert [one.context["event"] for one in mails(db)] == [second.id, third.id]


def test_an_address_that_waits_at_two_dates_gets_one_mail(db: orm.Session) -> None:
    first, second, third = dates(db, 3)
    put_out(db, second)
    for event in (first, second):
        make.next_date_request(db, event, ANNA)
    put_out(db, third)
    assert len(mails(db)) == 1
    assert {one.state for one in requests(db)} == {RequestState.TOLD}


def test_who_asks_again_after_a_notice_hears_of_the_following_date_only(db: orm.Session) -> None:
    first, second, third = dates(db, 3)
    make.next_date_request(db, first, ANNA)
    put_out(db, second)
    services.ask(db, first.id, asking(), now=NOON + timedelta(days=1))
    services.confirm(db, requests(db)[0].public_id, now=NOON + timedelta(days=1))
    unpublish(db, second.id, actor=ACTOR, now=NOON)
    put_out(db, second)
    assert len(mails(db)) == 1
    put_out(db, third)
    assert [one.context["event"] for one in mails(db)] == [second.id, third.id]


def test_nobody_is_told_of_the_event_at_which_they_asked_or_of_a_foreign_one(db: orm.Session) -> None:
    _first, second = dates(db)
    put_out(db, second)
    make.next_date_request(db, second, ANNA)
    unpublish(db, second.id, actor=ACTOR, now=NOON)
    put_out(db, second)
    _other, foreign = dates(db)
    put_out(db, foreign)
    assert mails(db) == []


def test_linking_a_published_date_tells_those_who_wait(db: orm.Session) -> None:
    owner = factories.organisation(db)
    past = factories.event(db, organisation=owner, start=NOON - timedelta(days=60))
    coming = factories.event(db, organisation=owner)
    make.next_date_request(db, past, ANNA)
    db.commit()
    link_edition(db, past.id, coming.id, actor=ACTOR, now=NOON)
    db.commit()
    assert [one.context["event"] for one in mails(db)] == [coming.id]


def test_opt_outs_and_registrations_are_honoured_at_publication_and_at_sending(
    app: Flask, db: orm.Session
) -> None:
    first, second = dates(db)
    for name in ("a", "b", "c", "d"):
        make.next_date_request(db, first, f"{name}@example.org")
    make.opt_out(db, first.organisation_id, "a@example.org")
    db.commit()
    assert queries.count_to_tell(db, second.id) == 3
    put_out(db, second)
    rows = {one.recipient: one for one in mails(db)}
    assert set(rows) == {"b@example.org", "c@example.org", "d@example.org"}
    make.opt_out(db, first.organisation_id, "b@example.org")
    make.participant(db, second, "c@example.org")
    db.commit()
    made = {recipient: render(app, db, row) is not None for recipient, row in rows.items()}
    assert made == {"b@example.org": False, "c@example.org": False, "d@example.org": True}


def test_one_click_out_ends_all_requests_for_the_training_and_erases_the_address(
    app: Flask, db: orm.Session
) -> None:
    first, second, third = dates(db, 3)
    put_out(db, second)
    mine = [make.next_date_request(db, event, ANNA) for event in (first, second)]
    other = make.next_date_request(db, first, "b@example.org")
    put_out(db, third)
    for _ in range(2):
        services.stop(db, mine[1].public_id, now=NOON)
    db.commit()
    ended = [one for one in requests(db) if one.state is RequestState.ENDED]
    assert [(one.email, one.email_key, one.shown) for one in ended] == [("", "", "")] * 2
    db.refresh(other)
    assert other.state is RequestState.TOLD
    assert [(row.recipient, row.state) for row in mails(db)] == [
        ("", MailState.DROPPED),
        ("b@example.org", MailState.WAITING),
    ]
    assert render(app, db, mails(db)[1]) is not None
    services.ask(db, first.id, asking(), now=NOON)
    assert [one.state for one in requests(db) if one.email_key == ANNA] == [RequestState.ASKED]


def test_a_mail_that_asks_is_not_made_once_it_is_settled(app: Flask, db: orm.Session) -> None:
    event = factories.event(db)
    services.ask(db, event.id, asking(), now=NOON)
    (row,) = mails(db, services.REQUEST)
    with app.app_context():
        assert next_date_request(db, row, site(), NOON) is not None
        services.confirm(db, row.context["request"], now=NOON)
        assert next_date_request(db, row, site(), NOON) is None


@pytest.mark.parametrize(
    ("state", "kept", "gone"),
    [
        (RequestState.ASKED, timedelta(days=7), 0),
        (RequestState.CONFIRMED, timedelta(days=730), 1),
        (RequestState.TOLD, timedelta(days=14), 1),
        (RequestState.ENDED, timedelta(days=90), 0),
    ],
)
def test_what_was_kept_long_enough_is_erased(
    db: orm.Session, state: RequestState, kept: timedelta, gone: int
) -> None:
    made = make.next_date_request(db, factories.event(db), ANNA, state=state if gone else RequestState.ASKED)
    if state is RequestState.ENDED:
        services.stop(db, made.public_id, now=NOON)
    services.forget_old(db, now=NOON + kept)
    db.commit()
    assert [one.state for one in requests(db)] == [state]
    services.forget_old(db, now=NOON + kept + timedelta(seconds=1))
    db.commit()
    left = requests(db)
    assert len(left) == gone
    assert all((one.email, one.email_key, one.shown) == ("", "", "") for one in left)
    assert all(one.public_id == made.public_id and one.state is RequestState.ENDED for one in left)


def test_the_outbox_forgets_the_address_too(db: orm.Session) -> None:
    first, second = dates(db)
    services.ask(db, first.id, asking(), now=NOON)
    (request,) = requests(db)
    services.confirm(db, request.public_id, now=NOON)
    put_out(db, second)
    rows = [*mails(db, services.REQUEST), *mails(db)]
    for row in rows:
        row.state, row.sent_at, row.content = MailState.SENT, NOON, b"To: anna"
    db.commit()
    for days, left in ((7, [ANNA, ANNA]), (8, ["", ANNA]), (15, ["", ""])):
        services.forget_old(db, now=NOON + timedelta(days=days))
        db.commit()
        db.expire_all()
        assert [row.recipient for row in rows] == left
    assert [row.content for row in rows] == [None, None]


def test_who_takes_it_back_is_gone_from_the_outbox_at_once(db: orm.Session) -> None:
    event = factories.event(db)
    for email in (ANNA, "b@example.org"):
        services.ask(db, event.id, asking(email), now=NOON)
    sent = mails(db, services.REQUEST)[0]
    sent.state, sent.sent_at, sent.content, sent.subject = MailState.SENT, NOON, b"To: anna", "Potwierdź"
    db.commit()
    services.stop(db, requests(db)[0].public_id, now=NOON)
    db.commit()
    gone, other = mails(db, services.REQUEST)
    assert (gone.recipient, gone.content, gone.subject, gone.state) == ("", None, "", MailState.SENT)
    assert other.recipient == "b@example.org"


def test_the_number_of_those_who_wait_counts_addresses_of_all_dates(db: orm.Session) -> None:
    first, second, third = dates(db, 3)
    make.next_date_request(db, first, ANNA)
    make.next_date_request(db, third, ANNA)
    make.next_date_request(db, second, "b@example.org")
    make.next_date_request(db, first, "c@example.org", state=RequestState.ASKED)
    make.next_date_request(db, factories.event(db), "d@example.org")
    make.next_date_request(db, first, "e@example.org")
    make.opt_out(db, first.organisation_id, "e@example.org")
    assert {queries.count_waiting(db, event) for event in (first, second, third)} == {2}
