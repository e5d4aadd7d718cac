"""The words for kinds and states, marked for translation."""

from registration.core.language import N_
from registration.trainings.models import EventKind, SessionKind, Visibility

KINDS = {
    EventKind.TRAINING: N_("Training"),
    EventKind.CONFERENCE: N_("Conference"),
    EventKind.MEETING: N_("Meeting"),
}
SESSION_KINDS = {
    SessionKind.TRAINING: N_("Training block"),
    SessionKind.FORUM_SITTING: N_("Forum sitting"),
    SessionKind.CEREMONY: N_("Ceremony"),
    SessionKind.BREAK: N_("Break"),
    SessionKind.MEAL: N_("Meal"),
}
VISIBILITIES = {
    Visibility.DRAFT: N_("Draft"),
    Visibility.PUBLISHED: N_("Published"),
    Visibility.CANCELLED: N_("Cancelled"),
    Visibility.ARCHIVED: N_("Archived"),
}
LANGUAGES = {"pl": N_("Polish"), "en": N_("English"), "uk": N_("Ukrainian"), "de": N_("German")}
ACCESS = (
    ("step_free", N_("Step-free entrance")),
    ("accessible_toilet", N_("Accessible toilet")),
    ("hearing_loop", N_("Hearing loop")),
    ("disabled_parking", N_("Parking for people with disabilities")),
)
"""Facts of a venue that are True, False or None: not known."""

KNOWN = {True: N_("yes"), False: N_("no"), None: N_("not known")}
