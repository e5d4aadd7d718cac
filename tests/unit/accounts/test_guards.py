"""Pages are closed unless they are open by name."""

import pytest
from flask import Blueprint, Flask
from flask_login import login_user
from sqlalchemy import orm
from werkzeug.exceptions import Forbidden, HTTPException, NotFound, Unauthorized

from registration.accounts import guards
from registration.accounts.audit import Actor
from registration.accounts.guards import is_open, require
from registration.accounts.models import User
from registration.accounts.permissions import Act, Where
from tests.factories import administrator, coordinator, event, organisation, organiser, sign_in
from tests.pages import InspectingClient


@pytest.mark.parametrize(
    ("endpoint", "open_to_all"),
    [
        ("trainings.show", True),
        ("pages.privacy", True),
        ("static", True),
        ("accounts.login", True),
        ("accounts.people", False),
        ("accounts.own", False),
        ("trainings_desk.overview", False),
        ("desk.overview", False),
        ("somebody_new.page", False),
        ("login", False),
    ],
)
def test_an_endpoint_is_open_by_name_only(endpoint: str, open_to_all: bool) -> None:
    assert is_open(endpoint) is open_to_all


@pytest.mark.own_application
def test_a_page_that_nobody_listed_is_closed(app: Flask, client: InspectingClient) -> None:
    forgotten = Blueprint("forgotten", __name__)
    forgotten.add_url_rule("/page", "page", lambda: "secret", methods=["GET", "POST"])
    app.register_blueprint(forgotten, url_prefix="/forgotten")
    answer = client.get("/forgotten/page?a=1")
    assert answer.location == "/account/sign-in?next=/forgotten/page?a%3D1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get_cookie("zapisy") is None
    assert client.post("/forgotten/page", data={"text": "długo pisany"}).status_code == 401


def test_an_unknown_address_is_not_found_for_everybody(client: InspectingClient) -> None:
    assert client.get("/nothing-here").status_code == 404


class TestRequire:
    """What `require` does for whom."""

    def outcome(
        self, app: Flask, who: User | None, act: Act, where: Where | None
    ) -> type[HTTPException] | None:
        """The refusal, if any."""
        with app.test_request_context("/"):
            if who is not None:
                login_user(who)
            try:
                require(act, where)
            except HTTPException as refusal:
                return type(refusal)
            return None

    def test_it_lets_in_refuses_insiders_and_hides_from_strangers(self, app: Flask, db: orm.Session) -> None:
        own, foreign = event(db), event(db)
        one = organiser(db, own.organisation)
        two = coordinator(db, own)
        here = Where(own.organisation_id, own.id)
        there = Where(foreign.organisation_id, foreign.id)
        assert self.outcome(app, None, Act.SEE_EVENT, here) is Unauthorized
        assert self.outcome(app, one, Act.EDIT_EVENT, here) is None
        assert self.outcome(app, one, Act.EDIT_EVENT, there) is NotFound
        assert self.outcome(app, two, Act.EDIT_EVENT, here) is Forbidden
        assert self.outcome(app, two, Act.SEE_NEEDS, here) is None
        assert self.outcome(app, one, Act.MANAGE_ACCOUNTS, None) is Forbidden


def test_the_actor_is_who_is_signed_in(app: Flask, db: orm.Session) -> None:
    who = organiser(db, organisation(db), name="", email="ktos@example.org")
    with app.test_request_context("/"):
        login_user(who)
        assert guards.current_actor() == Actor("user", who.id, "ktos@example.org")
        assert guards.organisations_in_reach() == {who.grants[0].scope_id}
        assert guards.events_in_reach() == set()
        assert guards.forums_in_reach() == set()
        assert not guards.allowed(Act.MANAGE_ACCOUNTS)


def test_a_role_taken_away_is_missed_at_the_next_request(client: InspectingClient, db: orm.Session) -> None:
    who = administrator(db)
    sign_in(client, who)
    assert client.get("/account/people").status_code == 200
    who.grants.clear()
    db.commit()
    assert client.get("/account/people").status_code == 403
