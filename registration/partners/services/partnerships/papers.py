"""The documents of a partnership and who signed them."""

from dataclasses import dataclass

from sqlalchemy import orm

from registration.core.language import Sentence
from registration.core.partial_date import PartialDate
from registration.files.models import StoredFile
from registration.partners.errors.partnership import DocumentHeld, NoSuchPart, PartyMissing, PostMissing
from registration.partners.models import (
    DocumentKind,
    Partnership,
    PartnershipDocument,
    Signatory,
    SigningMode,
)
from registration.partners.partnership_states import RESTS_ON_LETTER
from registration.partners.services import texts
from registration.partners.services.partnerships.changing import Editing, changing, counted, moved, own
from registration.partners.words.partnership import STATUSES

_NUMBER = 100


@dataclass(frozen=True)
class DocumentCommand:
    """A document as typed. What is not known is left out; `file` None leaves the file as it is."""

    kind: DocumentKind
    number: str = ""
    signed_on: PartialDate | None = None
    place: str = ""
    file: StoredFile | None = None
    without_file: bool = False
    """Whether a file that is there goes."""


@dataclass(frozen=True)
class SignatoryCommand:
    """Who signed: for which party (id), in what post, by what name if known, how if known."""

    party_id: int | None
    post: str
    name: str = ""
    mode: SigningMode | None = None
    by_proxy: bool = False


def add_document(db: orm.Session, editing: Editing, command: DocumentCommand) -> None:
    """One more document. Raises TextTooLong, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.document_added") as known:
        known.documents.append(_set(PartnershipDocument(), command))
        counted(known.documents)


def change_document(db: orm.Session, editing: Editing, document_id: int, command: DocumentCommand) -> None:
    """Change a document. Raises NoSuchPart, DocumentHeld, and what `add_document` raises."""
    with changing(db, editing, "partnership.document_changed") as known:
        document = own(known.documents, document_id)
        if command.kind is not DocumentKind.LETTER_OF_INTENT:
            _refuse_to_lose(known, document)
        _set(document, command)


def move_document(db: orm.Session, editing: Editing, document_id: int, by: int) -> None:
    """Up (-1) or down (1). Raises NoSuchPart, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.documents_ordered") as known:
        moved(known.documents, own(known.documents, document_id), by)


def remove_document(db: orm.Session, editing: Editing, document_id: int) -> None:
    """Take a document out, with the list of who signed it. Raises NoSuchPart, DocumentHeld, NoSuchPartnership,
    PartnershipChanged."""
    with changing(db, editing, "partnership.document_removed") as known:
        document = own(known.documents, document_id)
        _refuse_to_lose(known, document)
        known.documents.remove(document)
        db.flush()
        counted(known.documents)


def add_signatory(db: orm.Session, editing: Editing, document_id: int, command: SignatoryCommand) -> None:
    """Somebody who signed. Raises PartyMissing, PostMissing, TextTooLong, NoSuchPart, NoSuchPartnership,
    PartnershipChanged."""
    with changing(db, editing, "partnership.signatory_added") as known:
        document = own(known.documents, document_id)
        document.signatories.append(_signed(known, Signatory(position=len(document.signatories)), command))


def change_signatory(
    db: orm.Session, editing: Editing, document_id: int, signatory_id: int, command: SignatoryCommand
) -> None:
    """Correct who signed. Raises what `add_signatory` raises."""
    with changing(db, editing, "partnership.signatory_changed") as known:
        _signed(known, _signatory(own(known.documents, document_id), signatory_id), command)


def remove_signatory(db: orm.Session, editing: Editing, document_id: int, signatory_id: int) -> None:
    """Somebody did not sign after all. Raises NoSuchPart, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.signatory_removed") as known:
        document = own(known.documents, document_id)
        document.signatories.remove(_signatory(document, signatory_id))


def _set(document: PartnershipDocument, command: DocumentCommand) -> PartnershipDocument:
    document.kind, document.signed_on = command.kind, command.signed_on
    document.number = texts.line(command.number, "number", _NUMBER)
    document.place = texts.line(command.place, "place")
    if command.file is not None or command.without_file:
        document.file = command.file
    return document


def _signed(partnership: Partnership, signatory: Signatory, command: SignatoryCommand) -> Signatory:
    if command.party_id is None:
        raise PartyMissing
    signatory.party = own(partnership.parties, command.party_id)
    signatory.post = texts.required(command.post, PostMissing, texts.NAME)
    signatory.name = texts.line(command.name, "name", texts.NAME)
    signatory.mode, signatory.by_proxy = command.mode, command.by_proxy
    return signatory


def _signatory(document: PartnershipDocument, signatory_id: int) -> Signatory:
    found = next((one for one in document.signatories if one.id == signatory_id), None)
    if found is None:
        raise NoSuchPart
    return found


def _refuse_to_lose(partnership: Partnership, document: PartnershipDocument) -> None:
    """The only letter of intent stays while the status rests on it."""
    letters = [one for one in partnership.documents if one.kind is DocumentKind.LETTER_OF_INTENT]
    if letters == [document] and partnership.status in RESTS_ON_LETTER:
        raise DocumentHeld(status=Sentence(STATUSES[partnership.status]))
