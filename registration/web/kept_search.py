"""Searching for people without their names and addresses in URLs, where logs and histories keep them: what was typed
comes by POST and stays in the visitor's session. A list either keeps its one search (`keep_search`), or names it in
its address by a key that says nothing (`name_search`), where an act on all that were found must be about those."""

from flask import abort, request, session

from registration.core.text import clean
from registration.core.tokens import keyed_hash
from registration.web.site import site

LONGEST = 200
NAMED = "searches"
MOST_NAMED = 20


def keep_search(place: str) -> None:
    """Keep what the form's field "search" says, for one list: "participants:12". Empty forgets it."""
    typed = clean(request.form.get("search", ""))[:LONGEST]
    if typed:
        session[_key(place)] = typed
    else:
        session.pop(_key(place), None)


def kept_search(place: str) -> str:
    """What was searched for in the list; "" for nothing."""
    return str(session.get(_key(place), ""))


def _key(place: str) -> str:
    return f"search:{place}"


def name_search(text: str) -> str:
    """The key under which the session keeps the text; "" for nothing. The oldest of twenty are forgotten."""
    typed = clean(text)[:LONGEST]
    if not typed:
        return ""
    key = keyed_hash(site().key, "search", typed)[:16]
    kept = {name: value for name, value in session.get(NAMED, {}).items() if name != key}
    session[NAMED] = dict([*kept.items(), (key, typed)][-MOST_NAMED:])
    return key


def named_search(key: str) -> str:
    """The text of a key, "" for none. A key that this session does not know is 400: it must not mean everything."""
    if not key:
        return ""
    return str(session.get(NAMED, {}).get(key) or abort(400))
