"""The goal and the pace as a request asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.tapering.fields import Fields, UnusableInput
from glidepath_clinical.tapering.pace import Basis

GOAL_NUMBERS = {"stop": None, "dose": "daily", "percent": "percent", "mme": "mme_per_day"}


@dataclass(frozen=True)
class Goal:
    """Where the plan leads: `stop`, a daily `dose`, the `percent` that remains, or an `mme` ceiling."""

    kind: str
    number: Fraction


@dataclass(frozen=True)
class PaceWish:
    """An agreed pace; what it leaves out comes from the framework. Percentages are plain percents."""

    reduction_percent: Fraction | None
    reduction_amount: Fraction | None
    cap_percent: Fraction | None
    basis: Basis | None
    every_days: int | None


def read_pace(fields: Fields) -> PaceWish:
    """Reads `pace`; raises `UnusableInput`."""
    wish = PaceWish(
        reduction_percent=read_percent(fields, "reduction_percent"),
        reduction_amount=read_positive(fields, "reduction_amount"),
        cap_percent=read_percent(fields, "cap_percent"),
        basis=Basis(fields.one_of("basis", tuple(b.value for b in Basis))) if fields.has("basis") else None,
        every_days=fields.whole_days("every_days") if fields.has("every_days") else None,
    )
    fields.finish()
    if (wish.reduction_amount is not None) != (wish.basis is Basis.FIXED):
        raise UnusableInput(fields.path("reduction_amount"), 'belongs to the basis "fixed", and that basis needs it')
    if wish.reduction_amount is not None and (wish.reduction_percent, wish.cap_percent) != (None, None):
        raise UnusableInput(fields.path("reduction_percent"), "cannot stand beside reduction_amount; leave one out")
    return wish


def read_goal(fields: Fields) -> Goal:
    """Reads `goal`; raises `UnusableInput`."""
    kind = fields.one_of("kind", tuple(GOAL_NUMBERS))
    name = GOAL_NUMBERS[kind]
    number = fields.number(name) if name else Fraction(0)
    fields.finish()
    if kind == "percent" and number > 100:
        raise UnusableInput(fields.path("percent"), "is above 100; it is the share of the present dose that remains")
    return Goal(kind, number)


def read_positive(fields: Fields, name: str) -> Fraction | None:
    """A number above 0, or None when it is not there."""
    if not fields.has(name):
        return None
    number = fields.number(name)
    if number == 0:
        raise UnusableInput(fields.path(name), "is 0; this needs a number above 0")
    return number


def read_percent(fields: Fields, name: str) -> Fraction | None:
    """A percentage above 0 and up to 100, or None when it is not there."""
    number = read_positive(fields, name)
    if number is not None and number > 100:
        raise UnusableInput(fields.path(name), "is above 100 percent")
    return number
