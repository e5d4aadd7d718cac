"""What all mails about one registration have in common, for the outbox."""

from registration.invites.services import Guest
from registration.outbox.email import Draft
from registration.outbox.models import Priority
from registration.signup.models import Registration

CONFIRMATION = "signup.confirmation"
RESTORED = "signup.restored"
REPEATED = "signup.repeated"
WITHDRAWN = "signup.withdrawn"
REMOVED = "signup.removed"
NEW_LINK = "signup.new_link"
LINKS = "signup.links"


def letter(registration: Registration, kind: str, dedupe_key: str, invite_id: int | None = None) -> Draft:
    """A mail to the participant; with `invite_id` it carries that calendar entry's next message."""
    to = Guest(
        registration.invitee_id,
        registration.event_id,
        registration.event.organisation_id,
        registration.email,
        registration.full_name,
        registration.language,
    )
    return letter_to(to, registration.id, kind, dedupe_key, invite_id)


def letter_to(
    to: Guest, registration_id: int, kind: str, dedupe_key: str, invite_id: int | None = None
) -> Draft:
    """As `letter`, about a registration that is known by its id."""
    return Draft(
        kind=kind,
        recipient=to.email,
        recipient_name=to.name,
        language=to.language,
        dedupe_key=dedupe_key,
        context={"registration": registration_id, "invite": invite_id},
        priority=Priority.PROMPT,
        about=("event", to.event_id),
        organisation_id=to.organisation_id,
        invitee_id=to.invitee_id,
    )


def confirmation_key(registration_id: int, returns: int = 0) -> str:
    """Of the mail that says that the registration holds; after each return there is one more."""
    return f"restored:{registration_id}:{returns}" if returns else f"confirmation:{registration_id}"


def end_key(registration: Registration) -> str:
    """Of the mail that says that it is over; after each return there may be one more."""
    return f"withdrawn:{registration.id}" + (f":{registration.returns}" if registration.returns else "")
