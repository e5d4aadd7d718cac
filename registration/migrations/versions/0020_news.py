"""news with described photographs"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
STATES = ("draft", "published", "withdrawn")
POSTURES = ("", "stands", "stand", "sits", "sit", "turned away")


def upgrade() -> None:
    op.create_table(
        "news_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("signed", sa.String(length=300), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("event_id", ID, nullable=True),
        sa.Column("meeting_id", ID, nullable=True),
        sa.Column("state", one_of("newsstate", STATES), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_news_items_titled")),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL", name=op.f("ck_news_items_published_when")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_news_items_withdrawn_when")
        ),
        key("news_items", "organisation_id", "organisations.id"),
        key("news_items", "event_id", "events.id"),
        key("news_items", "meeting_id", "meetings.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_items")),
        sa.UniqueConstraint("public_id", name=op.f("uq_news_items_public_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_news_items_slug")),
    )
    for name in ("organisation_id", "event_id", "meeting_id", "published_at"):
        op.create_index(op.f(f"ix_news_items_{name}"), "news_items", [name])
    _add_photographs()


def _add_photographs() -> None:
    op.create_table(
        "news_photographs",
        sa.Column("id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("picture_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "decorative = (length(alt) = 0)", name=op.f("ck_news_photographs_described_or_decorative")
        ),
        key("news_photographs", "item_id", "news_items.id"),
        key("news_photographs", "picture_id", "pictures.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_photographs")),
    )
    for name in ("item_id", "picture_id"):
        op.create_index(op.f(f"ix_news_photographs_{name}"), "news_photographs", [name])
    op.create_table(
        "news_seen_people",
        sa.Column("id", ID, nullable=False),
        sa.Column("photograph_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("posture", one_of("posture", POSTURES), nullable=False),
        sa.CheckConstraint("length(who) > 0 OR length(name) > 0", name=op.f("ck_news_seen_people_somebody")),
        key("news_seen_people", "photograph_id", "news_photographs.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_seen_people")),
    )
    op.create_index(op.f("ix_news_seen_people_photograph_id"), "news_seen_people", ["photograph_id"])


def downgrade() -> None:
    """All news are lost; the pictures go by the sweep."""
    op.drop_table("news_seen_people")
    op.drop_table("news_photographs")
    op.drop_table("news_items")


def one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
