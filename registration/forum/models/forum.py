"""Forum: a standing body of organisations; its rules, its members and its counters of numbers."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Counter, Id, Prose
from registration.partners.models import Organisation

if TYPE_CHECKING:
    from registration.forum.models.meeting import Meeting


class Quorum(StrEnum):
    """How many of those entitled must be present."""

    HALF = "half"
    MORE_THAN_HALF = "more than half"

    def reached(self, present: int, entitled: int) -> bool:
        """Whether the present suffice. "Co najmniej połowa" of 7 is 4: present * 2 >= entitled."""
        if entitled == 0:
            return False
        return present * 2 >= entitled if self is Quorum.HALF else present * 2 > entitled


class Majority(StrEnum):
    """How many votes adopt a motion. The qualified ones are shares of all votes cast, abstentions too."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    THREE_FIFTHS = "three fifths"
    TWO_THIRDS = "two thirds"

    def adopts(self, in_favour: int, against: int, abstained: int) -> bool:
        """Whether the motion is adopted; a tie is not."""
        cast = in_favour + against + abstained
        return {
            Majority.SIMPLE: in_favour > against,
            Majority.ABSOLUTE: in_favour > against + abstained,
            Majority.THREE_FIFTHS: cast > 0 and in_favour * 5 >= cast * 3,
            Majority.TWO_THIRDS: cast > 0 and in_favour * 3 >= cast * 2,
        }[self]


class Numbered(StrEnum):
    """What a forum numbers, each in a series of its own per year."""

    MEETING = "meeting"
    RESOLUTION = "resolution"


class Forum(Base):
    """Belongs to one organisation, which keeps its papers. `genitive` is the name as it stands in the title
    of the minutes: "Samorządowego Forum …"."""

    __tablename__ = "forums"
    __table_args__ = (CheckConstraint("length(name) > 0 AND length(genitive) > 0", name="named"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(200))
    genitive: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(100), unique=True)
    purpose: Mapped[Prose]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    """The project that it was set up by, of the same organisation; None for none."""
    sample: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo, and marked so wherever it is shown."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="joined")
    rules: Mapped[list["ForumRules"]] = relationship(back_populates="forum", order_by="ForumRules.version")
    members: Mapped[list["ForumMember"]] = relationship(
        back_populates="forum",
        order_by="(ForumMember.position, ForumMember.id)",
        cascade="all, delete-orphan",
    )
    meetings: Mapped[list["Meeting"]] = relationship(back_populates="forum")


class ForumRules(Base):
    """One version of a forum's rules, never altered: a meeting pins the one in force at its planning."""

    __tablename__ = "forum_rules"
    __table_args__ = (
        UniqueConstraint("forum_id", "version"),
        CheckConstraint("notice_days >= 0", name="notice_not_negative"),
    )

    id: Mapped[Id]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    version: Mapped[int]
    quorum: Mapped[Quorum] = mapped_column(default=Quorum.HALF)
    majority: Mapped[Majority] = mapped_column(default=Majority.SIMPLE)
    """Of a vote for which nothing else is said."""
    notice_days: Mapped[int] = mapped_column(default=7)
    """Days between the notice and the meeting."""
    created_at: Mapped[datetime]

    forum: Mapped[Forum] = relationship(back_populates="rules")


class ForumMember(Base):
    """A member for a span of days, both inclusive; None where the span is open. The name is as printed,
    the organisation that of the register where it is known which one is meant."""

    __tablename__ = "forum_members"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="named"),
        CheckConstraint("until IS NULL OR since IS NULL OR until >= since", name="forwards"),
    )

    id: Mapped[Id]
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    since: Mapped[date | None]
    until: Mapped[date | None]

    forum: Mapped[Forum] = relationship(back_populates="members")
    organisation: Mapped[Organisation | None] = relationship()

    def belongs_on(self, day: date) -> bool:
        """Whether the member is one on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class ForumNumber(Base):
    """The last number given in a series. Raised in the transaction of what is numbered: no gaps."""

    __tablename__ = "forum_numbers"

    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[Numbered] = mapped_column(primary_key=True)
    last: Mapped[Counter]
