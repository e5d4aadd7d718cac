"""What has happened to one registration, in words: its mails and its changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import pgettext

from registration.accounts.audit import history
from registration.accounts.history import Told, told
from registration.core.language import Sentence
from registration.invites.services.drafts import CHANGE
from registration.outbox import queries as outbox
from registration.outbox.models import MailState, OutgoingEmail
from registration.signup.models import Registration
from registration.signup.states import ORGANISER, PARTICIPANT
from registration.signup.words import MAIL_KINDS
from registration.web.language import say
from registration.web.writing import reading


@dataclass(frozen=True)
class MailLine:
    """One mail as its reader or the organiser is told of it; `mood` is the look of the tag."""

    what: str
    at: datetime
    state: str
    mood: str
    public_id: str


def mails(registration: Registration) -> list[MailLine]:
    """The mails about the registration, the newest first; those taken back before they left are left out."""
    found = outbox.to_person(reading(), registration.invitee_id)
    return [_line(mail) for mail in found if mail.state is not MailState.DROPPED]


def _line(mail: OutgoingEmail) -> MailLine:
    state, mood = _state(mail)
    return MailLine(_what(mail), mail.sent_at or mail.due_at, state, mood, mail.public_id)


def _what(mail: OutgoingEmail) -> str:
    """What kind of mail it is. A change's kind does not say whether it invites, moves or cancels; its subject does."""
    named = MAIL_KINDS.get(mail.kind)
    if named is None or (mail.kind == CHANGE and mail.subject):
        return mail.subject or _("E-mail")
    return say(Sentence(named))


def _state(mail: OutgoingEmail) -> tuple[str, str]:
    if mail.state is MailState.SENT:
        return (_("saved to a file"), "warn") if mail.filed_as else (pgettext("mail", "sent"), "ok")
    if mail.state is MailState.FAILED:
        return _("not delivered"), "error"
    return pgettext("mail", "waiting"), "quiet"


def changes(registration: Registration, *, own: bool) -> list[Told]:
    """What was done, the newest first. `own`: for the person, who reads "you" and "the organiser"."""
    lines = history(reading(), ("registration", registration.id))
    return _addressed(zip((line.actor_kind for line in lines), told(lines), strict=True), own)


def _addressed(lines: Iterable[tuple[str, Told]], own: bool) -> list[Told]:
    names = {PARTICIPANT: _("by the personal link or the form"), ORGANISER: _("the organiser")}
    return [replace(line, who=names.get(kind, line.who)) if own else line for kind, line in lines]
