"""Optional consents: withdrawn as easily as given (GDPR, art. 7(3)), and given again."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.signup import queries
from registration.signup.errors import AlreadyWithdrawn, NoSuchConsent
from registration.signup.models import Consent, Registration
from registration.signup.states import PARTICIPANT, RULES

PERSONAL_PAGE = "personal page"


def withdraw_consent(db: orm.Session, registration_id: int, consent_id: int, *, now: datetime) -> None:
    """Take a given consent back; doing it again changes nothing. Raises NoSuchConsent for another person's, or
    for a text that only informs."""
    consent = db.get(Consent, consent_id)
    if consent is None or consent.registration_id != registration_id or consent.clause.is_information:
        raise NoSuchConsent
    if not consent.is_in_force:
        return
    consent.withdrawn_at = now
    _note(db, consent, "consent.withdrawn", now)


def give_consent(db: orm.Session, registration_id: int, clause_id: int, *, now: datetime) -> None:
    """Agree to the current text of an optional clause, as the personal page shows it; again changes nothing.

    Raises NoSuchConsent for a text that is not the current one of the event's owner in the person's language, or
    only informs; AlreadyWithdrawn where the registration is over.
    """
    registration = db.get_one(Registration, registration_id, with_for_update=True, populate_existing=True)
    if not RULES[registration.state].next:
        raise AlreadyWithdrawn
    current = queries.current_clauses(db, registration.event.organisation_id, registration.language)
    clause = next((one for one in current if one.id == clause_id and not one.is_information), None)
    if clause is None:
        raise NoSuchConsent
    consent = next((one for one in registration.consents if one.clause_id == clause.id), None)
    if consent is not None and consent.is_in_force:
        return
    if consent is None:
        consent = Consent(registration=registration, clause=clause)
        db.add(consent)
    consent.given, consent.answered_at, consent.how = True, now, PERSONAL_PAGE
    consent.withdrawn_at = None
    _note(db, consent, "consent.given", now)


def _note(db: orm.Session, consent: Consent, action: str, now: datetime) -> None:
    registration = consent.registration
    record(
        db,
        Actor(PARTICIPANT, registration.id),
        action,
        ("registration", registration.id),
        now=now,
        after={"consent": consent.clause.kind.value, "clause_version": consent.clause.version},
        organisation_id=registration.event.organisation_id,
    )
