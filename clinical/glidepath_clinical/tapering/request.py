"""What a plan is asked for: the regimen, the goal, the framework or pace, the dates, the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from glidepath_clinical.tapering.asked_days import RefillCycle, StepDays, read_step_days
from glidepath_clinical.tapering.asked_medicine import (
    DoseMap,
    MedicineWish,
    Role,
    read_doses,
    read_medicine,
    read_medicines,
    read_original_doses,
)
from glidepath_clinical.tapering.asked_pace import Goal, PaceWish, read_goal, read_pace
from glidepath_clinical.tapering.easing import Easing
from glidepath_clinical.tapering.fields import Fields, UnusableInput
from glidepath_clinical.tapering.packing import Preference
from glidepath_clinical.tapering.person import Person
from glidepath_clinical.tapering.site_framework import SiteFramework, read_site_framework

__all__ = [
    "Continues",
    "Goal",
    "MedicineWish",
    "Order",
    "PaceWish",
    "PlanRequest",
    "RefillCycle",
    "Role",
    "StepDays",
    "read_doses",
    "read_medicine",
]


@dataclass(frozen=True)
class Continues:
    """That this plan goes on from an earlier version. With one medicine it carries that medicine's
    original doses; with several each medicine carries its own."""

    previous_content_hash: str | None
    on_step: int
    original_doses: DoseMap | None
    first_change_done: bool


@dataclass(frozen=True)
class Order:
    """Which medicine is lowered first, why, and the reason for lowering two within 14 days, if there is one."""

    products: tuple[str, ...]
    reason: str | None
    override_lock: str | None


@dataclass(frozen=True)
class PlanRequest:
    """One request, read and checked in form. `raw` is what was given, echoed in the answer."""

    as_of: date
    starts_on: date
    framework: str | None
    site_framework: SiteFramework | None
    pace: PaceWish | None
    eased: Easing
    goal: Goal
    medicines: tuple[MedicineWish, ...]
    order: Order
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
            site_framework=_site_framework(fields),
            pace=read_pace(fields.fields("pace")) if fields.has("pace") else None,
            eased=Easing.from_fields(fields.fields("eased")) if fields.has("eased") else Easing(),
            goal=read_goal(fields.fields("goal")),
            medicines=read_medicines(fields),
            order=_order(fields),
            person=Person.from_fields(fields.fields("person")) if fields.has("person") else None,
            step_days=read_step_days(fields),
            packing=_packing(fields),
            continues=_continues(fields.fields("continues")) if fields.has("continues") else None,
            raw=fields.whole_copy(),
        )
        fields.finish()
        request._needs_what_belongs_together()
        return request

    @property
    def tapered(self) -> tuple[int, ...]:
        """The places of the medicines that the plan lowers."""
        return tuple(place for place, wish in enumerate(self.medicines) if wish.role is Role.TAPER)

    def goal_of(self, wish: MedicineWish) -> Goal:
        """Where the plan leads with this medicine."""
        return wish.goal or self.goal

    def original_of(self, wish: MedicineWish) -> DoseMap | None:
        """The doses with which the taper of this medicine began, when this plan goes on from an earlier version."""
        if self.continues is None:
            return None
        return wish.original_doses or self.continues.original_doses

    def first_change_done(self, wish: MedicineWish) -> bool:
        """Whether an earlier version has already made the first change of this medicine."""
        if self.continues is None:
            return False
        return self.continues.first_change_done if wish.first_change_done is None else wish.first_change_done

    def _needs_what_belongs_together(self) -> None:
        for place, wish in enumerate(self.medicines):
            if wish.patch_changed_on is not None and wish.patch_changed_on > self.starts_on:
                path = f"medicines[{place}].patch_changed_on"
                raise UnusableInput(path, "lies after starts_on; write the last day of change up to the first step")
        for place in self.tapered:
            wish = self.medicines[place]
            if (wish.framework, wish.pace, self.framework, self.pace) == (None, None, None, None):
                raise UnusableInput("framework", "is missing; name a framework, or give a pace")
            if self.continues is not None and self.original_of(wish) is None:
                raise UnusableInput(f"medicines[{place}].original_doses", "is missing; the plan goes on from another")


def _site_framework(fields: Fields) -> SiteFramework | None:
    return read_site_framework(fields.fields("site_framework")) if fields.has("site_framework") else None


def _order(fields: Fields) -> Order:
    names = fields.items("order") if fields.has("order") else []
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise UnusableInput(f"order[{place}]", "is not the name of a medicine")
    return Order(
        products=tuple(str(name) for name in names),
        reason=fields.text("order_reason") if fields.has("order_reason") else None,
        override_lock=fields.text("override_lock") if fields.has("override_lock") else None,
    )


def _packing(fields: Fields) -> Preference:
    if not fields.has("packing"):
        return Preference.FEWEST_STRENGTHS
    return Preference(fields.one_of("packing", tuple(kind.value for kind in Preference)))


def _continues(fields: Fields) -> Continues:
    continues = Continues(
        previous_content_hash=fields.text("previous_content_hash") if fields.has("previous_content_hash") else None,
        on_step=int(fields.number("on_step")),
        original_doses=read_original_doses(fields.fields("original_doses")) if fields.has("original_doses") else None,
        first_change_done=fields.yes_or_no("first_change_done"),
    )
    fields.finish()
    return continues
