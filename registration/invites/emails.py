"""The mail beside one calendar message, as a value: a first entry, a change, a cancellation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from registration.core import dates
from registration.core.site import Site
from registration.invites import entries
from registration.invites.messages import Issued, Told
from registration.invites.models import CalendarInvite, Invitee
from registration.outbox.email import CalendarPart, Email
from registration.trainings import facts
from registration.trainings.models import EventDay


class What(StrEnum):
    """What the mail tells; the templates choose their words by it."""

    DAY = "day"
    """A first entry: of a further day, or of one that came into the programme."""
    BACK = "back"
    """A first entry after the event had been cancelled: it takes place after all."""
    MOVED = "moved"
    CHANGED = "changed"
    CHOICE = "choice"
    """The participant has chosen other items."""
    AGAIN = "again"
    """The last message once more."""
    LINK = "link"
    """The last message once more, with a new personal link."""
    DROPPED = "dropped"
    """This day only was taken out of the programme."""
    NOT_CHOSEN = "not chosen"
    """Nothing that the participant takes part in is left on this day."""
    RESIGNED = "resigned"
    """A further day's entry, taken back after the person has resigned."""
    LEFT = "left"
    """Somebody leads or works on this day no more."""
    CANCELLED = "cancelled"
    """The whole event."""
    UNPUBLISHED = "unpublished"
    """The whole event, which is a draft again."""
    CANCELLED_AGAIN = "cancelled again"
    """A cancellation once more."""
    CALLED_OFF = "called off"
    """The whole event, before any entry was mailed: there is nothing to take back."""


@dataclass(frozen=True)
class Said:
    """What the mail is made of: `number` is (1, 2) for "[1/2]"; `manage` the personal link; `duty` what somebody of
    the staff does; `clause` what the first mail to a speaker or to staff
    tells of their data (GDPR, art. 14)."""

    what: What
    number: tuple[int, int] | None = None
    manage: str = ""
    references: tuple[str, ...] = ()
    issued: Issued | None = None
    duty: str = ""
    clause: str = ""


def change(invite: CalendarInvite, said: Said, site: Site) -> Email:
    """The mail for one person and one day."""
    return _mail(invite.invitee, invite.day, said, site)


def called_off(invitee: Invitee, site: Site, manage: str = "") -> Email:
    """The event was cancelled before any entry was mailed: words only."""
    return _mail(invitee, None, Said(What.CALLED_OFF, manage=manage), site)


def _mail(invitee: Invitee, day: EventDay | None, said: Said, site: Site) -> Email:
    event, language, issued = invitee.event, invitee.language, said.issued
    told = issued.sessions if issued and issued.sessions else None
    return Email(
        template="invite_change",
        to=invitee.email,
        to_name=invitee.name,
        language=language,
        context={
            "what": said.what.value,
            "role": invitee.role.value,
            "event": facts.of_event(event, site, language),
            "day": facts.of_day(day, event.zone, language, told) if day else None,
            "was": _told(issued.before, language) if issued else None,
            "now": _told(issued.now, language) if issued else None,
            "differences": issued.differences if issued else (),
            "number": said.number,
            "online": tuple(entries.online_links(event, told)),
            "reason": event.cancellation_reason,
            "clause": said.clause,
            "owner_email": event.organisation.email or event.contact_email or site.sender,
        },
        personal={"manage": said.manage, "duty": said.duty},
        sender_name=event.organisation.name,
        reply_to=event.contact_email or event.organisation.email,
        calendar=_part(issued),
        references=said.references,
    )


def _part(issued: Issued | None) -> CalendarPart | None:
    return issued.part if issued else None


class _When(NamedTuple):
    """When and where, in words."""

    when: str
    where: str


def _told(told: Told | None, language: str) -> _When | None:
    if told is None:
        return None
    return _When(dates.full(told.start, told.end, told.zone, language), told.place)
