"""waiting for a next date"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "next_date_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("email_key", sa.String(length=320), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "confirmed",
                "told",
                "ended",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_event_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (email = '')", name=op.f("ck_next_date_requests_ended_has_no_address")
        ),
        sa.CheckConstraint(
            "(state = 'ended') = (email_key = '')", name=op.f("ck_next_date_requests_ended_is_empty")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_next_date_requests_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["told_event_id"],
            ["events.id"],
            name=op.f("fk_next_date_requests_told_event_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_date_requests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_next_date_requests_public_id")),
    )
    with op.batch_alter_table("next_date_requests", schema=None) as batch_op:
        batch_op.create_index("ix_next_date_requests_state", ["state", "changed_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_next_date_requests_told_event_id"), ["told_event_id"], unique=False
        )
        batch_op.create_index(
            "uq_next_date_requests_live_email",
            ["event_id", "email_key"],
            unique=True,
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("next_date_requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_next_date_requests_live_email",
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )
        batch_op.drop_index(batch_op.f("ix_next_date_requests_told_event_id"))
        batch_op.drop_index("ix_next_date_requests_state")

    op.drop_table("next_date_requests")
