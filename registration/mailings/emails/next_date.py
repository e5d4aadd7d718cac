"""The two mails to an address that waits for a next date: the one that proves the address, and the notice."""

from collections.abc import Mapping
from typing import Any

from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.site import Site
from registration.core.text import shorten
from registration.core.tokens import Purpose
from registration.mailings.emails.invitation import first_and_last, until
from registration.mailings.models import NextDateRequest
from registration.outbox.email import Email
from registration.trainings import facts
from registration.trainings.models import Event

INFORMATION = N_(
    "The controller of your data is %(owner)s (contact: %(contact)s). We use the e-mail address only to tell you once, "
    "by one message, that a next date of the event “%(title)s” has been published, on the ground of your consent "
    "(Art. 6(1)(a) GDPR), which you give by the button behind the link in the e-mail that you get now. You can "
    "withdraw it at any time by a link in each message. An address that is not confirmed is erased after 7 days, a "
    "confirmed one 14 days after that message, at the latest after 2 years. It may be passed to those who run the "
    "controller's computer systems and mail. You may ask to see, correct or erase your data and complain to the "
    "President of the Personal Data Protection Office (Prezes UODO). Giving the address is voluntary, but without it "
    "we cannot tell you."
)
"""What the form shows and the request keeps. The times are those of registration.mailings.services.next_dates."""
LONGEST_IN_SUBJECT = 70


def information(event: Event, language: str) -> str:
    """What somebody who waits is told about their address, in a language."""
    owner = event.organisation
    values = {"owner": owner.name, "contact": owner.email or "–", "title": event.title}
    return speak(Sentence(INFORMATION, values), language)


def manage_link(request: NextDateRequest, site: Site) -> str:
    """The page on which the request is confirmed and taken back."""
    return site.address(f"/mailings/waiting/{_token(request, site, Purpose.NEXT_DATE)}")


def _token(request: NextDateRequest, site: Site, purpose: Purpose) -> str:
    return site.token(purpose, request.public_id, request.generation)


def asking(request: NextDateRequest, site: Site) -> Email:
    """The mail that asks whether the address's owner wants to be told."""
    return _email(
        "mailing_next_date_request",
        request,
        request.event,
        {"link": manage_link(request, site), "title": request.event.title},
    )


def notice(request: NextDateRequest, event: Event, site: Site) -> Email:
    """The one mail about a next date."""
    stop = manage_link(request, site)
    sign_up = site.address(f"/mailings/next-date-sign-up/{_token(request, site, Purpose.INVITATION)}")
    context = {
        "event": facts.of_event(event, site, request.language),
        "asked_about": request.event.title,
        "days": first_and_last(event),
        "cost": event.cost,
        "until": until(event, request.language),
        "sign_up": sign_up,
        "stop": stop,
    }
    return _email("mailing_next_date", request, event, context, unsubscribe=f"{stop}/one-click")


def _email(
    template: str, request: NextDateRequest, event: Event, context: Mapping[str, Any], unsubscribe: str = ""
) -> Email:
    owner = event.organisation.name
    return Email(
        template=template,
        to=request.email,
        to_name="",
        language=request.language,
        context={"organisation": owner, "short": shorten(event.title, LONGEST_IN_SUBJECT), **context},
        sender_name=owner,
        reply_to=event.contact_email or event.organisation.email,
        unsubscribe=unsubscribe,
    )
