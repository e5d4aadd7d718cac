"""The papers that make a partnership, and who signed them, by post."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line, partial_date
from registration.core.partial_date import PartialDate
from registration.files.models import StoredFile
from registration.partners.models.partnership.partnership import Partnership, PartnershipParty


class DocumentKind(StrEnum):
    """What a document is."""

    LETTER_OF_INTENT = "letter of intent"
    AGREEMENT = "agreement"
    ANNEX = "annex"


class SigningMode(StrEnum):
    """How somebody signed (eIDAS; ustawa o informatyzacji, art. 20ae for the trusted signature)."""

    BY_HAND = "by hand"
    QUALIFIED = "qualified electronic"
    TRUSTED = "trusted"
    PERSONAL = "personal"


class PartnershipDocument(Base):
    """A letter of intent, an agreement or an annex. What is not known of it stays unknown."""

    __tablename__ = "partnership_documents"

    id: Mapped[Id]
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    position: Mapped[int]
    kind: Mapped[DocumentKind]
    number: Mapped[str] = mapped_column(String(100), default="")
    signed_on: Mapped[PartialDate | None] = partial_date("signed")
    place: Mapped[Line]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), index=True)

    partnership: Mapped[Partnership] = relationship(back_populates="documents")
    file: Mapped[StoredFile | None] = relationship()
    signatories: Mapped[list["Signatory"]] = relationship(
        back_populates="document", order_by="Signatory.position", cascade="all, delete-orphan"
    )


class Signatory(Base):
    """Who signed for a party, by post; the name only where it is known. Made by hand from the document itself and in
    no other way: being seen at the signing, or in a picture of it, is not having signed."""

    __tablename__ = "partnership_signatories"
    __table_args__ = (CheckConstraint("length(post) > 0", name="post_given"),)

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(ForeignKey("partnership_documents.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("partnership_parties.id"), index=True)
    position: Mapped[int]
    post: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200), default="")
    mode: Mapped[SigningMode | None]
    """None where nobody knows."""
    by_proxy: Mapped[bool] = mapped_column(default=False)
    """Whether they signed by somebody else's authority ("z upoważnienia")."""

    document: Mapped[PartnershipDocument] = relationship(back_populates="signatories")
    party: Mapped[PartnershipParty] = relationship()
