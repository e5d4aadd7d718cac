"""Which methods a line of the role table takes, and the address of its page in the role walk's world."""

from flask import Flask, url_for
from werkzeug.routing import BuildError

from tests.web.role_table import Line
from tests.web.role_world import World


def methods(app: Flask, endpoint: str) -> set[str]:
    """What may be asked of the endpoint."""
    return {method for one in app.url_map.iter_rules(endpoint) for method in one.methods or ()}


def address_of(app: Flask, world: World, line: Line) -> str:
    """The path of the line's page in this world."""
    named = {name for one in app.url_map.iter_rules(line.endpoint) for name in one.arguments}
    wanted = {name: line.given.get(name, name) for name in named}
    lacking = sorted(set(wanted.values()) - set(world.values))
    assert not lacking, f"{line.endpoint}: the world (tests/web/role_world.py) has no {lacking}"
    try:
        with app.test_request_context():
            return url_for(line.endpoint, **{name: world.values[key] for name, key in wanted.items()})
    except BuildError as problem:
        raise AssertionError(f"{line.endpoint}: {problem}") from problem
