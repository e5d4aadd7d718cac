"""pauses of the mailbox"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0013"
down_revision = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("reply_mailbox") as table:
        table.add_column(sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reply_mailbox") as table:
        table.drop_column("paused_until")
