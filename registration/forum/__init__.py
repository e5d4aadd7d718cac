"""Forum: meetings on an event's session, agenda, presence, resolutions and minutes.

Owns Forum, ForumMember, Meeting, AgendaItem, MeetingPresence, Resolution and Minutes. Calls trainings and below.
"""

from flask import Flask


def register_commands(app: Flask) -> None:
    """Add the `flask forum` commands."""
