"""`make bench`: run the benchmarks of a few minutes and write their sections of docs/explanation/benchmarks.md.

`make bench ARGS="long"` runs the long ones as well (hours). Names run those alone; `name:part` runs one
part of a benchmark that has parts (its `PARTS`). Each section is stored as soon as its benchmark is done,
and a benchmark that did not run keeps its rows.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.page import Run, store

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "benchmarks.md"
SHORT = ("plans", "rules", "mme", "check_ins", "board", "seen", "wearables")
LONG = ("crashes", "papers", "forms", "oracle", "regimens", "coverage", "mutation")
"""The order of the sections; a new benchmark is a module of this package with `figures()`, entered here."""


def main(words: Sequence[str]) -> int:
    """Run each benchmark and store its section. 2: an unknown name or part."""
    names = chosen(words)
    refused = [problem for name in names if (problem := why_not(*name.partition(":")[::2]))]
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 2
    for name in names:
        store(run(*name.partition(":")[::2]), (*SHORT, *LONG), PAGE)
    return 0


def chosen(words: Sequence[str]) -> tuple[str, ...]:
    """The benchmarks to run, quickest first."""
    if "long" in words:
        return (*SHORT, *LONG)
    return tuple(words) or SHORT


def why_not(name: str, part: str) -> str:
    """Why this benchmark cannot be run; empty when it can."""
    if name not in (*SHORT, *LONG):
        return f"No benchmark {name}. There are {', '.join((*SHORT, *LONG))}."
    parts = getattr(import_module(f"bench.{name}"), "PARTS", ()) if part else ()
    if part and part not in parts:
        return f"{name} has no part {part}. It has {', '.join(parts) or 'no parts'}."
    return ""


def run(name: str, part: str) -> Run:
    """Measure one benchmark, or one part of it, and print each figure as it comes."""
    module = import_module(f"bench.{name}")
    figures = []
    for figure in module.figures(part) if part else module.figures():
        print(f"{figure.what:50} {figure.value:>22}   {figure.beside}", flush=True)
        figures.append(figure)
    about = (module.__doc__ or "").split("\n", 1)[0]
    on = datetime.now(UTC).date().isoformat()  # noqa: TID251  the date of the run itself
    return Run(name, about, figures, on, in_part=bool(part))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
