"""The catalogue's filters: a GET form whose state is the page's address.

What is not understood counts as not asked."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectField, StringField

from registration.partners.models import Organisation
from registration.trainings.models import EventKind, Visibility
from registration.trainings.queries import DeskFilters, Filters, Order, Place
from registration.trainings.words import KINDS, VISIBILITIES
from registration.web.forms import one_line

LONGEST_SEARCH = 100


class CatalogueForm(Form):  # type: ignore[misc]
    """Few choices; every one may be left as it is."""

    q = StringField(_l("Search"), filters=[one_line])
    kind = SelectField(_l("Kind"))
    place = SelectField(_l("Where"))
    organisation = SelectField(_l("Organiser"))
    free = BooleanField(_l("Free places only"))

    def __init__(self, args: "MultiDict[str, str]", owners: Iterable[Organisation]) -> None:
        super().__init__(args)
        self.kind.choices = [("", _("All kinds")), *((kind.value, _(word)) for kind, word in KINDS.items())]
        self.place.choices = [
            ("", _("Anywhere")),
            (Place.ON_SITE.value, _("On site")),
            (Place.ONLINE.value, _("Online")),
        ]
        self.organisation.choices = [
            ("", _("All")),
            *((str(one.id), one.short_name or one.name) for one in owners),
        ]

    @property
    def has_owners(self) -> bool:
        """Whether there is a choice between organisers."""
        return len(self.organisation.choices) > 2

    def to_filters(self) -> Filters:
        """What is asked."""
        kind, organisation = _chosen(self.kind), _chosen(self.organisation)
        return Filters(
            kind=EventKind(kind) if kind else None,
            place=Place(_chosen(self.place)),
            organisation_id=int(organisation) if organisation else None,
            free_only=bool(self.free.data),
            text=(self.q.data or "")[:LONGEST_SEARCH],
        )


def _chosen(field: Any) -> str:
    """The value when it is one of the choices, else ""."""
    return field.data if field.data in {value for value, _label in field.choices} else ""


class DeskForm(Form):  # type: ignore[misc]
    """The desk's search, state and order."""

    q = StringField(_l("Search"), filters=[one_line])
    state = SelectField(_l("State"))

    def __init__(self, args: "MultiDict[str, str]") -> None:
        super().__init__(args)
        states = [(state.value, _(word)) for state, word in VISIBILITIES.items()]
        self.state.choices = [("", _("All states")), *states]
        self.asked_order = args.get("sort", "")

    def to_filters(self) -> DeskFilters:
        """What is asked."""
        state = _chosen(self.state)
        known = {order.value for order in Order}
        return DeskFilters(
            text=(self.q.data or "")[:LONGEST_SEARCH],
            visibility=Visibility(state) if state else None,
            order=Order(self.asked_order) if self.asked_order in known else Order.LATEST,
        )
