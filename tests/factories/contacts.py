"""Contacts and their lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import orm

from registration.core.text import sort_key
from registration.partners.models import (
    Basis,
    Channel,
    Contact,
    ContactImport,
    ContactList,
    ContactListEntry,
    Organisation,
)
from registration.partners.services.contacts.tidying import compared
from tests.factories.trainings import NOON, organisation

LONG_AGO = date(2020, 1, 1)


def contact(db: orm.Session, **values: Any) -> Contact:
    """Somebody whose name is not known: the secretary of an institution."""
    owner: Organisation = values.pop("owner", None) or organisation(db)
    where = values.pop("organisation", None) or (None if values.get("unlinked") else organisation(db))
    base: dict[str, Any] = {
        "post": "sekretarz",
        "name": "",
        "email": "",
        "phone": "",
        "channel": Channel.LETTER,
        "basis": Basis.PUBLIC_TASK,
        "processed_since": LONG_AGO,
        "source": "strona internetowa gminy",
        "created_at": NOON,
        "updated_at": NOON,
    }
    told = {**base, **values}
    made = Contact(owner=owner, organisation=where, **{**compared(told), **told})
    db.add(made)
    db.flush()
    return made


def contact_list(db: orm.Session, members: Iterable[Contact] = (), **values: Any) -> ContactList:
    """A list, with members since long ago."""
    owner: Organisation = values.pop("owner", None) or organisation(db)
    name = values.pop("name", "Sekretarze")
    made = ContactList(
        owner=owner, name=name, name_key=name.casefold(), sort_key=sort_key(name), created_at=NOON, **values
    )
    db.add(made)
    db.flush()
    db.add_all(ContactListEntry(list_id=made.id, contact_id=one.id, since=LONG_AGO) for one in members)
    db.flush()
    return made


def staged(db: orm.Session, **values: Any) -> ContactImport:
    """A file that was just uploaded."""
    owner: Organisation = values.pop("owner", None) or organisation(db)
    base = {
        "file_name": "kontakty.csv",
        "content": "Instytucja;Stanowisko\nGmina;wójt\n".encode(),
        "headings": ["Instytucja", "Stanowisko"],
        "user_name": "Anna Organizatorka",
        "created_at": NOON,
    }
    made = ContactImport(owner=owner, **{**base, **values})
    db.add(made)
    db.flush()
    return made
