"""Seeded random requests over the whole formulary: a certified plan or a named refusal, never a crash."""

from __future__ import annotations

import random
from typing import Any

import pytest
from glidepath_clinical.medicines import formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering import Planned, PlanRequest, frameworks, plan, step_words
from glidepath_clinical.tapering.supply import form_of

from .cases import DAY_ORDER, request
from .random_supply import random_supply

NAMES = [framework.id for framework in frameworks()]
GOALS: list[dict[str, Any]] = [
    {"kind": "stop"},
    {"kind": "stop"},
    {"kind": "percent", "percent": "50"},
    {"kind": "percent", "percent": "33.3"},
    {"kind": "mme", "mme_per_day": "50"},
    {"kind": "dose", "daily": "20"},
]
PACES: list[dict[str, Any] | None] = [
    None,
    None,
    {"reduction_percent": "10", "basis": "original", "every_days": 28},
    {"reduction_percent": "12.5", "basis": "current", "every_days": 14},
    {"reduction_percent": "5", "cap_percent": "25", "basis": "original", "every_days": 7},
]
KNOWN_REFUSALS = {
    "not_a_taper_form", "framework_not_for_class", "minimum_interval", "cap_unreachable", "mme_factor_unknown",
    "goal_above_present_dose", "goal_is_present_dose", "above_daily_limit", "mixed_units", "pace_too_fast",
    "above_ceiling", "abrupt_stop", "mme_goal_unreachable",
}  # fmt: skip


def random_request(chance: random.Random) -> dict[str, Any]:
    product = chance.choice(formulary())
    some = random_supply(product, chance, most=len(product.strengths))
    times = chance.sample(DAY_ORDER, k=1 if some.is_patch else chance.randint(1, 4))
    doses = {time: decimal_text(some.random_dose(chance, most=5)) for time in times}
    pace = chance.choice(PACES)
    framework = chance.choice(NAMES) if pace is None or chance.random() < 0.5 else None
    return request(
        framework=framework,
        pace=pace,
        goal=chance.choice(GOALS),
        medicines=[some.medicine(doses)],
        allowed_weekdays=chance.choice([None, ["monday", "thursday"]]),
        packing=chance.choice([None, "fewest_units"]),
    )


@pytest.mark.parametrize("seed", range(10))
def test_a_random_request_gives_a_certified_plan_or_a_named_refusal(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        body = random_request(chance)
        answer = plan(PlanRequest.from_json(body))
        document = answer.to_json()
        if isinstance(answer, Planned):
            assert answer.holds, (body, document["certificate"])
            assert [step_words(step, "es") for step in document["steps"]]
        else:
            assert set(answer.codes) <= KNOWN_REFUSALS, (body, document["refusals"])
        for offer in document.get("offers", []):
            assert offer["plan"]["certificate"]["holds"]


def test_the_random_requests_reach_plans_of_most_products_that_can_be_planned() -> None:
    planned, possible = set(), {product.name for product in formulary() if form_of(product) is not None}
    for seed in range(10):
        chance = random.Random(seed)
        for _ in range(25):
            body = random_request(chance)
            if isinstance(plan(PlanRequest.from_json(body)), Planned):
                planned.add(body["medicines"][0]["product"])
    assert len(planned) > len(possible) / 2
