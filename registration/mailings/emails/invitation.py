"""The invitation as a value, and as the outbox asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import orm

from registration.core import dates
from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.site import Site
from registration.core.tokens import Purpose
from registration.mailings import queries
from registration.mailings.models import Basis, Mailing, Origin, Recipient, RecipientState
from registration.outbox.email import Email
from registration.outbox.models import OutgoingEmail
from registration.signup.models import ClauseKind
from registration.signup.queries import current_clauses
from registration.trainings import facts
from registration.trainings.models import Event

TEMPLATE = "mailing_invitation"
HIDDEN = "…"


@dataclass(frozen=True)
class Links:
    """A recipient's own addresses: to sign up, to opt out, and for the mail program's own button."""

    sign_up: str
    opt_out: str
    one_click: str


@dataclass(frozen=True)
class Why:
    """What the mail says of itself (GDPR, art. 14), in its language."""

    reason: str
    """Why it came, and where the address is from: the last line."""
    ground: str
    """What is used of the recipient, on what legal basis."""
    clause: str
    """The owner's information clause as it stands; empty when there is none."""


TEST_REASON = N_("This is a test message. It was sent from the organiser's desk to their own address.")
REASONS = {
    Origin.PARTICIPANT: N_(
        "You get this message because, when signing up for the event “%(source)s”, you agreed to e-mails "
        "about further events. Sender: %(organisation)s."
    ),
    Origin.CONTACT: N_(
        "You get this message because you are among the contacts of its organiser: %(organisation)s. Where the "
        "address comes from: %(source)s"
    ),
    Origin.PASTED: N_(
        "You get this message because this address is on the list of people invited to this event, drawn up "
        "by its organiser: %(organisation)s. Where the address comes from: %(source)s"
    ),
}
USED = {
    True: N_("To send this message, only the name and the e-mail address are used."),
    False: N_("To send this message, only the e-mail address is used."),
}
GROUNDS = {
    Basis.CONSENT: N_(
        "Legal basis: consent (Art. 6(1)(a) GDPR). It can be withdrawn at any time by the link above."
    ),
    Basis.PUBLIC_TASK: N_(
        "Legal basis: a task carried out in the public interest (Art. 6(1)(e) GDPR). You may object at any "
        "time by the link above."
    ),
    Basis.LEGITIMATE_INTEREST: N_(
        "Legal basis: the legitimate interest of the organiser in inviting to the event (Art. 6(1)(f) "
        "GDPR). You may object at any time by the link above."
    ),
}


def links_of(recipient: Recipient, site: Site) -> Links:
    """The recipient's links, which work."""
    invitation = site.token(Purpose.INVITATION, recipient.public_id, recipient.generation)
    return _links(site, invitation, site.token(Purpose.OPT_OUT, recipient.public_id, recipient.generation))


def masked_links(site: Site) -> Links:
    """Links that show their shape and open nothing: what the desk sees of somebody's mail."""
    return _links(site, HIDDEN, HIDDEN)


def _links(site: Site, invitation: str, opt_out: str) -> Links:
    return Links(
        sign_up=site.address(f"/mailings/invitation/{invitation}"),
        opt_out=site.address(f"/mailings/opt-out/{opt_out}"),
        one_click=site.address(f"/mailings/opt-out/{opt_out}/one-click"),
    )


def render_invitation(db: orm.Session, row: OutgoingEmail, site: Site, now: datetime) -> Email | None:
    """The mail for one row of the outbox; None when its recipient has signed up or opted out since, or when
    nobody can sign up any more."""
    recipient = db.get(Recipient, row.context["recipient"])
    if recipient is None or not is_still_wanted(db, recipient, now):
        return None
    return invitation(db, recipient, links_of(recipient, site), site)


def is_still_wanted(db: orm.Session, recipient: Recipient, now: datetime) -> bool:
    """Whether the mail is still to be sent. A test mail always is: the organiser asked for it."""
    if recipient.state is RecipientState.TEST:
        return True
    open_now = recipient.mailing.event.takes_sign_ups(now)
    return open_now and queries.reason_to_drop(db, recipient) is None


def invitation(db: orm.Session, recipient: Recipient, links: Links, site: Site) -> Email:
    """The mail to one recipient."""
    mailing = recipient.mailing
    context = _context(mailing, links, why_of(db, recipient), site)
    return Email(
        template=TEMPLATE,
        to=recipient.email,
        to_name=recipient.name,
        language=mailing.language,
        context={**context, "test": recipient.state is RecipientState.TEST},
        sender_name=mailing.organisation.name,
        reply_to=mailing.event.contact_email or mailing.organisation.email,
        unsubscribe=links.one_click,
    )


def _context(mailing: Mailing, links: Links, why: Why, site: Site) -> Mapping[str, Any]:
    event, language = mailing.event, mailing.language
    return {
        "subject": mailing.subject,
        "body": mailing.body,
        "event": facts.of_event(event, site, language),
        "days": first_and_last(event),
        "cost": event.cost,
        "until": until(event, language),
        "links": links,
        "why": why,
    }


def first_and_last(event: Event) -> tuple[date, date] | None:
    """The days for the calendar leaf; None where none is known."""
    known = sorted(day.date for day in event.days if day.date is not None)
    return (known[0], known[-1]) if known else None


def until(event: Event, language: str) -> str:
    """The set end of sign-up; empty where it simply lasts until the start."""
    closes = event.sign_up_closes_at
    return dates.short_moment(closes, event.zone, language) if closes else ""


def why_of(db: orm.Session, recipient: Recipient) -> Why:
    """Why this recipient gets the mail."""
    mailing, language = recipient.mailing, recipient.mailing.language
    agreed = recipient.origin is Origin.PARTICIPANT
    basis = Basis.CONSENT if agreed else recipient.basis or mailing.basis or Basis.LEGITIMATE_INTEREST
    return Why(
        reason=_reason(db, recipient),
        ground=f"{speak(USED[bool(recipient.name)], language)} {speak(GROUNDS[basis], language)}",
        clause=_clause(db, mailing),
    )


def _reason(db: orm.Session, recipient: Recipient) -> str:
    mailing = recipient.mailing
    if recipient.state is RecipientState.TEST:
        return speak(TEST_REASON, mailing.language)
    past = db.get(Event, recipient.past_event_id) if recipient.past_event_id else None
    source = past.title if past else recipient.source or mailing.source
    values = {"organisation": mailing.organisation.name, "source": source}
    return speak(Sentence(REASONS[recipient.origin], values), mailing.language)


def _clause(db: orm.Session, mailing: Mailing) -> str:
    found = current_clauses(db, mailing.organisation_id, mailing.language)
    return next((one.text for one in found if one.kind is ClauseKind.INFORMATION), "")
