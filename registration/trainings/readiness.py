"""What an event needs before everybody may see it. Pure."""

from dataclasses import dataclass
from datetime import datetime

from registration.core.language import N_, Sentence
from registration.trainings.models import Event


@dataclass(frozen=True)
class Requirement:
    """One line of the checklist: what is asked, whether it is met, and the desk's page that mends it ("": somebody else
    has to). `needed`: without it the event is not published."""

    sentence: Sentence
    met: bool
    page: str
    needed: bool = True


def checklist(event: Event, now: datetime) -> list[Requirement]:
    """All requirements, met or not. Needs `event.sessions`."""
    timed = event.starts_at is not None and all(session.starts_at is not None for session in event.sessions)
    ahead = event.ends_at is not None and event.ends_at > now
    place = event.venue_id is not None or bool(event.online_url)
    everywhere = timed and all(session.online_url for session in event.sessions)
    closes = event.sign_up_closes_at
    in_time = closes is None or event.ends_at is None or closes <= event.ends_at
    return [
        Requirement(Sentence(N_("The programme has an item with its times.")), timed, "programme"),
        Requirement(Sentence(N_("The event is still to come.")), ahead, "programme"),
        Requirement(Sentence(N_("There is a place or a link.")), place or everywhere, "place"),
        Requirement(Sentence(N_("It is said what the event is for.")), bool(event.purpose), "basics"),
        Requirement(
            Sentence(N_("There is somebody to ask: an e-mail address or a telephone.")),
            _contact(event),
            "basics",
        ),
        Requirement(
            Sentence(N_("There are places for those who have signed up.")), _has_room(event), "basics"
        ),
        Requirement(Sentence(N_("Sign-up ends before the event does.")), in_time, "basics"),
        Requirement(
            Sentence(
                N_("The institution has an e-mail address: the information clause at the form names it.")
            ),
            bool(event.organisation.email),
            "",
            needed=False,
        ),
    ]


def missing(event: Event, now: datetime) -> list[Sentence]:
    """What still has to be done."""
    return [one.sentence for one in checklist(event, now) if one.needed and not one.met]


def _contact(event: Event) -> bool:
    return bool(event.contact_email or event.contact_phone or event.organisation.email)


def _has_room(event: Event) -> bool:
    return event.capacity is None or event.capacity >= max(event.seats_taken, 1)
