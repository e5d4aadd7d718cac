"""Closed by default: who is signed in, what they may do here, and which pages are open to everybody."""

from http import HTTPStatus

import flask_login
from flask import Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from registration.accounts.audit import Actor
from registration.accounts.models import RoleGrant, User
from registration.accounts.permissions import Act, Scope, Where, belongs, may, reach
from registration.web.errors import error_page
from registration.web.navigation import this_path

OPEN_BLUEPRINTS = frozenset(
    {
        "trainings",
        "signup",
        "invites",
        "forum",
        "institutions",
        "pages",
        "calendars",
        "mailings",
        "news",
        "partnerships",
        "projects",
        "health",
    }
)
"""Every page of these is public. Pages for organisers live in blueprints of their own ("trainings_desk")."""

OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "accounts.first_run",
        "accounts.login",
        "accounts.logout",
        "accounts.forgot_password",
        "accounts.reset_password",
        "accounts.two_factor_token_validation",
        "accounts.two_factor_rescue",
        "accounts.mf_recovery",
        "accounts.reset_sent",
        "accounts.signed_out",
        "accounts.welcome",
    }
)
"""Single pages that somebody needs before having signed in."""


def guard(app: Flask) -> None:
    """Close every page that is not open by name. Stands before all other checks, CSRF too, so that somebody
    whose session ended while they typed is told so, and gets back what they typed."""
    app.before_request_funcs.setdefault(None, []).insert(0, turn_away_strangers)


def is_open(endpoint: str) -> bool:
    """Whether the endpoint ("trainings.show") is for everybody."""
    return endpoint in OPEN_ENDPOINTS or endpoint.rpartition(".")[0] in OPEN_BLUEPRINTS


def turn_away_strangers() -> ResponseReturnValue | None:
    """Send a visitor of a closed page to sign in; an unknown address stays a 404 for everybody."""
    if request.endpoint is None or is_open(request.endpoint) or found_user() is not None:
        return None
    if request.method in ("GET", "HEAD"):
        answer = redirect(url_for("accounts.login", next=this_path()))
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return error_page(HTTPStatus.UNAUTHORIZED)


def found_user() -> User | None:
    """Who is signed in, if anybody; asks for a session only where the visitor has one."""
    user = flask_login.current_user
    return user._get_current_object() if user and user.is_authenticated else None


def current_user() -> User:
    """Who is signed in. Aborts with 401 for a visitor."""
    return found_user() or abort(HTTPStatus.UNAUTHORIZED)


def current_actor() -> Actor:
    """Who is signed in, as the audit trail names them. Aborts with 401 for a visitor."""
    user = current_user()
    return Actor("user", user.id, user.called)


def current_grants() -> list[RoleGrant]:
    """The roles of who is signed in; none for a visitor."""
    user = found_user()
    return list(user.grants) if user else []


def allowed(act: Act, where: Where | None = None) -> bool:
    """Whether who is signed in may do this here: for showing or leaving out a link. Pages call `require`."""
    return may(current_grants(), act, where or Where())


def require(act: Act, where: Where | None = None) -> None:
    """Go on only for somebody who may do `act` at `where` (default: the whole site).

    Aborts with 401 for a visitor, 404 for a stranger to the thing (its existence is not told), 403 for
    somebody who belongs there in another role.
    """
    grants, place = current_user().grants, where or Where()
    if may(grants, act, place):
        return
    abort(HTTPStatus.FORBIDDEN if place == Where() or belongs(grants, place) else HTTPStatus.NOT_FOUND)


def require_somewhere(act: Act) -> set[int] | None:
    """Go on only for somebody who may do `act` for one organisation at least; gives which, None for all.

    For lists and for what all organisations share. Aborts with 401 for a visitor, 403 for everybody else.
    """
    within = organisations_in_reach(act)
    if within is not None and not within:
        abort(HTTPStatus.FORBIDDEN)
    return within


def organisations_in_reach(act: Act = Act.SEE_EVENT) -> set[int] | None:
    """Ids of the organisations for all of whose things `act` is allowed; None for all (administrator)."""
    return reach(current_user().grants, act, Scope.ORGANISATION)


def events_in_reach(act: Act = Act.SEE_EVENT) -> set[int] | None:
    """Ids of the events given one by one (coordinator, door staff), beside `organisations_in_reach`."""
    return reach(current_user().grants, act, Scope.EVENT)


def forums_in_reach(act: Act = Act.EDIT_FORUM) -> set[int] | None:
    """Ids of the forums given one by one (secretary), beside `organisations_in_reach`."""
    return reach(current_user().grants, act, Scope.FORUM)
