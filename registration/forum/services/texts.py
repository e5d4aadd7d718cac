"""The text of an agenda item: saved only over the version that its writer has seen, every writing kept."""

from datetime import datetime

from sqlalchemy import orm, select, update

from registration.accounts.audit import Actor
from registration.forum import commands, errors
from registration.forum.models import AgendaItem, AgendaItemRevision, MeetingState
from registration.forum.queries import writing
from registration.forum.services import audit, words

WRITABLE = (MeetingState.CONVENED, MeetingState.IN_SESSION, MeetingState.CLOSED)


def write_item(db: orm.Session, wanted: commands.WriteItem, actor: Actor, now: datetime) -> AgendaItem:
    """Save the text as the next version and add it to the revisions; the same text once more changes nothing.

    Raises NoSuchItem, MinutesApproved, WrongState, TooLong; TextChanged with all three texts when somebody
    else has saved since `base_version`.
    """
    item = writing.open_item(db, wanted.item_id, *WRITABLE)
    text = words.prose(wanted.text, "text")
    if text == item.text:
        return item
    # Compare and swap in one statement: version_id_col would compare with a row that was just read again.
    swap = update(AgendaItem).where(AgendaItem.id == item.id, AgendaItem.version == wanted.base_version)
    swap = swap.values(text=text, version=AgendaItem.version + 1).returning(AgendaItem.version)
    version = db.execute(swap.execution_options(synchronize_session=False)).scalar_one_or_none()
    if version is None:
        raise _changed(db, item, text, wanted.base_version)
    db.add(_revision(item.id, version, text, actor, now))
    label, before = item.label, item.version
    db.refresh(item)
    audit.of_meeting(
        *(db, actor, "meeting.text_written", item.meeting, now),
        {"version": before},
        {"item": label, "version": version},
    )
    db.flush()
    return item


def _changed(db: orm.Session, item: AgendaItem, yours: str, base_version: int) -> errors.TextChanged:
    of_base = AgendaItemRevision.item_id == item.id, AgendaItemRevision.version == base_version
    base = db.scalar(select(AgendaItemRevision.text).where(*of_base)) or ""
    return errors.TextChanged(item.id, base, item.text, yours, item.version)


def _revision(item_id: int, version: int, text: str, actor: Actor, now: datetime) -> AgendaItemRevision:
    author = {"author_id": actor.id, "author_name": actor.name}
    return AgendaItemRevision(item_id=item_id, version=version, text=text, at=now, **author)
