"""`make bench`: run every benchmark and write docs/explanation/benchmarks.md."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import figures as written
from bench import forms, oracle, plans, regimens

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "benchmarks.md"


def main() -> int:
    """Print each figure as it comes; store the table at the end."""
    found = []
    for part in parts():
        for figure in part:
            print(f"{figure.what:50} {figure.value:>22}   {figure.beside}", flush=True)
            found.append(figure)
    written.write(found, datetime.now(UTC).date().isoformat(), PAGE)  # noqa: TID251  the date of the run itself
    return 0


def parts() -> list:
    """Every benchmark, quickest first. Those of the product need a database of their own."""
    from bench import board, check_ins, papers  # these set up Django, which the clinical core never needs

    product = [check_ins.figures(), board.figures(), papers.figures()]
    return [plans.figures(), *product, forms.figures(), oracle.figures(), regimens.figures()]


if __name__ == "__main__":
    sys.exit(main())
