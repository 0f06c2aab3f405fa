"""`glidepath manage ...`: Django's management commands with the product's settings."""

from __future__ import annotations

from collections.abc import Sequence

HELP = "run a Django management command"
NEEDS_SETTINGS = True
PASSES_ON = True


def run(words: Sequence[str]) -> int:
    """Hand the words to Django, which leaves by itself on an error."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["glidepath manage", *words])
    return 0
