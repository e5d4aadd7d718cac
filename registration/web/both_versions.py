"""Two organisers at one form: what the faster one saved beside what the other has typed."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import FileField

from registration.web.fields import EditForm
from registration.web.partial_date_field import PartialDateField

MACHINERY = ("edition", "csrf_token", "seen")

Difference = tuple[str, str, str]
"""(label, stored value, typed value), in words; "" for none."""


def differing(stored: EditForm, typed: EditForm) -> list[Difference]:
    """The fields that are not the same; `stored` is the same form filled with what was saved."""
    pairs: Iterable[tuple[Any, Any]] = (
        (stored[field.name], field)
        for field in typed
        if field.name not in MACHINERY and not isinstance(field, FileField)
    )
    return [
        (str(mine.label.text), _in_words(theirs), _in_words(mine))
        for theirs, mine in pairs
        if _in_words(theirs) != _in_words(mine)
    ]


def _in_words(field: Any) -> str:
    """A field's value as a person reads it."""
    if isinstance(field, PartialDateField):
        return field.in_words
    if field.data is None or isinstance(field.data, bool):
        return str(_("yes")) if field.data else ""
    offered = field.iter_choices() if hasattr(field, "iter_choices") else ()
    labels = {choice[0]: str(choice[1]) for choice in offered}
    return labels.get(field.data, str(field.data))
