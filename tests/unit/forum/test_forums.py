"""Forums and their members."""

from typing import Any

import pytest
from sqlalchemy import orm

from registration.accounts.audit import PROGRAM, Actor, history
from registration.forum import commands, errors, services
from registration.forum.models import Forum, ForumMember
from tests.factories import forum as make
from tests.factories import organisation
from tests.factories.trainings import NOON

ANNA = Actor("user", 1, "Osoba A (przykład)")


def _create(db: orm.Session, **values: Any) -> Forum:
    base: dict[str, Any] = {"name": "Forum Testowe", "genitive": "Forum Testowego"}
    wanted = commands.CreateForum(organisation(db).id, **{**base, **values})
    return services.create_forum(db, wanted, ANNA, NOON)


def test_namesakes_have_addresses_of_their_own(db: orm.Session) -> None:
    slugs = [_create(db).slug for _ in range(3)]
    assert slugs == ["forum-testowe", "forum-testowe-2", "forum-testowe-3"]
    assert _create(db, name="Forum").slug == "forum"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": " "}, errors.NameMissing),
        ({"genitive": ""}, errors.GenitiveMissing),
        ({"name": "x" * 201}, errors.TooLong),
        ({"purpose": "x" * 100_001}, errors.TooLong),
    ],
)
def test_a_forum_has_names_that_fit(
    db: orm.Session, values: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        _create(db, **values)


def test_the_history_keeps_what_was_changed_by_whom(db: orm.Session) -> None:
    of = make.forum(db)
    wanted = commands.EditForum(of.id, "Nowa nazwa", of.genitive, of.purpose, commands.Rules(notice_days=14))
    services.edit_forum(db, wanted, ANNA, NOON)
    line = history(db, ("forum", of.id))[0]
    assert (line.action, line.actor_name) == ("forum.edited", ANNA.name)
    assert line.before == {"forum_name": "Forum Przykładowe", "notice_days": 7}
    assert line.after == {"forum_name": "Nowa nazwa", "notice_days": 14}


def _joined(db: orm.Session, *members: commands.NewMember) -> list[ForumMember]:
    of = make.forum(db, members=0)
    return list(services.add_members(db, commands.AddMembers(of.id, members), PROGRAM, NOON))


def test_a_member_is_found_in_the_register_by_its_only_name(db: orm.Session) -> None:
    known = organisation(db, name="Gmina Jedyna (przykład)")
    twins = [organisation(db, name="Gmina Dwojga (przykład)") for _ in range(2)]
    names = ("Gmina Jedyna (przykład)", "Gmina Dwojga (przykład)", "Nieznana (przykład)")
    found = _joined(db, *(commands.NewMember(name) for name in names))
    assert [member.organisation_id for member in found] == [known.id, None, None]
    given = _joined(db, commands.NewMember("Gmina Dwojga (przykład)", twins[1].id))
    assert given[0].organisation_id == twins[1].id


def test_members_stand_in_the_order_in_which_they_are_given(db: orm.Session) -> None:
    of = make.forum(db, members=3)
    wanted = (make.NAMES[2], make.NAMES[0], make.NAMES[1])
    services.set_members(db, commands.SetMembers(of.id, wanted, NOON.date()), PROGRAM, NOON)
    db.expire_all()
    assert tuple(member.name for member in of.members) == wanted
