"""Why the mailbox cannot be read, and what became of what was read: for the desk and the commands."""

from flask_babel import pgettext

from registration.invites.models import MailboxFailure
from registration.invites.services.replies import Outcome


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


def outcome(found: Outcome) -> str:
    """What became of one answer."""
    said = {
        Outcome.RECORDED: pgettext("answer", "recorded"),
        Outcome.OLD_VERSION: pgettext("answer", "recorded, to an earlier version"),
        Outcome.OVERTAKEN: pgettext("answer", "overtaken by a later one"),
        Outcome.KNOWN: pgettext("answer", "known already"),
        Outcome.STRANGER: pgettext("answer", "from another address"),
        Outcome.UNCLEAR: pgettext("answer", "not clear"),
        Outcome.UNKNOWN: pgettext("answer", "not about an entry or a mail of ours"),
        Outcome.UNREADABLE: pgettext("answer", "cannot be read"),
        Outcome.NO_ANSWER: pgettext("answer", "no answer of a calendar"),
        Outcome.RETURNED: pgettext("answer", "a mail of ours came back"),
        Outcome.NO_FAILURE: pgettext("answer", "a report of no failure"),
    }
    return str(said[found])
