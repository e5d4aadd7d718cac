"""Stamps of what the public sees; indexes by which the last moment that has come is found.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INDEXED = (
    ("events", "sign_up_opens_at"),
    ("events", "sign_up_closes_at"),
    ("feed_entries", "stamp"),
    ("feed_entries", "starts_at"),
)


def upgrade() -> None:
    op.create_table(
        "stamps",
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("area", name=op.f("pk_stamps")),
    )
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in INDEXED:
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
    op.drop_table("stamps")
