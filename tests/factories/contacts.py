"""Contacts and their lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import orm

from registration.core.text import sort_key
from registration.partners.errors.contact import PostMissing
from registration.partners.errors.contact_import import WorkerGaveUp
from registration.partners.models import (
    Basis,
    Channel,
    Contact,
    ContactImport,
    ContactList,
    ContactListEntry,
    ImportState,
    Organisation,
)
from registration.partners.services.contacts.importing.choices import Choices
from registration.partners.services.contacts.importing.meanings import Meaning
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


def checked(db: orm.Session, **values: Any) -> ContactImport:
    """A file whose dry run is there to be read."""
    columns = (Meaning.INSTITUTION, Meaning.POST)
    choices = Choices(columns, Basis.PUBLIC_TASK, LONG_AGO, "książka adresowa").as_json()
    state = ImportState.CHECKED
    base = {"state": state, "report": report(state), "choices": choices, "refused": b"Stanowisko\r\n"}
    return staged(db, **{**base, **values})


def report(state: ImportState) -> dict[str, Any]:
    """What an import of this state tells: a bit of everything."""
    if state is ImportState.FAILED:
        sentence = WorkerGaveUp().told
        return {"failure": {"text": sentence.text, "values": {}, "many": None}}
    if state not in (ImportState.CHECKED, ImportState.DONE):
        return {}
    problem = {"row": 5, "column": "B", "heading": "Stanowisko", "text": PostMissing.sentence}
    change = {
        "row": 3,
        "contact": 1,
        "called": "Jan Kowal",
        "values": [["contact_channel", "e-mail", "phone"]],
    }
    counts = ("added", "changed", "same", "repeated", "refused", "problems", "unlinked")
    return {
        "figures": {"rows": 4, **dict.fromkeys(counts, 1)},
        "problems": [{**problem, "values": {}, "many": None}],
        "changes": [change],
        "repeated": [[4, 2]],
    }
