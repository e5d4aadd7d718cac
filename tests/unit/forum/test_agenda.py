"""The agenda: order, labels that stay, and texts that nobody loses."""

import pytest
from sqlalchemy import orm

from registration.accounts.audit import PROGRAM, Actor, history
from registration.forum import commands, errors, services
from registration.forum.models import AgendaItem, AgendaKind, Meeting, MeetingKind, MeetingState
from tests.factories import forum as make

AFTER = make.AFTER
NEW = commands.NewItem("Nowy punkt")
ANNA, JAN = Actor("user", 1, "Osoba A (przykład)"), Actor("user", 2, "Osoba B (przykład)")


def _labels(meeting: Meeting) -> list[tuple[str, str]]:
    return [(item.label, item.title.split()[0]) for item in meeting.items]


def test_before_the_opening_labels_follow_the_order(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    services.move_item(db, make.business(meeting).id, -1, PROGRAM, AFTER)
    assert _labels(meeting) == [
        ("1", "Otwarcie"),
        ("2", "Powołanie"),
        ("3", "Przyjęcie"),
        ("4", "Zamknięcie"),
    ]
    services.remove_item(db, meeting.items[0].id, PROGRAM, AFTER)
    assert _labels(meeting) == [("1", "Powołanie"), ("2", "Przyjęcie"), ("3", "Zamknięcie")]


def test_a_new_point_stands_before_the_closing(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    services.add_item(db, commands.AddItem(meeting.id, NEW), PROGRAM, AFTER)
    assert _labels(meeting)[-2:] == [("4", "Nowy"), ("5", "Zamknięcie")]


def test_from_the_opening_on_labels_stay_and_additions_get_letters(db: orm.Session) -> None:
    meeting = make.meeting(db)
    first = services.add_item(
        db, commands.AddItem(meeting.id, NEW, make.business(meeting).id), PROGRAM, AFTER
    )
    second = services.add_item(db, commands.AddItem(meeting.id, NEW, first.id), PROGRAM, AFTER)
    services.move_item(db, meeting.items[0].id, +1, PROGRAM, AFTER)
    assert [label for label, _ in _labels(meeting)] == ["2", "1", "3", "3a", "3b", "4"]
    assert second.anchor == "ad-3b"


def test_moving_over_the_end_changes_nothing(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    services.move_item(db, meeting.items[0].id, -1, PROGRAM, AFTER)
    assert _labels(meeting)[0] == ("1", "Otwarcie")


def test_a_point_that_has_a_text_stays(db: orm.Session) -> None:
    meeting = make.meeting(db)
    _write(db, make.business(meeting), "Omówiono.", 0)
    with pytest.raises(errors.ItemDecided):
        services.remove_item(db, make.business(meeting).id, PROGRAM, AFTER)


def test_a_point_that_was_voted_on_stays(db: orm.Session) -> None:
    meeting = make.meeting(db)
    make.vote(db, meeting)
    db.expire_all()
    with pytest.raises(errors.ItemDecided):
        services.remove_item(db, make.business(meeting).id, PROGRAM, AFTER)


def test_the_whole_agenda_is_replaced_only_before_the_opening(db: orm.Session) -> None:
    meeting = make.meeting(db)
    with pytest.raises(errors.WrongState):
        services.set_agenda(db, commands.SetAgenda(meeting.id, (NEW,)), PROGRAM, AFTER)


def test_a_point_says_what_it_is_about(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    item = make.business(meeting)
    with pytest.raises(errors.TitleMissing):
        services.edit_item(db, commands.EditItem(item.id, commands.NewItem(" ")), PROGRAM, AFTER)
    with pytest.raises(errors.TooLong):
        services.edit_item(db, commands.EditItem(item.id, commands.NewItem("x" * 301)), PROGRAM, AFTER)
    wanted = commands.NewItem("Inny tytuł", AgendaKind.REPORT, "Wójt (przykład)")
    edited = services.edit_item(db, commands.EditItem(item.id, wanted), PROGRAM, AFTER)
    assert (edited.title, edited.kind, edited.presenter) == ("Inny tytuł", "report", "Wójt (przykład)")


def test_the_usual_order_fits_the_kind_of_the_meeting() -> None:
    inaugural = services.usual_kinds(MeetingKind.INAUGURAL)
    assert AgendaKind.ELECTION in inaugural
    assert AgendaKind.PREVIOUS_MINUTES not in inaugural
    assert AgendaKind.PREVIOUS_MINUTES in services.usual_kinds(MeetingKind.ORDINARY)


def _write(db: orm.Session, item: AgendaItem, text: str, base: int, actor: Actor = ANNA) -> AgendaItem:
    return services.write_item(db, commands.WriteItem(item.id, text, base), actor, AFTER)


def test_every_writing_is_kept(db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    _write(db, item, "Pierwsza wersja.", 0)
    _write(db, item, "Druga wersja.", 1, JAN)
    db.refresh(item)
    assert (item.text, item.version) == ("Druga wersja.", 2)
    assert [(one.version, one.text, one.author_name) for one in item.revisions] == [
        (1, "Pierwsza wersja.", ANNA.name),
        (2, "Druga wersja.", JAN.name),
    ]


def test_two_writers_of_one_text_lose_nothing(db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    _write(db, item, "Wspólny początek.", 0)
    _write(db, item, "Wersja osoby A.", 1, ANNA)
    with pytest.raises(errors.TextChanged) as refused:
        _write(db, item, "Wersja osoby B.", 1, JAN)
    problem = refused.value
    assert (problem.base, problem.theirs, problem.yours, problem.version) == (
        "Wspólny początek.",
        "Wersja osoby A.",
        "Wersja osoby B.",
        2,
    )
    db.refresh(item)
    assert item.text == "Wersja osoby A."


def test_the_first_text_also_conflicts(db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    _write(db, item, "Wersja osoby A.", 0)
    with pytest.raises(errors.TextChanged) as refused:
        _write(db, item, "Wersja osoby B.", 0, JAN)
    assert refused.value.base == ""


def test_a_double_click_writes_once(db: orm.Session) -> None:
    item = make.business(make.meeting(db))
    for _ in range(2):
        _write(db, item, "Omówiono.", 0)
    assert item.version == 1


def test_nothing_is_written_before_the_meeting_is_convened(db: orm.Session) -> None:
    item = make.business(make.meeting(db, MeetingState.PLANNED))
    with pytest.raises(errors.WrongState):
        _write(db, item, "Za wcześnie.", 0)


def test_the_history_names_who_wrote(db: orm.Session) -> None:
    meeting = make.meeting(db)
    _write(db, make.business(meeting), "Omówiono.", 0, JAN)
    line = history(db, ("meeting", meeting.id))[0]
    assert (line.action, line.actor_name, line.after["version"]) == ("meeting.text_written", JAN.name, 1)
