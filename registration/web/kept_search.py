"""Searching for people without their names and addresses in URLs, where logs and histories keep them: what was typed
comes by POST and stays in the visitor's session until it is cleared."""

from flask import request, session

from registration.core.text import clean

LONGEST = 200


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
