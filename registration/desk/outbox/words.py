"""How the desk calls the states and kinds of mail."""

from flask_babel import pgettext

from registration.outbox.models import MailState, OutgoingEmail

TAGS = {
    MailState.WAITING: "quiet",
    MailState.SENDING: "quiet",
    MailState.SENT: "ok",
    MailState.FAILED: "error",
    MailState.DROPPED: "quiet",
}


def state_words() -> dict[MailState, str]:
    """The states, as a filter offers them."""
    return {
        MailState.WAITING: pgettext("email", "waiting"),
        MailState.SENDING: pgettext("email", "being sent"),
        MailState.SENT: pgettext("email", "sent"),
        MailState.FAILED: pgettext("email", "not delivered"),
        MailState.DROPPED: pgettext("email", "given up"),
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
    }
    return of_organisations | ({"accounts": pgettext("email", "organiser's account")} if all_sites else {})


def kind_of(mail: OutgoingEmail) -> str:
    """The group of one mail in words; its bare kind where it is not known."""
    return kind_groups().get(mail.kind.partition(".")[0], mail.kind)
