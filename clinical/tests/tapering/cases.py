"""Requests that many tests start from, and short ways to read what comes back."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from functools import cache
from typing import Any

from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering import Planned, PlanRequest, Refused, plan

DAY_ORDER = ("morning", "noon", "evening", "bedtime")


def request(**changes: Any) -> dict[str, Any]:
    """Morphine ER 90 mg three times a day, to be stopped; `changes` replace members, None leaves one out."""
    body: dict[str, Any] = {
        "as_of": "2027-01-04",
        "starts_on": "2027-01-11",
        "framework": "va-slower",
        "goal": {"kind": "stop"},
        "medicines": [morphine("90", "90", "90")],
        **changes,
    }
    return {name: value for name, value in deepcopy(body).items() if value is not None}


def morphine(*doses: str, strengths: tuple[str, ...] = ("15", "30", "60"), **more: Any) -> dict[str, Any]:
    """Morphine ER tablets at morning, noon, evening, bedtime; "0" leaves a time out."""
    return medicine("morphine ER tablet", *doses, strengths=list(strengths), **more)


def medicine(product: str, *doses: str, **more: Any) -> dict[str, Any]:
    """Any product in mg, with doses in the order of the day."""
    given = {time: dose for time, dose in zip(DAY_ORDER, doses, strict=False) if dose != "0"}
    return {"product": product, "unit": "mg", "doses": given, **more}


def half_way(*doses: str) -> dict[str, Any]:
    """That a taper began with twice these doses: half of the original is then as much as is taken now."""
    twice = {time: decimal_text(2 * Fraction(dose)) for time, dose in zip(DAY_ORDER, doses, strict=False)}
    return {"on_step": "1", "first_change_done": True, "original_doses": twice}


@cache
def _made(plan_of: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    return plan_of()


def fresh(plan_of: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The plan that a function makes, made once, as a copy that a test may spoil."""
    return deepcopy(_made(plan_of))


def planned(body: dict[str, Any]) -> dict[str, Any]:
    """The plan's document; fails when the request is refused."""
    answer = plan(PlanRequest.from_json(body))
    assert isinstance(answer, Planned), answer.to_json()["refusals"]
    return answer.to_json()


def refused(body: dict[str, Any]) -> dict[str, Any]:
    """The refusal's document; fails when there is a plan."""
    answer = plan(PlanRequest.from_json(body))
    assert isinstance(answer, Refused), "a plan was made"
    return answer.to_json()


def codes(body: dict[str, Any]) -> list[str]:
    """The codes with which a request is refused."""
    return [row["code"] for row in refused(body)["refusals"]]


def doses(step: dict[str, Any]) -> tuple[str, ...]:
    """Morning, noon and evening of a step, "0" where nothing is taken."""
    taken = step["medicines"][0]["doses"]
    return tuple(taken[time]["amount"] if time in taken else "0" for time in DAY_ORDER[:3])


def dailies(document: dict[str, Any]) -> list[str]:
    """The daily dose of every step."""
    return [step["medicines"][0]["daily"] for step in document["steps"]]
