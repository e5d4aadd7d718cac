"""How the audit trail of events and venues reads (registration.accounts.history)."""

from registration.core.language import N_
from registration.trainings.models import EventKind, SessionKind, Visibility
from registration.trainings.words import KINDS, LANGUAGES, SESSION_KINDS

ACTIONS = {
    "event.created": N_("Event created"),
    "event.changed": N_("Texts and figures changed"),
    "event.programme": N_("Programme changed"),
    "event.place": N_("Place changed"),
    "event.venue": N_("Place corrected"),
    "event.speaker_added": N_("Speaker added"),
    "event.speaker_changed": N_("Speaker changed"),
    "event.speaker_removed": N_("Speaker removed"),
    "event.published": N_("Event published"),
    "event.unpublished": N_("Event made a draft again"),
    "event.cancelled": N_("Event cancelled"),
    "event.archived": N_("Event archived"),
    "venue.created": N_("Place created"),
    "venue.changed": N_("Place corrected"),
}
NAMES = {
    "kind": N_("Kind"),
    "title": N_("Title"),
    "slug": N_("Address of the page"),
    "purpose": N_("What for"),
    "audience": N_("For whom"),
    "cost": N_("Cost"),
    "language": N_("Language of the event"),
    "zone": N_("Time zone"),
    "capacity": N_("Number of places"),
    "accessibility": N_("Access at this event"),
    "contact_name": N_("Contact: post or name"),
    "contact_email": N_("Contact: e-mail"),
    "contact_phone": N_("Contact: telephone"),
    "sign_up_opens_at": N_("Sign-up opens"),
    "sign_up_closes_at": N_("Sign-up closes"),
    "programme": N_("Programme"),
    "session_kind": N_("Kind of item"),
    "session_optional": N_("Chosen by participants"),
    "speakers": N_("Speakers"),
    "venue": N_("Place"),
    "online_url": N_("Link for joining online"),
    "visibility": N_("Visibility"),
    "cancellation_reason": N_("Why"),
    "venue_name": N_("Name of the place"),
    "street": N_("Street and number"),
    "postcode": N_("Postcode"),
    "town": N_("Town"),
    "step_free": N_("Step-free entrance"),
    "hearing_loop": N_("Hearing loop"),
    "accessible_toilet": N_("Accessible toilet"),
    "disabled_parking": N_("Parking for people with disabilities"),
    "access_notes": N_("How to get in"),
    "access_contact": N_("Whom to ask about access"),
}
WORDS = {
    "kind": {kind.value: KINDS[kind] for kind in EventKind},
    "language": LANGUAGES,
    "session_optional": {"yes": N_("yes"), "no": N_("no")},
    "session_kind": {kind.value: SESSION_KINDS[kind] for kind in SessionKind},
    "visibility": {
        Visibility.DRAFT.value: N_("draft"),
        Visibility.PUBLISHED.value: N_("published"),
        Visibility.CANCELLED.value: N_("cancelled"),
        Visibility.ARCHIVED.value: N_("archived"),
    },
}
