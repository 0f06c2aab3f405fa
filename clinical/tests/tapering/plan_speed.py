"""How fast plans are: `python -m` friendly, and called by the benchmark table.

`measure()` returns milliseconds as decimal texts: p50 and p95 of usual plans, and the largest case.
"""

from __future__ import annotations

import random
from time import perf_counter_ns
from typing import Any

from glidepath_clinical.tapering import PlanRequest, plan

STRENGTHS = ["15", "30", "60", "100", "200"]
FRAMEWORKS = ("va-slowest", "va-slower", "va-faster", "cdc22-long", "vadod22", "fda-label")


def usual_request(chance: random.Random) -> dict[str, Any]:
    """One medicine, two or three times of day, up to about 24 steps."""
    doses = {time: str(15 * chance.randint(1, 8)) for time in ("morning", "noon", "evening")}
    return _request(chance.choice(FRAMEWORKS), doses)


def largest_request() -> dict[str, Any]:
    """600 mg a day, five strengths, sixteen steps and more."""
    return _request("va-slowest", {"morning": "200", "noon": "200", "evening": "200"})


def _request(framework: str, doses: dict[str, str]) -> dict[str, Any]:
    medicine = {"product": "morphine ER tablet", "strengths": STRENGTHS, "unit": "mg", "doses": doses}
    return {
        "as_of": "2027-01-04",
        "starts_on": "2027-01-11",
        "framework": framework,
        "goal": {"kind": "stop"},
        "medicines": [medicine],
    }


def measure(plans: int = 200, seed: int = 7) -> dict[str, str]:
    """Times `plans` usual plans (from JSON to certified JSON) and the largest case."""
    chance = random.Random(seed)
    taken = sorted(milliseconds(usual_request(chance)) for _ in range(plans))
    largest = min(milliseconds(largest_request()) for _ in range(3))
    return {
        "plans": str(plans),
        "p50_ms": f"{taken[len(taken) // 2]:.1f}",
        "p95_ms": f"{taken[len(taken) * 95 // 100]:.1f}",
        "plans_per_second": f"{1000 * plans / sum(taken):.0f}",
        "largest_ms": f"{largest:.1f}",
    }


def milliseconds(body: dict[str, Any]) -> float:
    """The time of one plan, from its JSON to its certified JSON."""
    begun = perf_counter_ns()
    plan(PlanRequest.from_json(body)).to_json()
    return (perf_counter_ns() - begun) / 1_000_000


if __name__ == "__main__":
    print(measure())
