"""projects: institutions, funding, logos; events and forums that belong to them"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import registration.core.database

revision = "0024"
down_revision = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = registration.core.database.UtcDateTime(timezone=True)
ROLES = ("leader", "partner", "beneficiary")
LEADS = sa.text("role = 'leader'")
BELONG = ("events", "forums")


def upgrade() -> None:
    _add_projects()
    _add_parties()
    _add_funding()
    # Not in batch mode: it would drop and make anew the tables, and with them all that hangs on them.
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for table in BELONG:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN project_id {number} "
            f"CONSTRAINT fk_{table}_project_id REFERENCES projects (id)"
        )
        op.create_index(op.f(f"ix_{table}_project_id"), table, ["project_id"])


def _add_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("specific_goals", sa.Text(), nullable=False),
        *_day("starts"),
        *_day("ends"),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.String(length=800), nullable=False),
        sa.Column("sort_key", sa.String(length=600), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_projects_titled")),
        _key("projects", "organisation_id", "organisations.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("slug", name=op.f("uq_projects_slug")),
    )
    op.create_index(op.f("ix_projects_organisation_id"), "projects", ["organisation_id"])


def _add_parties() -> None:
    role = sa.Enum(*ROLES, name="projectrole", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "project_parties",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("role", role, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed_as", sa.String(length=300), nullable=False),
        _key("project_parties", "project_id", "projects.id"),
        _key("project_parties", "organisation_id", "organisations.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_parties")),
        sa.UniqueConstraint(
            "project_id", "organisation_id", "role", name=op.f("uq_project_parties_project_id_organisation_id_role")
        ),
    )
    op.create_index(op.f("ix_project_parties_organisation_id"), "project_parties", ["organisation_id"])
    op.create_index(
        "uq_project_parties_leader",
        "project_parties",
        ["project_id"],
        unique=True,
        sqlite_where=LEADS,
        postgresql_where=LEADS,
    )


def _add_funding() -> None:
    op.create_table(
        "funding_schemes",
        sa.Column("id", ID, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=300), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("contribution", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.CheckConstraint("length(sentence) > 0", name=op.f("ck_funding_schemes_said")),
        sa.CheckConstraint("value > 0", name=op.f("ck_funding_schemes_value")),
        sa.CheckConstraint("contribution > 0", name=op.f("ck_funding_schemes_contribution")),
        _key("funding_schemes", "project_id", "projects.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_schemes")),
        sa.UniqueConstraint("project_id", name=op.f("uq_funding_schemes_project_id")),
    )
    op.create_table(
        "funding_logos",
        sa.Column("id", ID, nullable=False),
        sa.Column("scheme_id", ID, nullable=False),
        sa.Column("picture_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=300), nullable=False),
        sa.CheckConstraint("length(alt) > 0", name=op.f("ck_funding_logos_described")),
        _key("funding_logos", "scheme_id", "funding_schemes.id"),
        _key("funding_logos", "picture_id", "pictures.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_logos")),
    )
    for name in ("scheme_id", "picture_id"):
        op.create_index(op.f(f"ix_funding_logos_{name}"), "funding_logos", [name])


def downgrade() -> None:
    """All projects are lost, and with them what belonged to which; logos go by the sweep."""
    for table in BELONG:
        op.drop_index(op.f(f"ix_{table}_project_id"), table_name=table)
        op.execute(f"ALTER TABLE {table} DROP COLUMN project_id")
    for table in ("funding_logos", "funding_schemes", "project_parties", "projects"):
        op.drop_table(table)


def _day(name: str) -> list[sa.Column[object]]:
    parts = [sa.Column(f"{name}_{part}", sa.Integer(), nullable=True) for part in ("year", "month", "day")]
    return [*parts, sa.Column(f"{name}_as_printed", sa.String(length=300), nullable=True)]


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))
