"""information for speakers and staff is a clause"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0014"
down_revision = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "ck_clauses_clausekind"
BEFORE = ("information", "pictures", "news")


def upgrade() -> None:
    """Institutions get their first text with the next change of a published event; until then mails carry it too."""
    allow((*BEFORE, "hosts"))


def downgrade() -> None:
    """What speakers and staff were told is lost, but for the mails."""
    op.execute("DELETE FROM clauses WHERE kind = 'hosts'")
    allow(BEFORE)


def allow(kinds: tuple[str, ...]) -> None:
    with op.batch_alter_table("clauses") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), sa.column("kind").in_(kinds))
