"""What became of a mail, where nothing has gone wrong: one statement, as soon as the server has said yes.

It waits for no disk: when this program is killed nothing of it is lost, and at most the mail on the wire goes twice.
When the machine itself breaks down the notes since the last claim may be gone (a claim waits for the disk, and takes
all before it along), and these mails go once more under the same Message-ID. None is lost.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, update

from registration.core.database import UtcDateTime
from registration.core.driver import QuickSelect
from registration.core.postgres import IS_ASYNCHRONOUS
from registration.outbox.carrier import Claim
from registration.outbox.models import MailDeparture, MailState, OutgoingEmail
from registration.web.writing import at_once

_AT = bindparam("at", type_=UtcDateTime())


def _sending(*conditions: ColumnElement[bool]) -> QuickSelect:
    """A sent mail is sent, whoever holds the lease by now."""
    values: dict[str, Any] = {"last_error": "", "failure": None, "leased_until": None, "lease_owner": ""}
    wanted = update(OutgoingEmail).where(OutgoingEmail.id == bindparam("number"), *conditions)
    changed = wanted.values(state=MailState.SENT, sent_at=_AT, filed_as=bindparam("file_name"), **values)
    return QuickSelect(changed.returning(OutgoingEmail.id))


def _departing(*conditions: ColumnElement[bool]) -> QuickSelect:
    wanted = update(MailDeparture).where(MailDeparture.id == bindparam("number"), *conditions)
    return QuickSelect(wanted.values(at=_AT).returning(MailDeparture.id))


_SENT = {"sqlite": _sending(), "postgresql": _sending(IS_ASYNCHRONOUS)}
_DEPARTED = {"sqlite": _departing(), "postgresql": _departing(IS_ASYNCHRONOUS)}


def sent(one: Claim, file_name: str, now: datetime) -> None:
    """The server has taken the mail; by the pace it departed now. In no transaction."""
    at_once(_SENT, {"number": one.id, "file_name": file_name, "at": now})
    if one.departure is not None:
        at_once(_DEPARTED, {"number": one.departure, "at": now})
