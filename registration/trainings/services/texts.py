"""Typed texts as they are stored: clean, not too long, addresses regular. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

from registration.core.mail_address import BadAddress, normalise
from registration.core.text import clean
from registration.trainings.errors import TooLong


def tidied(given: object, limits: Mapping[str, int], prose: Collection[str] = ()) -> dict[str, Any]:
    """The texts of a command that `limits` names, without control characters and stray spaces.

    Those in `prose` keep their line ends. Raises TooLong at the field that has more characters than it may.
    """
    texts = {name: clean(getattr(given, name), multiline=name in prose) for name in limits}
    for name, text in texts.items():
        if len(text) > limits[name]:
            raise TooLong(field=name, limit=limits[name])
    return texts


def address(typed: str, field: str) -> str:
    """A regular e-mail address; "" for none. Raises BadAddress at `field`."""
    try:
        return normalise(typed) if typed else ""
    except BadAddress as problem:
        problem.field = field
        raise
