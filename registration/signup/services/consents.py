"""Withdrawing an optional consent: as easy as giving it (GDPR, art. 7(3))."""

from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor, record
from registration.signup.errors import NoSuchConsent
from registration.signup.models import Consent, Registration


def withdraw_consent(db: orm.Session, registration_id: int, consent_id: int, *, now: datetime) -> None:
    """Take a given consent back; doing it again changes nothing. Raises NoSuchConsent for another person's, or
    for a text that only informs."""
    consent = db.get(Consent, consent_id)
    if consent is None or consent.registration_id != registration_id or consent.clause.is_information:
        raise NoSuchConsent
    if not consent.is_in_force:
        return
    consent.withdrawn_at = now
    registration = db.get_one(Registration, registration_id)
    record(
        db,
        Actor("participant", registration_id),
        "consent.withdrawn",
        ("registration", registration_id),
        now=now,
        after={"consent": consent.clause.kind.value},
        organisation_id=registration.event.organisation_id,
    )
