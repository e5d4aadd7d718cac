"""What accounts refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class EmailTaken(DomainError):
    """Somebody has an account with this address."""

    sentence = N_("There is an account with this e-mail address already.")
    field = "email"


class NoSuchAccount(NotFound):
    """No account has this id."""

    sentence = N_("There is no such account.")


class AlreadyGranted(DomainError):
    """The person has this role there."""

    sentence = N_("This person has this role there already.")
    field = "role"


class WrongPlace(DomainError):
    """The role is not given for such a thing."""

    sentence = N_("Choose what the role is for.")
    field = "place"


class LastAdministrator(Conflict):
    """Without this person nobody could manage the accounts."""

    sentence = N_("This is the only administrator. Give the role to somebody else first.")


class OwnAccount(Conflict):
    """Nobody closes the account that they are signed in to."""

    sentence = N_("You cannot close your own account. Ask another administrator to do it.")


class AccountClosed(Conflict):
    """The account is closed."""

    sentence = N_("This account is closed. Open it first.")


class LinkSpent(DomainError):
    """The link to set a password is old, used, or no link of ours."""

    sentence = N_("This link has been used or is too old. Ask for a new one.")


class NotFirst(NotFound):
    """Somebody has an account already, so there is no first run any more."""

    sentence = N_("The site has an administrator already.")


class WrongFirstRunCode(DomainError):
    """The code is not the one that the server printed."""

    sentence = N_("This is not the code that the server printed when it started.")
    field = "code"
