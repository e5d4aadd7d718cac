"""The accounts of others: invited, given roles, closed."""

from datetime import timedelta
from html import unescape
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm, select

from registration.accounts.audit import Actor
from registration.accounts.errors import LastAdministrator
from registration.accounts.models import RoleGrant, RoleName, User
from registration.accounts.permissions import Scope
from registration.accounts.places import listers
from registration.accounts.services import revoke
from registration.core import clock
from registration.extensions import db as database
from registration.trainings.models import Visibility
from registration.web.writing import writing
from tests.factories import accounts as factory
from tests.factories import event, organisation
from tests.pages import InspectingClient
from tests.web.accounts_seen import NEW, SIGN_IN, another_client, link_in, look_again, mails, queries_of


@pytest.fixture(autouse=True)
def quick(app: Flask) -> None:
    """Hashes that cost little."""
    factory.hash_quickly(app)


@pytest.fixture
def organiser(db: orm.Session) -> User:
    """Somebody who can sign in."""
    return factory.organiser(db, organisation(db))


@pytest.fixture
def administrator(db: orm.Session) -> User:
    """Somebody who manages accounts."""
    return factory.administrator(db, name="Administratorka (przykład)")


def test_who_is_invited_chooses_a_password_and_signs_in(
    app: Flask, client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    factory.sign_in(client, administrator)
    fields = {"email": "Nowa.Osoba@Example.org", "name": "Nowa Osoba", "language": "pl"}
    answer = client.send("/account/people/invite", fields)
    made = db.scalars(select(User).where(User.email == "nowa.osoba@example.org")).one()
    assert answer.location == f"/account/people/{made.id}"
    newcomer = another_client(app)
    newcomer.send(link_in(app, db, mails(db, "accounts.invitation")[0]), {"password": NEW})
    assert newcomer.send(SIGN_IN, {"email": made.email, "password": NEW}).location == "/desk/"
    assert mails(db, "accounts.notice") == []


def test_an_address_is_invited_once(
    client: InspectingClient, db: orm.Session, administrator: User, organiser: User
) -> None:
    factory.sign_in(client, administrator)
    fields = {"email": organiser.email.upper(), "name": "", "language": "pl"}
    answer = client.send("/account/people/invite", fields)
    assert "Konto z tym adresem e-mail już istnieje." in answer.text
    assert mails(db, "accounts.invitation") == []


def test_an_invitation_lives_for_a_week(
    app: Flask, client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    factory.sign_in(client, administrator)
    client.send("/account/people/invite", {"email": "a@example.org", "name": "", "language": "pl"})
    link = link_in(app, db, mails(db, "accounts.invitation")[0])
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23)):
        assert another_client(app).get(link).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=7, hours=1)):
        assert another_client(app).get(link).status_code == 410


def test_a_role_is_given_for_a_named_thing_and_taken_away(
    client: InspectingClient,
    db: orm.Session,
    administrator: User,
    organiser: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(listers, Scope.EVENT, lambda _db: [(7, "Szkolenie (przykład)")])
    factory.sign_in(client, administrator)
    page = f"/account/people/{organiser.id}"
    assert client.send(page, {"role": "coordinator", "place": "event:7"}).location == page
    text = unescape(client.get(page).text)
    assert "koordynator wydarzenia: Szkolenie (przykład)" in text
    assert "Nadano rolę" in text
    given = db.scalars(select(RoleGrant).where(RoleGrant.role == RoleName.COORDINATOR)).one()
    assert (given.scope_kind, given.scope_id) == ("event", 7)
    take = f"{page}/roles/{given.id}/take"
    assert "Odebrać rolę?" in client.get(take).text
    assert client.send(take, {}).location == page
    assert client.get(take).status_code == 404


def test_a_role_needs_a_thing_of_its_kind(
    client: InspectingClient, db: orm.Session, administrator: User, organiser: User
) -> None:
    factory.sign_in(client, administrator)
    page = f"/account/people/{organiser.id}"
    for place in ("site:0", "organisation:1", "event:0x", "", "event"):
        answer = client.send(page, {"role": "coordinator", "place": place})
        assert "Wybierz, czego dotyczy rola." in answer.text, place
    assert "Wybierz rolę." in client.send(page, {"place": "event:1"}).text


def test_the_same_role_is_given_once(client: InspectingClient, administrator: User, organiser: User) -> None:
    factory.sign_in(client, administrator)
    page = f"/account/people/{organiser.id}"
    held = organiser.grants[0]
    answer = client.send(page, {"role": "organiser", "place": f"organisation:{held.scope_id}"})
    assert "Ta osoba ma już tam tę rolę." in answer.text


def test_the_last_administrator_stays(client: InspectingClient, db: orm.Session, administrator: User) -> None:
    factory.sign_in(client, administrator)
    take = f"/account/people/{administrator.id}/roles/{administrator.grants[0].id}/take"
    answer = client.send(take, {})
    assert answer.status_code == 409
    assert "To jedyny administrator." in answer.text


def test_two_administrators_who_dismiss_each_other_leave_one(
    app: Flask, db: orm.Session, administrator: User
) -> None:
    second = factory.administrator(db)
    barrier, refused = Barrier(2), []

    def dismiss(grant_id: int, by: int) -> None:
        with app.app_context():
            barrier.wait()
            try:
                with writing() as session:
                    revoke(session, grant_id, Actor("user", by), now=clock.now())
            except LastAdministrator:
                refused.append(by)
            database.session.remove()

    pairs = ((second.grants[0].id, administrator.id), (administrator.grants[0].id, second.id))
    threads = [Thread(target=dismiss, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    look_again(db)
    assert len(refused) == 1
    assert len(db.scalars(select(RoleGrant)).all()) == 1


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(
    app: Flask, client: InspectingClient, db: orm.Session, administrator: User, organiser: User
) -> None:
    factory.sign_in(client, administrator)
    theirs = another_client(app)
    factory.sign_in(theirs, organiser)
    page = f"/account/people/{organiser.id}"
    assert client.send(f"{page}/close", {}).location == page
    assert theirs.get("/account/").status_code == 302
    assert "To konto jest zamknięte" in client.get(page).text
    assert client.send(f"{page}/reopen", {}, form_at=page).location == page
    assert theirs.get("/account/").status_code == 302
    answer = theirs.send(SIGN_IN, {"email": organiser.email, "password": factory.PASSWORD})
    assert answer.location == "/desk/"


def test_nobody_closes_their_own_account(
    client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    factory.administrator(db)
    factory.sign_in(client, administrator)
    assert client.send(f"/account/people/{administrator.id}/close", {}).status_code == 409


def test_a_lost_authenticator_is_switched_off_by_an_administrator(
    client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    locked_out = factory.user(db, tf_primary_method="authenticator", tf_totp_secret="x")
    factory.sign_in(client, administrator)
    page = f"/account/people/{locked_out.id}"
    assert client.send(f"{page}/two-factor-off", {}).location == page
    look_again(db)
    assert not locked_out.has_two_factor
    assert len(mails(db, "accounts.notice")) == 1


def test_the_invitation_goes_out_again_to_who_has_no_password_yet(
    client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    invited = factory.user(db, password=None)
    factory.sign_in(client, administrator)
    page = f"/account/people/{invited.id}"
    assert client.send(f"{page}/invite-again", {}, form_at=page).location == page
    assert len(mails(db, "accounts.invitation")) == 1


def test_the_list_takes_as_many_queries_for_thirty_people_as_for_two(
    app: Flask, client: InspectingClient, db: orm.Session, administrator: User
) -> None:
    factory.sign_in(client, administrator)
    few = queries_of(app, client, "/account/people")
    for _number in range(30):
        factory.organiser(db, organisation(db))
    assert queries_of(app, client, "/account/people") == few


@pytest.mark.parametrize("path", ["", "/invite", "/1", "/1/close", "/1/two-factor-off", "/1/roles/1/take"])
def test_an_organiser_sees_nothing_of_this(client: InspectingClient, organiser: User, path: str) -> None:
    factory.sign_in(client, organiser)
    assert client.get(f"/account/people{path}").status_code == 403


def test_an_unknown_account_is_not_found(client: InspectingClient, administrator: User) -> None:
    factory.sign_in(client, administrator)
    assert client.get("/account/people/4711").status_code == 404


def test_roles_are_offered_for_what_organisations_run(
    client: InspectingClient, db: orm.Session, administrator: User, organiser: User
) -> None:
    owner = organisation(db, name="Powiat Przykładowy")
    organisation(db, name="Gmina z Rejestru", runs_events=False)
    held = event(db, organisation=owner, title="Szkolenie na próbę")
    event(db, organisation=owner, title="Zapis przeszłości", visibility=Visibility.ARCHIVED)
    db.commit()
    factory.sign_in(client, administrator)
    text = unescape(client.get(f"/account/people/{organiser.id}").text)
    assert f'<option value="organisation:{owner.id}">Powiat Przykładowy</option>' in text
    assert (
        f'<option value="event:{held.id}">Szkolenie na próbę, 1\u00a0lipca\u00a02026\u00a0r.</option>' in text
    )
    assert "Gmina z Rejestru" not in text
    assert "Zapis przeszłości" not in text


def test_the_way_to_the_accounts_stands_on_ones_own_page(
    client: InspectingClient, administrator: User, organiser: User
) -> None:
    factory.sign_in(client, organiser)
    assert "/account/people" not in client.get("/account/").text
    factory.sign_in(client, administrator)
    assert 'href="/account/people"' in client.get("/account/").text
