"""news tell of partnerships"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0023"
down_revision = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEY = "fk_news_items_partnership_id"


def upgrade() -> None:
    with op.batch_alter_table("news_items") as table:
        table.add_column(sa.Column("partnership_id", ID, nullable=True))
        table.create_foreign_key(op.f(KEY), "partnerships", ["partnership_id"], ["id"])
        table.create_index(op.f("ix_news_items_partnership_id"), ["partnership_id"])


def downgrade() -> None:
    """Which partnership an item tells of is lost."""
    with op.batch_alter_table("news_items") as table:
        table.drop_index(op.f("ix_news_items_partnership_id"))
        table.drop_constraint(op.f(KEY), type_="foreignkey")
        table.drop_column("partnership_id")
