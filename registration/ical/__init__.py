"""Calendar bytes: a CalendarEntry in, RFC 5545 out; bytes in, what they say out.

Owns: entry (the values), text (what may be said in them), zones (short VTIMEZONEs), lines (folding),
write (VEVENTs, invitations, feeds), read (strict reading by icalendar), lint (our own check of the bytes).
States: none. It is pure: no database, no HTTP, no clock; every stamp and UID comes in as a value.
Callers: invites, trainings, forum and calendars, which store the bytes of a VEVENT when it changes.
Traps of the icalendar library are fenced in read.py and nowhere else; write.py and lines.py write without it.
"""
