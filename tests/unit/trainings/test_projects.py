"""An event of a project keeps it through a copy, and an undo gives back the one that it had."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import orm

from registration.trainings.errors import ProjectOfOthers
from registration.trainings.models import Event
from registration.trainings.services import NewDate, change_basics, undo_last
from registration.trainings.services.copying import copy_event
from tests import factories
from tests.factories import projects as make
from tests.factories.trainings import NOON
from tests.unit.trainings.conftest import ACTOR, editing
from tests.unit.trainings.test_basics import BASICS


@pytest.fixture
def event(db: orm.Session) -> Event:
    made = factories.event(db)
    made.project = make.project(db, owner=made.organisation)
    db.commit()
    return made


def test_a_copy_belongs_to_the_same_project(db: orm.Session, event: Event) -> None:
    copied = copy_event(db, event.id, NewDate(date(2027, 3, 1), "Kopia", ""), actor=ACTOR, now=NOON)
    db.commit()
    assert copied.project_id == event.project_id


def test_an_undo_gives_the_former_project_back(db: orm.Session, event: Event) -> None:
    former = event.project
    change_basics(db, editing(event), replace(BASICS, project_id=None))
    db.commit()
    assert event.project is None
    undo_last(db, editing(event))
    db.commit()
    db.expire_all()
    assert event.project is former


@pytest.mark.parametrize("foreign", [True, False])
def test_an_event_belongs_to_no_project_of_others_and_to_none_that_is_not(
    db: orm.Session, event: Event, foreign: bool
) -> None:
    number = make.project(db).id if foreign else 999_999
    with pytest.raises(ProjectOfOthers) as refused:
        change_basics(db, editing(event), replace(BASICS, project_id=number))
    assert refused.value.field == "project_id"
