"""partnerships: parties, documents, signatories, components, products, steps"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import registration.core.database

revision = "0022"
down_revision = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = registration.core.database.UtcDateTime(timezone=True)


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "partnerships",
        sa.Column("id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("working_name", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=300), nullable=False),
        sa.Column("headline", sa.String(length=300), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("frame_kind", _word("framekind", "pilot", "programme"), nullable=True),
        sa.Column("frame_name", sa.String(length=300), nullable=False),
        sa.Column("frame_aim", sa.Text(), nullable=False),
        sa.Column("frame_audience", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column(
            "status",
            _word(
                "partnershipstatus",
                "idea",
                "letter signed",
                "submitted",
                "selected",
                "not selected",
                "active",
                "closed",
            ),
            nullable=False,
        ),
        sa.Column("selector_id", ID, nullable=True),
        sa.Column("selection_result", _word("selectionresult", "selected", "not selected"), nullable=True),
        sa.Column("selection_year", sa.Integer(), nullable=True),
        sa.Column("selection_month", sa.Integer(), nullable=True),
        sa.Column("selection_day", sa.Integer(), nullable=True),
        sa.Column("selection_as_printed", sa.String(length=300), nullable=True),
        sa.Column("selection_note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("search_key", sa.String(length=800), nullable=False),
        sa.Column("sort_key", sa.String(length=400), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "length(frame_name) = 0 OR frame_kind IS NOT NULL", name=op.f("ck_partnerships_frame_of_a_kind")
        ),
        sa.CheckConstraint("length(working_name) > 0", name=op.f("ck_partnerships_named")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_partnerships_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["selector_id"], ["organisations.id"], name=op.f("fk_partnerships_selector_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnerships")),
        sa.UniqueConstraint("slug", name=op.f("uq_partnerships_slug")),
    )
    op.create_index(op.f("ix_partnerships_organisation_id"), "partnerships", ["organisation_id"])
    op.create_index(op.f("ix_partnerships_selector_id"), "partnerships", ["selector_id"])

    op.create_table(
        "partnership_components",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("status", _word("componentstatus", "planned", "running", "done"), nullable=False),
        sa.Column("needs_id", ID, nullable=True),
        sa.Column("early_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_partnership_components_titled")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_components_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_components")),
    )
    op.create_index(op.f("ix_partnership_components_needs_id"), "partnership_components", ["needs_id"])
    op.create_index(
        op.f("ix_partnership_components_partnership_id"), "partnership_components", ["partnership_id"]
    )

    op.create_table(
        "partnership_documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", _word("documentkind", "letter of intent", "agreement", "annex"), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=False),
        sa.Column("signed_year", sa.Integer(), nullable=True),
        sa.Column("signed_month", sa.Integer(), nullable=True),
        sa.Column("signed_day", sa.Integer(), nullable=True),
        sa.Column("signed_as_printed", sa.String(length=300), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("file_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_partnership_documents_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_documents_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_documents")),
    )
    op.create_index(op.f("ix_partnership_documents_file_id"), "partnership_documents", ["file_id"])
    op.create_index(
        op.f("ix_partnership_documents_partnership_id"), "partnership_documents", ["partnership_id"]
    )

    op.create_table(
        "partnership_parties",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", _word("partyrole", "leader", "party", "supporting"), nullable=False),
        sa.Column("printed_as", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_partnership_parties_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_parties_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_parties")),
        sa.UniqueConstraint(
            "partnership_id",
            "organisation_id",
            name=op.f("uq_partnership_parties_partnership_id_organisation_id"),
        ),
    )
    op.create_index(
        op.f("ix_partnership_parties_organisation_id"), "partnership_parties", ["organisation_id"]
    )
    op.create_index(
        "uq_partnership_parties_leader",
        "partnership_parties",
        ["partnership_id"],
        unique=True,
        sqlite_where=sa.text("role = 'leader'"),
        postgresql_where=sa.text("role = 'leader'"),
    )

    op.create_table(
        "partnership_steps",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column(
            "status",
            _word(
                "partnershipstatus",
                "idea",
                "letter signed",
                "submitted",
                "selected",
                "not selected",
                "active",
                "closed",
            ),
            nullable=False,
        ),
        sa.Column("happened_year", sa.Integer(), nullable=True),
        sa.Column("happened_month", sa.Integer(), nullable=True),
        sa.Column("happened_day", sa.Integer(), nullable=True),
        sa.Column("happened_as_printed", sa.String(length=300), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Boolean(), nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnerships.id"], name=op.f("fk_partnership_steps_partnership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_steps")),
    )
    op.create_index(op.f("ix_partnership_steps_partnership_id"), "partnership_steps", ["partnership_id"])

    op.create_table(
        "partnership_products",
        sa.Column("id", ID, nullable=False),
        sa.Column("component_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("status", _word("productstatus", "planned", "in preparation", "adopted"), nullable=False),
        sa.Column("adopted_year", sa.Integer(), nullable=True),
        sa.Column("adopted_month", sa.Integer(), nullable=True),
        sa.Column("adopted_day", sa.Integer(), nullable=True),
        sa.Column("adopted_as_printed", sa.String(length=300), nullable=True),
        sa.Column("adopted_by", sa.String(length=300), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_partnership_products_named")),
        sa.ForeignKeyConstraint(
            ["component_id"], ["partnership_components.id"], name=op.f("fk_partnership_products_component_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_products")),
    )
    op.create_index(op.f("ix_partnership_products_component_id"), "partnership_products", ["component_id"])

    # The two tables point to each other, so the second reference comes when both are there.
    with op.batch_alter_table("partnership_components") as table:
        table.create_foreign_key(
            op.f("fk_partnership_components_needs_id"),
            "partnership_products",
            ["needs_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.create_table(
        "partnership_signatories",
        sa.Column("id", ID, nullable=False),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("party_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "mode",
            _word("signingmode", "by hand", "qualified electronic", "trusted", "personal"),
            nullable=True,
        ),
        sa.Column("by_proxy", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(post) > 0", name=op.f("ck_partnership_signatories_post_given")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["partnership_documents.id"], name=op.f("fk_partnership_signatories_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["partnership_parties.id"], name=op.f("fk_partnership_signatories_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_signatories")),
    )
    op.create_index(
        op.f("ix_partnership_signatories_document_id"), "partnership_signatories", ["document_id"]
    )
    op.create_index(op.f("ix_partnership_signatories_party_id"), "partnership_signatories", ["party_id"])


def downgrade() -> None:
    with op.batch_alter_table("partnership_components") as table:
        table.drop_constraint(op.f("fk_partnership_components_needs_id"), type_="foreignkey")
    op.drop_table("partnership_signatories")
    op.drop_table("partnership_products")
    op.drop_table("partnership_steps")
    op.drop_table("partnership_parties")
    op.drop_table("partnership_documents")
    op.drop_table("partnership_components")
    op.drop_table("partnerships")
