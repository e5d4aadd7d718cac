"""The texts shown at sign-up: an organisation starts with these, and each new text is a new version."""

from datetime import datetime

from sqlalchemy import orm

from registration.core.catalogue import LANGUAGES, speak
from registration.core.language import N_, Sentence
from registration.partners.models import Organisation
from registration.signup import queries
from registration.signup.models import Clause, ClauseKind
from registration.trainings.models import Event, Visibility

FIRST_TEXTS = {
    ClauseKind.INFORMATION: N_(
        "The controller of your data is %(owner)s (contact: %(contact)s). We process them to run this event: "
        "to register you, to send you what you need to know about it and to draw up its documents "
        "(Art. 6(1)(e) GDPR, and for access needs your request under Art. 9(2)(a)). We keep them as long as running "
        "and documenting the event takes, then for the time that the archiving rules of the controller require. "
        "They may be passed to those who run the controller's computer systems and mail. You may ask to see, correct "
        "or erase your data, object to their use and complain to the President of the Personal Data Protection Office "
        "(Prezes UODO). Giving your data is voluntary, but without them you cannot be registered. Access needs are "
        "seen only by the coordinator of the event."
    ),
    ClauseKind.PICTURES: N_(
        "I agree that %(owner)s may publish pictures from this event on which I can be recognised. I can withdraw "
        "this consent at any time by the link in the confirmation."
    ),
    ClauseKind.NEWS: N_(
        "I agree to receive e-mails from %(owner)s about further events. I can withdraw this consent at any time "
        "by a link in each of them."
    ),
}


def prepare_event(db: orm.Session, event_id: int, now: datetime) -> None:
    """A published event's owner has the texts that its form shows, from the first sign-up on (GDPR, art. 13)."""
    event = db.get(Event, event_id)
    if event is not None and event.visibility is Visibility.PUBLISHED:
        ensure_clauses(db, event.organisation, now)


def ensure_clauses(db: orm.Session, owner: Organisation, now: datetime) -> None:
    """Give an organisation that has no clauses yet the first version of each, in every language."""
    for language in LANGUAGES:
        if queries.current_clauses(db, owner.id, language):
            continue
        values = {"owner": owner.name, "contact": owner.email or "–"}
        for kind, text in FIRST_TEXTS.items():
            told = speak(Sentence(text, values), language)
            db.add(
                Clause(
                    organisation_id=owner.id,
                    kind=kind,
                    language=language,
                    version=1,
                    text=told,
                    created_at=now,
                )
            )
    db.flush()
