"""One measured figure, and how time is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, the value with its unit, and what it is to be read against."""

    what: str
    value: str
    beside: str


def timed(work: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds of each round, after one round to warm up. `time.process_time` as `clock` counts the processor's own
    time of this process, which other work on the machine does not lengthen as it lengthens a round on the wall."""
    work()
    spent = []
    for _ in range(rounds):
        start = clock()
        work()
        spent.append(clock() - start)
    return spent


def p95(spent: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]
