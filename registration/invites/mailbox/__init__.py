"""The mailbox that calendars answer to and undelivered mails come back to, read by IMAP beside the people who read it:
nothing in it is ever changed.

How far it was read is kept in our database (UIDVALIDITY and the last UID), not in the \\Seen flag: whoever opens an
answer in their own program would hide it from us, and we would mark as read what nobody has seen.
"""
