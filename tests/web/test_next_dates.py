"""The pages of "tell me of the next date": for people, for strangers with other people's addresses, for scanners."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select
from werkzeug.test import TestResponse

from registration.core.tokens import Purpose
from registration.mailings.models import NextDateRequest, RequestState
from registration.outbox import tasks as outbox_tasks
from registration.outbox.models import OutgoingEmail
from registration.trainings.models import Event, Visibility
from registration.trainings.services import link_edition, publish
from registration.web.site import site
from tests import factories
from tests.factories import accounts
from tests.factories import mailings as make
from tests.factories.trainings import NOON
from tests.pages import InspectingClient
from tests.unit.trainings.conftest import ACTOR
from tests.web.test_trainings_desk import hidden

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
ANNA = "anna@gmina.example.pl"


@pytest.fixture(autouse=True)
def early_june() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db, slug="zasady", title="Zasady <partnerstw>", seats_taken=20)
    db.commit()
    return made


def send(client: InspectingClient, event: Event, email: str) -> TestResponse:
    address = f"/mailings/next-date/{event.slug}"
    token = hidden(client.get(address).text, "csrf_token")
    return client.post(address, data={"csrf_token": token, "email": email})


def press(client: InspectingClient, address: str, wanted: str) -> TestResponse:
    token = hidden(client.get(address).text, "csrf_token")
    return client.post(address, data={"csrf_token": token, "wanted": wanted})


def link(app: Flask, request: NextDateRequest, purpose: Purpose = Purpose.NEXT_DATE) -> str:
    room = "waiting" if purpose is Purpose.NEXT_DATE else "next-date-sign-up"
    with app.app_context():
        return f"/mailings/{room}/{site().token(purpose, request.public_id, request.generation)}"


def states(db: orm.Session) -> list[RequestState]:
    db.rollback()
    db.expire_all()
    return [one.state for one in db.scalars(select(NextDateRequest).order_by(NextDateRequest.id))]


def spaced(answer: TestResponse) -> str:
    return answer.text.replace("\u00a0", " ")


@pytest.fixture
def waiting(db: orm.Session, event: Event) -> NextDateRequest:
    """Somebody who has asked and not confirmed yet."""
    made = make.next_date_request(db, event, ANNA, state=RequestState.ASKED, confirmed_at=None)
    db.commit()
    return made


@pytest.mark.parametrize(
    "values",
    [{}, {"seats_taken": 20}, {"visibility": Visibility.CANCELLED}, {"start": NOON - timedelta(days=30)}],
)
def test_every_public_event_leads_to_the_form_and_holds_none_itself(
    db: orm.Session, client: InspectingClient, values: dict[str, object]
) -> None:
    event = factories.event(db, **values)  # type: ignore[arg-type]
    db.commit()
    page = client.get(f"/trainings/{event.slug}")
    assert page.text.count(f'href="/mailings/next-date/{event.slug}"') == 1
    assert "csrf_token" not in page.text
    form = client.get(f"/mailings/next-date/{event.slug}")
    assert form.headers["Cache-Control"] == "no-store"
    assert "Administratorem Państwa danych jest" in spaced(form)


def test_the_closed_sign_up_leads_to_the_form_too(client: InspectingClient, event: Event) -> None:
    assert f'href="/mailings/next-date/{event.slug}"' in client.get(f"/sign-up/{event.slug}").text


def test_who_asks_or_confirms_late_is_shown_the_date_that_is_open_by_now(
    app: Flask, db: orm.Session, client: InspectingClient, event: Event, waiting: NextDateRequest
) -> None:
    another = factories.event(
        db, slug="zasady-jesienia", start=NOON + timedelta(days=90), organisation=event.organisation
    )
    link_edition(db, event.id, another.id, actor=ACTOR, now=NOON)
    db.commit()
    shown = f'href="/trainings/{another.slug}"'
    assert shown in client.get(f"/mailings/next-date/{event.slug}").text
    page = press(client, address := link(app, waiting), "yes")
    assert shown in client.get(page.location).text
    waiting.state = RequestState.TOLD
    db.commit()
    assert "Usuń adres już teraz" in spaced(client.get(address))
    another.seats_taken = another.capacity
    db.commit()
    assert shown not in client.get(address).text


def test_a_draft_has_no_form(db: orm.Session, client: InspectingClient) -> None:
    draft = factories.event(db, visibility=Visibility.DRAFT)
    db.commit()
    for address in (f"/mailings/next-date/{draft.slug}", "/mailings/next-date/nic"):
        assert client.get(address).status_code == 404
        assert client.get(f"{address}/asked").status_code == 404


def test_the_page_after_is_the_same_for_every_address(
    db: orm.Session, client: InspectingClient, event: Event
) -> None:
    make.next_date_request(db, event, "czeka@example.org")
    make.opt_out(db, event.organisation_id, "rezygnacja@example.org")
    db.commit()
    seen = set()
    for email in ("nowa@example.org", "czeka@example.org", "rezygnacja@example.org"):
        answer = send(client, event, email)
        seen.add((answer.status_code, answer.location, client.get(answer.location).text))
    assert len(seen) == 1
    db.rollback()
    assert [one.recipient for one in db.scalars(select(OutgoingEmail))] == ["nowa@example.org"]


def test_the_information_shown_is_kept_word_for_word(
    db: orm.Session, client: InspectingClient, event: Event
) -> None:
    send(client, event, ANNA)
    kept = db.scalars(select(NextDateRequest)).one()
    page = spaced(client.get("/mailings/next-date/zasady"))
    assert kept.shown.startswith(f"Administratorem Państwa danych jest {event.organisation.name}")
    assert kept.shown.replace("<", "&lt;").replace(">", "&gt;") in page


@pytest.mark.parametrize(
    "email", ["", "anna", "a@b", "anna@example.org\r\nBcc: x@example.org", "a" * 400 + "@b.pl"]
)
def test_what_is_no_address_is_refused_in_polish(
    db: orm.Session, client: InspectingClient, event: Event, email: str
) -> None:
    answer = send(client, event, email)
    assert answer.status_code == 200
    assert "<title>Błąd: " in answer.text
    assert states(db) == []


def test_six_mails_an_hour_to_one_address_however_it_is_spelt(client: InspectingClient, event: Event) -> None:
    spelt = [ANNA, ANNA.upper(), f" {ANNA} ", f"<{ANNA}>", f"mailto:{ANNA}", ANNA]
    assert [send(client, event, email).status_code for email in spelt] == [303] * 6
    assert send(client, event, ANNA).status_code == 429
    assert send(client, event, "inna@example.org").status_code == 303


def test_a_form_without_its_token_is_refused(db: orm.Session, app: Flask, event: Event) -> None:
    refused = app.test_client().post("/mailings/next-date/zasady", data={"email": ANNA})
    assert refused.status_code == 400
    assert states(db) == []


def test_a_scanner_that_follows_the_link_confirms_nothing(
    app: Flask, db: orm.Session, client: InspectingClient, waiting: NextDateRequest
) -> None:
    address = link(app, waiting)
    for _ in range(2):
        page = client.get(address)
        client.head(address)
        client.get(f"{address}/one-click", follow_redirects=True)
    assert "Tak, powiadom o kolejnym terminie" in spaced(page)
    assert ANNA not in page.text
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    assert states(db) == [RequestState.ASKED]


def test_the_button_confirms_and_the_next_one_takes_back(
    app: Flask, db: orm.Session, client: InspectingClient, waiting: NextDateRequest
) -> None:
    address = link(app, waiting)
    assert press(client, address, "yes").location == address
    assert "Adres jest potwierdzony" in spaced(client.get(address))
    assert states(db) == [RequestState.CONFIRMED]
    assert press(client, address, "no").status_code == 303
    assert "Wiadomość nie przyjdzie" in spaced(client.get(address))
    assert states(db) == [RequestState.ENDED]


def test_one_click_needs_its_words_and_no_cookie(
    app: Flask, db: orm.Session, waiting: NextDateRequest
) -> None:
    address = f"{link(app, waiting)}/one-click"
    stranger = app.test_client()
    assert stranger.post(address, data={}).status_code == 400
    for _ in range(2):
        done = stranger.post(address, data=ONE_CLICK)
        assert (done.status_code, done.text) == (200, "OK\n")
    assert "Set-Cookie" not in done.headers
    assert states(db) == [RequestState.ENDED]


def test_a_link_of_another_purpose_malformed_or_revoked_opens_nothing(
    app: Flask, db: orm.Session, client: InspectingClient, waiting: NextDateRequest
) -> None:
    right = link(app, waiting)
    other = link(app, waiting, Purpose.INVITATION).replace("next-date-sign-up", "waiting")
    for address in (
        right[:-1],
        right + "a",
        other,
        "/mailings/waiting/x",
        right.replace("waiting", "opt-out"),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert client.post(f"{address}/one-click", data=ONE_CLICK).status_code == 404
    waiting.generation += 1
    db.commit()
    assert client.get(right).status_code == 404


def test_from_the_form_to_the_seat(
    app: Flask, db: orm.Session, client: InspectingClient, event: Event
) -> None:
    """Asked, confirmed by the mail's link, told by the publication, signed up with the address filled in."""
    following = factories.event(
        db,
        organisation=event.organisation,
        visibility=Visibility.DRAFT,
        purpose="Po co",
        venue=factories.venue(db, organisation=event.organisation),
        start=NOON + timedelta(days=90),
    )
    link_edition(db, event.id, following.id, actor=ACTOR, now=NOON)
    db.commit()
    send(client, event, ANNA)
    first = newest_letter(app)
    assert "Potwierdź" in first
    press(client, path_in(first, "waiting"), "yes")
    publish(db, following.id, actor=ACTOR, now=NOON)
    db.commit()
    with time_machine.travel(NOON + timedelta(minutes=6), tick=False):
        second = newest_letter(app)
        assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in second
        assert "List-Unsubscribe: <http://localhost/mailings/waiting/" in second.replace("\n ", " ")
        form = client.get(path_in(second, "next-date-sign-up"), follow_redirects=True)
        assert f'value="{ANNA}"' in form.text
        assert form.request.path == f"/sign-up/{following.slug}"
    page = spaced(client.get(path_in(second, "waiting")))
    assert "Wiadomość o kolejnym terminie jest wysłana" in page


def newest_letter(app: Flask) -> str:
    """What the worker wrote last, decoded."""
    import email
    from email import policy

    with app.app_context():
        outbox_tasks.run()
        folder = Path(app.instance_path) / "mail"
    newest = max(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    letter = email.message_from_bytes(newest.read_bytes(), policy=policy.default)
    assert isinstance(letter, email.message.EmailMessage)
    text = letter.get_body(("plain",))
    assert text is not None
    return "\n".join([*(f"{name}: {value}" for name, value in letter.items()), text.get_content()])


def path_in(letter: str, room: str) -> str:
    """The path of the first link to a room, without the one-click ending."""
    found = re.findall(rf"http://localhost(/mailings/{room}/[a-z0-9]+)", letter)
    assert found, f"no link to {room}"
    return str(found[-1])


def test_the_desk_tells_how_many_wait_and_not_who(
    db: orm.Session, client: InspectingClient, event: Event
) -> None:
    for number in range(2):
        make.next_date_request(db, event, f"osoba-{number}@example.org")
    following = factories.event(
        db,
        organisation=event.organisation,
        visibility=Visibility.DRAFT,
        purpose="Po co",
        venue=factories.venue(db, organisation=event.organisation),
    )
    link_edition(db, event.id, following.id, actor=ACTOR, now=NOON)
    db.commit()
    accounts.sign_in(client, accounts.organiser(db, event.organisation))
    overview = spaced(client.get(f"/desk/trainings/{event.id}"))
    assert "osoby czekają na kolejny termin" in overview
    assert "osoba-0@example.org" not in overview
    asked = spaced(client.get(f"/desk/trainings/{following.id}/publish"))
    assert "Wiadomość dostaną 2 osoby, które czekają na kolejny termin tego szkolenia." in asked
    publish(db, following.id, actor=ACTOR, now=NOON)
    db.commit()
    for address in ("/desk/outbox/", f"/desk/outbox/event/{following.id}"):
        assert "osoba-0@example.org" not in client.get(address).text
