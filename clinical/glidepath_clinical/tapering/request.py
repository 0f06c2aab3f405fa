"""What a plan is asked for: the regimen, the goal, the framework or pace, the dates, the person."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import TimeOfDay
from glidepath_clinical.tapering.easing import Easing
from glidepath_clinical.tapering.fields import Fields, UnusableInput, as_date, as_number
from glidepath_clinical.tapering.pace import Basis
from glidepath_clinical.tapering.packing import Preference
from glidepath_clinical.tapering.person import Person

TIMES = tuple(time.value for time in TimeOfDay)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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


@dataclass(frozen=True)
class MedicineWish:
    """One medicine as it is taken now. A dose of None is unknown; `strengths` None means all that exist."""

    product: str
    unit: str
    strengths: tuple[Fraction, ...] | None
    halves_confirmed: tuple[Fraction, ...]
    doses: Mapping[TimeOfDay, Fraction | None]


@dataclass(frozen=True)
class Continues:
    """That this plan goes on from an earlier version: whose original dose and split it keeps."""

    previous_content_hash: str | None
    on_step: int
    original_doses: Mapping[TimeOfDay, Fraction]
    first_change_done: bool


@dataclass(frozen=True)
class StepDays:
    """On which days a step may start: no protected date, and only these weekdays (0 is Monday)."""

    protected: frozenset[date]
    weekdays: frozenset[int]


@dataclass(frozen=True)
class PlanRequest:
    """One request, read and checked in form. `raw` is what was given, echoed in the answer."""

    as_of: date
    starts_on: date
    framework: str | None
    pace: PaceWish | None
    eased: Easing
    goal: Goal
    medicines: tuple[MedicineWish, ...]
    person: Person | None
    step_days: StepDays
    packing: Preference
    continues: Continues | None
    raw: Mapping[str, Any]

    @classmethod
    def from_json(cls, raw: object) -> PlanRequest:
        """Reads a request; raises `UnusableInput` that names the field."""
        fields = Fields(raw)
        as_of, starts_on = fields.on("as_of"), fields.on("starts_on")
        if starts_on < as_of:
            raise UnusableInput("starts_on", "lies before as_of; a plan cannot start in the past")
        request = cls(
            as_of=as_of,
            starts_on=starts_on,
            framework=fields.text("framework") if fields.has("framework") else None,
            pace=_pace(fields.fields("pace")) if fields.has("pace") else None,
            eased=Easing.from_fields(fields.fields("eased")) if fields.has("eased") else Easing(),
            goal=_goal(fields.fields("goal")),
            medicines=_medicines(fields),
            person=Person.from_fields(fields.fields("person")) if fields.has("person") else None,
            step_days=_step_days(fields),
            packing=_packing(fields),
            continues=_continues(fields.fields("continues")) if fields.has("continues") else None,
            raw=deepcopy(dict(fields.whole())),
        )
        fields.finish()
        if request.framework is None and request.pace is None:
            raise UnusableInput("framework", "is missing; name a framework, or give a pace")
        return request


def _pace(fields: Fields) -> PaceWish:
    wish = PaceWish(
        reduction_percent=_percent(fields, "reduction_percent"),
        reduction_amount=_positive(fields, "reduction_amount"),
        cap_percent=_percent(fields, "cap_percent"),
        basis=Basis(fields.one_of("basis", tuple(b.value for b in Basis))) if fields.has("basis") else None,
        every_days=fields.whole_days("every_days") if fields.has("every_days") else None,
    )
    fields.finish()
    if (wish.reduction_amount is not None) != (wish.basis is Basis.FIXED):
        raise UnusableInput(fields.path("reduction_amount"), 'belongs to the basis "fixed", and that basis needs it')
    if wish.reduction_amount is not None and (wish.reduction_percent, wish.cap_percent) != (None, None):
        raise UnusableInput(fields.path("reduction_percent"), "cannot stand beside reduction_amount; leave one out")
    return wish


def _positive(fields: Fields, name: str) -> Fraction | None:
    if not fields.has(name):
        return None
    number = fields.number(name)
    if number == 0:
        raise UnusableInput(fields.path(name), "is 0; a pace needs a reduction above 0")
    return number


def _percent(fields: Fields, name: str) -> Fraction | None:
    number = _positive(fields, name)
    if number is not None and number > 100:
        raise UnusableInput(fields.path(name), "is above 100 percent")
    return number


def _goal(fields: Fields) -> Goal:
    kind = fields.one_of("kind", tuple(GOAL_NUMBERS))
    name = GOAL_NUMBERS[kind]
    number = fields.number(name) if name else Fraction(0)
    fields.finish()
    if kind == "percent" and number > 100:
        raise UnusableInput(fields.path("percent"), "is above 100; it is the share of the present dose that remains")
    return Goal(kind, number)


def _medicines(fields: Fields) -> tuple[MedicineWish, ...]:
    rows = fields.items("medicines")
    if not rows:
        raise UnusableInput("medicines", "is empty; name the medicine to reduce")
    return tuple(_medicine(Fields(row, f"medicines[{place}]")) for place, row in enumerate(rows))


def _medicine(fields: Fields) -> MedicineWish:
    wish = MedicineWish(
        product=fields.text("product"),
        unit=fields.text("unit"),
        strengths=_amounts(fields, "strengths") if fields.has("strengths") else None,
        halves_confirmed=_amounts(fields, "halves_confirmed") if fields.has("halves_confirmed") else (),
        doses=_doses(fields),
    )
    fields.finish()
    return wish


def _amounts(fields: Fields, name: str) -> tuple[Fraction, ...]:
    amounts = {as_number(row, f"{fields.path(name)}[{place}]") for place, row in enumerate(fields.items(name))}
    if not amounts and name == "strengths":
        raise UnusableInput(fields.path(name), "is empty; leave it out for every strength that exists")
    return tuple(sorted(amounts))


def _doses(fields: Fields) -> dict[TimeOfDay, Fraction | None]:
    if not fields.has("doses"):
        return {}
    return read_doses(fields.fields("doses"))


def read_doses(fields: Fields) -> dict[TimeOfDay, Fraction | None]:
    """Doses per time of day; null or "unknown" is kept as None and refused later by name."""
    doses: dict[TimeOfDay, Fraction | None] = {}
    for name in fields.names():
        if name not in TIMES:
            raise UnusableInput(fields.path(name), f"is not a time of day; use {', '.join(TIMES)}")
        unknown = fields.raw(name) in (None, "unknown")
        doses[TimeOfDay(name)] = None if unknown else fields.number(name)
    return doses


def _step_days(fields: Fields) -> StepDays:
    protected = fields.items("protected_dates") if fields.has("protected_dates") else []
    weekdays = fields.items("allowed_weekdays") if fields.has("allowed_weekdays") else list(WEEKDAYS)
    for place, name in enumerate(weekdays):
        if name not in WEEKDAYS:
            raise UnusableInput(f"allowed_weekdays[{place}]", f"{name!r} is not one of {', '.join(WEEKDAYS)}")
    if not weekdays:
        raise UnusableInput("allowed_weekdays", "is empty; name at least one weekday on which a step may start")
    return StepDays(
        protected=frozenset(as_date(day, f"protected_dates[{place}]") for place, day in enumerate(protected)),
        weekdays=frozenset(WEEKDAYS.index(str(name)) for name in weekdays),
    )


def _packing(fields: Fields) -> Preference:
    if not fields.has("packing"):
        return Preference.FEWEST_STRENGTHS
    return Preference(fields.one_of("packing", tuple(kind.value for kind in Preference)))


def _continues(fields: Fields) -> Continues:
    doses = read_doses(fields.fields("original_doses"))
    known = {time: dose for time, dose in doses.items() if dose is not None}
    continues = Continues(
        previous_content_hash=fields.text("previous_content_hash") if fields.has("previous_content_hash") else None,
        on_step=int(fields.number("on_step")),
        original_doses=known,
        first_change_done=fields.yes_or_no("first_change_done"),
    )
    fields.finish()
    return continues
