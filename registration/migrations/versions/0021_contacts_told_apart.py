"""pairs of contacts that are two people"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0021"
down_revision = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "contacts_told_apart",
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.CheckConstraint("contact_id < other_id", name=op.f("ck_contacts_told_apart_in_order")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name=op.f("fk_contacts_told_apart_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["contacts.id"], name=op.f("fk_contacts_told_apart_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "other_id", name=op.f("pk_contacts_told_apart")),
    )


def downgrade() -> None:
    op.drop_table("contacts_told_apart")
