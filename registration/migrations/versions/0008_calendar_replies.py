"""answers of calendars"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0008"
down_revision = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("calendar_invites", sa.Column("answer", sa.String(20), nullable=False, server_default=""))
    op.add_column("calendar_invites", sa.Column("answer_sequence", sa.Integer(), nullable=True))
    op.add_column("calendar_invites", sa.Column("answer_stamp", MOMENT, nullable=True))
    op.add_column("calendar_invites", sa.Column("answered_at", MOMENT, nullable=True))
    op.create_table(
        "calendar_replies",
        sa.Column("id", ID, nullable=False),
        sa.Column("invite_id", ID, nullable=False),
        sa.Column("message_key", sa.String(length=64), nullable=False),
        sa.Column("participation", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamp", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["invite_id"],
            ["calendar_invites.id"],
            name=op.f("fk_calendar_replies_invite_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_replies")),
        sa.UniqueConstraint(
            "message_key", "invite_id", name=op.f("uq_calendar_replies_message_key_invite_id")
        ),
    )
    op.create_index(op.f("ix_calendar_replies_invite_id"), "calendar_replies", ["invite_id"])


def downgrade() -> None:
    """What was answered is lost; what was sent stays."""
    op.drop_table("calendar_replies")
    for name in ("answered_at", "answer_stamp", "answer_sequence", "answer"):
        op.drop_column("calendar_invites", name)
