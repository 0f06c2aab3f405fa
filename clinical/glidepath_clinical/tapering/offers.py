"""Other ways, each with its plan worked out: what could be done when the agreed cap cannot be kept.

The engine never takes one of them by itself: each changes the pace, the supply or the medicine, and
that is for a clinician to decide. They stand in this order: hold longer, smaller strengths, halves,
an immediate-release tail, another release of the same ingredient, and the lowest dose that keeps the cap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import Form, Product, formulary
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.asked_again import Asked
from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.pace import Basis
from glidepath_clinical.tapering.planning import plan_without_offers
from glidepath_clinical.tapering.problem import LARGEST_SHARE
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.supply import amount_unit, form_of, may_be_halved
from glidepath_clinical.tapering.terminal_phase import may_be_taken
from glidepath_clinical.tapering.treatment import Treatment

Json = dict[str, Any]
FINEST_VOLUME = Fraction(1, 10)
"""mL. The finest volume that is offered; from memory [M], the marks of a 1 mL oral syringe."""


@dataclass(frozen=True)
class Idea:
    """One other way: the kind, why and for whom to decide, and the request that it would be."""

    kind: str
    because: str
    request: Json


def offers_for(request: PlanRequest, treatment: Treatment, course: Course) -> list[Json]:
    """Every idea that leads to a plan, with that plan; empty when the agreed plan keeps the cap throughout."""
    assert treatment.agreed is not None, "an adjunct is kept and has no course"
    asked = Asked(request, treatment.wish, treatment.place, treatment.agreed.pace)
    if course.stuck_at is not None:
        ideas = _ways_round(asked, course)
    elif course.steps[0].phase in (Phase.TERMINAL, Phase.STOPPED):
        ideas = _finer_supply(asked, course)
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


def _ways_round(asked: Asked, course: Course) -> Iterator[Idea]:
    yield from _hold_longer(asked)
    yield from _finer_supply(asked, course)
    yield from _liquid(asked, course)
    yield from _immediate_release_tail(asked, course)
    yield from _other_release(asked, course)
    yield from _lowest_that_keeps_the_cap(asked, course)


def _hold_longer(asked: Asked) -> Iterator[Idea]:
    """Two to four times the step at as many times the interval: the same speed in fewer, larger steps."""
    rate, eased = asked.pace.rate, asked.request.eased
    for times in (2, 3, 4):
        wish = asked.pace_wish
        days = times * asked.pace.every_days
        wish["every_days"] = days // eased.longer  # what eases the pace eases the wish again
        if rate.basis is Basis.FIXED:
            size = f"{decimal_text(times * rate.cap)} {asked.wish.unit}"
            wish["reduction_amount"] = decimal_text(times * rate.cap * eased.smaller)
        elif times * rate.cap * max(eased.smaller, 2) <= 2 * LARGEST_SHARE:
            size = f"{decimal_text(100 * times * rate.cap)} % of the {rate.basis.value} dose"
            wish["cap_percent"] = decimal_text(100 * times * rate.cap * eased.smaller)
        else:
            return
        because = f"Hold each dose for {days} days and allow steps of up to {size}; a clinician decides."
        yield Idea("hold_longer", because, asked.with_pace(wish))


def _finer_supply(asked: Asked, course: Course) -> Iterator[Idea]:
    product, supply = course.supply.product, course.supply
    missing = [dose.amount for dose in product.strengths if dose.amount not in supply.strengths]
    if missing and supply.volume is None:
        listed = ", ".join(decimal_text(strength) for strength in missing)
        because = f"Supply further strengths of {product.name} as well: {listed} {product.unit.value}."
        yield Idea("smaller_strengths", because, asked.with_medicine(strengths=None))
    if may_be_halved(product) and set(asked.wish.halves_confirmed) != set(supply.strengths):
        halves = [decimal_text(strength) for strength in supply.strengths]
        because = "Use halves, if the site's pharmacist confirms that these tablets are scored."
        yield Idea("halves", because, asked.with_medicine(halves_confirmed=halves))
    if supply.volume is not None and supply.volume > FINEST_VOLUME:
        because = f"Measure in steps of {decimal_text(FINEST_VOLUME)} mL, if the person can do so at home."
        yield Idea("smaller_volume", because, asked.with_medicine(measurable_volume=decimal_text(FINEST_VOLUME)))


def _liquid(asked: Asked, course: Course) -> Iterator[Idea]:
    """The same amounts of an immediate-release product as a liquid; each concentration by itself."""
    if course.supply.volume is not None or not course.supply.product.release.startswith("IR"):
        return
    for product in _same_ingredient(course):
        for strength in product.strengths if Form.SOLUTION in product.forms else ():
            name = f"{product.name} {strength.text} {strength.unit.value}"
            because = f"Change to {name}, milligram for milligram, in steps of 0.5 mL; a clinician converts."
            yield Idea("liquid", because, asked.with_product(product.name, strengths=[strength.text]))


def _immediate_release_tail(asked: Asked, course: Course) -> Iterator[Idea]:
    """From where the cap stands in the way, the same amounts of an immediate-release product."""
    if course.supply.product.release.startswith("IR") or course.supply.is_patch or asked.is_one_of_several:
        return
    last = course.steps[-1] if course.steps else course.present
    starts_on = asked.day_after(course).isoformat()
    doses = {time.value: decimal_text(dose) for time, dose, _ in last.doses}
    for product in _same_ingredient(course):
        if not product.release.startswith("IR"):
            continue
        because = f"From {starts_on} go on with {product.name}, milligram for milligram; a clinician converts."
        for more in _supplies_of(product):
            tail = asked.with_product(product.name, doses=doses, **more)
            tail.update(starts_on=starts_on, continues=_continued(asked, course))
            halves = " Halves need the pharmacist's confirmation." if "halves_confirmed" in more else ""
            yield Idea("immediate_release_tail", because + halves, tail)


def _supplies_of(product: Product) -> Iterator[Json]:
    """Whole units first, then halves; of a liquid each concentration."""
    if Form.SOLUTION in product.forms:
        yield from ({"strengths": [strength.text]} for strength in product.strengths)
        return
    yield {}
    if may_be_halved(product):
        yield {"halves_confirmed": [strength.text for strength in product.strengths]}


def _continued(asked: Asked, course: Course) -> Json:
    doses = {time.value: decimal_text(dose) for time, dose in course.original.items()}
    earlier = asked.request.continues
    steps = len(course.steps) + (earlier.on_step if earlier else 0)
    done = bool(course.steps) or asked.request.first_change_done(asked.wish)
    version = {"previous_content_hash": earlier.previous_content_hash} if earlier else {}
    told: Json = {"on_step": str(steps), "first_change_done": done, "original_doses": doses}
    return {**told, **{name: value for name, value in version.items() if value is not None}}


def _other_release(asked: Asked, course: Course) -> Iterator[Idea]:
    for product in _same_ingredient(course):
        if product.release == course.supply.product.release and Form.SOLUTION not in product.forms:
            because = f"Change to {product.name}, which has other strengths; a clinician converts before the start."
            yield Idea("release_conversion", because, asked.with_product(product.name))


def _same_ingredient(course: Course) -> Iterator[Product]:
    """Other products of the ingredient that are made to be taken as often a day as this one is taken."""
    supply, doses_a_day = course.supply, len({*course.original, *(time for time, _, _ in course.present.doses)})
    for other in formulary():
        same = (other.ingredient, amount_unit(other), other.medicine_class, other.route)
        wanted = (supply.product.ingredient, supply.unit, supply.product.medicine_class, supply.product.route)
        known = other.name != supply.product.name and form_of(other) is not None
        if same == wanted and known and may_be_taken(other, doses_a_day):
            yield other


def _lowest_that_keeps_the_cap(asked: Asked, course: Course) -> Iterator[Idea]:
    if course.steps:
        daily = decimal_text(course.steps[-1].daily)
        because = f"Lower to {daily} {course.supply.unit} a day and stay there; a lower dose is a success."
        yield Idea("lowest_that_keeps_the_cap", because, asked.with_goal({"kind": "dose", "daily": daily}))
