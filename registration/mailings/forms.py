"""The steps of an invitation: who, content, send. Asking to be told of a next date."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from registration.mailings.audit_words import BASES
from registration.mailings.models import Basis, Mailing
from registration.mailings.queries import EarlierEvent, OfferedList
from registration.mailings.services import Choice, Content
from registration.mailings.services.drafts import MOST_BODY, MOST_SOURCE, MOST_SUBJECT
from registration.mailings.wording import first_body, first_subject
from registration.web.forms import BaseForm, address, many_lines, one_line

LANGUAGES = (("pl", _l("Polish")), ("en", _l("English")))


class WhoForm(BaseForm):
    """The list as pasted, never tidied up, and boxes for lists of contacts and earlier events."""

    addresses = TextAreaField(
        _l("E-mail addresses"),
        description=_l(
            "Paste them from an e-mail, from Excel or from a document. They may stand one on a line or be "
            "separated by commas, semicolons or spaces, with names or without."
        ),
        render_kw={"rows": 10, "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"},
    )
    lists = SelectMultipleField(_l("Lists of contacts"), coerce=int, validate_choice=False)
    events = SelectMultipleField(_l("Participants of earlier events"), coerce=int, validate_choice=False)

    @classmethod
    def of(
        cls, mailing: Mailing, earlier: Iterable[EarlierEvent], lists: Iterable[OfferedList] = ()
    ) -> "WhoForm":
        """The form as it was last saved, with a box for each list of contacts and each earlier event."""
        chosen = {"events": mailing.source_event_ids, "lists": mailing.source_list_ids}
        form = cls(data={"addresses": mailing.pasted, **chosen})
        form.events.choices = [(one.id, one.title) for one in earlier]
        form.lists.choices = [(one.id, one.name) for one in lists]
        return form

    def to_command(self) -> Choice:
        """What was chosen."""
        return Choice.of(self.addresses.data or "", self.events.data or (), self.lists.data or ())


class ContentForm(BaseForm):
    """Subject and text; for pasted addresses also the ground for using them and where they come from."""

    subject = StringField(
        _l("Subject"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write the subject.")),
            Length(max=MOST_SUBJECT, message=_l("The subject may have at most 200 characters.")),
        ],
    )
    body = TextAreaField(
        _l("Text"),
        description=_l(
            "Plain text; an empty line sets paragraphs apart. The greeting, the date, the place, the sign-up "
            "button and the information about personal data are added to it."
        ),
        filters=[many_lines],
        validators=[
            InputRequired(_l("Write the text.")),
            Length(max=MOST_BODY, message=_l("The text may have at most 10,000 characters.")),
        ],
        render_kw={"rows": 14},
    )
    language = RadioField(_l("Language of the greeting, the button and the footer"), choices=LANGUAGES)
    basis = RadioField(
        _l("Legal basis for using the pasted addresses"),
        choices=[(basis.value, _l(text)) for basis, text in BASES.items()],
        validators=[InputRequired(_l("Choose the legal basis for using the addresses."))],
    )
    source = StringField(
        _l("Where the pasted addresses come from"),
        description=_l("The message will say it. For example: the list of communes on the county's website"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write where the pasted addresses come from: the message will say it.")),
            Length(max=MOST_SOURCE, message=_l("This answer may have at most 300 characters.")),
        ],
    )

    @classmethod
    def of(cls, mailing: Mailing) -> "ContentForm":
        """The form as it was last saved; the first time with a text made from the event."""
        form = cls(
            subject=mailing.subject or first_subject(mailing.event, mailing.language),
            body=mailing.body or first_body(mailing.event, mailing.language),
            language=mailing.language,
            basis=mailing.basis.value if mailing.basis else None,
            source=mailing.source,
        )
        if not mailing.pasted:
            form.leave_out_addresses()
        return form

    def leave_out_addresses(self) -> None:
        """Nothing was pasted: nothing is to be said of pasted addresses."""
        for field in (self.basis, self.source):
            field.validators = (Optional(),)
            field.flags.required = False

    def to_command(self) -> Content:
        """What was written."""
        return Content(
            subject=self.subject.data,
            body=self.body.data,
            language=self.language.data,
            basis=Basis(self.basis.data) if self.basis.data else None,
            source=self.source.data or "",
        )


class NumberForm(BaseForm):
    """A button whose meaning hangs on a number: how many get the mail, how many tests there were."""

    number = HiddenField()

    @property
    def shown(self) -> int:
        """The number that stood on the page; -1 for anything else."""
        raw = self.number.data or ""
        return int(raw) if raw.isdecimal() and len(raw) < 9 else -1


class NextDateForm(BaseForm):
    """Where to tell of a next date."""

    email = EmailField(
        _l("E-mail address"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )
