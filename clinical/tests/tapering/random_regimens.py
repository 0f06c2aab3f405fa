"""Seeded random regimens over everything the engine plans, and the invariants that every answer keeps.

`run(first, count)` answers the regimens number `first` to `first + count - 1`; each depends on its
number alone, so that a long run can be cut in parts and resumed.
"""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import Product, formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering import Planned, PlanRequest, frameworks, step_words
from glidepath_clinical.tapering.planning import plan_without_offers
from glidepath_clinical.tapering.supply import form_of

from .cases import DAY_ORDER, request
from .random_supply import random_supply

Json = dict[str, Any]
PRODUCTS = [product for product in formulary() if form_of(product) is not None]
PACES: list[Json] = [
    {"reduction_percent": "10", "basis": "original", "every_days": 28},
    {"reduction_percent": "12.5", "basis": "current", "every_days": 14},
    {"reduction_percent": "5", "cap_percent": "25", "basis": "original", "every_days": 7},
    {"reduction_percent": "33.3", "cap_percent": "50", "basis": "current", "every_days": 10},
]
GOALS: list[Json] = [
    {"kind": "stop"},
    {"kind": "stop"},
    {"kind": "percent", "percent": "50"},
    {"kind": "percent", "percent": "33.3"},
    {"kind": "dose", "daily": "20"},
]
REFUSED_BY_RIGHT = {
    "cap_unreachable", "goal_above_present_dose", "goal_is_present_dose", "above_daily_limit", "minimum_interval",
    "framework_not_for_class", "above_ordered_maximum", "pace_too_fast", "above_ceiling", "abrupt_stop",
    "mme_goal_unreachable",
}  # fmt: skip


def regimen(number: int) -> Json:
    """The regimen with this number: one to five medicines of any form, any framework, days and packing."""
    chance = random.Random(number)
    several = chance.random() < 0.15
    products = chance.sample(PRODUCTS, k=chance.randint(2, 5) if several else 1)
    medicines = [_medicine(product, chance) for product in products]
    for row in medicines[2:]:
        row["role"] = "adjunct"
    body = request(
        framework=None,
        pace=chance.choice(PACES),
        goal=chance.choice(GOALS),
        medicines=medicines,
        allowed_weekdays=chance.choice([None, None, ["monday", "thursday"]]),
        protected_dates=chance.choice([None, ["2027-02-08", "2027-03-08"]]),
        refill_cycle=chance.choice([None, None, {"every_days": 28, "on": "2027-01-14"}]),
        packing=chance.choice([None, "fewest_units"]),
    )
    if several:
        body.update(order=[row["product"] for row in medicines[:2]], order_reason="other_clinical_reason")
        if chance.random() < 0.3:
            body["override_lock"] = "Both prescribers agree."
    return body


def _medicine(product: Product, chance: random.Random) -> Json:
    some = random_supply(product, chance, most=len(product.strengths))
    times = chance.sample(DAY_ORDER, k=1 if some.is_patch else chance.randint(1, 4))
    row = some.medicine({time: decimal_text(some.random_dose(chance, most=4)) for time in times})
    fitting = [framework.id for framework in frameworks() if framework.is_for(product.medicine_class)]
    if fitting and chance.random() < 0.5:
        row["framework"] = chance.choice(fitting)
    if some.volume is None and not some.is_patch and chance.random() < 0.1:
        row.update(as_needed=True, ordered_maximum=decimal_text(sum(map(Fraction, row["doses"].values()))))
    return row


def run(first: int, count: int) -> Counter[str]:
    """Answers the regimens and counts what came; raises AssertionError with the regimen that breaks an invariant."""
    found: Counter[str] = Counter()
    for number in range(first, first + count):
        found[answer(number)] += 1
    return found


def answer(number: int) -> str:
    """What the engine says of one regimen: planned, or the codes of its refusal."""
    body = regimen(number)
    try:
        result = plan_without_offers(PlanRequest.from_json(body))
    except Exception as error:
        raise AssertionError(f"regimen {number} crashed: {body}") from error
    if isinstance(result, Planned):
        assert_sound(result, number)
        return "planned"
    assert set(result.codes) <= REFUSED_BY_RIGHT, (number, result.codes, body)
    return ", ".join(sorted(set(result.codes)))


def assert_sound(result: Planned, number: int) -> None:
    """The certificate holds, doses never rise, words can be said, and the plan ends at its goal."""
    document = result.to_json()
    failing = [check for check in document["certificate"]["checks"] if not check["holds"]]
    assert result.holds, (number, failing)
    before = document["present"]
    for step in document["steps"]:
        assert step_words(step, "en") or step["phase"] == "stopped", number
        for row, old in zip(step["medicines"], before["medicines"], strict=True):
            assert_no_dose_rises(row, old, number)
        before = step


def assert_no_dose_rises(row: Json, old: Json, number: int) -> None:
    """No time of day is above the step before, and the units make the dose."""
    for time, dose in row["doses"].items():
        assert Fraction(dose["amount"]) <= Fraction(old["doses"][time]["amount"]), number
        made = sum(Fraction(unit["strength"]) * Fraction(unit["count"]) for unit in dose["units"])
        assert made == Fraction(dose["amount"]), number
