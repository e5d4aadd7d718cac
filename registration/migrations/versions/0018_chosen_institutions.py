"""participants' institutions, chosen from the list"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0018"
down_revision = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """What was typed before stays free text, which organisers can link."""
    with op.batch_alter_table("registrations") as table:
        table.add_column(sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")))
        table.create_foreign_key(
            op.f("fk_registrations_organisation_id"), "organisations", ["organisation_id"], ["id"]
        )
        table.create_index(op.f("ix_registrations_organisation_id"), ["organisation_id"])


def downgrade() -> None:
    """Which institution was meant is lost; its name stays."""
    with op.batch_alter_table("registrations") as table:
        table.drop_index(op.f("ix_registrations_organisation_id"))
        table.drop_constraint(op.f("fk_registrations_organisation_id"), type_="foreignkey")
        table.drop_column("organisation_id")
