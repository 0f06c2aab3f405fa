"""Other ways, each with its plan worked out: what could be done when the agreed cap cannot be kept.

The engine never takes one of them by itself: each changes the pace, the supply or the medicine, and
that is for a clinician to decide. They stand in this order: hold longer, smaller strengths, halves,
an immediate-release tail, another release of the same ingredient, and the lowest dose that keeps the cap.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from glidepath_clinical.medicines import Product, formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.agreed_pace import LARGEST_SHARE, AgreedPace
from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.dates import periods
from glidepath_clinical.tapering.pace import Basis
from glidepath_clinical.tapering.planning import plan_without_offers
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.supply import form_of, may_be_halved

Json = dict[str, Any]


@dataclass(frozen=True)
class Idea:
    """One other way: the kind, why and for whom to decide, and the request that it would be."""

    kind: str
    because: str
    request: Json


def offers_for(request: PlanRequest, agreed: AgreedPace, course: Course) -> list[Json]:
    """Every idea that leads to a plan, with that plan; empty when the agreed plan keeps the cap throughout."""
    if course.stuck_at is not None:
        ideas = _ways_round(request, agreed, course)
    elif course.steps[0].phase in (Phase.TERMINAL, Phase.STOPPED):
        ideas = _finer_supply(request, course)
    else:
        return []
    offers: dict[str, Json] = {}
    for idea in ideas:
        if idea.kind not in offers:
            offers.update(_worked_out(idea))
    return list(offers.values())


def _worked_out(idea: Idea) -> dict[str, Json]:
    answer = plan_without_offers(PlanRequest.from_json(idea.request))
    if not isinstance(answer, Planned) or not answer.holds:
        return {}
    row = {"kind": idea.kind, "because": idea.because, "request": idea.request, "plan": answer.to_json()}
    return {idea.kind: row}


def _ways_round(request: PlanRequest, agreed: AgreedPace, course: Course) -> Iterator[Idea]:
    yield from _hold_longer(request, agreed)
    yield from _finer_supply(request, course)
    yield from _immediate_release_tail(request, agreed, course)
    yield from _other_release(request, course)
    yield from _lowest_that_keeps_the_cap(request, course)


def _hold_longer(request: PlanRequest, agreed: AgreedPace) -> Iterator[Idea]:
    """Two to four times the step at as many times the interval: the same speed in fewer, larger steps."""
    rate, eased = agreed.pace.rate, request.eased
    for times in (2, 3, 4):
        wish = dict(request.raw.get("pace") or {})
        days = times * agreed.pace.every_days
        wish["every_days"] = days // eased.longer  # what eases the pace eases the wish again
        if rate.basis is Basis.FIXED:
            size = f"{decimal_text(times * rate.cap)} {request.medicines[0].unit}"
            wish["reduction_amount"] = decimal_text(times * rate.cap * eased.smaller)
        elif times * rate.cap * max(eased.smaller, 2) <= 2 * LARGEST_SHARE:
            size = f"{decimal_text(100 * times * rate.cap)} % of the {rate.basis.value} dose"
            wish["cap_percent"] = decimal_text(100 * times * rate.cap * eased.smaller)
        else:
            return
        because = f"Hold each dose for {days} days and allow steps of up to {size}; a clinician decides."
        yield Idea("hold_longer", because, _changed(request, pace=wish))


def _finer_supply(request: PlanRequest, course: Course) -> Iterator[Idea]:
    product, wish = course.supply.product, request.medicines[0]
    missing = [dose.amount for dose in product.strengths if dose.amount not in course.supply.strengths]
    if missing:
        listed = ", ".join(decimal_text(strength) for strength in missing)
        because = f"Supply further strengths of {product.name} as well: {listed} {product.unit.value}."
        yield Idea("smaller_strengths", because, _with_medicine(request, strengths=None))
    if may_be_halved(product) and set(wish.halves_confirmed) != set(course.supply.strengths):
        halves = [decimal_text(strength) for strength in course.supply.strengths]
        because = "Use halves, if the site's pharmacist confirms that these tablets are scored."
        yield Idea("halves", because, _with_medicine(request, halves_confirmed=halves))


def _immediate_release_tail(request: PlanRequest, agreed: AgreedPace, course: Course) -> Iterator[Idea]:
    """From where the cap stands in the way, the same amounts of an immediate-release product."""
    if course.supply.product.release.startswith("IR"):
        return
    last = course.steps[-1] if course.steps else course.present
    lengths = [agreed.pace.every_days] * (len(course.steps) + 1)
    starts_on = periods(request.starts_on, lengths, request.step_days)[-1].starts_on.isoformat()
    doses = {time.value: decimal_text(dose) for time, dose, _ in last.doses}
    for product in _same_ingredient(course.supply.product):
        if not product.release.startswith("IR"):
            continue
        because = f"From {starts_on} go on with {product.name}, milligram for milligram; a clinician converts."
        tail = _with_medicine(request, product=product.name, strengths=None, doses=doses)
        tail.update(starts_on=starts_on, continues=_continued(course))
        yield Idea("immediate_release_tail", because, tail)
        if may_be_halved(product):
            halves = [strength.text for strength in product.strengths]
            tail = {**tail, "medicines": [{**tail["medicines"][0], "halves_confirmed": halves}]}
            yield Idea("immediate_release_tail", f"{because} Halves need the pharmacist's confirmation.", tail)


def _continued(course: Course) -> Json:
    doses = {time.value: decimal_text(dose) for time, dose in course.original.items()}
    return {"on_step": str(len(course.steps)), "first_change_done": bool(course.steps), "original_doses": doses}


def _other_release(request: PlanRequest, course: Course) -> Iterator[Idea]:
    for product in _same_ingredient(course.supply.product):
        if product.release == course.supply.product.release:
            because = f"Change to {product.name}, which has other strengths; a clinician converts before the start."
            yield Idea("release_conversion", because, _with_medicine(request, product=product.name, strengths=None))


def _same_ingredient(product: Product) -> Iterator[Product]:
    for other in formulary():
        same = (other.ingredient, other.unit, other.medicine_class)
        wanted = (product.ingredient, product.unit, product.medicine_class)
        if same == wanted and other.name != product.name and form_of(other) is not None:
            yield other


def _lowest_that_keeps_the_cap(request: PlanRequest, course: Course) -> Iterator[Idea]:
    if course.steps:
        daily = decimal_text(course.steps[-1].daily)
        because = (
            f"Lower to {daily} {course.supply.product.unit.value} a day and stay there; a lower dose is a success."
        )
        yield Idea("lowest_that_keeps_the_cap", because, _changed(request, goal={"kind": "dose", "daily": daily}))


def _changed(request: PlanRequest, **members: Any) -> Json:
    return {**deepcopy(dict(request.raw)), **members}


def _with_medicine(request: PlanRequest, **members: Any) -> Json:
    body = deepcopy(dict(request.raw))
    medicine = {**body["medicines"][0], **members}
    body["medicines"] = [{name: value for name, value in medicine.items() if value is not None}]
    return body
