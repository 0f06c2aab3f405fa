"""A plan document as plain values, read by the checker's own reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import parse_decimal

DAY_ORDER = ("morning", "noon", "evening", "bedtime")


@dataclass(frozen=True)
class ReadStep:
    """One step as the document states it."""

    number: int
    phase: str
    was: str
    starts_on: date | None
    ends_on: date | None
    product: str
    doses: dict[str, Fraction]
    units: dict[str, list[tuple[Fraction, Fraction]]]
    daily: Fraction
    printed_cut_of_original: str
    printed_cut_of_previous: str
    mme_per_day: Fraction
    mme_complete: bool
    medicine_count: int


@dataclass(frozen=True)
class ReadPlan:
    """A plan document. `original` is the regimen that percentages of the original refer to."""

    raw: dict[str, Any]
    request: dict[str, Any]
    product: dict[str, Any]
    strengths: list[Fraction]
    halves: list[Fraction]
    original: dict[str, Fraction]
    present: ReadStep
    steps: list[ReadStep]

    @property
    def original_daily(self) -> Fraction:
        """The original daily dose."""
        return sum(self.original.values(), Fraction(0))

    @property
    def smallest_unit(self) -> Fraction:
        """The smallest piece that the pharmacy can supply."""
        return min([*self.strengths, *(half / 2 for half in self.halves)])

    @property
    def pairs(self) -> list[tuple[ReadStep, ReadStep]]:
        """Each step with the one before it; the first follows the present dose."""
        return list(zip([self.present, *self.steps], self.steps, strict=False))

    @property
    def is_held(self) -> bool:
        """Whether this version is a hold, whose remaining steps are withdrawn."""
        change = self.raw.get("change")
        return change is not None and (change["kind"] == "held" or change.get("leaves") == "hold")

    @property
    def is_ordered_stop(self) -> bool:
        """Whether a prescriber ordered the stop outside the taper, with a reason."""
        change = self.raw.get("change") or {}
        ordered = change.get("kind") == "stop" and change.get("path") in ("life_threatening", "verified_non_use")
        return bool(ordered and change.get("prescriber") and change.get("reason"))


def number(text: object) -> Fraction:
    """An exact number of the document; only decimal texts are accepted."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a decimal text")
    return parse_decimal(text, "number")


def read_plan(document: dict[str, Any]) -> ReadPlan:
    """Reads a document; raises KeyError, TypeError or ValueError when it is not a plan."""
    product = document["products"][0]
    return ReadPlan(
        raw=document,
        request=document["request"],
        product=product,
        strengths=[number(strength) for strength in product["strengths"]],
        halves=[number(half) for half in product["halves"]],
        original={time: number(dose) for time, dose in product["original_doses"].items()},
        present=_read_step(document["present"]),
        steps=[_read_step(step) for step in document["steps"]],
    )


def _read_step(step: dict[str, Any]) -> ReadStep:
    medicine = step["medicines"][0]
    return ReadStep(
        number=step["number"],
        phase=step["phase"],
        was=step.get("held_phase", step["phase"]),
        starts_on=_date(step["starts_on"]),
        ends_on=_date(step["ends_on"]),
        product=medicine["product"],
        doses={time: number(dose["amount"]) for time, dose in medicine["doses"].items()},
        units={time: _units(dose["units"]) for time, dose in medicine["doses"].items()},
        daily=number(medicine["daily"]),
        printed_cut_of_original=medicine["cut_percent_of_original"],
        printed_cut_of_previous=medicine["cut_percent_of_previous"],
        mme_per_day=number(step["mme_per_day"]),
        mme_complete=step["mme_complete"],
        medicine_count=len(step["medicines"]),
    )


def _units(rows: list[dict[str, Any]]) -> list[tuple[Fraction, Fraction]]:
    return [(number(row["strength"]), number(row["count"])) for row in rows]


def _date(text: object) -> date | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a date")
    return date.fromisoformat(text)
