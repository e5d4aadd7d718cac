"""What invites refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class StaffUnnamed(DomainError):
    """Nobody knows whom to expect."""

    sentence = N_("Enter the first and last name.")
    field = "name"


class DaysMissing(DomainError):
    """Chosen days, and none was chosen."""

    sentence = N_("Choose at least one day, or all days.")
    field = "days"


class AddressMissing(DomainError):
    """Calendar entries are wanted, and there is nowhere to send them."""

    sentence = N_("Enter the e-mail address, or do not send calendar entries.")
    field = "email"


class NoSuchStaff(NotFound):
    """Another event's, or removed meanwhile."""

    sentence = N_("There is no such person among the staff.")


class NoSuchEntry(NotFound):
    """Another event's entry."""

    sentence = N_("There is no such calendar entry.")


class NothingToRepeat(Conflict):
    """No message of this entry was mailed yet, or a newer one is about to be."""

    sentence = N_("There is nothing to send again: the first message or an update is on its way.")


class NoSuchOpenAnswer(NotFound):
    """Another event's, or erased since."""

    sentence = N_("There is no such answer.")
