"""The organiser's way through an invitation: Kto → Treść → Sprawdź → Wyślij → delivery."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import orm, select

from registration.extensions import db as database
from registration.mailings.models import Basis, Mailing, MailingState, Recipient
from registration.mailings.services import Choice, choose
from registration.outbox.models import Failure, MailState, OutgoingEmail, Priority
from registration.trainings.models import Event, Visibility
from tests import factories
from tests.factories import mailings as make
from tests.factories.accounts import coordinator, organiser, sign_in
from tests.factories.trainings import NOON
from tests.pages import InspectingClient

CONTENT = {
    "subject": "Zaproszenie na szkolenie",
    "body": "Zapraszamy.\n\nDo zobaczenia.",
    "language": "pl",
    "basis": "e",
    "source": "lista gmin (przykład)",
}


@pytest.fixture(autouse=True)
def early_june() -> Iterator[None]:
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session, client: InspectingClient) -> Event:
    """An event whose organiser is signed in."""
    made = factories.event(db, title="Techniki negocjacyjne")
    sign_in(client, organiser(db, made.organisation, email="ja@example.org"))
    return made


@pytest.fixture
def draft(db: orm.Session, event: Event) -> Mailing:
    """A written draft to three addresses."""
    made = make.mailing(db, event=event, pasted="a@gmina.example.pl")
    for letter in "abc":
        make.recipient(db, made, f"{letter}@gmina.example.pl")
    db.commit()
    return made


def at(mailing: Mailing | int, step: str) -> str:
    return f"/desk/mailings/{mailing if isinstance(mailing, int) else mailing.id}/{step}"


def the_mailing(db: orm.Session) -> Mailing:
    db.rollback()
    return db.scalars(select(Mailing).execution_options(populate_existing=True)).one()


def mails(db: orm.Session) -> list[OutgoingEmail]:
    db.rollback()
    return list(db.scalars(select(OutgoingEmail).order_by(OutgoingEmail.id)))


def plain(text: str) -> str:
    """The page's words in one line, with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_the_whole_way_from_pasting_to_the_outbox(
    client: InspectingClient, db: orm.Session, event: Event
) -> None:
    index = f"/desk/mailings/event/{event.id}"
    begun = client.send(index, {})
    mailing = the_mailing(db)
    assert begun.location == at(mailing, "who")
    pasted = "Anna Nowak <a@gmina.example.pl>; b@gmina.example.pl\nB@gmina.example.pl"
    chosen = client.send(at(mailing, "who"), {"addresses": pasted})
    assert chosen.location == at(mailing, "content")
    assert "Zaproszenie: Techniki negocjacyjne, 1 lipca 2026 r." in plain(
        client.get(at(mailing, "content")).text.replace('value="', ">")
    )
    written = client.send(at(mailing, "content"), CONTENT)
    assert written.location == at(mailing, "check")
    check = client.get(at(mailing, "check"))
    assert "Zaproszenie trafi na 2 adresy" in plain(check.text)
    assert "adres podany więcej niż raz (1)" in plain(check.text)
    send = client.get(at(mailing, "send"))
    assert "Wyślij 2 zaproszenia" in plain(send.text)
    sent = client.send(at(mailing, "send"), {"number": "2"})
    assert sent.location == at(mailing, "delivery")
    assert [(one.recipient, one.priority) for one in mails(db)] == [
        ("a@gmina.example.pl", Priority.BULK),
        ("b@gmina.example.pl", Priority.BULK),
    ]
    assert "czeka w kolejce" in client.get(sent.location).text
    assert "Zaproszenie na szkolenie" in client.get(index).text


def test_new_pressed_twice_begins_one_draft(client: InspectingClient, db: orm.Session, event: Event) -> None:
    first, second = (client.send(f"/desk/mailings/event/{event.id}", {}) for _click in range(2))
    assert first.location == second.location


def test_malformed_entries_are_shown_with_line_and_cure_and_nothing_typed_is_lost(
    client: InspectingClient, db: orm.Session, event: Event
) -> None:
    mailing = make.mailing(db, event=event)
    db.commit()
    pasted = "a@gmina.example.pl\r\nsekretariat gmina\r\n  jan@@x.example.pl"
    answer = client.send(at(mailing, "who"), {"addresses": pasted})
    assert answer.location == at(mailing, "who")
    page = client.get(answer.location).text
    assert "2 wpisy nie są adresami e-mail" in plain(page)
    assert "Wiersz 2: sekretariat gmina" in plain(page)
    assert "Wiersz 3: jan@@x.example.pl" in plain(page)
    assert "Przejdź dalej bez nich" in page
    typed = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.S)
    assert typed is not None
    assert typed[1].replace("\r\n", "\n") == pasted.replace("\r\n", "\n")


def test_an_empty_list_is_refused_on_the_page(
    client: InspectingClient, db: orm.Session, event: Event
) -> None:
    mailing = make.mailing(db, event=event)
    db.commit()
    page = client.send(at(mailing, "who"), {"addresses": "  "})
    assert page.status_code == 200
    assert "<title>Błąd: " in page.text
    assert "Tej wiadomości nikt nie dostanie" in page.text


def test_too_long_a_list_is_refused_and_kept_in_the_box(
    client: InspectingClient, db: orm.Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registration.mailings.services.choosing.LIMIT", 2)
    mailing = make.mailing(db, event=event)
    db.commit()
    page = client.send(at(mailing, "who"), {"addresses": "a@x.example.pl b@x.example.pl c@x.example.pl"})
    assert "najwyżej 2 adresów, a na tej liście jest ich 3" in page.text
    assert "a@x.example.pl b@x.example.pl c@x.example.pl" in page.text


def test_five_hundred_pasted_addresses_work(client: InspectingClient, db: orm.Session, event: Event) -> None:
    mailing = make.mailing(db, event=event)
    db.commit()
    pasted = "\n".join(f"Gmina {number} <sekretariat{number}@gmina.example.pl>" for number in range(500))
    client.send(at(mailing, "who"), {"addresses": pasted})
    client.send(at(mailing, "content"), CONTENT)
    assert "Wyślij 500 zaproszeń" in plain(client.get(at(mailing, "send")).text)
    client.send(at(mailing, "send"), {"number": "500"})
    assert len(mails(db)) == 500


def test_past_participants_are_offered_with_how_many_agreed(
    client: InspectingClient, db: orm.Session, event: Event
) -> None:
    earlier = make.past_event(db, event, title="Podstawy partnerstw")
    clause = make.news_clause(db, earlier)
    make.answer(db, make.participant(db, earlier, "tak@gmina.example.pl"), clause)
    make.answer(db, make.participant(db, earlier, "nie@gmina.example.pl"), clause, given=False)
    mailing = make.mailing(db, event=event, basis=None, source="")
    db.commit()
    page = plain(client.get(at(mailing, "who")).text)
    assert "Podstawy partnerstw" in page
    assert "2 uczestnicy; 1 ze zgodą" in page
    assert "1 pominięty: bez zgody albo ze zgodą wycofaną" in page
    client.send(at(mailing, "who"), {"addresses": "", "events": str(earlier.id)})
    db.rollback()
    assert [one.email for one in db.scalars(select(Recipient))] == ["tak@gmina.example.pl"]
    content = client.get(at(mailing, "content"))
    assert 'name="basis"' not in content.text, "past participants alone are written to by their consent"
    answer = client.send(at(mailing, "content"), {"subject": "S", "body": "T", "language": "pl"})
    assert answer.location == at(mailing, "check")


@pytest.mark.parametrize("events", ["999999", "x"])
def test_a_forged_event_is_refused(
    client: InspectingClient, db: orm.Session, event: Event, events: str
) -> None:
    mailing = make.mailing(db, event=event)
    db.commit()
    page = client.send(at(mailing, "who"), {"addresses": "a@x.example.pl", "events": events})
    assert page.status_code == 200
    assert "<title>Błąd: " in page.text


@pytest.mark.parametrize("missing", ["subject", "body", "basis", "source"])
def test_what_is_missing_in_the_content_is_said_at_its_field(
    client: InspectingClient, draft: Mailing, missing: str
) -> None:
    page = client.send(at(draft, "content"), {**CONTENT, missing: ""})
    assert page.status_code == 200
    assert f'href="#{missing}"' in page.text
    if missing != "body":
        assert "Do zobaczenia." in page.text


def test_line_breaks_in_the_subject_bring_no_header(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    client.send(at(draft, "content"), {**CONTENT, "subject": "Raz\r\nBcc: obcy@example.org"})
    assert the_mailing(db).subject == "Raz Bcc: obcy@example.org"


def test_a_step_that_cannot_be_done_yet_leads_to_the_one_before(
    client: InspectingClient, db: orm.Session, event: Event
) -> None:
    mailing = make.mailing(db, event=event, subject="", basis=None)
    db.commit()
    assert client.get(at(mailing, "send")).location == at(mailing, "who")
    assert "Najpierw wskaż, kto ma dostać zaproszenie." in plain(client.get(at(mailing, "who")).text)
    make.recipient(db, mailing)
    db.commit()
    assert client.get(at(mailing, "check")).location == at(mailing, "content")
    assert "Najpierw uzupełnij i zapisz treść zaproszenia." in plain(client.get(at(mailing, "content")).text)


def test_the_preview_is_the_mail_of_the_chosen_recipient_without_working_links(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    chosen = make.recipient(db, draft, "wojt@gmina.example.pl", name="Wójt Gminy (przykład)")
    db.commit()
    page = client.get(at(draft, f"check?recipient={chosen.public_id}"))
    assert "Wójt Gminy (przykład) &lt;wojt@gmina.example.pl&gt;" in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    frame = re.search(r'<iframe[^>]*src="([^"]+)"[^>]*sandbox', page.text)
    assert frame is not None
    mail = client.get(frame[1].replace("&amp;", "&"))
    assert "Zapraszamy na szkolenie." in mail.text
    policy = mail.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    shown = (page.text + mail.text).replace(f"recipient={chosen.public_id}", "")
    assert "/mailings/invitation/…" in shown
    assert not re.search(r"/mailings/(invitation|opt-out)/[a-z0-9]{38}", shown)


def test_somebody_taken_out_has_no_preview(client: InspectingClient, draft: Mailing) -> None:
    assert client.get(at(draft, "check?recipient=nobody")).status_code == 404


def test_the_test_goes_to_ones_own_address_once_however_often_it_is_pressed(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    for _click in range(2):
        client.send(at(draft, "test"), {"number": "0"}, form_at=at(draft, "check"))
    assert [one.recipient for one in mails(db)] == ["ja@example.org"]
    page = plain(client.get(at(draft, "check")).text)
    assert "w drodze na adres ja@example.org" in page
    assert "Dotąd wysłano 1 próbę." in page


@pytest.mark.parametrize(
    ("number", "button"),
    [
        (1, "Wyślij 1 zaproszenie"),
        (2, "Wyślij 2 zaproszenia"),
        (5, "Wyślij 5 zaproszeń"),
        (22, "Wyślij 22 zaproszenia"),
    ],
)
def test_the_button_counts_in_polish(
    client: InspectingClient, db: orm.Session, event: Event, number: int, button: str
) -> None:
    mailing = make.mailing(db, event=event)
    for _one in range(number):
        make.recipient(db, mailing)
    db.commit()
    assert button in plain(client.get(at(mailing, "send")).text)


def test_a_double_click_on_send_sends_once(client: InspectingClient, db: orm.Session, draft: Mailing) -> None:
    token = client.token(at(draft, "send"))
    clicks = [
        client.post(at(draft, "send"), data={"csrf_token": token, "number": "3"}) for _click in range(2)
    ]
    assert [one.location for one in clicks] == [at(draft, "delivery")] * 2
    assert len(mails(db)) == 3


def test_somebody_signing_up_meanwhile_stops_the_sending_and_the_new_number_is_shown(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    token = client.token(at(draft, "send"))
    make.participant(db, draft.event, "a@gmina.example.pl")
    db.commit()
    page = client.post(at(draft, "send"), data={"csrf_token": token, "number": "3"})
    assert page.status_code == 200
    assert "teraz wiadomość poszłaby na 2 adresy" in plain(page.text)
    assert "Wyślij 2 zaproszenia" in plain(page.text)
    assert "jest już zgłoszenie na to wydarzenie (1)" in plain(page.text)
    assert mails(db) == []


@pytest.mark.parametrize("visibility", [Visibility.CANCELLED, Visibility.ARCHIVED])
def test_nobody_is_asked_to_invite_to_a_cancelled_or_past_event(
    client: InspectingClient, db: orm.Session, draft: Mailing, visibility: Visibility
) -> None:
    path = f"/desk/mailings/event/{draft.event_id}"
    assert "Nowe zaproszenie" in client.get(path).text
    draft.event.visibility = visibility
    db.commit()
    page = client.get(path).text
    assert "nie można już zapraszać" in page
    assert "Nowe zaproszenie" not in page
    assert "po ich otwarciu" not in page


def test_an_event_not_open_for_sign_up_cannot_be_sent_about(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    draft.event.visibility = Visibility.DRAFT
    db.commit()
    page = client.get(at(draft, "send"))
    assert "Zapisy na to wydarzenie nie są otwarte" in page.text
    assert "Wyślij 3 zaproszenia" not in plain(page.text)
    token = client.token(f"/desk/mailings/event/{draft.event_id}")
    page = client.post(at(draft, "send"), data={"csrf_token": token, "number": "3"})
    assert "prowadziłby donikąd" in page.text
    assert mails(db) == []


def test_fewer_seats_than_invitations_are_said_before_sending(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    draft.event.capacity, draft.event.seats_taken = 20, 18
    db.commit()
    assert "Zostały 2 wolne miejsca" in plain(client.get(at(draft, "send")).text)


@pytest.mark.parametrize("step", ["who", "content", "check", "send", "recipients", "discard", "preview"])
def test_after_sending_every_step_shows_the_delivery(
    client: InspectingClient, db: orm.Session, draft: Mailing, step: str
) -> None:
    client.send(at(draft, "send"), {"number": "3"})
    assert client.get(at(draft, step)).location == at(draft, "delivery")


def test_a_form_open_in_another_tab_changes_nothing_after_sending(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    token = client.token(at(draft, "content"))
    client.post(at(draft, "send"), data={"csrf_token": token, "number": "3"})
    answer = client.post(at(draft, "content"), data={"csrf_token": token, **CONTENT, "subject": "Inny"})
    assert answer.location == at(draft, "delivery")
    assert the_mailing(db).subject == "Zaproszenie na szkolenie"


def test_a_draft_is_discarded_by_a_page_that_names_what_goes(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    assert "Usuń szkic i 3 adresy" in client.get(at(draft, "discard")).text
    answer = client.send(at(draft, "discard"), {})
    assert answer.location == f"/desk/mailings/event/{draft.event_id}"
    db.rollback()
    assert db.scalars(select(Recipient)).all() == []


@pytest.mark.parametrize(
    ("show", "address"),
    [("", "a@gmina.example.pl"), ("taken-out", "b@gmina.example.pl"), ("registered", "b@gmina.example.pl")],
)
def test_the_list_shows_who_gets_it_and_who_does_not_and_why(
    client: InspectingClient, db: orm.Session, draft: Mailing, show: str, address: str
) -> None:
    make.participant(db, draft.event, "b@gmina.example.pl")
    db.commit()
    page = client.get(at(draft, f"recipients?show={show}"))
    assert address in page.text
    assert ("jest już zgłoszenie" in page.text) or not show


def test_the_delivery_page_shows_each_mail_and_who_signed_up(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    client.send(at(draft, "send"), {"number": "3"})
    sent, failed, waiting = mails(db)
    sent.state, sent.sent_at = MailState.SENT, NOON
    failed.state, failed.last_error = MailState.FAILED, "550 no such user"
    make.participant(db, draft.event, sent.recipient)
    db.commit()
    page = client.get(at(draft, "delivery"))
    for words in ("przekazana serwerowi poczty", "550 no such user", "czeka w kolejce", "jest zgłoszenie"):
        assert words in page.text
    sent.filed_as = "20260601T100000Z-x.eml"
    db.commit()
    filed = client.get(at(draft, "delivery")).text
    assert "zapisana w pliku, niewysłana" in filed
    assert "przekazana serwerowi poczty" not in filed
    assert "data-live" in page.text, "refreshes while mails wait"
    assert "Przekazano zaproszenia do wysyłki" in page.text
    only = client.get(at(draft, "delivery?outcome=failed")).text
    assert failed.recipient in only
    assert waiting.recipient not in only
    waiting.state = MailState.SENT
    db.commit()
    assert "data-live" not in client.get(at(draft, "delivery")).text


def test_the_delivery_page_says_in_polish_why_a_mail_did_not_arrive(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    client.send(at(draft, "send"), {"number": "3"})
    failed, full, given_up = mails(db)
    failed.state, failed.failure, failed.last_error = MailState.FAILED, Failure.ADDRESS, "550 5.1.1 unknown"
    full.failure, full.last_error = Failure.MAILBOX_FULL, "452 4.2.2 full"
    given_up.state = MailState.DROPPED
    db.commit()
    page = plain(client.get(at(draft, "delivery")).text)
    for words in ("nie ma takiego adresu", "skrzynka odbiorcy jest pełna", "albo zaniechanie wysłania"):
        assert words in page


def test_the_delivery_of_a_draft_is_its_first_step(client: InspectingClient, draft: Mailing) -> None:
    assert client.get(at(draft, "delivery")).location == at(draft, "who")


@pytest.mark.parametrize("page", ["recipients", "delivery", "check", "send", "who"])
def test_the_number_of_queries_does_not_grow_with_the_recipients(
    app: Flask, client: InspectingClient, db: orm.Session, event: Event, page: str
) -> None:
    def queries_of(number: int) -> int:
        mailing = make.mailing(db, event=event)
        pasted = " ".join(f"a{one}@gmina.example.pl" for one in range(number))
        from registration.accounts.audit import PROGRAM

        choose(db, mailing.id, Choice.of(pasted), PROGRAM, now=NOON)
        mailing.basis, mailing.source = Basis.CONSENT, "lista"
        db.commit()
        if page == "delivery":
            client.send(at(mailing, "send"), {"number": str(number)})
        counted: list[str] = []
        with app.app_context():
            engine = database.engine
        count = lambda *given: counted.append(given[2])  # noqa: E731
        sqlalchemy_event.listen(engine, "before_cursor_execute", count)
        assert client.get(at(mailing, page)).status_code == 200
        sqlalchemy_event.remove(engine, "before_cursor_execute", count)
        return len(counted)

    assert queries_of(40) <= queries_of(3)


def test_the_events_own_page_says_how_many_were_invited(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    overview = f"/desk/trainings/{draft.event_id}"
    assert "0 zaproszonych adresów" in plain(client.get(overview).text)
    client.send(at(draft, "send"), {"number": "3"})
    assert "3 zaproszone adresy" in plain(client.get(overview).text)


def test_the_history_says_who_changed_what(client: InspectingClient, draft: Mailing) -> None:
    client.send(at(draft, "content"), {**CONTENT, "subject": "Nowy temat", "basis": "f"})
    client.send(at(draft, "send"), {"number": "3"})
    page = plain(client.get(at(draft, "delivery")).text)
    assert "Zaproszenie na szkolenie zmieniono na Nowy temat" in page
    assert "prawnie uzasadniony interes" in page
    assert "Przekazano zaproszenia do wysyłki" in page


def test_a_stranger_of_another_organisation_finds_nothing(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    sign_in(client, organiser(db, factories.organisation(db)))
    for step in ("who", "content", "check", "preview", "send", "recipients", "discard", "delivery"):
        assert client.get(at(draft, step)).status_code == 404
    assert client.get(f"/desk/mailings/event/{draft.event_id}").status_code == 404


def test_somebody_of_the_event_without_the_right_is_refused(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    sign_in(client, coordinator(db, draft.event))
    assert client.get(at(draft, "who")).status_code == 403
    assert client.get(at(draft, "delivery")).status_code == 403


def test_a_visitor_is_asked_to_sign_in(app: Flask, draft: Mailing) -> None:
    visitor = app.test_client()
    answer = visitor.get(at(draft, "who"))
    assert answer.status_code == 302
    assert "next=" in answer.location


def test_the_desk_speaks_english(client: InspectingClient, draft: Mailing) -> None:
    client.set_cookie("prefs", "language=en")
    assert "Send 3 invitations" in plain(client.get(at(draft, "send")).text)
    assert "Zaproszenie na szkolenie" in client.get(at(draft, "check")).text


def test_the_state_of_a_mailing_stands_in_the_list(
    client: InspectingClient, db: orm.Session, draft: Mailing
) -> None:
    address = f"/desk/mailings/event/{draft.event_id}"
    assert "szkic" in client.get(address).text
    client.send(at(draft, "send"), {"number": "3"})
    assert "w trakcie wysyłki" in client.get(address).text
    assert the_mailing(db).state is MailingState.SENDING
