"""dates of one training"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "event_series",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_event_series_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_series")),
    )
    op.create_index(op.f("ix_event_series_organisation_id"), "event_series", ["organisation_id"])
    # Not in batch mode: it would drop and make anew the table of events, and with it all that hangs on them.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE events ADD COLUMN series_id {number} "
        "CONSTRAINT fk_events_series_id REFERENCES event_series (id)"
    )
    op.create_index(op.f("ix_events_series_id"), "events", ["series_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_events_series_id"), table_name="events")
    op.execute("ALTER TABLE events DROP COLUMN series_id")
    op.drop_table("event_series")
