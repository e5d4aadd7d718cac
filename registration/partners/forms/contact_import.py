"""Forms of an import: the file, what its columns mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FileField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from registration.documents.reading import MOST_BYTES
from registration.partners.forms.contact import OwnedForm
from registration.partners.models import Basis, ContactImport, ContactList
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.meanings import Meaning
from registration.partners.services.contacts.tidying import LIMITS
from registration.partners.words.contact import BASES
from registration.partners.words.contact_import import MEANINGS
from registration.web.fields import Day
from registration.web.forms import BaseForm, one_line
from registration.web.language import language

MEGABYTES = MOST_BYTES // 1024 // 1024


class NeededFile:
    """A validator that marks the file as needed; whether there is one, the view sees: forms take texts alone."""

    field_flags = {"required": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Says nothing."""


class UploadForm(OwnedForm):
    """The file. Its bytes are read by the view: forms take texts alone."""

    file = FileField(
        _l("File"),
        description=_l(
            "XLSX or CSV, at most 5 MB and 20,000 rows; headings in the first row. Nothing is imported yet."
        ),
        validators=[NeededFile()],
        render_kw={"accept": ".xlsx,.csv,.txt,.tsv"},
    )


class ColumnsForm(BaseForm):
    """What the columns mean, and what holds for every row that does not say it itself."""

    columns = FieldList(SelectField(_l("Column"), validate_choice=True))
    source = StringField(
        _l("Where the data come from"),
        description=_l("For new contacts whose row does not say it. For example: the county’s address book."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write where the data come from: the person may ask, and must be told")),
            Length(max=LIMITS["source"], message=_l("Shorten this: at most %(max)d characters fit.")),
        ],
    )
    basis = RadioField(
        _l("Legal basis for processing the data"),
        choices=[(one.value, _l(text)) for one, text in BASES.items()],
        validators=[InputRequired(_l("Choose the legal basis for processing the data"))],
    )
    processed_since = Day(
        _l("Data processed since"),
        validators=[InputRequired(_l("Enter the day since which the data are processed"))],
    )
    list = SelectField(_l("Put all of them into the list"))
    unlinked = BooleanField(
        _l("Leave institutions that are not clear to be linked later"),
        description=_l(
            "Without this, such rows are refused and the institutions that could be meant are named."
        ),
    )

    @classmethod
    def of(
        cls, imported: ContactImport, proposed: Sequence[Meaning], lists: Iterable[ContactList], **values: Any
    ) -> "ColumnsForm":
        """The form as it was last sent; the first time with what the headings propose."""
        told = {"basis": Basis.PUBLIC_TASK.value, **values}
        if imported.choices:
            chosen = Choices.of(imported.choices)
            told |= {"basis": chosen.basis.value, "source": chosen.source, "unlinked": chosen.unlinked}
            told |= {"processed_since": chosen.processed_since, "list": str(chosen.list_id or "")}
        form = cls(data={**told, "columns": [one.value for one in proposed]})
        form._offer(imported, lists)
        return form

    def _offer(self, imported: ContactImport, lists: Iterable[ContactList]) -> None:
        meanings = [(one.value, _(text)) for one, text in MEANINGS.items()]
        while len(self.columns.entries) < len(imported.headings):
            self.columns.append_entry()
        del self.columns.entries[len(imported.headings) :]
        for field in self.columns.entries:
            field.choices = meanings
        self.list.choices = [("", _("no list")), *((str(one.id), one.name) for one in lists)]

    def to_command(self) -> Choices:
        """What was chosen."""
        return Choices(
            columns=tuple(Meaning(field.data) for field in self.columns.entries),
            basis=Basis(self.basis.data),
            processed_since=self.processed_since.data,
            source=self.source.data,
            list_id=int(self.list.data) if self.list.data else None,
            unlinked=bool(self.unlinked.data),
            language=language(),
        )
