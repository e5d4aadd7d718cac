"""States, reasons and outcomes as an organiser reads them, in the language of the page."""

from flask_babel import gettext as _
from flask_babel import ngettext, pgettext

from registration.core.mail_address import BadAddress
from registration.mailings.models import MailingState, Reason, Recipient
from registration.mailings.queries import EarlierEvent, OfferedList, Outcome, Progress
from registration.outbox.models import MailState
from registration.web import filters
from registration.web.language import say


def state_words() -> dict[MailingState, str]:
    """Where a mailing stands."""
    return {
        MailingState.DRAFT: pgettext("mailing", "draft"),
        MailingState.SENDING: pgettext("mailing", "being sent"),
        MailingState.SENT: pgettext("mailing", "sent"),
    }


def reason_words() -> dict[Reason, str]:
    """Why an address was taken out."""
    return {
        Reason.MALFORMED: _("not an e-mail address"),
        Reason.DUPLICATE: _("given more than once"),
        Reason.REGISTERED: _("already signed up for this event"),
        Reason.OPTED_OUT: _("does not want invitations"),
    }


def mail_words() -> dict[MailState, str]:
    """What has become of one recipient's mail."""
    return {
        MailState.WAITING: pgettext("delivery", "waiting"),
        MailState.SENDING: pgettext("delivery", "being sent"),
        MailState.SENT: pgettext("delivery", "handed to the mail server"),
        MailState.FAILED: pgettext("delivery", "not delivered"),
        MailState.DROPPED: pgettext("delivery", "not sent: signed up, opted out, sign-up closed or given up"),
    }


def outcomes(progress: Progress, into_folder: bool = False) -> list[tuple[Outcome, str, int]]:
    """The filters of the delivery page, each with its count; empty ones that nobody misses are left out.

    `into_folder`: without a mail server nothing was handed to one.
    """
    filed, handed = (
        pgettext("outcome", "saved to files, not sent"),
        pgettext("outcome", "handed to the mail server"),
    )
    sent = filed if into_folder else handed
    found = [
        (Outcome.ON_ITS_WAY, pgettext("outcome", "waiting or being sent"), progress.on_its_way),
        (Outcome.SENT, sent, progress.sent),
        (Outcome.FAILED, pgettext("outcome", "not delivered"), progress.failed),
        (Outcome.DROPPED, pgettext("outcome", "not sent"), progress.dropped),
        (Outcome.SIGNED_UP, pgettext("outcome", "signed up"), progress.signed_up),
        (Outcome.OPTED_OUT, pgettext("outcome", "opted out"), progress.opted_out),
    ]
    return [one for one in found if one[2] or one[0] in (Outcome.SENT, Outcome.SIGNED_UP)]


def about(earlier: EarlierEvent) -> str:
    """What stands under the box of an earlier event: when it was, how many may be invited, why not more."""
    parts = [
        filters.short_moment(earlier.starts_at, earlier.zone) if earlier.starts_at else "",
        ngettext("%(num)d participant", "%(num)d participants", earlier.participants),
        ngettext(
            "%(num)d agreed to e-mails about further events",
            "%(num)d agreed to e-mails about further events",
            earlier.agreed,
        ),
        ngettext(
            "%(num)d left out: there is no such consent, or it was withdrawn",
            "%(num)d left out: there is no such consent, or it was withdrawn",
            earlier.left_out,
        )
        if earlier.left_out
        else "",
    ]
    return "; ".join(part for part in parts if part)


def cure(recipient: Recipient) -> str:
    """What to change in a malformed piece: "Znak @ stoi …"."""
    return say(BadAddress(recipient.fault, recipient.typed).told) if recipient.fault else ""


def about_list(one: OfferedList) -> str:
    """How many of a list get the invitation, and how many are left out."""
    invited = ngettext("%(num)d contact is invited", "%(num)d contacts are invited", one.reachable)
    if not one.left_out:
        return str(invited)
    rest = ngettext("%(num)d is left out", "%(num)d are left out", one.left_out)
    return f"{invited}; {rest}"
