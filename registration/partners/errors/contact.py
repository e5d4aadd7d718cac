"""What the services of contacts refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchContact(NotFound):
    """No contact has this number, or it is another organisation's."""

    sentence = N_("There is no such contact.")


class ContactChanged(Conflict):
    """Somebody else has saved the contact since the form was opened."""

    sentence = N_("Somebody else has changed this contact in the meantime.")


class InstitutionMissing(DomainError):
    """A contact without an institution."""

    sentence = N_("Enter the institution in which the post is")
    field = "institution"


class PostMissing(DomainError):
    """The name may be unknown, the post not."""

    sentence = N_("Enter the post: the name may be unknown, the post not")
    field = "post"


class ContactTextTooLong(DomainError):
    """A text is longer than it may be stored."""

    sentence = N_("Shorten this: at most %(limit)s characters fit.")


class NoWayToReach(DomainError):
    """The person wants to be reached in a way for which nothing is given."""

    sentence = N_("Enter the e-mail address, or choose another way of reaching this person")
    field = "email"


class NoNumberToCall(DomainError):
    """The person wants to be called, and there is no number."""

    sentence = N_("Enter the phone number, or choose another way of reaching this person")
    field = "phone"


class HeldBackwards(DomainError):
    """The post ends before it begins."""

    sentence = N_("The last day in the post is before the first one.")
    field = "held_until"


class ProcessedLater(DomainError):
    """Data that are here are processed already."""

    sentence = N_("The data are here, so this day cannot be in the future.")
    field = "processed_since"


class ProcessedSinceMissing(DomainError):
    """Nobody said since when."""

    sentence = N_("Enter the day since which the data are processed")
    field = "processed_since"


class BasisMissing(DomainError):
    """Nobody said on what ground the data are processed."""

    sentence = N_("Choose the legal basis for processing the data")
    field = "basis"


class SourceMissing(DomainError):
    """Whoever is written to may ask where their data come from (GDPR, art. 14)."""

    sentence = N_("Write where the data come from: the person may ask, and must be told")
    field = "source"


class NoSuchList(NotFound):
    """No list has this number, or it is another organisation's."""

    sentence = N_("There is no such list of contacts.")


class ListChanged(Conflict):
    """Somebody else has renamed the list since the form was opened."""

    sentence = N_("Somebody else has changed this list in the meantime.")


class ListNameMissing(DomainError):
    """A list without a name."""

    sentence = N_("Enter the name of the list")
    field = "name"


class ListNameTaken(DomainError):
    """The organisation has a list of that name."""

    sentence = N_("There is a list of this name already.")
    field = "name"


class NobodyChosen(DomainError):
    """A list was to be changed, and nobody was ticked."""

    sentence = N_("Tick at least one contact.")
