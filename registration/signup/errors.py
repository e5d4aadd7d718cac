"""What sign-up refuses, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class EventFull(DomainError):
    """The last seat is taken."""

    sentence = N_("All seats are taken.")


class SignUpClosed(DomainError):
    """The sign-up window is not open, or the event is not on."""

    sentence = N_("Sign-up for this event is closed.")


class EventChanged(Conflict):
    """The event is not what the person read before sending: they look over it once more."""

    sentence = N_("The event has changed since you opened this page.")


class NothingChosen(DomainError):
    """All sessions are a matter of choice, and none was chosen."""

    sentence = N_("Choose at least one item of the programme.")
    field = "sessions"


class UnknownLink(NotFound):
    """Malformed, revoked or foreign: the page is the same for all of them."""

    sentence = N_("This link does not work.")


class NoSuchConsent(NotFound):
    """Another person's consent, or a text that only informs."""

    sentence = N_("There is no such consent.")


class AlreadyWithdrawn(Conflict):
    """The registration is over; nothing can be changed in it."""

    sentence = N_("This registration has already been cancelled.")


class ClauseRenewed(Conflict):
    """Somebody else has written a new version since the form was opened."""

    sentence = N_(
        "Somebody else has written a new version in the meantime. Look at it before you save yours."
    )


class ClauseUnchanged(DomainError):
    """Both texts are the ones in force."""

    sentence = N_("Nothing is different from the version in force, so there is no new version.")


class NoSuchColleague(DomainError):
    """No account in use has this address."""

    sentence = N_("Nobody with this address has an account here. An administrator adds accounts.")
    field = "email"


class NoSuchCoordinator(NotFound):
    """The role is held by nobody, or for something else."""

    sentence = N_("There is no such coordinator.")


class NotUndoable(Conflict):
    """The registration is not over, was ended by somebody else, or the event is no longer on or has begun."""

    sentence = N_("This can no longer be undone.")


class RegisteredAnew(Conflict):
    """The address has another registration for the event by now."""

    sentence = N_("This address has been registered for the event anew in the meantime.")


class TooLateToWithdraw(Conflict):
    """The event is over."""

    sentence = N_("The event is over, so the registration can no longer be changed.")


class SameAddress(DomainError):
    """Nothing would change."""

    sentence = N_("This is the address that the registration has already.")
    field = "email"


class AddressTaken(DomainError):
    """Two registrations of one address cannot hold for one event."""

    sentence = N_("Another registration for this event has this address.")
    field = "email"


class NoSuchInstitution(DomainError):
    """What was chosen is not on the common list."""

    sentence = N_("This institution is not on the list. Choose another one, or type its name.")
    field = "institution"


class InstitutionEnded(DomainError):
    """What was chosen is no more; somebody may have chosen it while it still was."""

    sentence = N_("%(name)s no longer exists. Choose the institution that has taken over, or type its name.")
    field = "institution"


class AlreadyLinked(Conflict):
    """Somebody else was faster, or it was clicked twice; or the text is of somebody else's event."""

    sentence = N_("This text is linked to an institution already.")
