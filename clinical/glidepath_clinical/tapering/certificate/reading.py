"""A plan document as plain values, read by the checker's own reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from glidepath_clinical.quantities import exact_sum, parse_decimal

DAY_ORDER = ("morning", "noon", "evening", "bedtime")


@dataclass(frozen=True)
class ReadRow:
    """One medicine in one step, as the document states it. `was` is what it is apart from a hold, `written_in` the
    unit of its doses, the unit of its strengths, and the word for one of its units."""

    number: int
    phase: str
    was: str
    starts_on: date | None
    ends_on: date | None
    product: str
    written_in: tuple[str, str, str]
    doses: dict[str, Fraction]
    units: dict[str, list[tuple[Fraction, Fraction]]]
    partners: dict[str, list[Fraction | None]]
    daily: Fraction
    printed_cut_of_original: str
    printed_cut_of_previous: str
    as_needed: bool
    patch_wear: int | None
    patch_changes: list[date] | None


@dataclass(frozen=True)
class ReadStep:
    """One step of the whole plan."""

    number: int
    phase: str
    was: str
    starts_on: date | None
    ends_on: date | None
    mme_per_day: Fraction
    mme_complete: bool
    mme_not_counted: list[str]
    mme_factor_set: str
    rows: list[ReadRow]


@dataclass(frozen=True)
class ReadCourse:
    """One medicine of a plan. `original` is the regimen that percentages of the original refer to.

    `rows` are its rows in every step, `steps` those in which it changes.
    """

    raw: dict[str, Any]
    request: dict[str, Any]
    wish: dict[str, Any]
    product: dict[str, Any]
    strengths: list[Fraction]
    halves: list[Fraction]
    volume: Fraction | None
    original: dict[str, Fraction]
    present: ReadRow
    rows: list[ReadRow]

    @cached_property
    def steps(self) -> list[ReadRow]:
        """The rows in which the medicine changes."""
        return [row for row in self.rows if row.was != "kept"]

    @property
    def is_lowered(self) -> bool:
        """Whether the request asks to lower this medicine, and not to keep it."""
        return bool(self.wish.get("role", "taper") == "taper")

    @cached_property
    def original_daily(self) -> Fraction:
        """The original daily dose."""
        return exact_sum(list(self.original.values()))

    @cached_property
    def pieces(self) -> list[tuple[Fraction, Fraction, Fraction]]:
        """Every piece that can be dispensed: its size, its strength, and how many units it is."""
        if self.volume is not None:
            return [(strength * self.volume, strength, self.volume) for strength in self.strengths]
        whole = [(strength, strength, Fraction(1)) for strength in self.strengths]
        return whole + [(half / 2, half, Fraction(1, 2)) for half in self.halves]

    @cached_property
    def smallest_unit(self) -> Fraction:
        """The smallest piece that the pharmacy can supply."""
        return min(size for size, _, _ in self.pieces)

    @cached_property
    def pairs(self) -> list[tuple[ReadRow, ReadRow]]:
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
        ordered = ordered and change.get("product") in (None, self.product["product"])
        return bool(ordered and change.get("prescriber") and change.get("reason"))


@dataclass(frozen=True)
class ReadPlan:
    """A plan document."""

    raw: dict[str, Any]
    request: dict[str, Any]
    present: ReadStep
    steps: list[ReadStep]
    medicines: list[ReadCourse]

    @cached_property
    def lowered(self) -> list[ReadCourse]:
        """The medicines that the plan lowers."""
        return [medicine for medicine in self.medicines if medicine.is_lowered]

    @cached_property
    def pairs(self) -> list[tuple[ReadStep, ReadStep]]:
        """Each step with the one before it."""
        return list(zip([self.present, *self.steps], self.steps, strict=False))


def number(text: object) -> Fraction:
    """An exact number of the document; only decimal texts are accepted."""
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a decimal text")
    return parse_decimal(text, "number")


def number_or_none(text: object) -> Fraction | None:
    """An exact number, or None where the document has null."""
    return None if text is None else number(text)


def read_plan(document: dict[str, Any]) -> ReadPlan:
    """Reads a document; raises KeyError, TypeError or ValueError when it is not a plan."""
    present, steps = _read_step(document["present"]), [_read_step(step) for step in document["steps"]]
    request, products = _without_nulls(document["request"]), document["products"]
    if not len(products) == len(request["medicines"]) == len(present.rows):
        raise ValueError("the plan's medicines are not those of the request")
    if any(len(step.rows) != len(products) for step in steps):
        raise ValueError("a step does not list every medicine")
    places = range(len(products))
    courses = [_course(document, request, place, present, steps) for place in places]
    return ReadPlan(document, request, present, steps, courses)


def _without_nulls(asked: Any) -> Any:
    """The request without what is null: a member that is null and one that is left out ask for the same."""
    if isinstance(asked, list):
        return [_without_nulls(row) for row in asked]
    if isinstance(asked, dict):
        return {name: _without_nulls(value) for name, value in asked.items() if value is not None}
    return asked


def _course(
    document: dict[str, Any], request: dict[str, Any], place: int, present: ReadStep, steps: list[ReadStep]
) -> ReadCourse:
    product = document["products"][place]
    return ReadCourse(
        raw=document,
        request=request,
        wish=request["medicines"][place],
        product=product,
        strengths=[number(strength) for strength in product["strengths"]],
        halves=[number(half) for half in product["halves"]],
        volume=number_or_none(product.get("measurable_volume")),
        original={time: number(dose) for time, dose in product["original_doses"].items()},
        present=present.rows[place],
        rows=[step.rows[place] for step in steps],
    )


def _read_step(step: dict[str, Any]) -> ReadStep:
    return ReadStep(
        number=step["number"],
        phase=step["phase"],
        was=step.get("held_phase", step["phase"]),
        starts_on=_date(step["starts_on"]),
        ends_on=_date(step["ends_on"]),
        mme_per_day=number(step["mme_per_day"]),
        mme_complete=step["mme_complete"],
        mme_not_counted=[row["product"] for row in step["mme_not_counted"]],
        mme_factor_set=step["mme_factor_set"],
        rows=[_read_row(step, medicine) for medicine in step["medicines"]],
    )


def _read_row(step: dict[str, Any], medicine: dict[str, Any]) -> ReadRow:
    was = step.get("held_phase", step["phase"])
    patch = medicine.get("patch")
    doses = medicine["doses"]
    return ReadRow(
        number=step["number"],
        phase=step["phase"],
        was=medicine.get("phase", was),
        starts_on=_date(step["starts_on"]),
        ends_on=_date(step["ends_on"]),
        product=medicine["product"],
        written_in=(medicine["unit"], medicine["strength_unit"], medicine["form"]),
        doses={time: number(dose["amount"]) for time, dose in doses.items()},
        units={time: _units(dose["units"]) for time, dose in doses.items()},
        partners={time: [number_or_none(row.get("partner_strength")) for row in dose["units"]]
                  for time, dose in doses.items()},
        daily=number(medicine["daily"]),
        printed_cut_of_original=medicine["cut_percent_of_original"],
        printed_cut_of_previous=medicine["cut_percent_of_previous"],
        as_needed=medicine.get("as_needed", False),
        patch_wear=None if patch is None else patch["wear_hours"],
        patch_changes=None if patch is None else [date.fromisoformat(day) for day in patch["changes_on"]],
    )  # fmt: skip


def _units(rows: list[dict[str, Any]]) -> list[tuple[Fraction, Fraction]]:
    return [(number(row["strength"]), number(row["count"])) for row in rows]


def _date(text: object) -> date | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError(f"{text!r} is not a date")
    return date.fromisoformat(text)
