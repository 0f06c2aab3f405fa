"""How fast the engine plans: a clinician drags a slider and the plan follows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import cycle, product
from statistics import median

from glidepath_clinical.tapering import PlanRequest, plan

from bench.figures import Figure, p95, timed

FRAMEWORKS = ("va-slowest", "va-slower", "va-faster")
DOSES = ("30", "45", "60", "75", "90")


def usual() -> list[PlanRequest]:
    """One medicine, three times of day: 375 regimens that clinics meet."""
    return [_request(f, day) for f, day in product(FRAMEWORKS, product(DOSES, DOSES, DOSES))]


def large() -> PlanRequest:
    """600 mg a day from five strengths."""
    return _request("va-slower", ("200", "200", "200"))


def _request(framework: str, day: tuple[str, ...]) -> PlanRequest:
    doses = dict(zip(("morning", "noon", "evening"), day, strict=True))
    medicine = {
        "product": "morphine ER tablet",
        "strengths": ["15", "30", "60", "100", "200"],
        "unit": "mg",
        "doses": doses,
    }
    return PlanRequest.from_json(
        {
            "as_of": "2027-01-04",
            "starts_on": "2027-01-11",
            "framework": framework,
            "goal": {"kind": "stop"},
            "medicines": [medicine],
        }
    )


def figures() -> Iterator[Figure]:
    """Plans per second, the usual plan's 95th percentile, and the large one; each with its certificate."""
    requests = usual()
    turn = cycle(requests)
    spent = timed(lambda: plan(next(turn)), len(requests), time.process_time)
    rate = len(spent) / sum(spent)
    yield Figure(
        "plans with certificate, one core", f"{rate:,.0f} a second", f"{len(requests)} usual regimens, processor time"
    )
    yield Figure("usual plan, p95", f"{p95(spent) * 1000:.1f} ms", "limit 20 ms: a slider that follows the hand")
    yield Figure("usual plan, median", f"{median(spent) * 1000:.1f} ms", "same run")
    biggest = timed(lambda: plan(large()), 9, time.process_time)
    yield Figure("600 mg a day, five strengths, median", f"{median(biggest) * 1000:.0f} ms", "limit 500 ms")
