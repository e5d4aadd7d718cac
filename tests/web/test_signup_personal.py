"""The personal link: coming back, the history, a new link, consents given again."""

import re
from collections.abc import Callable

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.models import AuditLine
from registration.core import tokens
from registration.core.site import Site
from registration.outbox.source import source
from registration.signup.models import Registration
from registration.signup.services import ensure_clauses
from registration.trainings.models import Event
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.letters import House, Letter
from tests.pages import InspectingClient
from tests.statements import Statements

PersonalLink = Callable[[orm.Session], str]


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db, capacity=2)
    ensure_clauses(db, made.organisation, NOON)
    db.commit()
    return made


@pytest.fixture
def link(client: InspectingClient, db: orm.Session, event: Event, personal_link: PersonalLink) -> str:
    """The personal link of somebody who has just signed up."""
    sign_up(client, event.slug)
    return personal_link(db)


def newest(db: orm.Session) -> Registration:
    db.rollback()
    found = db.scalars(select(Registration).order_by(Registration.id.desc())).first()
    assert found is not None
    return found


def carried(app: Flask) -> list[Letter]:
    """What the worker sends now."""
    return House(app).deliver()


def test_the_page_after_resigning_offers_the_way_back(client, db, link):
    client.send(f"{link}/resign", {})
    page = client.get(link)
    assert "Cofnij rezygnację" in page.text
    assert client.send(f"{link}/undo", {}, form_at=link).location == link
    assert "Zgłoszenie jest potwierdzone" in client.get(link).text
    assert newest(db).state == "confirmed"


def test_whoever_comes_too_late_reads_why_and_what_next(client, db, link, event):
    client.send(f"{link}/resign", {})
    token = client.token(link)
    for number in range(2):
        sign_up(
            client, event.slug, email=f"o{number}@example.pl", submission_key=f"submission-key-{number:04}"
        )
    page = client.post(f"{link}/undo", data={"csrf_token": token})
    assert page.status_code == 409
    assert "Nie można cofnąć rezygnacji" in page.text
    assert "Miejsce zajął już ktoś inny" in page.text
    assert "Zobacz inne terminy" in page.text
    assert "nie ma wolnego miejsca" in client.get(link).text
    assert "Cofnij rezygnację" not in client.get(link).text


def test_a_get_undoes_nothing(client, db, link):
    client.send(f"{link}/resign", {})
    assert client.get(f"{link}/undo").status_code == 405
    assert newest(db).state == "withdrawn"


def test_the_history_tells_mails_and_corrections(client, app, db, link):
    client.send(f"{link}/change", {**ANSWERS, "post": "kierowniczka", "needs": "Pętla indukcyjna"})
    page = client.get(link).text
    assert "Potwierdzenie zgłoszenia" in page
    assert "oczekuje" in page
    carried(app)
    page = client.get(link).text
    assert "wysłano" in page
    history = page[page.index("Co się wydarzyło") :]
    assert "Poprawiono odpowiedzi" in history
    assert "inspektorka" in history
    assert "kierowniczka" in history
    assert "treści tu nie zapisano" in history
    assert "Pętla indukcyjna" not in history


def test_the_page_needs_as_many_statements_with_a_long_history(client, app, db, link):
    def count() -> int:
        with Statements(app) as found:
            client.get(link)
        return len(found)

    before = count()
    for number in range(4):
        client.send(f"{link}/change", {**ANSWERS, "post": f"stanowisko {number}"})
        client.send(f"{link}/resign", {})
        client.send(f"{link}/undo", {}, form_at=link)
        carried(app)
    assert count() == before


def test_a_revoked_link_is_dead_at_once_and_the_mail_brings_a_new_one(client, app, db, link):
    carried(app)
    done = client.send(f"{link}/new-link", {})
    assert "token" not in done.location
    assert "Stary link unieważniono" in client.get(done.location).text
    assert client.get(link).status_code == 404
    assert client.get(f"{link}/change").status_code == 404
    assert client.get(link.replace("/sign-up/my/", "/invites/") + "/program.ics").status_code == 404
    letter, entry = carried(app)
    assert (letter.kind, entry.kind) == ("signup.new_link", "invites.link")
    fresh = re.search(r"/sign-up/my/\w+", letter.text)[0]
    assert fresh != link
    assert client.get(fresh).status_code == 200
    assert "Wymieniono osobisty link" in client.get(fresh).text


def test_looking_at_the_page_that_revokes_revokes_nothing(client, link):
    assert client.get(f"{link}/new-link").status_code == 200
    assert client.get(link).status_code == 200


def test_a_consent_is_given_again_after_it_was_withdrawn(client, db, link):
    addresses = re.findall(r'action="([^"]+/give/\d+)"', client.get(link).text)
    assert len(addresses) == 2
    assert client.send(addresses[0], {}, form_at=link).status_code == 303
    [given] = [one for one in newest(db).consents if one.is_in_force and not one.clause.is_information]
    assert given.how == "personal page"
    client.send(f"{link}/consents/{given.id}", {}, form_at=link)
    client.send(addresses[0], {}, form_at=link)
    [given] = [one for one in newest(db).consents if one.is_in_force and not one.clause.is_information]
    actions = db.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert actions[-3:] == ["consent.given", "consent.withdrawn", "consent.given"]


def test_only_a_current_text_of_the_event_s_owner_can_be_agreed_to(client, db, link):
    other = factories.event(db)
    ensure_clauses(db, other.organisation, NOON)
    db.commit()
    token = client.token(link)
    shown = {int(one) for one in re.findall(r"/give/(\d+)", client.get(link).text)}
    for number in {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 999} - shown:
        assert client.post(f"{link}/give/{number}", data={"csrf_token": token}).status_code == 404


def test_every_mail_about_a_registration_carries_the_working_link(client, app, db, event):
    house, links = House(app), set()
    one = house.join(event)
    letters = house.deliver()
    house.join(event)
    house.resign(one)
    house.come_back(one)
    letters += house.deliver()
    house.resign(one)
    letters += house.deliver()
    house.come_back(one)
    letters += house.deliver()
    house.edit(event, lambda session, found: setattr(found, "title", "Inny tytuł"))
    with time_machine.travel(NOON.replace(hour=14), tick=False):
        letters += house.deliver()
    client.send("/sign-up/link", {"email": "grazyna@warta.example.pl"})
    letters += house.deliver()
    kinds = {letter.kind for letter in letters}
    assert kinds >= {
        "signup.confirmation", "signup.repeated", "signup.withdrawn", "signup.restored", "signup.links",
        "invites.change",
    }  # fmt: skip
    for letter in letters:
        found = re.search(r"/sign-up/my/\w+", letter.text)
        assert found, letter.kind
        assert found[0] in letter.html
        links.add(found[0])
        assert found[0] not in source(letter.raw).text
        assert found[0] not in source(letter.raw).html
    assert len(links) == 1
    assert client.get(links.pop()).status_code == 200


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The purposes for which MACs were computed."""
    made: list[str] = []
    true = tokens.sign

    def counted(key: bytes, purpose: tokens.Purpose, public_id: str, generation: int) -> str:
        made.append(purpose.value)
        return true(key, purpose, public_id, generation)

    monkeypatch.setattr(tokens, "sign", counted)
    return made


def bad_links(link: str) -> dict[str, str]:
    good = link.rpartition("/")[2]
    last = "a" if good[-1] != "a" else "b"
    return {
        "unknown": "k7mx4pq9abcd" + good[12:],
        "forged": good[:-1] + last,
        "truncated": good[:-1],
        "longer": good + "a",
        "capitals": good.upper(),
        "Polish": "ą" * 38,
        "short": "zzyzx9",
        "other purpose": "",
    }


@pytest.mark.parametrize("tail", ["", "/change", "/resign", "/new-link"])
def test_every_bad_link_gets_the_same_page_for_the_same_work(client, app, db, link, event, hashes, tail):
    registration = newest(db)
    spent = link.rpartition("/")[2]
    client.send(f"{link}/new-link", {})
    foreign = Site("", "", app.extensions["zapisy.site"].key, "").token(
        tokens.Purpose.SIGN_UP, registration.public_id, 2
    )
    links = {**bad_links(link), "revoked": spent, "other purpose": foreign}
    pages, statements, macs = {}, {}, {}
    for name, token in links.items():
        hashes.clear()
        with Statements(app) as found:
            answer = client.get(f"/sign-up/my/{token}{tail}")
        assert answer.status_code == 404, name
        path = answer.request.path
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        pages[name] = answer.text.replace(token, "TOKEN").replace("%C4%85" * 38, "TOKEN")
        statements[name], macs[name] = list(found), list(hashes)
        assert path.startswith("/sign-up/my/")
    assert len(set(pages.values())) == 1
    assert len({tuple(one) for one in statements.values()}) == 1
    assert set(map(tuple, macs.values())) == {("registration",)}


def test_that_something_was_saved_is_said_once_and_stands_in_no_address(client, link):
    answer = client.send(f"{link}/change", {**ANSWERS, "post": "kierowniczka"})
    assert answer.location.endswith(link)
    assert "Zmiany zostały zapisane." in client.get(link).text
    assert "Zmiany zostały zapisane." not in client.get(link).text


def test_a_phone_number_is_checked_but_one_that_was_stored_before_may_stay(client, db, link):
    held = newest(db)
    held.phone = "proszę dzwonić do sekretariatu"
    db.commit()
    assert client.send(f"{link}/change", {**ANSWERS, "phone": held.phone}).status_code == 303
    assert newest(db).phone == held.phone
    refused = client.send(f"{link}/change", {**ANSWERS, "phone": "12345"})
    assert "polski ma dziewięć cyfr" in refused.text.replace("\u00a0", " ")
    assert 'value="12345"' in refused.text
    client.send(f"{link}/change", {**ANSWERS, "phone": "+48 22-123-45-67 wew. 12"})
    assert newest(db).phone == "22 123 45 67 wew. 12"
