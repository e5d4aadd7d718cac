"""The mail at the organiser's desk: what was sent to whom, what failed and why, and sending it again.

Stands here and not in registration.outbox, since it needs what is above that: accounts (who may see which
organisation's mail, the audit trail) and trainings (the event whose mails are shown).
"""
