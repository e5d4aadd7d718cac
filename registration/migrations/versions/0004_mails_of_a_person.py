"""mails of a person, and registrations that come back

Mails written before are given to their people as far as their contexts say whom they concern.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

mails = sa.table(
    "outgoing_emails", sa.column("id"), sa.column("context", sa.JSON), sa.column("invitee_id", sa.Integer)
)
registrations = sa.table("registrations", sa.column("id"), sa.column("invitee_id"))
entries = sa.table("calendar_invites", sa.column("id"), sa.column("invitee_id"))


def upgrade() -> None:
    op.add_column("outgoing_emails", sa.Column("invitee_id", sa.Integer(), nullable=True))
    op.create_index("ix_outgoing_emails_invitee_id", "outgoing_emails", ["invitee_id"])
    # Not in batch mode, which would write the partial index on active addresses anew.
    op.add_column("registrations", sa.Column("returns", sa.Integer(), nullable=False, server_default="0"))
    _give_mails_to_people()


def downgrade() -> None:
    op.drop_column("registrations", "returns")
    op.drop_index("ix_outgoing_emails_invitee_id", "outgoing_emails")
    op.drop_column("outgoing_emails", "invitee_id")


def _give_mails_to_people() -> None:
    connection = op.get_bind()
    by_registration = dict(connection.execute(sa.select(registrations.c.id, registrations.c.invitee_id)).all())
    by_entry = dict(connection.execute(sa.select(entries.c.id, entries.c.invitee_id)).all())
    for number, context in connection.execute(sa.select(mails.c.id, mails.c.context)).all():
        known = context or {}
        person = by_registration.get(known.get("registration")) or by_entry.get(known.get("invite"))
        if person is not None:
            connection.execute(sa.update(mails).where(mails.c.id == number).values(invitee_id=person))
