"""The organisation picker: what is typed, and which institution of the common list was chosen for it.

Beside the text the form carries "<id> <text>" in a field named `<name>_chosen`: a choice holds for the text for which
it was made, so it goes when somebody types on, with JavaScript and without. A button `<name>_find` shows the form
again with what fits; nothing is then done (BaseForm.validate_on_submit).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import orm
from wtforms import StringField
from wtforms.validators import DataRequired, Optional, ValidationError

from registration.core.text import clean
from registration.partners import queries
from registration.partners.labels import about, described
from registration.partners.models import Organisation
from registration.web.forms import one_line
from registration.web.language import language

MOST_TYPED = 200
_MOST_DIGITS = 9
TYPED = "-"
"""The value of "not on the list"."""


@dataclass(frozen=True)
class Chosen:
    """An institution of the common list, and the text that stood in the field."""

    id: int
    text: str


@dataclass(frozen=True)
class FreeText:
    """What somebody typed."""

    text: str


@dataclass(frozen=True)
class Option:
    """One institution that is offered; `value` is what the form sends for it."""

    value: str
    name: str
    about: str
    is_chosen: bool = False


def not_too_long(form: object, field: "OrganisationField") -> None:
    """A validator: what is chosen fits, whatever its description."""
    if isinstance(field.value, FreeText) and len(field.value.text) > MOST_TYPED:
        raise ValidationError(_("The name of the institution may have at most 200 characters"))


class OrganisationField(StringField):  # type: ignore[misc]
    """A text input with the institutions of the common list behind it."""

    def __init__(
        self,
        label: object = None,
        *,
        missing: str | None,
        check: Callable[..., None] = not_too_long,
        **values: Any,
    ) -> None:
        """`missing` is said where nothing is typed, None where that is an answer; `check` is the validator of what is.

        A service that takes a typed institution (`services.organisations.finding.unit_typed`) takes the text as it
        stands after `settle`: the description of what was chosen."""
        self.chosen, self.is_searching, self.options = "", False, list[Option]()
        given = Optional() if missing is None else DataRequired(missing)
        super().__init__(label, **{"filters": [one_line], "validators": [given, check], **values})

    @property
    def chosen_name(self) -> str:
        """The name of the field that carries the choice."""
        return f"{self.name}_chosen"

    @property
    def find_name(self) -> str:
        """The name of the button that searches."""
        return f"{self.name}_find"

    @property
    def only_asks(self) -> bool:
        """Whether the form was sent only to see what fits."""
        return self.is_searching

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """As a text field; of several choices the last counts: radio buttons stand after the hidden one."""
        super().process(formdata, *args, **kwargs)
        if formdata:
            self.chosen = next(reversed(formdata.getlist(self.chosen_name)), "")
            self.is_searching = self.find_name in formdata

    @property
    def value(self) -> Chosen | FreeText:
        """What the form says. Whether the chosen one exists is for the service."""
        text = str(self.data or "")
        number, _, for_text = self.chosen.partition(" ")
        fits = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
        return Chosen(int(number), text) if fits and clean(for_text) == text else FreeText(text)

    @property
    def organisation_id(self) -> int | None:
        """The chosen institution, if one is."""
        return self.value.id if isinstance(self.value, Chosen) else None

    def fill(self, organisation: Organisation) -> None:
        """Show an institution as chosen."""
        self.data = described(organisation, language())
        self.chosen = chosen_value(organisation.id, self.data)

    def settle(self, db: orm.Session) -> None:
        """Show what is chosen by its description, in the words of today; an ended or unknown one stays as it was
        typed, for the service to refuse."""
        found = queries.choosable(db, self.organisation_id) if self.organisation_id else None
        if found is not None:
            self.fill(found)

    def offer(self, found: Iterable[Organisation], preferred: int | None = None) -> None:
        """Show institutions to choose from, each once; `preferred` is ticked where nothing else is."""
        ticked = self.organisation_id or (preferred if self.chosen != TYPED else None)
        text, once = str(self.data or ""), {one.id: one for one in found}
        self.options = [
            Option(chosen_value(one.id, text), one.name, about(one, language()), one.id == ticked)
            for one in once.values()
        ]

    def search(self, db: orm.Session) -> None:
        """Offer what fits the typed text."""
        self.offer(queries.search(db, str(self.data or "")).institutions)

    def propose(self, db: orm.Session, email: str | None = None) -> None:
        """Offer the institutions that are called so and, where they are told by the domain of an address, those;
        the only one of exactly that name or code is ticked. Nothing where one is chosen."""
        if self.organisation_id is not None or self.options:
            return
        called = queries.meant(db, str(self.data or ""))
        domain = (email or "").rpartition("@")[2]
        self.offer(
            (*called, *(queries.proposed_by_domain(db, domain) if domain else ())),
            preferred=called[0].id if len(called) == 1 else None,
        )


def chosen_value(organisation_id: int, text: str) -> str:
    """What the form carries for a choice that was made for a text."""
    return f"{organisation_id} {clean(text)}"


def offer(field: OrganisationField, db: orm.Session) -> None:
    """Show institutions to choose from, where somebody asked or was refused."""
    field.settle(db)
    if field.is_searching:
        field.search(db)
    elif field.errors:
        field.propose(db)
