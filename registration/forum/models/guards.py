"""Database triggers: the last line of "nothing about a meeting changes once its minutes are approved".

`statements` gives the DDL of a database. `create_all` runs each table's part after the table; a migration
runs all of it by `for one in statements(op.get_bind().dialect.name): op.execute(one)`. A later migration that
copies one of these tables (Alembic's batch mode on SQLite) loses its triggers and must run theirs again.
"""

from collections.abc import Iterator

from sqlalchemy import DDL, MetaData, event

REFUSAL = "forum: the minutes of this meeting are approved, nothing of it may change"
APPEND_ONLY = "forum: rows of this table are never altered"
APPROVED = "('approved', 'published')"

MEETING_OF = {
    "meetings": "{row}.id",
    "agenda_items": "{row}.meeting_id",
    "agenda_item_revisions": "(SELECT meeting_id FROM agenda_items WHERE id = {row}.item_id)",
    "meeting_presences": "{row}.meeting_id",
    "votes": "(SELECT meeting_id FROM agenda_items WHERE id = {row}.item_id)",
    "resolutions": (
        "(SELECT agenda_items.meeting_id FROM votes JOIN agenda_items ON agenda_items.id = votes.item_id"
        " WHERE votes.id = {row}.vote_id)"
    ),
}
"""How a row of each table leads to its meeting; {row} is OLD or NEW."""
NEVER_ALTERED = ("forum_rules", "agenda_item_revisions", "resolutions")
"""Tables whose rows are only added, whatever the state of the minutes."""
KEPT_BY_PUBLISHING = (
    *("id", "meeting_id", "approval_note", "approved_at", "approved_by"),
    *("forum_name", "forum_genitive", "held_on", "venue", "zone"),
)
"""Columns of approved minutes that stay as they are when these are published."""
TABLES = (*dict.fromkeys((*MEETING_OF, *NEVER_ALTERED)), "minutes")

_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def statements(dialect: str) -> list[str]:
    """All triggers of a database, "sqlite" or "postgresql", one statement each, ready to be run in order."""
    return [statement for table in TABLES for statement in of_table(dialect, table)]


def of_table(dialect: str, table: str) -> Iterator[str]:
    """The statements for one table."""
    return {"sqlite": _sqlite, "postgresql": _postgresql}[dialect](table)


def _sqlite(table: str) -> Iterator[str]:
    if table in NEVER_ALTERED:
        for act in ("UPDATE", "DELETE"):
            yield _sqlite_trigger(f"keep_{table}", table, act, "", APPEND_ONLY)
    for act, rows in _ROWS.items() if table in MEETING_OF else ():
        condition = " OR ".join(_sqlite_settled(table, row) for row in rows)
        yield _sqlite_trigger(f"settle_{table}", table, act, f"WHEN {condition} ", REFUSAL)
    if table == "minutes":
        kept = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT_BY_PUBLISHING)
        publishing = f"(OLD.state = 'approved' AND NEW.state = 'published' AND {kept})"
        changed = f"WHEN OLD.state IN {APPROVED} AND NOT {publishing} "
        yield _sqlite_trigger("settle_minutes", table, "UPDATE", changed, REFUSAL)
        yield _sqlite_trigger("settle_minutes", table, "DELETE", f"WHEN OLD.state IN {APPROVED} ", REFUSAL)


def _sqlite_settled(table: str, row: str) -> str:
    meeting = MEETING_OF[table].format(row=row)
    return f"EXISTS (SELECT 1 FROM minutes WHERE meeting_id = {meeting} AND state IN {APPROVED})"  # noqa: S608 (constants)


def _sqlite_trigger(name: str, table: str, act: str, when: str, message: str) -> str:
    return (
        f"CREATE TRIGGER {name}_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW {when}"
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql(table: str) -> Iterator[str]:
    if table in NEVER_ALTERED:
        yield from _postgresql_trigger(f"keep_{table}", table, "UPDATE OR DELETE", _refuse(APPEND_ONLY))
    if table in MEETING_OF:
        looks = "".join(_postgresql_look(table, row) for row in ("OLD", "NEW"))
        yield from _postgresql_trigger(f"settle_{table}", table, "INSERT OR UPDATE OR DELETE", looks)
    if table == "minutes":
        kept = " AND ".join(
            f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in KEPT_BY_PUBLISHING
        )
        publishing = f"(TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.state = 'published' AND {kept})"
        changed = f"IF OLD.state IN {APPROVED} AND NOT {publishing} THEN {_refuse(REFUSAL)} END IF; "
        yield from _postgresql_trigger("settle_minutes", table, "UPDATE OR DELETE", changed)


def _postgresql_look(table: str, row: str) -> str:
    """FOR SHARE waits for an approval that another transaction is about to commit, and then sees it.
    OLD of an INSERT and NEW of a DELETE are rows of NULLs: they lead to no meeting."""
    meeting = MEETING_OF[table].format(row=row)
    look = f"SELECT state INTO found FROM minutes WHERE meeting_id = {meeting} FOR SHARE; "  # noqa: S608 (constants)
    return f"{look}IF found IN {APPROVED} THEN {_refuse(REFUSAL)} END IF; "


def _refuse(message: str) -> str:
    return f"RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; "


def _postgresql_trigger(name: str, table: str, acts: str, body: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$ "
        f"DECLARE found text; BEGIN {body}"
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $guard$"
    )
    yield f"CREATE TRIGGER {name} BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def attach(metadata: MetaData) -> None:
    """Have `create_all` make the triggers, each after its table."""
    for dialect in ("sqlite", "postgresql"):
        for name in TABLES:
            for statement in of_table(dialect, name):
                listener = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
                event.listen(metadata.tables[name], "after_create", listener)
