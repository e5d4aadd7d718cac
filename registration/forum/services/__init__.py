"""What can be done with forums and their meetings. Each service takes (db, command or id, actor, now), checks
the rules, writes, adds a line to the audit trail and flushes; the caller commits."""

from registration.forum.services.agenda import (
    add_item,
    edit_item,
    move_item,
    remove_item,
    set_agenda,
    usual_kinds,
)
from registration.forum.services.forums import add_members, create_forum, edit_forum, set_members
from registration.forum.services.meetings import (
    cancel,
    close,
    convene,
    create_meeting,
    discard,
    edit_meeting,
    open_meeting,
)
from registration.forum.services.minutes import approve, publish
from registration.forum.services.presence import record_presence
from registration.forum.services.texts import WRITABLE, write_item
from registration.forum.services.votes import HELD, adopt_resolution, record_vote, strike_vote

__all__ = [
    "HELD",
    "WRITABLE",
    "add_item",
    "add_members",
    "adopt_resolution",
    "approve",
    "cancel",
    "close",
    "convene",
    "create_forum",
    "create_meeting",
    "discard",
    "edit_forum",
    "edit_item",
    "edit_meeting",
    "move_item",
    "open_meeting",
    "publish",
    "record_presence",
    "record_vote",
    "remove_item",
    "set_agenda",
    "set_members",
    "strike_vote",
    "usual_kinds",
    "write_item",
]
