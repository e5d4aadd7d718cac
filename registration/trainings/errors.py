"""What the services of trainings refuse, by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_, Sentence


class NoSuchEvent(NotFound):
    """No event of this address, or it is a draft."""

    sentence = N_("There is no such event.")


class StaleForm(Conflict):
    """Somebody else has saved the event since the form was opened."""

    sentence = N_("Somebody else has changed this event in the meantime.")


class EventClosed(Conflict):
    """A cancelled event or a record of the past is not edited any more."""

    sentence = N_("This event is cancelled or archived, so it can no longer be changed.")


class Missing(DomainError):
    """A text that must be given is not."""

    sentence = N_("Enter the title.")
    field = "title"


class TooLong(DomainError):
    """A text is longer than it may be stored."""

    sentence = N_("This text is too long: at most %(limit)s characters.")


class SlugTaken(DomainError):
    """Another event has this address."""

    sentence = N_("Another event already has this address. Choose a different one.")
    field = "slug"


class BadSlug(DomainError):
    """The address of the page is not made of small letters, digits and hyphens, or is a reserved word."""

    sentence = N_("The address may have small letters a–z, digits and hyphens, as in “team-training-2”.")
    field = "slug"


class SlugFixed(DomainError):
    """The event was published: links to it are in e-mails and calendars."""

    sentence = N_("The address cannot be changed after publication: it stands in e-mails and calendars.")
    field = "slug"


class ZoneFixed(DomainError):
    """The programme has times: another zone would move them."""

    sentence = N_("The time zone can be changed only before the programme is entered.")
    field = "zone"


class CapacityBelowSeats(DomainError):
    """More people hold a seat than the new limit allows."""

    sentence = N_("One person is already signed up, so there cannot be fewer places.")
    many = N_("%(num)d people are already signed up, so there cannot be fewer places.")
    field = "capacity"


class CapacityNotPositive(DomainError):
    """A limit of no places at all."""

    sentence = N_("The number of places must be at least 1. Leave it empty when there is no limit.")
    field = "capacity"


class CapacityTooLarge(DomainError):
    """A limit that nobody means, and that a database column may not hold."""

    sentence = N_("There can be at most 100000 places. Leave it empty when there is no limit.")
    field = "capacity"


class WindowBackwards(DomainError):
    """Sign-up would close before it opens."""

    sentence = N_("Sign-up would close before it opens.")
    field = "closes"


class SpeakerUnnamed(DomainError):
    """Neither a name nor a post."""

    sentence = N_("Enter a name or a post.")
    field = "post"


class NoSuchSpeaker(NotFound):
    """No such speaker of this event."""

    sentence = N_("There is no such speaker.")


class NoSuchVenue(NotFound):
    """No such venue of the event's organisation."""

    sentence = N_("There is no such place.")


class NotReady(Conflict):
    """The event lacks something without which it cannot be published; `missing` says what."""

    sentence = N_("The event cannot be published yet: something is missing.")

    def __init__(self, missing: Sequence[Sentence]) -> None:
        super().__init__()
        self.missing = tuple(missing)


class WrongState(Conflict):
    """The act does not fit the event's visibility: it was published, cancelled or archived already."""

    sentence = N_("This cannot be done in the event's present state. Look at the event's page again.")


class PeopleSignedUp(Conflict):
    """Somebody holds a seat, so the event cannot go back to a draft."""

    sentence = N_(
        "Somebody has signed up, so the event cannot be hidden. You can cancel it: everybody is told."
    )


class EventKept(Conflict):
    """Something hangs on a draft: a forum's meeting, an invitation."""

    sentence = N_(
        "The draft cannot be deleted: something was made for it already, such as a meeting of a forum or an "
        "invitation by e-mail. Remove that first."
    )


class NotOver(Conflict):
    """An event may be archived when it is over."""

    sentence = N_("The event can be archived when it is over.")


class ReasonMissing(DomainError):
    """A cancellation tells people why."""

    sentence = N_("Say in a sentence why: participants will read it.")
    field = "reason"


class NothingToUndo(Conflict):
    """There is no change that could be taken back, or somebody has changed the event since."""

    sentence = N_("There is no change that can be undone: the event has been changed since, or nothing was.")


class MailHasLeft(Conflict):
    """Somebody may have read of the change."""

    sentence = N_(
        "An e-mail about the event has left since the change, so it cannot be undone. Change the event"
        " again: everybody is told."
    )


@dataclass(frozen=True)
class Fault:
    """What is wrong with one item of a programme as typed: `index` from 0, the field, and a marked sentence
    in which %(item)s stands for "Item 2 “Break”"."""

    index: int
    field: str
    text: str
    values: tuple[tuple[str, Any], ...] = ()


class ProgrammeRefused(DomainError):
    """Items of the programme cannot be saved; `faults` names each."""

    sentence = N_("The programme has not been saved: correct the items below.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class ProgrammeEmpty(DomainError):
    """A published event would have no programme."""

    sentence = N_("A published event needs at least one item in its programme.")


class SessionStays(Conflict):
    """Something hangs on a session that would be removed; the room that knows says what, naming %(item)s."""

    sentence = N_("An item cannot be removed from the programme.")

    def __init__(self, reason: Sentence, title: str) -> None:
        super().__init__()
        self.reason = reason
        self.title = title

    @property
    def told(self) -> Sentence:
        """The reason, with the item's title in it."""
        return Sentence(self.reason.text, {**self.reason.values, "item": self.title}, self.reason.many)


class BadLink(DomainError):
    """The meeting's link is no web address."""

    sentence = N_("A link begins with https:// or http:// and has at most 2000 characters.")
    field = "online_url"


class PlaceMissing(DomainError):
    """A published event would have neither a place nor a link."""

    sentence = N_("A published event needs a place or a link.")
    field = "venue"


class NothingToMove(Conflict):
    """The programme has no exact dates and hours, so there is nothing that could be moved to others."""

    sentence = N_(
        "The programme of this event has no exact dates and hours that could be moved. Begin a new event instead."
    )


class DayPassed(DomainError):
    """The first day of a copy is over."""

    sentence = N_("This day is over. Enter a day to come.")
    field = "first_day"


class YearOdd(DomainError):
    """A year that nobody means."""

    sentence = N_("Check the year.")
    field = "first_day"


class CopyRefused(DomainError):
    """Items of the programme do not fit their new days; `faults` names each, `titles` are those of all items."""

    sentence = N_("The event has not been copied: on the new days these items have no such hours.")
    field = "first_day"

    def __init__(self, faults: Sequence[Fault], titles: Sequence[str]) -> None:
        super().__init__()
        self.faults = tuple(faults)
        self.titles = tuple(titles)


class NotTheSameOwner(DomainError):
    """Dates of one training belong to one organisation."""

    sentence = N_("Choose an event of the same organiser from the list.")
    field = "other"


class SameEvent(DomainError):
    """An event is no other date of itself."""

    sentence = N_("Choose another event: this one is open here.")
    field = "other"


class ProjectOfOthers(DomainError):
    """A project that the event's organisation does not keep, or none at all."""

    sentence = N_("Choose a project of the institution that organises the event.")
    field = "project_id"
