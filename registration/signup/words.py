"""How the audit trail of a registration and its mails read, for participants and organisers alike."""

from registration.core.language import N_
from registration.invites.services.drafts import AGAIN, CHANGE, LINK
from registration.signup.services import letters

ACTIONS = {
    "registration.confirmed": N_("Registration accepted"),
    "registration.changed": N_("Answers corrected"),
    "registration.linked": N_("Institution linked to the list"),
    "registration.chosen": N_("Choice of items changed"),
    "registration.address_corrected": N_("E-mail address corrected"),
    "registration.withdrawn": N_("Resignation"),
    "registration.removed": N_("Registration cancelled by the organiser"),
    "registration.restored": N_("Registration valid again"),
    "registration.link_replaced": N_("Personal link replaced"),
    "registration.needs_erased": N_("Needs erased after the event"),
    "event.coordinator_named": N_("Coordinator named"),
    "event.coordinator_released": N_("Coordinator released"),
    "clause.written": N_("Text for participants: new version"),
    "consent.given": N_("Consent given"),
    "consent.withdrawn": N_("Consent withdrawn"),
}
NAMES = {
    "registration_state": N_("State of the registration"),
    "chosen_items": N_("Chosen items"),
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "institution": N_("Institution"),
    "linked_institution": N_("Institution on the list"),
    "post": N_("Post"),
    "phone": N_("Phone"),
    "question": N_("Question to the speaker"),
    "needs": N_("Needs"),
    "coordinator": N_("Coordinator"),
    "consent": N_("Consent"),
    "clause_version": N_("Version of the text"),
}
WORDS = {
    "registration_state": {
        "confirmed": N_("registration confirmed"),
        "withdrawn": N_("resigned"),
        "removed": N_("cancelled by the organiser"),
    },
    "consent": {
        "information": N_("information clause"),
        "pictures": N_("pictures from the event"),
        "news": N_("e-mails about further events"),
        "hosts": N_("information for speakers and staff"),
    },
}
MAIL_KINDS = {
    letters.CONFIRMATION: N_("Confirmation of the registration"),
    letters.RESTORED: N_("Confirmation that the registration is valid again"),
    letters.REPEATED: N_("Answer to a second sign-up with the same address"),
    letters.WITHDRAWN: N_("Confirmation of the resignation"),
    letters.REMOVED: N_("Note that the organiser has cancelled the registration"),
    letters.NEW_LINK: N_("New personal link"),
    letters.LINKS: N_("Personal link, sent once more on request"),
    AGAIN: N_("Calendar entry of one day, sent again by the organiser"),
    LINK: N_("Calendar entry of one day with the new link"),
    CHANGE: N_("Calendar entry of one day: invitation, change or cancellation"),
}
