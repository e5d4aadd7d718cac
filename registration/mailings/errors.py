"""What mailings refuse, by name."""

from typing import ClassVar

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class UnknownLink(NotFound):
    """Malformed, revoked or foreign: the page is the same for all of them."""

    sentence = N_("This link does not work.")


class TooManyAddresses(DomainError):
    """The list is longer than one mailing may be."""

    sentence = N_("One message takes at most %(limit)s addresses, and this list has %(found)s. Split it.")
    field = "addresses"


class UnknownList(DomainError):
    """A list of contacts that was deleted meanwhile, is empty, or belongs to somebody else."""

    sentence = N_("One of the lists of contacts is not there any more. Choose again.")
    field = "lists"


class UnknownEvent(DomainError):
    """Participants were asked for of an event that is not among the organisation's earlier ones."""

    sentence = N_("Choose from the events on the list.")
    field = "events"


class NobodyToInvite(DomainError):
    """After everything was taken out, no address is left."""

    sentence = N_("Nobody would get this message: give at least one address that can be invited.")
    field = "addresses"


class SubjectMissing(DomainError):
    """A mail without a subject is read by nobody."""

    sentence = N_("Write the subject.")
    field = "subject"


class BodyMissing(DomainError):
    """There is nothing to send."""

    sentence = N_("Write the text.")
    field = "body"


class BasisMissing(DomainError):
    """Addresses may not be used without a ground (GDPR, art. 6)."""

    sentence = N_("Choose the legal basis for using the addresses.")
    field = "basis"


class SourceMissing(DomainError):
    """Whoever did not give their address must be told where it comes from (GDPR, art. 14(2)(f))."""

    sentence = N_("Write where the pasted addresses come from: the message will say it.")
    field = "source"


class NotReady(DomainError):
    """Recipients or content are missing."""

    sentence = N_("The message is not ready: choose the recipients and write the text first.")


class SignUpNotOpen(DomainError):
    """An invitation to an event that takes no sign-ups would lead nowhere."""

    sentence = N_("Sign-up for this event is not open, so the link in the message would lead nowhere.")


class CountChanged(DomainError):
    """Somebody signed up or opted out since the organiser saw the number on the button."""

    sentence: ClassVar[str] = N_(
        "The list has changed since this page was opened: one address would get the message now. "
        "Nothing was sent. Check it and send again."
    )
    many = N_(
        "The list has changed since this page was opened: %(num)d addresses would get the message now. "
        "Nothing was sent. Check it and send again."
    )


class AlreadySent(Conflict):
    """A mailing that is being sent can no longer be changed."""

    sentence = N_("This message has been sent and can no longer be changed.")


class AlreadyInvited(DomainError):
    """An address gets one message of a mailing."""

    sentence = N_("This address is in the mailing already.")
    field = "email"


class NotWanted(DomainError):
    """The address has opted out, or has signed up: it is not invited."""

    sentence = N_("This address has opted out of invitations, or has signed up for the event already.")
    field = "email"
