"""What makes the database itself refuse to change or take away a row of a table. Used by migrations and their tests."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor


class UnknownDatabase(RuntimeError):
    """There are no triggers for this database, so an append-only table must not be used there."""


@dataclass(frozen=True)
class AppendOnly:
    """The guard of one table: its triggers begin with `name`, and refuse with `words`."""

    table: str
    name: str
    words: str

    def add_statements(self, vendor: str) -> list[str]:
        """The statements that forbid change. Raises UnknownDatabase."""
        refuse = f"EXECUTE FUNCTION {self.name}_refuse()"
        sqlite = [
            f"CREATE TRIGGER {self.name}_no_{verb.lower()} BEFORE {verb} ON {self.table} "
            f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            for verb in ("UPDATE", "DELETE")
        ]
        postgres = [
            f"CREATE OR REPLACE FUNCTION {self.name}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.words}'; END $$",
            f"CREATE TRIGGER {self.name}_no_change BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {self.name}_no_truncate BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT {refuse}",
        ]
        return _of(vendor, sqlite, postgres)

    def drop_statements(self, vendor: str) -> list[str]:
        """The statements that take the guard away again. Raises UnknownDatabase."""
        sqlite = [f"DROP TRIGGER IF EXISTS {self.name}_no_{verb}" for verb in ("update", "delete")]
        postgres = [f"DROP TRIGGER IF EXISTS {self.name}_no_{what} ON {self.table}" for what in ("change", "truncate")]
        return _of(vendor, sqlite, postgres)

    def guard(self, apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """Migration step: forbid UPDATE, DELETE and TRUNCATE."""
        for statement in self.add_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    def unguard(self, apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        """The way back of the migration step."""
        for statement in self.drop_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)


def _of(vendor: str, sqlite: list[str], postgres: list[str]) -> list[str]:
    known = {"sqlite": sqlite, "postgresql": postgres}
    if vendor not in known:
        raise UnknownDatabase(vendor)
    return known[vendor]
