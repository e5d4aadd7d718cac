"""Why the mailbox cannot be read, for the desk."""

from flask_babel import pgettext

from registration.invites.models import MailboxFailure


def reason(failure: MailboxFailure) -> str:
    """In words that begin small."""
    said = {
        MailboxFailure.ACCOUNT: pgettext("mailbox", "the mailbox refuses the sign-in"),
        MailboxFailure.FOLDER: pgettext("mailbox", "the folder is not in the mailbox"),
        MailboxFailure.TLS: pgettext("mailbox", "the mailbox server's certificate is not trusted"),
        MailboxFailure.DNS: pgettext("mailbox", "the mailbox server's name is not found"),
        MailboxFailure.CONNECTION: pgettext("mailbox", "no connection to the mailbox server"),
        MailboxFailure.TIMEOUT: pgettext("mailbox", "the mailbox server does not answer"),
        MailboxFailure.OTHER: pgettext("mailbox", "the mailbox server refuses"),
    }
    return str(said[failure])
