"""the project of a partnership"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("partnerships") as table:
        table.add_column(sa.Column("project_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
        table.create_foreign_key(op.f("fk_partnerships_project_id"), "projects", ["project_id"], ["id"])
        table.create_index(op.f("ix_partnerships_project_id"), ["project_id"])


def downgrade() -> None:
    with op.batch_alter_table("partnerships") as table:
        table.drop_index(op.f("ix_partnerships_project_id"))
        table.drop_constraint(op.f("fk_partnerships_project_id"), type_="foreignkey")
        table.drop_column("project_id")
