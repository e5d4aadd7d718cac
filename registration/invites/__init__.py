"""iCal invites: one person × one day, from the first REQUEST over updates to the CANCEL.

Owns Invitee and CalendarInvite (new → invited → cancelled). A change of the programme holds one mail per
person and day (hooks.programme_changed); SEQUENCE and DTSTAMP are given when the mail is first claimed.
Called by signup (participants) and, later, for speakers and staff.
"""


def register_mails() -> None:
    """Register the renderers of this package's mails."""


def register_hooks() -> None:
    """React to lower packages."""
