"""Why a mail did not leave, in words that every page uses alike."""

from flask_babel import pgettext

from registration.outbox.models import Failure


def failure_words() -> dict[Failure, str]:
    """The reasons, as a filter offers them and a list shows them."""
    return {
        Failure.ADDRESS: pgettext("email", "address unknown"),
        Failure.MAILBOX_FULL: pgettext("email", "mailbox full"),
        Failure.POLICY: pgettext("email", "refused as unwanted mail"),
        Failure.TOO_LARGE: pgettext("email", "message too large"),
        Failure.ACCOUNT: pgettext("email", "our mail account refused"),
        Failure.RATE: pgettext("email", "mail server asks to slow down"),
        Failure.GREYLISTED: pgettext("email", "recipient's server asks to come again"),
        Failure.CONNECTION: pgettext("email", "no connection to the mail server"),
        Failure.DNS: pgettext("email", "mail server's name not found"),
        Failure.TLS: pgettext("email", "mail server's certificate not trusted"),
        Failure.TIMEOUT: pgettext("email", "mail server does not answer"),
        Failure.CUT: pgettext("email", "connection broken while sending"),
        Failure.DISK: pgettext("email", "file could not be written"),
        Failure.UNMADE: pgettext("email", "message could not be made"),
        Failure.OTHER: pgettext("email", "another reason"),
    }
