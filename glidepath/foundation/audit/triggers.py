"""What makes the database itself refuse to change or delete an event. Used by the migration and by its tests."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "audit_auditevent"
WORDS = "audit events are append-only"

_SQLITE_ADD = [
    f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for verb in ("UPDATE", "DELETE")
]
_SQLITE_DROP = ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"]
_POSTGRES_ADD = [
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]
_POSTGRES_DROP = [
    f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
    f"DROP TRIGGER IF EXISTS audit_no_truncate ON {TABLE}",
]
_ADD = {"sqlite": _SQLITE_ADD, "postgresql": _POSTGRES_ADD}
_DROP = {"sqlite": _SQLITE_DROP, "postgresql": _POSTGRES_DROP}


class UnknownDatabase(RuntimeError):
    """The trail has no triggers for this database, so it must not be used there."""


def add_statements(vendor: str) -> list[str]:
    """The statements that forbid change. Raises UnknownDatabase."""
    if vendor not in _ADD:
        raise UnknownDatabase(vendor)
    return _ADD[vendor]


def drop_statements(vendor: str) -> list[str]:
    """The statements that take the guard away again. Raises UnknownDatabase."""
    if vendor not in _DROP:
        raise UnknownDatabase(vendor)
    return _DROP[vendor]


def guard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: forbid UPDATE, DELETE and TRUNCATE of events."""
    for statement in add_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unguard(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back of the migration step."""
    for statement in drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)
