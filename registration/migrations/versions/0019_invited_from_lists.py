"""people of contact lists are invited"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0019"
down_revision = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "ck_recipients_origin"
BEFORE = ("pasted", "participant")
BASES = ("a", "e", "f")


def upgrade() -> None:
    with op.batch_alter_table("mailings") as table:
        table.add_column(sa.Column("source_list_ids", sa.JSON(), server_default="[]", nullable=False))
        table.alter_column("source_list_ids", server_default=None)
    with op.batch_alter_table("recipients") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), sa.column("origin").in_((*BEFORE, "contact")))
        table.add_column(sa.Column("source", sa.String(length=300), server_default="", nullable=False))
        table.alter_column("source", server_default=None)
        table.add_column(
            sa.Column(
                "basis",
                sa.Enum(*BASES, name="basis", native_enum=False, create_constraint=False, length=32),
                nullable=True,
            )
        )
        table.create_check_constraint(op.f("ck_recipients_basis"), sa.column("basis").in_(BASES))


def downgrade() -> None:
    """Drafts forget whom they had from lists; of what was sent, the address counts as pasted."""
    op.execute("UPDATE recipients SET origin = 'pasted' WHERE origin = 'contact'")
    with op.batch_alter_table("recipients") as table:
        table.drop_constraint(op.f("ck_recipients_basis"), type_="check")
        table.drop_column("basis")
        table.drop_column("source")
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), sa.column("origin").in_(BEFORE))
    with op.batch_alter_table("mailings") as table:
        table.drop_column("source_list_ids")
