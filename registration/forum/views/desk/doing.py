"""What the desk's pages share: finding a thing that one may edit, and carrying out a service for a form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.accounts.guards import current_actor, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import Conflict, DomainError, NotFound
from registration.forum.errors import NoSuchForum, NoSuchItem, NoSuchMeeting, NoSuchVote
from registration.forum.models import AgendaItem, Forum, Meeting, Vote
from registration.forum.queries import desk
from registration.web.forms import BaseForm
from registration.web.writing import reading, writing

Made = TypeVar("Made")


def own_forum(forum_id: int) -> Forum:
    """The forum, for somebody who may edit it. Raises NoSuchForum; aborts as `require`."""
    found = desk.forum(reading(), forum_id)
    if found is None:
        raise NoSuchForum
    _require(found)
    return found


def own_meeting(meeting_id: int) -> Meeting:
    """The meeting with all that its pages show. Raises NoSuchMeeting; aborts as `require`."""
    found = desk.meeting(reading(), meeting_id)
    if found is None:
        raise NoSuchMeeting
    _require(found.forum)
    return found


def own_item(item_id: int) -> AgendaItem:
    """The agenda item with its meeting. Raises NoSuchItem; aborts as `require`."""
    found = desk.item(reading(), item_id)
    if found is None:
        raise NoSuchItem
    _require(found.meeting.forum)
    return found


def own_vote(vote_id: int) -> Vote:
    """The vote with its item and meeting. Raises NoSuchVote; aborts as `require`."""
    found = desk.vote(reading(), vote_id)
    if found is None:
        raise NoSuchVote
    _require(found.item.meeting.forum)
    return found


def _require(forum: Forum) -> None:
    require(Act.EDIT_FORUM, Where(organisation_id=forum.organisation_id, forum_id=forum.id))


@dataclass(frozen=True)
class Done(Generic[Made]):
    """A service did what was asked; `made` is what it gave back."""

    made: Made


def carry_out(form: BaseForm, do: Callable[[orm.Session, Actor, datetime], Made]) -> Done[Made] | None:
    """Do it, by who is signed in, when the form was sent and is well-formed. What the service refuses is
    shown in the form; conflicts (another state, approved minutes) and missing things go on to their error
    pages."""
    if not form.validate_on_submit():
        return None
    try:
        with writing() as db:
            return Done(do(db, current_actor(), clock.now()))
    except (Conflict, NotFound):
        raise
    except DomainError as problem:
        form.add_problem(problem)
        return None


def back_to_meeting(meeting_id: int, said: str, anchor: str = "") -> ResponseReturnValue:
    """Say what was done and show the meeting's page."""
    flash(said, "success")
    address = url_for("forum_desk.meeting", meeting_id=meeting_id, _anchor=anchor or None)
    return redirect(address, 303)
