"""One measured figure, and how a run is written down."""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """What was measured, the value with its unit, and what it is to be read against."""

    what: str
    value: str
    beside: str


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each round, after one round to warm up."""
    work()
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return spent


def p95(spent: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]


def table(figures: list[Figure], on: str) -> str:
    """The page docs/explanation/benchmarks.md."""
    rows = "\n".join(f"| {figure.what} | {figure.value} | {figure.beside} |" for figure in figures)
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        "# Benchmarks\n\nMade by `make bench`; every row and what it stands beside come from the same run.\n"
        f"Run on {on}, {machine}.\n\n| what | measured | beside |\n|---|---|---|\n{rows}\n"
    )


def write(figures: list[Figure], on: str, page: Path) -> None:
    """Store the table."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(table(figures, on))
