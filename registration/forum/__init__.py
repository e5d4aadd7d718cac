"""Forum: meetings on an event's session, agenda, presence, resolutions and minutes.

Owns Forum, ForumRules, ForumMember, Meeting, MeetingPresence, AgendaItem with its revisions, Vote, Resolution
and Minutes. A meeting goes planned → convened → in session → closed (or cancelled), its minutes go draft →
approved → published; once they are approved nothing of the meeting changes: the services refuse by name, the
database by triggers (models.guards). Stands on a session of an event of trainings; called by the desk and the
demo.
"""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add the `flask forum` commands."""
