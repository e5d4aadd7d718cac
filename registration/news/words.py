"""What news are called, in forms and in the history."""

from registration.core.language import N_
from registration.news.models import NewsState, Posture

STATES = {
    NewsState.DRAFT: N_("Draft"),
    NewsState.PUBLISHED: N_("Shown to everybody"),
    NewsState.WITHDRAWN: N_("Withdrawn"),
}
TONES = {NewsState.DRAFT: "quiet", NewsState.PUBLISHED: "ok", NewsState.WITHDRAWN: "warn"}
POSTURES = {
    Posture.NONE: N_("not said"),
    Posture.STANDS: N_("stands (one person)"),
    Posture.STAND: N_("stand (several)"),
    Posture.SITS: N_("sits (one person)"),
    Posture.SIT: N_("sit (several)"),
    Posture.TURNED_AWAY: N_("turned away"),
}
ACTIONS = {
    "news.added": N_("News item added"),
    "news.changed": N_("News item changed"),
    "news.published": N_("News item published"),
    "news.withdrawn": N_("News item withdrawn"),
    "news.photograph_added": N_("Photograph added"),
    "news.photograph_changed": N_("Description of a photograph changed"),
    "news.photograph_moved": N_("Photographs put in another order"),
    "news.photograph_removed": N_("Photograph removed"),
}
NAMES = {
    "news_title": N_("Title"),
    "news_slug": N_("Address of the page"),
    "news_lead": N_("Lead"),
    "news_text": N_("Text"),
    "news_signed": N_("Signed"),
    "news_source": N_("Source"),
    "news_event": N_("Event"),
    "news_meeting": N_("Meeting of a forum"),
    "news_partnership": N_("Partnership"),
    "news_state": N_("State"),
    "news_alt": N_("Description of the photograph"),
    "news_caption": N_("Caption"),
    "news_decorative": N_("Decorative"),
    "news_photographs": N_("Photographs"),
}
WORDS = {"news_state": {state.value: text for state, text in STATES.items()}}
