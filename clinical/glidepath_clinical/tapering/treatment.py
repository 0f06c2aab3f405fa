"""Each medicine of a request with everything it names looked up: supply, framework, pace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from glidepath_clinical.quantities import exact_sum
from glidepath_clinical.tapering.agreed_pace import AgreedPace, agree
from glidepath_clinical.tapering.asked_medicine import MedicineWish, Role
from glidepath_clinical.tapering.asked_pace import PaceWish
from glidepath_clinical.tapering.dose_refusals import dose_refusals
from glidepath_clinical.tapering.fastest import needs_of, speed_refusals
from glidepath_clinical.tapering.fields import shown
from glidepath_clinical.tapering.frameworks import Framework, UnknownFramework, find_framework
from glidepath_clinical.tapering.intervals import interval_refusals
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.site_framework import SiteFramework, as_framework
from glidepath_clinical.tapering.supply import Supply, find_supply


@dataclass(frozen=True)
class Treatment:
    """One medicine of the request. `agreed` is None for an adjunct, which is kept as it is.

    `began` is the daily dose with which the taper begins, or began in an earlier version.
    `is_own_pace` says that its numbers are not those of a published framework alone.
    """

    place: int
    wish: MedicineWish
    supply: Supply
    framework: Framework | None
    agreed: AgreedPace | None
    began: Fraction = Fraction(0)
    is_own_pace: bool = False

    def refusals(self) -> Iterator[Refusal]:
        """What stands against a plan with this medicine."""
        yield from dose_refusals(self.supply, self.wish)
        if self.agreed is None:
            return
        if self.framework is not None:
            yield from _not_for_class(self.framework, self.supply)
        yield from self.agreed.refusals(self.began)
        yield from interval_refusals(self.supply, self.agreed.pace)
        kind = self.supply.product.medicine_class
        yield from speed_refusals(self.agreed.pace, self.began, kind, is_own=self.is_own_pace)

    @property
    def needs(self) -> tuple[str, ...]:
        """What must be there before its plan starts, by its framework and by how fast its pace is."""
        if self.agreed is None:
            return ()
        return needs_of(self.agreed.pace, self.began, self.supply.product.medicine_class, self.framework)


def _not_for_class(framework: Framework, supply: Supply) -> Iterator[Refusal]:
    product = supply.product
    if not framework.is_for(product.medicine_class):
        listed = ", ".join(framework.classes)
        because = f"{framework.id} was written for {listed}; {product.name} is {product.medicine_class}"
        yield Refusal("framework_not_for_class", because, "framework", framework.cite or None)


def look_up(request: PlanRequest, wish: MedicineWish, place: int) -> Treatment | tuple[Refusal, ...]:
    """The medicine with its supply, framework and pace, or why one of them does not exist."""
    supply = find_supply(wish)
    if wish.role is Role.ADJUNCT:
        return supply if isinstance(supply, tuple) else Treatment(place, wish, supply, None, None)
    name, pace = framework_and_pace(request, wish)
    framework = _framework(name, request.site_framework)
    if isinstance(framework, Refusal):
        return (framework,)
    if isinstance(supply, tuple):
        return supply
    began = exact_sum([dose for dose in (request.original_of(wish) or wish.doses).values() if dose])
    is_own = pace is not None or framework is None or framework.site_source is not None
    return Treatment(place, wish, supply, framework, agree(framework, pace, request.eased), began, is_own)


def framework_and_pace(request: PlanRequest, wish: MedicineWish) -> tuple[str | None, PaceWish | None]:
    """A medicine's own framework or pace replaces both of the request."""
    if wish.framework is not None or wish.pace is not None:
        return wish.framework, wish.pace
    return request.framework, request.pace


def _framework(name: str | None, site: SiteFramework | None) -> Framework | Refusal | None:
    if name is None:
        return None
    if site is not None and name == site.id:
        return as_framework(site)
    try:
        return find_framework(name)
    except UnknownFramework as unknown:
        known = ", ".join(unknown.known)
        return Refusal("unknown_framework", f"no framework is called {shown(name)}; known: {known}", "framework")


def in_medicine(refusal: Refusal, place: int) -> Refusal:
    """The refusal with the medicine's place in its field, for requests with several medicines."""
    field = f"medicines[{place}]" if refusal.field is None else f"medicines[{place}].{refusal.field}"
    return replace(refusal, field=field)
