"""What the directions of one order add to a sum. The same directions by the same factor set are weighed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from glidepath_clinical.medicines.fhir_orders import Directions, DosageLine, problem_code
from glidepath_clinical.medicines.mme.factors import FactorSet
from glidepath_clinical.medicines.mme.total import Load, NotCounted, Weighed, weigh
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Dose

_BLOCKING: Final = frozenset(("codes_disagree", "name_disagrees"))
NOT_RECOGNISED: Final = "not_recognised"
_MAY_BE_OPIOID: Final = "not recognised; may be an opioid: find out which medicine it is"
_NO_DOSAGE: Final = "no_dosage: no dosage is written; find out what is really taken"


class Portion(NamedTuple):
    """The lines of one opioid order, each weighed or left out, and what has no amount at all.

    A line of None in `missing` speaks of the whole order. References are empty: several orders share a portion.
    `starts_on` are the first days of its lines; a portion that is not `dated` is the same on every day.
    """

    weighed: tuple[tuple[DosageLine, Weighed], ...] = ()
    left_out: tuple[tuple[DosageLine, NotCounted], ...] = ()
    missing: tuple[tuple[DosageLine | None, NotCounted], ...] = ()
    starts_on: tuple[date, ...] = ()
    dated: bool = False


NO_PORTION: Final = Portion()
"""Of a medicine that is no opioid."""


@lru_cache(maxsize=20_000)
def portion_of(directions: Directions, factors: FactorSet) -> Portion:
    """Weigh each line of an order by a factor set."""
    pairs = [(line, weigh(load, factors)) for line, load in _loads(directions)]
    missing = tuple(_missing(directions))
    if not pairs and not missing:
        return NO_PORTION
    timings = [line.timing for line in directions.lines if directions.medication.is_opioid]
    return Portion(
        weighed=tuple((line, each) for line, each in pairs if isinstance(each, Weighed)),
        left_out=tuple((line, each) for line, each in pairs if isinstance(each, NotCounted)),
        missing=missing,
        starts_on=tuple(timing.starts_on for timing in timings if timing.starts_on),
        dated=any(timing.starts_on or timing.ends_on for timing in timings),
    )


def _loads(directions: Directions) -> Iterator[tuple[DosageLine, Load]]:
    for line in directions.lines if _blocked(directions) is None and directions.medication.is_opioid else ():
        if line.daily_maximum is not None:
            yield line, _load(directions, line, line.daily_maximum)


def _load(directions: Directions, line: DosageLine, daily: Dose) -> Load:
    patch = directions.route == "transdermal"
    return Load(
        medicine=directions.medicine,
        ingredient=directions.medication.ingredient or "",
        route=directions.route,
        form=Form.PATCH if patch else _form(directions),
        amount=daily,
        patches_per_day=line.timing.per_day_high if patch else None,
    )


def _form(directions: Directions) -> Form | None:
    named = directions.medication
    if named.coded is not None:
        return named.coded.dose_form.form
    return None if named.product is None else named.product.forms[0]


def _blocked(directions: Directions) -> str | None:
    """Why it is not known which medicine is meant, or None."""
    return next((p for p in directions.medication.problems if problem_code(p) in _BLOCKING), None)


def _missing(directions: Directions) -> Iterator[tuple[DosageLine | None, NotCounted]]:
    """Why an opioid order, or one of its lines, has no amount."""
    named, medicine = directions.medication, directions.medicine
    if not named.display and named.ingredient is None:
        because = f"the code {named.rxcui} is not known here and stands alone" if named.rxcui else "none is named"
        yield None, NotCounted(medicine, "unknown_medicine", f"it may be an opioid: {because}; write its name")
    if named.may_be_opioid:
        for line in directions.lines or (None,):
            yield line, NotCounted(medicine, NOT_RECOGNISED, _MAY_BE_OPIOID)
    if not named.is_opioid:
        return
    blocked = _blocked(directions)
    if blocked is not None or not directions.lines:
        yield None, _not_counted(medicine, blocked or _NO_DOSAGE)
        return
    for line in directions.lines:
        if line.daily_maximum is None:
            yield line, _not_counted(medicine, line.refused or _timing_problem(line))


def _timing_problem(line: DosageLine) -> str:
    return next((p for p in line.timing.problems if problem_code(p) == "no_timing"), "no_timing: no rhythm is known")


def _not_counted(medicine: str, problem: str) -> NotCounted:
    code, _, words = problem.partition(": ")
    return NotCounted(medicine, code, words)
