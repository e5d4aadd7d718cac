"""Linking an event with another date of the same training."""

from collections.abc import Iterable
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from registration.web.forms import BaseForm


class LinkForm(BaseForm):
    """One of the organisation's other events."""

    other = SelectField(_l("Event that is another date of this training"))

    def offer(self, events: Iterable[tuple[int, str]]) -> Self:
        """With the events to choose from: (id, title and date)."""
        self.other.choices = [(str(id), text) for id, text in events]
        return self

    @property
    def other_id(self) -> int:
        """The chosen event's id."""
        return int(self.other.data)
