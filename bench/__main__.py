"""`make bench`: run the benchmarks of a few minutes and write docs/explanation/benchmarks.md.

`make bench ARGS="long"` runs the long ones as well (papers, forms, oracle, regimens: about two hours).
Names run those alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench import figures as written
from bench.figures import Figure

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "benchmarks.md"
SHORT = ("plans", "check_ins", "board")
LONG = ("papers", "forms", "oracle", "regimens")


def main(words: Sequence[str]) -> int:
    """Print each figure as it comes; store the table when the short ones or all of them ran. 2: an unknown name."""
    unknown = set(words) - {*SHORT, *LONG, "long"}
    if unknown:
        print(f"No benchmark {', '.join(sorted(unknown))}. There are {', '.join((*SHORT, *LONG))}.", file=sys.stderr)
        return 2
    found = []
    for figure in measured(chosen(words)):
        print(f"{figure.what:50} {figure.value:>22}   {figure.beside}", flush=True)
        found.append(figure)
    if not words or "long" in words:
        written.write(found, datetime.now(UTC).date().isoformat(), PAGE)  # noqa: TID251  the date of the run itself
    return 0


def chosen(words: Sequence[str]) -> tuple[str, ...]:
    """The benchmarks to run, quickest first."""
    if "long" in words:
        return (*SHORT, *LONG)
    return tuple(words) or SHORT


def measured(names: Sequence[str]) -> Iterator[Figure]:
    """Every figure of these benchmarks. Those of the product set up a database of their own."""
    for name in names:
        yield from import_module(f"bench.{name}").figures()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
