"""Forum: meetings on an event's session, agenda, presence, resolutions and minutes.

Owns Forum, ForumRules, ForumMember, Meeting, MeetingPresence, AgendaItem with its revisions, Vote, Resolution
and Minutes. A meeting goes planned → convened → in session → closed (or cancelled), its minutes go draft →
approved → published; once they are approved nothing of the meeting changes: the services refuse by name, the
database by triggers (models.guards). Stands on a session of an event of trainings; called by the desk and the
demo.
"""

from sqlalchemy import orm

from registration.core.language import N_, Sentence


def register_hooks() -> None:
    """Keep trainings from taking a meeting's session out of a programme; give the audit trail its words."""
    from registration.accounts import history
    from registration.forum import words
    from registration.trainings import hooks

    history.describe(words.ACTIONS, words.NAMES, words.VALUES)
    if _meeting_is_held not in hooks.session_held:
        hooks.session_held.append(_meeting_is_held)


def _meeting_is_held(db: orm.Session, session_id: int) -> Sentence | None:
    from registration.forum.queries.desk import meeting_in

    if meeting_in(db, session_id) is None:
        return None
    return Sentence(N_("%(item)s: a meeting of a forum is tied to it, so it stays in the programme."))
