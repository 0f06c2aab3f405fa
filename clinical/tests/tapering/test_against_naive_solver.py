"""The engine and a naive second solver agree on small regimens of real products."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from math import prod
from typing import Any

import pytest
from glidepath_clinical.medicines import Product, formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering import Planned, PlanRequest, plan
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.supply import form_of

from .cases import request
from .naive_packing import Day, naive_packing
from .naive_solver import NaiveProblem, Regimen, naive_solution
from .random_supply import random_supply

REDUCED_FIRST = ("noon", "morning", "bedtime", "evening")
PRODUCTS = [product for product in formulary() if form_of(product) is not None]
SHARES = ("5", "10", "12.5", "20", "25", "40")


def smallest_made(product: Product, doses_a_day: int) -> Fraction:
    """The smallest whole unit of the ingredient with this release, of half a mL for a liquid; told here once more.

    Only a liquid is held against liquids."""
    found = [min(row.amount for row in product.strengths) / (2 if "solution" in product.formulation else 1)]
    for other in formulary():
        if "solution" in other.formulation and "solution" not in product.formulation:
            continue
        alike = all(getattr(other, name) == getattr(product, name) for name in ("ingredient", "route"))
        same = other.release[:2] == product.release[:2] and other.unit.value.removesuffix(
            "/mL"
        ) == product.unit.value.removesuffix("/mL")
        hours = other.usual_interval_h.split("-")[0].split(" ")[0]
        often = other.release == "TD" or (hours.isdigit() and int(hours) * doses_a_day <= 24)
        if alike and same and often and ("base" in other.formulation) == ("base" in product.formulation):
            half = 2 if "solution" in other.formulation else 1
            found.append(min(row.amount for row in other.strengths) / half)
    return min(found)


def random_case(product: Product, chance: random.Random) -> tuple[dict[str, Any], NaiveProblem]:
    some = random_supply(product, chance)
    count = 1 if some.is_patch else chance.randint(1, 3)
    times = sorted(chance.sample(REDUCED_FIRST, k=count), key=REDUCED_FIRST.index)
    start = tuple(some.random_dose(chance) for _ in times)
    basis = chance.choice(["original", "original", "current", "fixed"])
    share = Fraction(chance.choice(SHARES)) / 100
    amount = chance.choice(some.pieces) * chance.choice([1, 1, 2])
    goal = chance.choice([Fraction(0), Fraction(0), sum(start) * Fraction(chance.randint(1, 9), 10)])
    sizes = [amount] * 2 if basis == "fixed" else [share] * 2
    naive = NaiveProblem(
        some.strengths, some.halves, start, goal, basis, *sizes,
        volume=some.volume, weights=some.weights, limit=some.limit, smallest_made=smallest_made(product, count),
        least_kept=Fraction(12, 25) if some.is_patch else Fraction(1, 2),
    )  # fmt: skip
    size = {"reduction_amount": decimal_text(amount)} if basis == "fixed" else {"reduction_percent": str(share * 100)}
    size = {name: decimal_text(Fraction(text)) for name, text in size.items()}
    body = request(
        framework=None,
        pace={**size, "basis": basis, "every_days": 28},
        goal={"kind": "dose", "daily": decimal_text(goal)} if goal else {"kind": "stop"},
        medicines=[some.medicine({time: decimal_text(dose) for time, dose in zip(times, start, strict=True)})],
        packing=chance.choice([None, "fewest_units"]),
    )
    return body, naive


def small_cases(
    product: Product, chance: random.Random, *, count: int
) -> Iterator[tuple[dict[str, Any], NaiveProblem]]:
    """Random cases under the product's ceiling that the naive solver can try in full."""
    ceiling = daily_ceiling(product)
    while count:
        body, naive = random_case(product, chance)
        regimens = prod(sum(1 for amount in naive.amounts if amount <= dose) for dose in naive.start)
        if regimens <= 250 and (ceiling is None or sum(naive.start) <= ceiling) and naive.keeps_limit(naive.start):
            count -= 1
            yield body, naive


def as_regimens(document: dict[str, Any], naive: NaiveProblem, body: dict[str, Any]) -> list[Regimen]:
    times = list(body["medicines"][0]["doses"])
    return [
        tuple(Fraction(step["medicines"][0]["doses"].get(time, {"amount": "0"})["amount"]) for time in times)
        for step in document["steps"]
    ]


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_both_solvers_give_the_same_doses_and_the_same_units(product: Product) -> None:
    chance = random.Random(product.name)
    for body, naive in small_cases(product, chance, count=4):
        answer = plan(PlanRequest.from_json(body))
        document = answer.to_json()
        if naive.basis == "fixed" and naive.cap > sum(naive.start) / 2:
            assert document["refusals"][0]["code"] == "abrupt_stop"
            continue
        if naive.dispensable_goal() == sum(naive.start):
            assert document["refusals"][0]["code"] == "goal_is_present_dose"
            continue
        expected = naive_solution(naive)
        if expected is None:
            assert document["refusals"][0]["code"] == "cap_unreachable", body
            continue
        assert isinstance(answer, Planned), (body, document["refusals"])
        assert answer.holds, body
        assert as_regimens(document, naive, body) == expected, body
        assert_packed_as_naively(document, naive, body)


def assert_packed_as_naively(document: dict[str, Any], naive: NaiveProblem, body: dict[str, Any]) -> None:
    """Every step has the very units that the naive packer finds, from the present dose on."""
    times = list(body["medicines"][0]["doses"])
    before: Day = tuple({} for _ in times)
    for step in [document["present"], *document["steps"]]:
        printed = [step["medicines"][0]["doses"].get(time, {"amount": "0", "units": []}) for time in times]
        regimen = tuple(Fraction(dose["amount"]) for dose in printed)
        units_first = body.get("packing") == "fewest_units"
        expected = naive_packing(naive, regimen, before, units_first=units_first)
        before = tuple({Fraction(u["strength"]): Fraction(u["count"]) for u in dose["units"]} for dose in printed)
        assert before == expected, (body, step["number"])


@pytest.mark.parametrize("seed", range(12))
def test_both_solvers_agree_on_the_frameworks_with_two_rates(seed: int) -> None:
    chance = random.Random(seed)
    start = tuple(Fraction(chance.choice([5, 10, 15])) for _ in range(3))
    short = NaiveProblem(
        [Fraction(5)], [Fraction(5)], start, Fraction(0), "original", Fraction(1, 10), Fraction(1, 10),
        slow_below=Fraction(3, 10), smallest_made=Fraction(5),
    )  # fmt: skip
    rapid = NaiveProblem(
        [Fraction(5)], [Fraction(5)], start, Fraction(0), "original", Fraction(1, 6), Fraction(1, 5),
        first_target=Fraction(1, 3), first_cap=Fraction(1, 2), smallest_made=Fraction(5),
    )  # fmt: skip
    for framework, naive in (("cdc22-short", short), ("va-rapid", rapid)):
        noon, morning, evening = (decimal_text(dose) for dose in start)
        medicine = {
            "product": "oxycodone tablet", "unit": "mg", "strengths": ["5"], "halves_confirmed": ["5"],
            "doses": {"noon": noon, "morning": morning, "evening": evening},
        }  # fmt: skip
        body = request(framework=framework, medicines=[medicine])
        document = plan(PlanRequest.from_json(body)).to_json()
        expected = naive_solution(naive)
        assert (document["outcome"] == "planned") == (expected is not None)
        if expected is not None:
            assert as_regimens(document, naive, body) == expected
