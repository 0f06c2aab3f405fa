"""A request asked again with something changed: what the other ways are made of."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from glidepath_clinical.tapering.asked_medicine import MedicineWish
from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.timeline import first_day_after

Json = dict[str, Any]
OF_ONE_PRODUCT = ("strengths", "halves_confirmed", "measurable_volume", "wear_hours", "patch_changed_on")


@dataclass(frozen=True)
class Asked:
    """One medicine of a request that other ways are looked for, with the pace in force for it."""

    request: PlanRequest
    wish: MedicineWish
    place: int
    pace: Pace

    @property
    def is_one_of_several(self) -> bool:
        """Whether the request names other medicines too."""
        return len(self.request.medicines) > 1

    @property
    def pace_wish(self) -> Json:
        """A copy of the pace as it was asked for this medicine; its own framework replaces the request's pace."""
        asked = self._raw_medicine if self._has_its_own else self.request.raw
        return dict(asked.get("pace") or {})

    @property
    def _has_its_own(self) -> bool:
        return self.wish.framework is not None or self.wish.pace is not None

    @property
    def _raw_medicine(self) -> Json:
        return dict(self.request.raw["medicines"][self.place])

    def day_after(self, course: Course) -> date:
        """The first allowed day after the steps of a course, each of the agreed length."""
        return first_day_after(self.request, self.pace, len(course.steps))

    def with_pace(self, wish: Json) -> Json:
        """The request with another pace, for this medicine alone when there are several."""
        if not self.is_one_of_several:
            return self._changed(pace=wish)
        framework = self.wish.framework if self._has_its_own else self.request.framework
        return self.with_medicine(pace=wish, **({"framework": framework} if framework else {}))

    def with_goal(self, goal: Json) -> Json:
        """The request with another goal, for this medicine alone when there are several."""
        return self.with_medicine(goal=goal) if self.is_one_of_several else self._changed(goal=goal)

    def with_medicine(self, **members: Any) -> Json:
        """The request with members of this medicine replaced; None leaves one out."""
        body = self._changed()
        medicine = {**body["medicines"][self.place], **members}
        body["medicines"][self.place] = {name: value for name, value in medicine.items() if value is not None}
        return body

    def with_product(self, product: str, **members: Any) -> Json:
        """The request with another product in place of this one, in all its strengths unless `members` say so."""
        body = self.with_medicine(product=product, **{**dict.fromkeys(OF_ONE_PRODUCT), **members})
        order = body.get("order")
        if order:
            body["order"] = [product if name == self._raw_medicine["product"] else name for name in order]
        return body

    def _changed(self, **members: Any) -> Json:
        return {**deepcopy(dict(self.request.raw)), **members}
