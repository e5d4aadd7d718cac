"""Nothing of a meeting changes once its minutes are approved: services refuse, and so does the database."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import orm, text
from sqlalchemy.exc import IntegrityError

from registration.accounts.audit import PROGRAM
from registration.core.database import Base
from registration.forum import commands, errors, services
from registration.forum.models import Meeting, MeetingState, guards
from tests.factories import forum as make

AFTER = make.AFTER
Act = Callable[[orm.Session, Meeting], object]


@pytest.fixture
def settled(db: orm.Session) -> Meeting:
    """A meeting with a text, votes, a resolution and approved minutes."""
    meeting = make.meeting(db)
    services.write_item(db, commands.WriteItem(make.business(meeting).id, "Omówiono.", 0), PROGRAM, AFTER)
    make.resolution(db, meeting)
    make.vote(db, meeting)
    make.closed(db, meeting)
    make.approved(db, meeting)
    db.commit()
    return meeting


SERVICES: dict[str, Act] = {
    "edit_meeting": lambda db, of: services.edit_meeting(
        db, commands.EditMeeting(of.id, replace(make.PARTICULARS, guests="Gość")), PROGRAM, AFTER
    ),
    "convene": lambda db, of: services.convene(db, of.id, PROGRAM, AFTER),
    "open_meeting": lambda db, of: services.open_meeting(
        db, commands.OpenMeeting(of.id, make.FIRST_START), PROGRAM, AFTER
    ),
    "close": lambda db, of: services.close(db, commands.CloseMeeting(of.id, AFTER), PROGRAM, AFTER),
    "cancel": lambda db, of: services.cancel(db, commands.CancelMeeting(of.id, "a"), PROGRAM, AFTER),
    "discard": lambda db, of: services.discard(db, of.id, PROGRAM, AFTER),
    "set_agenda": lambda db, of: services.set_agenda(db, commands.SetAgenda(of.id, ()), PROGRAM, AFTER),
    "add_item": lambda db, of: services.add_item(
        db, commands.AddItem(of.id, commands.NewItem("Nowy")), PROGRAM, AFTER
    ),
    "edit_item": lambda db, of: services.edit_item(
        db, commands.EditItem(of.items[0].id, commands.NewItem("Inny")), PROGRAM, AFTER
    ),
    "move_item": lambda db, of: services.move_item(db, of.items[0].id, 1, PROGRAM, AFTER),
    "remove_item": lambda db, of: services.remove_item(db, of.items[0].id, PROGRAM, AFTER),
    "record_presence": lambda db, of: services.record_presence(
        db, commands.RecordPresence(of.id, ()), PROGRAM, AFTER
    ),
    "write_item": lambda db, of: services.write_item(
        db, commands.WriteItem(make.business(of).id, "Inaczej.", 1), PROGRAM, AFTER
    ),
    "record_vote": lambda db, of: make.vote(db, of),
    "strike_vote": lambda db, of: services.strike_vote(
        db, commands.StrikeVote(make.business(of).votes[1].id, "pomyłka"), PROGRAM, AFTER
    ),
    "adopt_resolution": lambda db, of: services.adopt_resolution(
        db, commands.AdoptResolution(make.business(of).votes[1].id, "a", "b"), PROGRAM, AFTER
    ),
    "approve": lambda db, of: make.approved(db, of),
}


@pytest.mark.parametrize("name", SERVICES)
def test_the_service_refuses_by_name(db: orm.Session, settled: Meeting, name: str) -> None:
    with pytest.raises(errors.MinutesApproved):
        SERVICES[name](db, settled)


def test_the_list_of_services_is_whole() -> None:
    of_a_forum = {"create_forum", "edit_forum", "add_members", "set_members", "create_meeting"}
    verbs = {name for name in services.__all__ if name.islower()}
    assert verbs == set(SERVICES) | of_a_forum | {"publish", "usual_kinds"}


STATEMENTS = {
    "meeting": "UPDATE meetings SET chair = 'Ktoś inny'",
    "number": "UPDATE meetings SET number = 7",
    "meeting gone": "DELETE FROM meetings",
    "title": "UPDATE agenda_items SET title = 'Inny'",
    "text": "UPDATE agenda_items SET text = 'Inaczej.', version = version + 1",
    "item gone": "DELETE FROM agenda_items WHERE version = 0 AND position = 0",
    "item more": (
        "INSERT INTO agenda_items (meeting_id, position, label, title, kind, presenter, text, version) "
        "SELECT id, 9, '9', 'Nowy', 'business', '', '', 0 FROM meetings"
    ),
    "presence": "UPDATE meeting_presences SET state = 'absent'",
    "presence gone": "DELETE FROM meeting_presences",
    "vote": "UPDATE votes SET in_favour = 10, abstained = 0",
    "vote struck": "UPDATE votes SET struck_at = recorded_at, strike_reason = 'pomyłka'",
    "vote gone": "DELETE FROM votes WHERE id NOT IN (SELECT vote_id FROM resolutions)",
    "vote more": (
        "INSERT INTO votes (item_id, subject, majority, entitled, present, in_favour, against, abstained, "
        "recorded_at, strike_reason) SELECT item_id, 'Wniosek', majority, entitled, present, in_favour, "
        "against, abstained, recorded_at, '' FROM votes"
    ),
    "resolution": "UPDATE resolutions SET text = 'Inaczej.'",
    "resolution gone": "DELETE FROM resolutions",
    "revision": "UPDATE agenda_item_revisions SET text = 'Inaczej.'",
    "revision gone": "DELETE FROM agenda_item_revisions",
    "revision more": (
        "INSERT INTO agenda_item_revisions (item_id, version, text, at, author_name) "
        "SELECT item_id, 2, 'Inaczej.', at, '' FROM agenda_item_revisions"
    ),
    "rules": "UPDATE forum_rules SET quorum = 'more than half'",
    "minutes a draft again": "UPDATE minutes SET state = 'draft', approved_at = NULL",
    "day": "UPDATE minutes SET held_on = '2026-07-02'",
    "published with another name": (
        "UPDATE minutes SET state = 'published', published_at = approved_at, forum_name = 'Inne'"
    ),
    "minutes gone": "DELETE FROM minutes",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_the_database_refuses_without_being_asked(db: orm.Session, settled: Meeting, statement: str) -> None:
    with pytest.raises(IntegrityError, match="forum:"):
        db.execute(text(statement))


def test_published_minutes_do_not_change_either(db: orm.Session, settled: Meeting) -> None:
    services.publish(db, settled.id, PROGRAM, AFTER)
    db.commit()
    for statement in (
        "UPDATE minutes SET published_by = 'Ktoś inny'",
        "UPDATE minutes SET state = 'approved'",
    ):
        with pytest.raises(IntegrityError, match="forum:"), db.begin_nested():
            db.execute(text(statement))


def test_another_meeting_of_the_forum_goes_on(db: orm.Session, settled: Meeting) -> None:
    other = make.meeting(db, forum=settled.forum, start=make.AFTER)
    assert make.vote(db, other).is_adopted


def test_an_item_cannot_be_carried_into_a_settled_meeting(db: orm.Session, settled: Meeting) -> None:
    other = make.meeting(db, MeetingState.PLANNED)
    db.commit()
    with pytest.raises(IntegrityError, match="forum:"):
        db.execute(text(f"UPDATE agenda_items SET meeting_id = {settled.id} WHERE meeting_id = {other.id}"))


def test_texts_before_approval_are_only_added_to(db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    services.write_item(db, commands.WriteItem(item.id, "Omówiono.", 0), PROGRAM, AFTER)
    for statement in ("UPDATE agenda_item_revisions SET text = ''", "DELETE FROM agenda_item_revisions"):
        with pytest.raises(IntegrityError, match="never altered"), db.begin_nested():
            db.execute(text(statement))


def test_every_table_of_a_meeting_has_its_guard() -> None:
    of_forums = {"forums", "forum_members", "forum_numbers"}
    ours = {name for name, table in Base.metadata.tables.items() if _is_ours(name)}
    assert ours == set(guards.TABLES) | of_forums
    for dialect in ("sqlite", "postgresql"):
        for table in guards.TABLES:
            assert any(f" ON {table} " in one for one in guards.statements(dialect)), (dialect, table)


def _is_ours(name: str) -> bool:
    models = [mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == name]  # type: ignore[attr-defined]
    return any(model.__module__.startswith("registration.forum") for model in models)
