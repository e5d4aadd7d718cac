"""The agenda: its items with their text, the votes taken on them, the resolutions adopted by a vote."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Line, Prose
from registration.forum.models.forum import Forum, Majority
from registration.forum.models.meeting import Meeting


class AgendaKind(StrEnum):
    """What part of a meeting an item is, in the usual order of minutes."""

    OPENING = "opening"
    QUORUM = "quorum"
    RULES = "rules"
    ELECTION = "election"
    AGENDA = "agenda"
    PREVIOUS_MINUTES = "previous minutes"
    REPORT = "report"
    BUSINESS = "business"
    OTHER_MATTERS = "other matters"
    NEXT_MEETING = "next meeting"
    CLOSING = "closing"

    @property
    def takes_votes(self) -> bool:
        """Whether something may be put to the vote under it."""
        return self not in (AgendaKind.OPENING, AgendaKind.QUORUM, AgendaKind.CLOSING)


class AgendaItem(Base):
    """One point of the agenda and what the minutes say of it, in restricted Markdown (core.markdown).

    `label` ("6", "6a") follows the position until the meeting opens and is fixed from then on. `version`
    counts the writings of the text; a text is saved only over the version that its writer has seen.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="titled"),
        CheckConstraint("version >= 0", name="version_not_negative"),
    )

    id: Mapped[Id]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    position: Mapped[int]
    label: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[AgendaKind] = mapped_column(default=AgendaKind.BUSINESS)
    presenter: Mapped[Line]
    text: Mapped[Prose]
    version: Mapped[Counter]

    meeting: Mapped[Meeting] = relationship(back_populates="items")
    revisions: Mapped[list["AgendaItemRevision"]] = relationship(
        back_populates="item", order_by="AgendaItemRevision.version"
    )
    votes: Mapped[list["Vote"]] = relationship(back_populates="item", order_by="Vote.id")

    @property
    def anchor(self) -> str:
        """The item's place on the page of the minutes: "ad-6a"."""
        return f"ad-{self.label}"


class AgendaItemRevision(Base):
    """One writing of an item's text, kept for ever: rows are only added."""

    __tablename__ = "agenda_item_revisions"
    __table_args__ = (UniqueConstraint("item_id", "version"),)

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    version: Mapped[int]
    text: Mapped[Prose]
    at: Mapped[datetime]
    author_id: Mapped[int | None]
    author_name: Mapped[Line]

    item: Mapped[AgendaItem] = relationship(back_populates="revisions")


class Vote(Base):
    """An open vote under an item, with those entitled and present at that moment. Never altered: a wrong
    entry is struck out with a reason and entered anew."""

    __tablename__ = "votes"
    __table_args__ = (
        CheckConstraint("in_favour >= 0 AND against >= 0 AND abstained >= 0", name="counts_not_negative"),
        CheckConstraint("in_favour + against + abstained = present", name="counts_add_up"),
        CheckConstraint("present > 0 AND present <= entitled", name="present_within_entitled"),
        CheckConstraint("(struck_at IS NULL) = (length(strike_reason) = 0)", name="struck_with_reason"),
    )

    id: Mapped[Id]
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    majority: Mapped[Majority]
    entitled: Mapped[int]
    present: Mapped[int]
    in_favour: Mapped[int]
    against: Mapped[int]
    abstained: Mapped[int]
    recorded_at: Mapped[datetime]
    struck_at: Mapped[datetime | None]
    strike_reason: Mapped[Line]

    item: Mapped[AgendaItem] = relationship(back_populates="votes")
    resolution: Mapped["Resolution | None"] = relationship(back_populates="vote")

    @property
    def is_adopted(self) -> bool:
        """Whether the motion passed; a tie did not, nor did one that was struck out."""
        return self.struck_at is None and self.majority.adopts(self.in_favour, self.against, self.abstained)


class Resolution(Base):
    """What a vote adopted: numbered in the adopting transaction, its text never altered afterwards."""

    __tablename__ = "resolutions"
    __table_args__ = (
        UniqueConstraint("forum_id", "year", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("length(title) > 0 AND length(text) > 0", name="written"),
    )

    id: Mapped[Id]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    vote_id: Mapped[int] = mapped_column(ForeignKey("votes.id"), unique=True)
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    """What it is about, as after "w sprawie": "powołania zespołu roboczego"."""
    text: Mapped[str] = mapped_column(Text)
    adopted_on: Mapped[date]
    created_at: Mapped[datetime]

    forum: Mapped[Forum] = relationship()
    vote: Mapped[Vote] = relationship(back_populates="resolution")

    @property
    def numeral(self) -> str:
        """ "3/2026"."""
        return f"{self.number}/{self.year}"

    @property
    def anchor(self) -> str:
        """Its place on the page of the minutes: "resolution-3"."""
        return f"resolution-{self.number}"
