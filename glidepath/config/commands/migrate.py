"""`glidepath migrate`: bring the database to this version's tables."""

from __future__ import annotations

import argparse

HELP = "create or update the tables of the database"
NEEDS_SETTINGS = True


def register(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose but to look first."""
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something waits")


def run(args: argparse.Namespace) -> int:
    """Apply what waits, or only tell it."""
    from django.core.management import call_command

    if not args.check:
        call_command("migrate", interactive=False)
        return 0
    waiting = waiting_migrations()
    for name in waiting:
        print(name)
    return 1 if waiting else 0


def waiting_migrations() -> list[str]:
    """Migrations that the database lacks, as app.name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
