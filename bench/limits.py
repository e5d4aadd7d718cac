"""The application with the limits beside it: what the same server does at best, under the same settings.

`bench.limits:app` is what granian is given.
"""

from flask import Flask, Response, abort, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from bench import scene
from registration import create_app
from registration.core.text import search_key
from registration.core.tokens import Purpose, new_public_id
from registration.partners.models import Organisation
from registration.partners.queries.picking import MOST
from registration.signup import queries
from registration.signup.forms import SignUpForm
from registration.trainings.queries import public_event
from registration.web.language import language
from registration.web.site import site
from registration.web.writing import reading

HELLO, JOINED, SIGN_UP, SELECT = "/bench/hello", "/bench/joined", "/bench/sign-up", "/bench/select"


def with_limits() -> Flask:
    """The application and three routes more, open like the blueprint `pages`."""
    made = create_app()
    kept = Kept()
    made.add_url_rule(HELLO, "pages.bench_hello", hello)
    made.add_url_rule(JOINED, "pages.bench_joined", kept.joined)
    made.add_url_rule(SELECT, "pages.bench_select", bare_select)
    made.add_url_rule(SIGN_UP, "pages.bench_sign_up", kept.sign_up, methods=["POST"])
    return made


def hello() -> ResponseReturnValue:
    """What a page costs at least: Flask, the house's headers, the server."""
    return "hello, world"


def bare_select() -> ResponseReturnValue:
    """What a search costs at least: all rows are looked at for the text, and sorted by something of what is found."""
    key = search_key(request.args["q"])
    wanted = select(Organisation.id, Organisation.name).where(Organisation.search_key.contains(key))
    found = reading().execute(wanted.order_by(Organisation.name).limit(MOST + 1))
    return jsonify([{"id": number, "name": name} for number, name in found])


class Kept:
    """What the limits have read from the database once, so that they need none afterwards."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.clauses: list[int] = []

    def joined(self) -> ResponseReturnValue:
        """What a feed costs at least: stored bytes, joined and sent."""
        self.entries = self.entries or scene.feed()
        return Response(b"".join(self.entries), mimetype="text/calendar")

    def sign_up(self) -> ResponseReturnValue:
        """What a sign-up costs at least: CSRF, the form's rules, the command, the redirect."""
        self.clauses = self.clauses or _clauses(request.args["event"])
        page = SignUpForm()
        if not page.validate_on_submit():
            abort(400)
        command = page.to_command(self.clauses, request.form.getlist("consents"))
        command.sent_to(1)
        token = site().token(Purpose.SIGN_UP, new_public_id(), 1)
        return redirect(url_for("signup.confirmation", token=token), 303)


def _clauses(slug: str) -> list[int]:
    event = public_event(reading(), slug) or abort(404)
    return [one.id for one in queries.current_clauses(reading(), event.organisation_id, language())]


def __getattr__(name: str) -> Flask:
    """`app` is made when granian asks for it, not when the addresses above are imported."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = made = with_limits()
    return made
