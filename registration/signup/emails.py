"""The mails about one's own registration, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from registration.core.site import Site
from registration.core.tokens import Purpose
from registration.invites.entries import online_links
from registration.invites.whose import Own, all_sessions
from registration.outbox.email import CalendarPart, Email
from registration.signup.models import Registration
from registration.trainings import facts


def manage_link(registration: Registration, site: Site) -> str:
    """The personal link."""
    token = site.token(Purpose.REGISTRATION, registration.public_id, registration.generation)
    return site.address(f"/sign-up/my/{token}")


def program_link(registration: Registration, site: Site) -> str:
    """The download of all sessions as one calendar file."""
    token = site.token(Purpose.REGISTRATION, registration.public_id, registration.generation)
    return site.address(f"/invites/{token}/program.ics")


def confirmation(
    registration: Registration,
    site: Site,
    own: Own,
    calendar: CalendarPart | None,
    number: tuple[int, int] | None,
    *,
    restored: bool = False,
) -> Email:
    """ "You are registered", with the first day's invitation; `number` is (1, 2) where more days follow. The
    programme is that of the person's `own` sessions.

    `restored`: a resignation was undone.
    """
    optional = [one for one in all_sessions(registration.event) if one.optional]
    event = facts.of_event(registration.event, site, registration.language, own)
    told = [(one.clause.text, one.clause.is_information) for one in registration.consents if one.is_in_force]
    context = {
        "restored": restored,
        "event": event,
        "asked": bool(optional),
        "chosen": tuple(one.title for one in optional if one.id in own),
        "number": number,
        "entry": calendar is not None,
        "beyond": number is not None and number[1] < len(event.days),
        "online": tuple(online_links(registration.event, own)),
        "consents": tuple(text for text, informs in told if not informs),
        "information": tuple(text for text, informs in told if informs),
    }
    program = program_link(registration, site)
    return _about(registration, site, "confirmation", context, calendar, program=program)


def repeated(registration: Registration, site: Site) -> Email:
    """The address is registered already: its link again, and what to do if it was somebody else."""
    return _about(registration, site, "repeated", {})


def withdrawn(
    registration: Registration,
    site: Site,
    calendar: CalendarPart | None,
    references: tuple[str, ...],
    *,
    by_organiser: bool = False,
    number: tuple[int, int] | None = None,
) -> Email:
    """The resignation is accepted (or: the organiser took the person off the list), with the first day's
    cancellation."""
    context = {"entry": calendar is not None, "by_organiser": by_organiser, "number": number}
    return _about(registration, site, "withdrawn", context, calendar, references)


def new_link(registration: Registration, site: Site) -> Email:
    """The personal link was replaced: the new one."""
    return _about(registration, site, "new_link", {})


def links(registrations: Sequence[Registration], site: Site) -> Email:
    """The personal links of all of an address's registrations."""
    newest = registrations[-1]
    listed = [
        {
            "title": one.event.title,
            "when": facts.when(one.event, newest.language),
            "name": one.full_name,
            "link": manage_link(one, site),
        }
        for one in registrations
    ]
    return _mail(newest, "links", {"listed": listed})


def _about(
    registration: Registration,
    site: Site,
    template: str,
    more: Mapping[str, object],
    calendar: CalendarPart | None = None,
    references: tuple[str, ...] = (),
    **personal: str,
) -> Email:
    """A mail about one registration: all but the personal values is the same for many people."""
    own = {
        "name": registration.full_name,
        "reference": registration.reference,
        "manage": manage_link(registration, site),
        **personal,
    }
    about = facts.of_event(registration.event, site, registration.language)
    email = _mail(registration, template, {"event": about, **more})
    return replace(email, personal=own, calendar=calendar, references=references)


def _mail(registration: Registration, template: str, context: Mapping[str, object]) -> Email:
    event = registration.event
    return Email(
        template=template,
        to=registration.email,
        to_name=registration.full_name,
        language=registration.language,
        context=context,
        sender_name=event.organisation.name,
        reply_to=event.contact_email or event.organisation.email,
    )
