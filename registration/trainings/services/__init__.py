"""Changing trainings. Every service checks, writes, raises the counters, notes the change, tells the hooks.

They flush and leave the commit to the caller.
"""

from registration.trainings.services.basics import Basics, change_basics, create_event, proposed_slug
from registration.trainings.services.changes import Editing
from registration.trainings.services.copying import NewDate, copy_event
from registration.trainings.services.deleting import delete_draft
from registration.trainings.services.editions import link_edition, unlink_edition
from registration.trainings.services.places import (
    VenueFacts,
    add_venue,
    change_venue,
    choose_place,
    events_at,
)
from registration.trainings.services.programme import Programme, SessionDraft, save_programme
from registration.trainings.services.publishing import (
    archive,
    cancel,
    people_to_tell,
    people_waiting,
    publish,
    restore,
    unpublish,
)
from registration.trainings.services.speakers import SpeakerFacts, add_speaker, change_speaker, remove_speaker
from registration.trainings.services.undoing.undo import last_undoable, undo_last

__all__ = [
    "Basics",
    "Editing",
    "NewDate",
    "Programme",
    "SessionDraft",
    "SpeakerFacts",
    "VenueFacts",
    "add_speaker",
    "add_venue",
    "archive",
    "cancel",
    "change_basics",
    "change_speaker",
    "change_venue",
    "choose_place",
    "copy_event",
    "create_event",
    "delete_draft",
    "events_at",
    "last_undoable",
    "link_edition",
    "people_to_tell",
    "people_waiting",
    "proposed_slug",
    "publish",
    "remove_speaker",
    "restore",
    "save_programme",
    "undo_last",
    "unlink_edition",
    "unpublish",
]
