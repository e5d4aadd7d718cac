"""institutions in full"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = "ck_organisations_organisationkind"
BEFORE = (
    "voivodeship",
    "county",
    "city with county rights",
    "urban commune",
    "rural commune",
    "urban-rural commune",
    "government administration",
    "association",
    "university",
    "company",
    "other",
)
UNIONS = ("union of communes", "union of counties", "union of counties and communes")
AFTER = (
    *BEFORE[:3],
    "capital city",
    *BEFORE[3:6],
    *UNIONS,
    "unit of a local government",
    *BEFORE[6:],
)
LINES = {
    "locative": 300,
    "register_name": 200,
    "nip": 10,
    "regon": 14,
    "street": 300,
    "postcode": 12,
    "town": 300,
}
CHECKS = {
    "teryt_length": "length(teryt) IN (2, 4, 7)",
    "validity": "valid_until > valid_from",
    "succeeded": "successor_id IS NULL OR valid_until IS NOT NULL",
    "not_itself": "parent_id <> id AND successor_id <> id",
}
VALID = {name: sa.text("valid_until IS NULL") for name in ("sqlite_where", "postgresql_where")}
RUNS = """
    UPDATE organisations SET runs_events = (
        email <> '' OR id IN (SELECT organisation_id FROM events) OR id IN (SELECT organisation_id FROM forums)
    )
"""


def upgrade() -> None:
    """Whoever has an office address, an event or a forum goes on running events."""
    with op.batch_alter_table("organisations") as table:
        table.drop_constraint(op.f("uq_organisations_teryt"), type_="unique")
        table.drop_constraint(op.f(KINDS), type_="check")
        table.create_check_constraint(op.f(KINDS), sa.column("kind").in_(AFTER))
        for name, length in LINES.items():
            table.add_column(sa.Column(name, sa.String(length=length), server_default="", nullable=False))
        table.add_column(sa.Column("edition", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("runs_events", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("valid_until", sa.Date(), nullable=True))
        for name in ("parent_id", "successor_id"):
            table.add_column(sa.Column(name, ID, nullable=True))
            table.create_foreign_key(
                op.f(f"fk_organisations_{name}"),
                "organisations",
                [name],
                ["id"],
                deferrable=True,
                initially="DEFERRED",
            )
    op.execute(RUNS)
    with op.batch_alter_table("organisations") as table:
        for name in (*LINES, "edition", "runs_events"):
            table.alter_column(name, server_default=None)
        for name, rule in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_organisations_{name}"), sa.text(rule))
        table.create_index(op.f("ix_organisations_parent_id"), ["parent_id"])
        table.create_index("uq_organisations_valid_teryt", ["teryt"], unique=True, **VALID)
    _add_tables()


def _add_tables() -> None:
    op.create_table(
        "organisation_names",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_names_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_names")),
        sa.UniqueConstraint(
            "organisation_id", "until", name=op.f("uq_organisation_names_organisation_id_until")
        ),
    )
    op.create_table(
        "organisation_domains",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_organisation_domains_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_domains")),
        sa.UniqueConstraint(
            "organisation_id", "domain", name=op.f("uq_organisation_domains_organisation_id_domain")
        ),
    )
    op.create_index(op.f("ix_organisation_domains_domain"), "organisation_domains", ["domain"])


def downgrade() -> None:
    """Kinds that were not known become "other"; of units that have ended the code is lost."""
    op.drop_table("organisation_domains")
    op.drop_table("organisation_names")
    op.execute("UPDATE organisations SET teryt = NULL WHERE valid_until IS NOT NULL")
    op.execute("UPDATE organisations SET kind = 'city with county rights' WHERE kind = 'capital city'")
    others = "', '".join((*UNIONS, "unit of a local government"))
    op.execute(f"UPDATE organisations SET kind = 'other' WHERE kind IN ('{others}')")
    with op.batch_alter_table("organisations") as table:
        table.drop_index("uq_organisations_valid_teryt", **VALID)
        table.drop_index(op.f("ix_organisations_parent_id"))
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_organisations_{name}"), type_="check")
        table.drop_constraint(op.f(KINDS), type_="check")
        table.create_check_constraint(op.f(KINDS), sa.column("kind").in_(BEFORE))
        for name in ("parent_id", "successor_id"):
            table.drop_constraint(op.f(f"fk_organisations_{name}"), type_="foreignkey")
            table.drop_column(name)
        for name in (*LINES, "edition", "runs_events", "valid_from", "valid_until"):
            table.drop_column(name)
        table.create_unique_constraint(op.f("uq_organisations_teryt"), ["teryt"])
