"""Documents and who signed them."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from registration.files.forms import DOCUMENTS as FILES
from registration.files.forms import UploadEditForm, UploadField
from registration.files.models import StoredFile
from registration.partners.forms.partnership.texts import TOO_LONG, line
from registration.partners.models import (
    DocumentKind,
    Partnership,
    PartnershipDocument,
    Signatory,
    SigningMode,
)
from registration.partners.services.partnerships.noting import party_name
from registration.partners.services.partnerships.papers import DocumentCommand, SignatoryCommand
from registration.partners.services.texts import NAME
from registration.partners.words.partnership import DOCUMENTS, MODES
from registration.web.fields import EditForm
from registration.web.forms import one_line
from registration.web.partial_date_field import PartialDateField


class DocumentForm(UploadEditForm):
    """A document as far as it is known."""

    kind = SelectField(_l("Document"), choices=[(one.value, _l(text)) for one, text in DOCUMENTS.items()])
    number = line(_l("Number"), limit=100)
    signed_on = PartialDateField(_l("Day of signing"))
    place = line(_l("Place of signing"))
    file = UploadField(
        _l("File"),
        description=_l("PDF, DOCX, XLSX, ODT or ODS. Everybody may download it from the partnership’s page."),
        accept=FILES,
    )
    without_file = BooleanField(_l("Remove the file that is there"))

    @classmethod
    def of(cls, known: Partnership, document: PartnershipDocument, **options: object) -> "DocumentForm":
        """The form filled with what is stored."""
        told = {"kind": document.kind.value, "number": document.number, "place": document.place}
        form = cls(data=told | {"edition": known.edition}, **options)
        if not form.is_submitted() or "formdata" in options:
            form.signed_on.show(document.signed_on)
        return form

    def to_command(self, file: StoredFile | None) -> DocumentCommand:
        """What was typed, with the file that came along."""
        return DocumentCommand(
            kind=DocumentKind(self.kind.data),
            number=self.number.data or "",
            signed_on=self.signed_on.value,
            place=self.place.data or "",
            file=file,
            without_file=bool(self.without_file.data),
        )


class SignatoryForm(EditForm):
    """Who signed for a party."""

    party = SelectField(
        _l("For which party"), validators=[DataRequired(_l("Choose the party for which they signed"))]
    )
    post = StringField(
        _l("Post"),
        description=_l(
            "For example: Wójt Gminy Burzenin. Somebody who only stands in a picture has not signed."
        ),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the post: the name may be unknown, the post not")),
            Length(max=NAME, message=TOO_LONG),
        ],
    )
    name = line(_l("First and last name"), _l("Leave this empty if it is not known."), limit=NAME)
    mode = SelectField(
        _l("How it was signed"),
        choices=[("", _l("not known")), *((one.value, _l(text)) for one, text in MODES.items())],
    )
    by_proxy = BooleanField(_l("By somebody else’s authority"))

    def offer(self, known: Partnership) -> "SignatoryForm":
        """The parties to choose from."""
        choices = [(str(party.id), party_name(party)) for party in known.parties]
        self.party.choices = [("", _l("Choose the party")), *choices]
        return self

    @classmethod
    def of(cls, known: Partnership, signatory: Signatory, **options: object) -> "SignatoryForm":
        """The form filled with what is stored."""
        told = {
            "party": str(signatory.party_id),
            "post": signatory.post,
            "name": signatory.name,
            "mode": signatory.mode.value if signatory.mode else "",
            "by_proxy": signatory.by_proxy,
            "edition": known.edition,
        }
        return cls(data=told, **options).offer(known)

    def to_command(self) -> SignatoryCommand:
        """What was typed."""
        return SignatoryCommand(
            party_id=int(self.party.data) if self.party.data else None,
            post=self.post.data,
            name=self.name.data or "",
            mode=SigningMode(self.mode.data) if self.mode.data else None,
            by_proxy=bool(self.by_proxy.data),
        )
