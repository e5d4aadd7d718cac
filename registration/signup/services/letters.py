"""What all mails about one registration have in common, for the outbox."""

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
    return Draft(
        kind=kind,
        recipient=registration.email,
        recipient_name=registration.full_name,
        language=registration.language,
        dedupe_key=dedupe_key,
        context={"registration": registration.id, "invite": invite_id},
        priority=Priority.PROMPT,
        about=("event", registration.event_id),
        organisation_id=registration.event.organisation_id,
        invitee_id=registration.invitee_id,
    )


def confirmation_key(registration: Registration) -> str:
    """Of the mail that says that the registration holds."""
    if registration.returns:
        return f"restored:{registration.id}:{registration.returns}"
    return f"confirmation:{registration.id}"


def end_key(registration: Registration) -> str:
    """Of the mail that says that it is over; after each return there may be one more."""
    return f"withdrawn:{registration.id}" + (f":{registration.returns}" if registration.returns else "")
