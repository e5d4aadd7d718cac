"""How the desk calls the states and kinds of mail."""

from flask_babel import gettext as _
from flask_babel import pgettext

from registration.outbox.models import Failure, MailState, OutgoingEmail
from registration.outbox.state_words import state_words

TAGS = {
    MailState.WAITING: "quiet",
    MailState.SENDING: "quiet",
    MailState.SENT: "ok",
    MailState.FAILED: "error",
    MailState.DROPPED: "quiet",
}


def state_of(mail: OutgoingEmail) -> tuple[str, str]:
    """The state of one mail in words, and the look of its tag. A file is not called sent."""
    if mail.state is MailState.SENT and mail.filed_as:
        return pgettext("email", "saved to a file, not sent"), "warn"
    if mail.state is MailState.WAITING and mail.last_error:
        return pgettext("email", "put off, will be tried again"), "warn"
    return state_words()[mail.state], TAGS[mail.state]


def kind_groups(*, all_sites: bool = True) -> dict[str, str]:
    """The beginnings of kinds, as a filter offers them; mails of accounts belong to no organisation."""
    of_organisations = {
        "signup": pgettext("email", "registration"),
        "invites": pgettext("email", "calendar entry"),
        "mailings": pgettext("email", "mailing"),
        "desk": pgettext("email", "notice to organisers"),
    }
    return of_organisations | ({"accounts": pgettext("email", "organiser's account")} if all_sites else {})


def kind_of(mail: OutgoingEmail) -> str:
    """The group of one mail in words; its bare kind where it is not known."""
    return kind_groups().get(mail.kind.partition(".")[0], mail.kind)


def advice() -> dict[Failure, str]:
    """What each reason means, and who can do what about it."""
    server = _("Nothing needs to be done: the message waits and is tried again by itself.")
    administrator = _("All messages wait. The administrator has to look at the settings of the mail server.")
    return {
        Failure.ADDRESS: _("There is no such mailbox. Look for a typing error and correct the address."),
        Failure.MAILBOX_FULL: _("The recipient's mailbox takes no more. Call, or send again in a few days."),
        Failure.POLICY: _(
            "The recipient's server takes the message for unwanted mail. Call the recipient; if it happens often, the "
            "administrator should check SPF, DKIM and DMARC of the sender's domain."
        ),
        Failure.TOO_LARGE: _("The recipient's server takes only smaller messages."),
        Failure.ACCOUNT: administrator,
        Failure.RATE: _("Too many messages at once. All wait for a while and go more slowly."),
        Failure.GREYLISTED: _(
            "The recipient's server takes a first message only at the second try. It is tried again."
        ),
        Failure.CONNECTION: server,
        Failure.DNS: administrator,
        Failure.TLS: administrator,
        Failure.TIMEOUT: server,
        Failure.CUT: server,
        Failure.DISK: _("The administrator has to make room on the disk of the server."),
        Failure.UNMADE: _(
            "Something in the event stops the message from being written. Correct it, then send again."
        ),
        Failure.OTHER: _("What the server said stands below."),
    }
