"""Contact: a person with a post in an institution, kept by one organisation. ContactList: a group of them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose
from registration.partners.models.organisation import Organisation

_STILL = text("until IS NULL")


class Channel(StrEnum):
    """How a person wants to be reached."""

    EMAIL = "e-mail"
    PHONE = "phone"
    LETTER = "letter"


class Basis(StrEnum):
    """On what ground the data are processed: the letter of the point in GDPR, art. 6(1)."""

    CONSENT = "a"
    CONTRACT = "b"
    LEGAL_DUTY = "c"
    VITAL_INTERESTS = "d"
    PUBLIC_TASK = "e"
    LEGITIMATE_INTEREST = "f"


class Contact(Base):
    """A person in a post. The name may be unknown, the post not; who takes another post is another contact, so that
    lists of the past stay as they were. Nobody but the owner, who is the controller, sees it."""

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint("length(post) > 0", name="post_given"),
        CheckConstraint("held_until >= held_since", name="held"),
        CheckConstraint("(organisation_id IS NULL) = (length(unlinked) > 0)", name="institution_given"),
        CheckConstraint("(length(email) > 0) = (length(email_key) > 0)", name="email_compared"),
        Index("ix_contacts_sorted", "owner_id", "sort_key", "id"),
        Index("ix_contacts_email", "owner_id", "email_key"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    """The organisation that keeps the data."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    """Where the post is."""
    unlinked: Mapped[Line]
    """The institution as an imported file named it, until somebody links it; empty once it is linked."""
    post: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200), default="")
    """First and last name; empty when not known."""
    email: Mapped[str] = mapped_column(String(320), default="")
    email_key: Mapped[str] = mapped_column(String(320), default="")
    """The address as compared (registration.core.mail_address.key). People of one office may share it."""
    phone: Mapped[str] = mapped_column(String(64), default="")
    channel: Mapped[Channel] = mapped_column(default=Channel.EMAIL)
    held_since: Mapped[date | None]
    """The first day in the post; None where nobody knows."""
    held_until: Mapped[date | None]
    """The last day in the post; None while it is held."""
    basis: Mapped[Basis]
    processed_since: Mapped[date]
    """Since when the owner processes the data."""
    source: Mapped[Line]
    """Where the data come from, in plain words (GDPR, art. 14(2)(f))."""
    note: Mapped[Prose]
    search_key: Mapped[str] = mapped_column(String(800), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    """By the last name, else by the post."""
    edition: Mapped[Counter]
    """Counts saved changes, so that two people at one form notice each other."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    owner: Mapped[Organisation] = relationship(foreign_keys=[owner_id])
    organisation: Mapped[Organisation | None] = relationship(foreign_keys=[organisation_id])

    @property
    def called(self) -> str:
        """The name; the post where it is not known."""
        return self.name or self.post

    def holds_post_on(self, day: date) -> bool:
        """Whether the post is theirs on a day, as far as is known."""
        begun = self.held_since is None or self.held_since <= day
        return begun and (self.held_until is None or day <= self.held_until)


class ContactList(Base):
    """A group of one owner's contacts: "Wójtowie i burmistrzowie". A contact may stand in many."""

    __tablename__ = "contact_lists"
    __table_args__ = (
        UniqueConstraint("owner_id", "name_key"),
        CheckConstraint("length(name) > 0", name="named"),
    )

    id: Mapped[Id]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(200))
    """The name whatever its capitals: there is one list of it."""
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    edition: Mapped[Counter]
    created_at: Mapped[datetime]

    owner: Mapped[Organisation] = relationship()


class ContactListEntry(Base):
    """A contact in a list, from one day until another. Who is taken out stays for the days before."""

    __tablename__ = "contact_list_entries"
    __table_args__ = (
        Index(
            "uq_contact_list_entries_present",
            "list_id",
            "contact_id",
            unique=True,
            sqlite_where=_STILL,
            postgresql_where=_STILL,
        ),
        CheckConstraint("until >= since", name="span"),
    )

    id: Mapped[Id]
    list_id: Mapped[int] = mapped_column(ForeignKey("contact_lists.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    """The first day on which the contact is out of the list; None while in it."""

    list: Mapped[ContactList] = relationship()


class ToldApart(Base):
    """Two contacts of whom somebody has said that they are two people; the one with the smaller number stands first."""

    __tablename__ = "contacts_told_apart"
    __table_args__ = (CheckConstraint("contact_id < other_id", name="in_order"),)

    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True)
