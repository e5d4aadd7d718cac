"""mails that came back"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing_emails") as table:
        table.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("return_key", sa.String(length=64), server_default="", nullable=False))
    with op.batch_alter_table("outgoing_emails") as table:
        table.alter_column("return_key", server_default=None)


def downgrade() -> None:
    """Those that came back stay as not delivered, with their reasons."""
    with op.batch_alter_table("outgoing_emails") as table:
        table.drop_column("return_key")
        table.drop_column("returned_at")
