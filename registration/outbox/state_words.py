"""How every page and command calls the states of a mail."""

from flask_babel import pgettext

from registration.outbox.models import MailState


def state_words() -> dict[MailState, str]:
    """The states, as a filter offers them."""
    return {
        MailState.WAITING: pgettext("email", "waiting"),
        MailState.SENDING: pgettext("email", "being sent"),
        MailState.SENT: pgettext("email", "sent"),
        MailState.FAILED: pgettext("email", "not delivered"),
        MailState.DROPPED: pgettext("email", "given up"),
    }
