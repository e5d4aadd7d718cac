"""participants choose sessions; speakers and staff have calendar entries"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

def upgrade() -> None:
    no, yes = sa.false(), sa.true()
    op.add_column("event_sessions", sa.Column("optional", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("speakers", sa.Column("calendar_entries", sa.Boolean(), nullable=False, server_default=yes))
    for name, length in (("last_mail", 32), ("last_told", 20), ("ended", 20)):
        op.add_column(
            "calendar_invites", sa.Column(name, sa.String(length), nullable=False, server_default="")
        )
    op.create_table(
        "event_staff",
        sa.Column("id", ID, nullable=False),
        sa.Column("event_id", ID, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("duty", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("calendar_entries", sa.Boolean(), nullable=False),
        sa.Column("all_days", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["events.id"], name=op.f("fk_event_staff_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_staff")),
    )
    op.create_index(op.f("ix_event_staff_event_id"), "event_staff", ["event_id"])
    _pairs("invitee_sessions", "invitee_id", "invitees", "session_id", "event_sessions")
    _pairs("event_staff_days", "staff_id", "event_staff", "day_id", "event_days")


def _pairs(table: str, one: str, ones: str, other: str, others: str) -> None:
    op.create_table(
        table,
        sa.Column(one, ID, nullable=False),
        sa.Column(other, ID, nullable=False),
        sa.ForeignKeyConstraint([one], [f"{ones}.id"], name=op.f(f"fk_{table}_{one}"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            [other], [f"{others}.id"], name=op.f(f"fk_{table}_{other}"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(one, other, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other}"), table, [other])


def downgrade() -> None:
    """What participants chose, the staff, and why entries ended are lost."""
    op.drop_table("event_staff_days")
    op.drop_table("invitee_sessions")
    op.drop_table("event_staff")
    for name in ("ended", "last_told", "last_mail"):
        op.drop_column("calendar_invites", name)
    op.drop_column("speakers", "calendar_entries")
    op.drop_column("event_sessions", "optional")
