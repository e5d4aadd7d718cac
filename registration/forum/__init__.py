"""Forum: meetings on an event's session, agenda, presence, resolutions and minutes.

Owns Forum, ForumRules, ForumMember, Meeting, MeetingPresence, AgendaItem with its revisions, Vote, Resolution
and Minutes. A meeting goes planned → convened → in session → closed (or cancelled), its minutes go draft →
approved → published; once they are approved nothing of the meeting changes: the services refuse by name, the
database by triggers (models.guards). Stands on a session of an event of trainings; called by the desk and the
demo.
"""

from sqlalchemy import orm

from registration.core.language import N_, Sentence
from registration.trainings.hooks import AlsoThere

NUMBERED = N_(
    "A meeting sits in this event: %(forum)s, no. %(number)s. It is not cancelled together with the event."
)
PLANNED = N_("A meeting is planned in this event: %(forum)s. It is not cancelled together with the event.")


def register_hooks() -> None:
    """Keep trainings from taking a meeting's session out of a programme, and tell who cancels an event that a meeting
    sits in it; show forums on the pages of their projects; give the audit trail its words."""
    from registration.accounts import history
    from registration.forum import panels, words
    from registration.partners import hooks as partners
    from registration.trainings import hooks

    history.describe(words.ACTIONS, words.NAMES, words.VALUES)
    if _meeting_is_held not in hooks.session_held:
        hooks.session_held.append(_meeting_is_held)
        hooks.also_there.append(_meetings_there)
        partners.project_panels.append(panels.of_project)
        partners.project_uses.append(panels.names)
        partners.project_party_uses.append(panels.memberships)


def _meeting_is_held(db: orm.Session, session_id: int) -> Sentence | None:
    from registration.forum.queries.desk import meeting_in

    if meeting_in(db, session_id) is None:
        return None
    return Sentence(N_("%(item)s: a meeting of a forum is tied to it, so it stays in the programme."))


def _meetings_there(db: orm.Session, event_id: int) -> list[AlsoThere]:
    from registration.forum.queries.desk import meetings_inside

    return [
        AlsoThere(
            Sentence(NUMBERED if one.numeral else PLANNED, {"forum": one.forum.name, "number": one.numeral}),
            "forum_desk.meeting",
            {"meeting_id": one.id},
        )
        for one in meetings_inside(db, event_id)
    ]
