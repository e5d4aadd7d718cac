"""What stands on top of an event's page when it is not simply open, and the next step."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.core.language import N_
from registration.trainings.models import Event, Visibility


class NextStep(StrEnum):
    """Where the page leads on to."""

    OTHER_EVENTS = "other events"
    CONTACT = "contact"
    CALENDAR = "calendar"
    DESK = "desk"


@dataclass(frozen=True)
class Standing:
    """A marked title and sentence, the look of the notice, and the next step."""

    title: str
    text: str
    kind: str
    next: NextStep


DRAFT = Standing(
    N_("This is a draft."),
    N_("Only its organisers see this page; after publication everybody does."),
    "info",
    NextStep.DESK,
)
CANCELLED = Standing(
    N_("This event is cancelled."),
    N_("Everybody who had signed up is told by e-mail."),
    "error",
    NextStep.OTHER_EVENTS,
)
ARCHIVED = Standing(
    N_("This is a record of a past event."),
    N_("It is shown as its source tells it: what the source does not say is left out."),
    "info",
    NextStep.OTHER_EVENTS,
)
ENDED = Standing(
    N_("This event has ended."), N_("The programme stays here to be read."), "info", NextStep.OTHER_EVENTS
)
NOT_YET = Standing(
    N_("Sign-up is not open yet."),
    N_("Add the event to your calendar and come back."),
    "info",
    NextStep.CALENDAR,
)
CLOSED = Standing(
    N_("Sign-up is closed."), N_("Ask the organiser whether you can still join."), "info", NextStep.CONTACT
)
FULL = Standing(
    N_("No seats are left."),
    N_("Ask the organiser whether a seat may become free, or look at other events."),
    "warn",
    NextStep.OTHER_EVENTS,
)


def standing(event: Event, now: datetime) -> Standing | None:
    """What to say on top; None while a person can simply sign up. A draft has a preview at the desk."""
    if event.visibility is Visibility.DRAFT:
        return DRAFT
    if event.visibility is Visibility.CANCELLED:
        return CANCELLED
    if event.visibility is Visibility.ARCHIVED:
        return ARCHIVED
    if event.is_past(now):
        return ENDED
    if event.sign_up_opens_at is not None and now < event.sign_up_opens_at:
        return NOT_YET
    if not event.takes_sign_ups(now):
        return CLOSED
    return FULL if event.is_full else None
