"""Calendars: feeds that people subscribe to and files that they download.

Owns FeedEntry: the stored bytes of one public VEVENT, rewritten only when its session changes
(hooks.programme_changed); a feed is a SELECT and a join. Reads everybody's queries; nobody calls it.
"""


def register_hooks() -> None:
    """React to lower packages."""
