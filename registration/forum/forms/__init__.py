"""Forms of the secretary's desk. They know shapes; the rules are the services'."""

from registration.forum.forms.agenda import ItemForm, TextForm
from registration.forum.forms.forums import EditForumForm, MembersForm, NewForumForm
from registration.forum.forms.meetings import (
    ApproveForm,
    ConfirmForm,
    NewMeetingForm,
    ParticularsForm,
    ReasonForm,
    TimeForm,
)
from registration.forum.forms.sitting import PresenceForm, ResolutionForm, VoteForm

__all__ = [
    "ApproveForm",
    "ConfirmForm",
    "EditForumForm",
    "ItemForm",
    "MembersForm",
    "NewForumForm",
    "NewMeetingForm",
    "ParticularsForm",
    "PresenceForm",
    "ReasonForm",
    "ResolutionForm",
    "TextForm",
    "TimeForm",
    "VoteForm",
]
