"""Mailings, their recipients, and people who took part before."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import orm

from registration.core.tokens import new_public_id, new_reference
from registration.invites.models import Invitee
from registration.mailings.models import (
    Basis,
    Mailing,
    NextDateRequest,
    OptOut,
    OptOutVia,
    Origin,
    Recipient,
    RecipientState,
    RequestState,
)
from registration.signup.models import Clause, ClauseKind, Consent, Registration
from registration.signup.states import RegistrationState
from registration.trainings.models import Event
from tests.factories.trainings import NOON
from tests.factories.trainings import event as make_event

_numbers = itertools.count(1)


def mailing(db: orm.Session, **values: Any) -> Mailing:
    """A written draft about a published event, without recipients."""
    about = values.pop("event", None) or make_event(db)
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "event": about,
        "organisation": about.organisation,
        "subject": "Zaproszenie na szkolenie",
        "body": "Zapraszamy na szkolenie.\n\nDo zobaczenia.",
        "basis": Basis.PUBLIC_TASK,
        "source": "lista adresowa gmin (przykład)",
        "created_at": NOON,
    }
    made = Mailing(**{**base, **values})
    db.add(made)
    db.flush()
    return made


def recipient(db: orm.Session, of: Mailing, email: str = "", **values: Any) -> Recipient:
    """Somebody who gets the mailing."""
    number = next(_numbers)
    address = email or f"sekretariat-{number}@gmina.example.pl"
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "generation": 1,
        "position": number,
        "email": address,
        "email_key": address.lower(),
        "state": RecipientState.INCLUDED,
        "origin": Origin.PASTED,
    }
    made = Recipient(mailing=of, **{**base, **values})
    db.add(made)
    db.flush()
    return made


def opt_out(db: orm.Session, organisation_id: int, email: str, at: datetime = NOON) -> OptOut:
    """An address that wants no mailings of the organisation."""
    made = OptOut(organisation_id=organisation_id, email_key=email.lower(), at=at, via=OptOutVia.PAGE)
    db.add(made)
    db.flush()
    return made


def next_date_request(db: orm.Session, of: Event, email: str = "", **values: Any) -> NextDateRequest:
    """A confirmed request, made on the event's page, to be told of a next date."""
    address = email or f"oczekujacy-{next(_numbers)}@gmina.example.pl"
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "event": of,
        "email": address,
        "email_key": address.lower(),
        "state": RequestState.CONFIRMED,
        "shown": "Administratorem danych jest…",
        "asked_at": NOON,
        "confirmed_at": NOON,
        "changed_at": NOON,
    }
    made = NextDateRequest(**{**base, **values})
    db.add(made)
    db.flush()
    return made


def participant(db: orm.Session, of: Event, email: str = "", **values: Any) -> Registration:
    """Somebody registered for the event, by the same rows as sign-up writes; no mail, no seat."""
    address = email or f"uczestnik-{next(_numbers)}@gmina.example.pl"
    base: dict[str, Any] = {
        "public_id": new_public_id(),
        "reference": new_reference(),
        "event": of,
        "invitee": Invitee(event=of, email=address, name="Sekretarz Gminy"),
        "state": RegistrationState.CONFIRMED,
        "first_name": "Sekretarz",
        "last_name": "Gminy",
        "email": address,
        "email_key": address.lower(),
        "institution": "Gmina (przykład)",
        "post": "sekretarz",
        "created_at": NOON,
        "changed_at": NOON,
    }
    made = Registration(**{**base, **values})
    db.add(made)
    db.flush()
    return made


def news_clause(db: orm.Session, of: Event) -> Clause:
    """The consent to news of the event's organisation."""
    made = Clause(
        organisation_id=of.organisation_id,
        kind=ClauseKind.NEWS,
        language="pl",
        version=next(_numbers),
        text="Zgoda na wiadomości o kolejnych wydarzeniach.",
        created_at=NOON,
    )
    db.add(made)
    db.flush()
    return made


def answer(
    db: orm.Session, by: Registration, clause: Clause, *, given: bool = True, withdrawn: bool = False
) -> Consent:
    """What a participant said about a clause."""
    made = Consent(
        registration=by,
        clause=clause,
        given=given,
        answered_at=by.created_at,
        withdrawn_at=by.created_at + timedelta(hours=1) if withdrawn else None,
    )
    db.add(made)
    db.flush()
    return made


def past_event(db: orm.Session, of: Event, **values: Any) -> Event:
    """An event of the same organisation that ended a year before."""
    start = of.starts_at or NOON
    return make_event(db, organisation=of.organisation, start=start - timedelta(days=364), **values)
