"""The search of institutions, with a whole register of 2,807, against a bare SELECT of names that contain the text."""

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from bench import limits
from bench.figures import Figure, Plan, Turn, taken_in_turns
from bench.installation import Installation
from registration.partners.queries import search
from registration.web.writing import reading, writing
from tests.factories.institutions import whole_register

SEARCHES = {"institutions: a name": "bielski", "institutions: two letters": "ow"}
"""What somebody looks for, and what nearly all names contain."""
AIM = 0.2
"""A match is ranked and told with its county and voivodeship; what people notice is the waiting: 50 ms."""


def measured(place: Installation, plan: Plan) -> list[Figure]:
    """Both searches. What the slowest of a hundred people waits stands beside them."""
    with place.app.app_context():
        with writing() as db:
            whole_register(db)
        for typed in SEARCHES.values():
            assert search(reading(), typed).institutions, typed

    def asked(path: str, typed: str) -> Callable[[], Turn]:
        given = {"path": f"{path}?q={quote(typed)}", "seconds": plan.seconds, "connections": plan.connections}
        return partial(place.server.turn, **given, status=200, headers={})

    def against_select(name: str, typed: str) -> Figure:
        limit, subject = asked(limits.SELECT, typed), asked("/institutions/search", typed)
        return taken_in_turns(name, "bare SELECT", AIM, plan.rounds, limit, subject)

    return [against_select(name, typed) for name, typed in SEARCHES.items()]
