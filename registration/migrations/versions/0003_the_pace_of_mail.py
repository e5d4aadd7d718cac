"""the pace of mail"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FAILURES = (
    "address unknown",
    "mailbox full",
    "refused as unwanted",
    "too large",
    "our account refused",
    "asked to slow down",
    "asked to come again",
    "no connection",
    "server's name not found",
    "server not trusted",
    "no answer in time",
    "connection broken",
    "file not written",
    "could not be made",
    "other",
)


def failure() -> sa.Column[str]:
    kind = sa.Enum(*FAILURES, name="failure", native_enum=False, create_constraint=True, length=32)
    return sa.Column("failure", kind, nullable=True)


def number() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "mail_departures",
        number(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("patient", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_departures")),
    )
    op.create_index(op.f("ix_mail_departures_at"), "mail_departures", ["at"])
    op.create_table(
        "mail_route",
        number(),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pauses", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        failure(),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_route_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_route")),
    )
    with op.batch_alter_table("outgoing_emails") as batch:
        batch.add_column(failure())
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch.create_index("ix_outgoing_emails_failure", ["failure", "organisation_id"])


def downgrade() -> None:
    with op.batch_alter_table("outgoing_emails") as batch:
        batch.drop_index("ix_outgoing_emails_failure")
        batch.drop_constraint("failure", type_="check")
        batch.drop_column("replaced_by_id")
        batch.drop_column("told_at")
        batch.drop_column("failure")
    op.drop_table("mail_route")
    op.drop_table("mail_departures")
