"""`glidepath mme FILE`: the clinical core's own command under the product's name. Needs no database."""

from __future__ import annotations

from collections.abc import Sequence

HELP = "morphine milligram equivalents of a list of orders (same as glidepath-clinical mme)"
NEEDS_SETTINGS = False
PASSES_ON = True


def run(words: Sequence[str]) -> int:
    """Hand the words to the core."""
    from glidepath_clinical.cli import main

    return int(main(["mme", *words]) or 0)
