"""Forms of contacts and their lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import orm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Form, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from registration.partners.forms.picker import OrganisationField
from registration.partners.models import Basis, Channel, Contact, ContactList, Organisation
from registration.partners.queries.contact import ContactFilters, Standing
from registration.partners.services.contacts import ContactCommand
from registration.partners.services.contacts.lists import NAME_LIMIT
from registration.partners.services.contacts.tidying import LIMITS
from registration.partners.words.contact import BASES, CHANNELS
from registration.web.fields import Day, EditForm
from registration.web.forms import address, many_lines, one_line

_TOO_LONG = _l("Shorten this: at most %(max)d characters fit.")
_TEXTS = ("institution", "post", "name", "email", "phone", "source", "note")
_VALUES = ("post", "name", "email", "phone", "held_since", "held_until", "processed_since", "source", "note")


class OwnedForm(EditForm):
    """Asks which organisation keeps the thing, where the person serves several."""

    owner = SelectField(_l("Controller of the data"), coerce=str, validate_choice=True)

    def offer(self, owners: Iterable[Organisation]) -> None:
        """Of one there is nothing to choose."""
        self.owner.choices = [(str(one.id), one.short_name or one.name) for one in owners]
        if len(self.owner.choices) < 2:
            del self.owner

    def owner_of(self, owners: list[Organisation]) -> int:
        """The one that was chosen, or the only one."""
        return int(self.owner.data) if self.owner else owners[0].id


class ContactForm(OwnedForm):
    """A person with a post in an institution."""

    institution = OrganisationField(
        _l("Institution"), missing=_l("Enter the institution in which the post is")
    )
    post = StringField(
        _l("Post"),
        description=_l("For example: secretary of the commune."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the post: the name may be unknown, the post not")),
            Length(max=LIMITS["post"], message=_TOO_LONG),
        ],
    )
    name = StringField(
        _l("First and last name"), description=_l("Leave this empty if it is not known."), filters=[one_line]
    )
    email = EmailField(_l("E-mail address"), filters=[one_line], validators=[Optional(), address])
    phone = TelField(_l("Phone"), filters=[one_line])
    channel = RadioField(
        _l("Wants to be reached"),
        choices=[(one.value, _l(text)) for one, text in CHANNELS.items()],
        default=Channel.EMAIL.value,
    )
    held_since = Day(_l("In the post since"))
    held_until = Day(_l("Last day in the post"), description=_l("Empty while the post is held."))
    basis = RadioField(
        _l("Legal basis for processing the data"),
        choices=[(one.value, _l(text)) for one, text in BASES.items()],
        default=Basis.PUBLIC_TASK.value,
        validators=[InputRequired(_l("Choose the legal basis for processing the data"))],
    )
    processed_since = Day(
        _l("Data processed since"),
        validators=[InputRequired(_l("Enter the day since which the data are processed"))],
    )
    source = StringField(
        _l("Where the data come from"),
        description=_l("The person may ask, and must be told. For example: the commune’s website."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write where the data come from: the person may ask, and must be told")),
            Length(max=LIMITS["source"], message=_TOO_LONG),
        ],
    )
    note = TextAreaField(
        _l("Note"),
        description=_l("The person may ask to see it: write nothing here that they should not read."),
        filters=[many_lines],
        validators=[Length(max=LIMITS["note"], message=_TOO_LONG)],
        render_kw={"rows": 4},
    )

    @classmethod
    def of(cls, contact: Contact, **options: Any) -> "ContactForm":
        """The form filled with what is stored."""
        told = {name: getattr(contact, name) for name in _VALUES}
        told |= {"institution": contact.unlinked, "edition": contact.edition}
        told |= {"channel": contact.channel.value, "basis": contact.basis.value}
        form = cls(data=told, **options)
        if contact.organisation and ("formdata" in options or not form.is_submitted()):
            form.institution.fill(contact.organisation)
        form.offer(())
        return form

    def offer_institutions(self, db: orm.Session) -> None:
        """Before the form is shown again: what is chosen in the words of today, and what fits where it is asked for
        or not clear."""
        self.institution.settle(db)
        if self.institution.is_searching:
            self.institution.search(db)
        elif self.institution.errors:
            self.institution.propose(db, self.email.data)

    def to_command(self) -> ContactCommand:
        """What was typed."""
        texts = {name: getattr(self, name).data or "" for name in _TEXTS}
        return ContactCommand(
            **texts,
            organisation_id=self.institution.organisation_id,
            channel=Channel(self.channel.data) if self.channel.data else None,
            held_since=self.held_since.data,
            held_until=self.held_until.data,
            basis=Basis(self.basis.data),
            processed_since=self.processed_since.data,
        )


class EndForm(EditForm):
    """The last day in a post."""

    held_until = Day(
        _l("Last day in the post"),
        description=_l("Leave this empty to take an end back that was noted by mistake."),
    )


class ListForm(OwnedForm):
    """The name of a list."""

    name = StringField(
        _l("Name of the list"),
        description=_l("For example: mayors and village heads."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the name of the list")),
            Length(max=NAME_LIMIT, message=_TOO_LONG),
        ],
    )


class FilterForm(Form):  # type: ignore[misc]
    """The list's filters, but for the search: what is not understood counts as not asked."""

    list = SelectField(_l("List"))
    institution = StringField(_l("Institution"), filters=[one_line])
    standing = SelectField(_l("Post"))
    day = Day(_l("On the day"))

    def __init__(self, args: "MultiDict[str, str]", lists: Iterable[ContactList]) -> None:
        super().__init__(args)
        self.list.choices = [("", _("All contacts")), *((str(one.id), one.name) for one in lists)]
        self.standing.choices = [
            ("", _("Current and former")),
            (Standing.CURRENT.value, _("Held on that day")),
            (Standing.FORMER.value, _("No longer held")),
        ]

    def asked(self) -> dict[str, str]:
        """The address's arguments of what is asked, empty ones left out."""
        chosen = {"list": _chosen(self.list), "standing": _chosen(self.standing)}
        chosen["institution"] = (self.institution.data or "")[:100]
        chosen["day"] = self.day.data.isoformat() if isinstance(self.day.data, date) else ""
        return {name: value for name, value in chosen.items() if value}

    def to_filters(self, owners: frozenset[int] | None, text: str, today: date) -> ContactFilters:
        """What is asked, of whose contacts."""
        asked = self.asked()
        return ContactFilters(
            day=date.fromisoformat(asked["day"]) if "day" in asked else today,
            owners=owners,
            text=text,
            list_id=int(asked["list"]) if "list" in asked else None,
            institution=asked.get("institution", ""),
            standing=Standing(asked["standing"]) if "standing" in asked else None,
        )


def _chosen(field: Any) -> str:
    """The value when it is one of the choices, else ""."""
    return field.data if field.data in {value for value, _label in field.choices} else ""
