"""One medicine as a request names it: what it is, what the pharmacy has of it, what is taken of it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from glidepath_clinical.quantities import TimeOfDay
from glidepath_clinical.tapering.asked_pace import Goal, PaceWish, read_goal, read_pace, read_positive
from glidepath_clinical.tapering.fields import Fields, UnusableInput, as_number

TIMES = tuple(time.value for time in TimeOfDay)
DoseMap = Mapping[TimeOfDay, Fraction]


class Role(StrEnum):
    """Whether the plan lowers a medicine or keeps it as it is."""

    TAPER = "taper"
    ADJUNCT = "adjunct"


@dataclass(frozen=True)
class MedicineWish:
    """One medicine as it is taken now. A dose of None is unknown; `strengths` None means all that exist.

    `partners` holds, for a combination, the amount of the second ingredient where a strength names it
    ("5/325"). `measurable_volume` (mL) is the least volume of a liquid that is measured at home.
    `ordered_maximum` is the most a day that the order allows. `framework`, `pace` and `goal` replace
    those of the request for this medicine alone. `original_doses` and `first_change_done` are there
    when the plan goes on from an earlier version.
    """

    product: str
    unit: str
    strengths: tuple[Fraction, ...] | None
    partners: Mapping[Fraction, Fraction]
    halves_confirmed: tuple[Fraction, ...]
    doses: Mapping[TimeOfDay, Fraction | None]
    measurable_volume: Fraction | None
    wear_hours: Fraction | None
    patch_changed_on: date | None
    as_needed: bool
    ordered_maximum: Fraction | None
    above_order_reason: str | None
    role: Role
    framework: str | None
    pace: PaceWish | None
    goal: Goal | None
    original_doses: DoseMap | None
    first_change_done: bool | None


def read_medicines(fields: Fields) -> tuple[MedicineWish, ...]:
    """Reads `medicines`; raises `UnusableInput`."""
    rows = fields.items("medicines")
    if not rows:
        raise UnusableInput("medicines", "is empty; name the medicine to reduce")
    return tuple(read_medicine(Fields(row, f"medicines[{place}]")) for place, row in enumerate(rows))


def read_medicine(fields: Fields) -> MedicineWish:
    """Reads one medicine; raises `UnusableInput`."""
    strengths = _strengths(fields, "strengths") if fields.has("strengths") else None
    wish = MedicineWish(
        product=fields.text("product"),
        unit=fields.text("unit"),
        strengths=None if strengths is None else tuple(sorted(strengths)),
        partners={main: partner for main, partner in (strengths or {}).items() if partner is not None},
        halves_confirmed=_amounts(fields, "halves_confirmed") if fields.has("halves_confirmed") else (),
        doses=read_doses(fields.fields("doses")) if fields.has("doses") else {},
        measurable_volume=read_positive(fields, "measurable_volume"),
        wear_hours=read_positive(fields, "wear_hours"),
        patch_changed_on=fields.on("patch_changed_on") if fields.has("patch_changed_on") else None,
        as_needed=fields.yes_or_no("as_needed") if fields.has("as_needed") else False,
        ordered_maximum=read_positive(fields, "ordered_maximum"),
        above_order_reason=fields.text("above_order_reason") if fields.has("above_order_reason") else None,
        role=Role(fields.one_of("role", tuple(Role))) if fields.has("role") else Role.TAPER,
        framework=fields.text("framework") if fields.has("framework") else None,
        pace=read_pace(fields.fields("pace")) if fields.has("pace") else None,
        goal=read_goal(fields.fields("goal")) if fields.has("goal") else None,
        original_doses=read_original_doses(fields.fields("original_doses")) if fields.has("original_doses") else None,
        first_change_done=fields.yes_or_no("first_change_done") if fields.has("first_change_done") else None,
    )
    fields.finish()
    if wish.as_needed and wish.ordered_maximum is None:
        raise UnusableInput(fields.path("ordered_maximum"), "is missing; an as-needed order has a maximum a day")
    return wish


def _strengths(fields: Fields, name: str) -> dict[Fraction, Fraction | None]:
    """Strengths with the second amount of a combination ("5/325"), or None where there is only one."""
    found: dict[Fraction, Fraction | None] = {}
    for place, row in enumerate(fields.items(name)):
        path = f"{fields.path(name)}[{place}]"
        main, slash, partner = row.partition("/") if isinstance(row, str) else (row, "", "")
        amount, second = as_number(main, path), as_number(partner, path) if slash else None
        if found.get(amount, second) != second:
            raise UnusableInput(path, "stands beside the same strength with another second amount; leave one out")
        found[amount] = second
    if not found:
        raise UnusableInput(fields.path(name), "is empty; leave it out for every strength that exists")
    return found


def _amounts(fields: Fields, name: str) -> tuple[Fraction, ...]:
    amounts = {as_number(row, f"{fields.path(name)}[{place}]") for place, row in enumerate(fields.items(name))}
    return tuple(sorted(amounts))


def read_doses(fields: Fields) -> dict[TimeOfDay, Fraction | None]:
    """Doses per time of day; null or "unknown" is kept as None and refused later by name."""
    doses: dict[TimeOfDay, Fraction | None] = {}
    for name in fields.names():
        if name not in TIMES:
            raise UnusableInput(fields.path(name), f"is not a time of day; use {', '.join(TIMES)}")
        unknown = fields.raw(name) in (None, "unknown")
        doses[TimeOfDay(name)] = None if unknown else fields.number(name)
    return doses


def read_original_doses(fields: Fields) -> dict[TimeOfDay, Fraction]:
    """The doses with which a taper began; raises `UnusableInput` when there is none to take percentages of."""
    doses = {time: dose for time, dose in read_doses(fields).items() if dose}
    if not doses:
        raise UnusableInput(fields.whole_path, "names no dose; write what was taken when the taper began")
    return doses
