"""Random regimens in great numbers: none may crash or break an invariant.

`figures()` answers 100,000 of them. `python -m bench.regimens` goes on towards 1,000,000 in parts of
10,000 and writes down after each how far it came, so that it can be stopped and resumed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.figures import Figure
from clinical.tests.tapering.random_regimens import run

ROOT = Path(__file__).resolve().parents[1]
NOTED = ROOT / "var" / "regimens.json"
USUAL, ALL, PART, SLICE = 100_000, 1_000_000, 10_000, 500


def answered(first: int, count: int) -> Counter[str]:
    """Answers so many regimens on all cores; raises when one breaks an invariant."""
    found: Counter[str] = Counter()
    starts = range(first, first + count, SLICE)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for part in pool.map(run, starts, (min(SLICE, first + count - start) for start in starts)):
            found += part
    return found


def figures(count: int = USUAL) -> Iterator[Figure]:
    """How many regimens held, how many of them are plans, and how fast."""
    began = time.perf_counter()
    found = answered(0, count)
    rate = count / (time.perf_counter() - began)
    beside = f"{found['planned']:,} plans, {count - found['planned']:,} refusals by name, no crash, no broken invariant"
    yield Figure("random regimens answered", f"{found.total():,} of {count:,}", beside)
    yield Figure("random regimens, all cores", f"{rate:,.0f} a second", f"{os.cpu_count()} cores, each plan certified")


def noted() -> tuple[int, Counter[str]]:
    """How far earlier runs came."""
    if not NOTED.is_file():
        return 0, Counter()
    known = json.loads(NOTED.read_text(encoding="utf-8"))
    return known["answered"], Counter(known["found"])


def go_on(parts: int) -> None:
    """Answers so many more parts and notes each; tells how far it came."""
    done, found = noted()
    for _ in range(parts):
        if done >= ALL:
            break
        found += answered(done, PART)
        done += PART
        NOTED.parent.mkdir(exist_ok=True)
        NOTED.write_text(json.dumps({"answered": done, "found": found}, indent=1), encoding="utf-8")
        print(f"{done:,} of {ALL:,} regimens, {found['planned']:,} plans", flush=True)


if __name__ == "__main__":
    go_on(int(sys.argv[1]) if len(sys.argv) > 1 else ALL // PART)
