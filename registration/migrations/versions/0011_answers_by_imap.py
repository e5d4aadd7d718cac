"""answers collected by IMAP, and what they leave to do"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KINDS = ("declined", "delegated", "counter")
FAILURES = (
    "sign-in refused",
    "no such folder",
    "server not trusted",
    "server's name not found",
    "no connection",
    "no answer in time",
    "other",
)


def words(name: str, kind: str, values: tuple[str, ...], nullable: bool = False) -> sa.Column[str]:
    allowed = sa.Enum(*values, name=kind, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, allowed, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "reply_mailbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=True),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.Column("collected_at", MOMENT, nullable=True),
        sa.Column("failing_since", MOMENT, nullable=True),
        words("failure", "mailboxfailure", FAILURES, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_reply_mailbox_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_mailbox")),
    )
    op.create_table(
        "open_answers",
        sa.Column("id", ID, nullable=False),
        sa.Column("invite_id", ID, nullable=False),
        words("kind", "openkind", KINDS),
        sa.Column("delegate", sa.String(length=320), nullable=False),
        sa.Column("proposed_start", MOMENT, nullable=True),
        sa.Column("proposed_end", MOMENT, nullable=True),
        sa.Column("stamp", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["invite_id"], ["calendar_invites.id"], name=op.f("fk_open_answers_invite_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_answers")),
        sa.UniqueConstraint("invite_id", "kind", name=op.f("uq_open_answers_invite_id_kind")),
    )
    op.create_index(op.f("ix_open_answers_settled_at"), "open_answers", ["settled_at"])


def downgrade() -> None:
    """What waits for the organiser is lost; the answers themselves stay. Reading begins anew by the date."""
    op.drop_table("open_answers")
    op.drop_table("reply_mailbox")
