"""The text that an invitation begins with: made from the event, in the mailing's language, for changing."""

from registration.core import dates
from registration.core.catalogue import speak
from registration.core.language import N_, Sentence
from registration.core.text import shorten
from registration.trainings.models import Event, EventKind

LONGEST_TITLE = 120

_INVITED = {
    EventKind.TRAINING: N_("We invite you to the training “%(title)s”."),
    EventKind.CONFERENCE: N_("We invite you to the conference “%(title)s”."),
    EventKind.MEETING: N_("We invite you to the meeting “%(title)s”."),
}


def first_subject(event: Event, language: str) -> str:
    """ "Zaproszenie: Zasady tworzenia partnerstw, 1 i 2 lipca 2026 r."; without days that are not known."""
    title = shorten(event.title, LONGEST_TITLE)
    days = [day.date for day in event.days if day.date is not None]
    if not days:
        return speak(Sentence(N_("Invitation: %(title)s"), {"title": title}), language)
    values = {"title": title, "days": dates.days_list(days, language)}
    return speak(Sentence(N_("Invitation: %(title)s, %(days)s"), values), language)


def first_body(event: Event, language: str) -> str:
    """Plain paragraphs: what, what for, for whom, at what cost. Times and place stand beside them anyway."""
    paragraphs = (
        speak(Sentence(_INVITED[event.kind], {"title": event.title}), language),
        event.purpose,
        _audience(event, language),
        _cost(event, language),
    )
    return "\n\n".join(part for part in paragraphs if part)


def _audience(event: Event, language: str) -> str:
    said = Sentence(N_("For whom: %(audience)s"), {"audience": event.audience})
    return speak(said, language) if event.audience else ""


def _cost(event: Event, language: str) -> str:
    if not event.cost:
        return speak(N_("Taking part is free of charge. Signing up needs no account."), language)
    return speak(Sentence(N_("Cost: %(cost)s. Signing up needs no account."), {"cost": event.cost}), language)
