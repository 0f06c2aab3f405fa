"""What a plan says about itself: its source, what it needs before the start, and what it had to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glidepath_clinical.evidence import cite
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.frameworks import Framework
from glidepath_clinical.tapering.nominal_strengths import nominal_words
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.solver import Phase
from glidepath_clinical.tapering.supply import needs_words
from glidepath_clinical.tapering.timeline import Lowered
from glidepath_clinical.tapering.treatment import Treatment

REQUIREMENTS = {
    "reason": "A reason why a slower taper is not safe, or why two medicines change at once, is written down.",
    "in_person_plan": "A plan for seeing the person in hospital or in the clinic is in place.",
    "two_signatures": "Two prescribers sign.",
}


def requirements(needs: Iterable[tuple[str, ...]], *, lock_overridden: bool) -> list[dict[str, str]]:
    """What must be there before the plan may start."""
    names = [name for each in needs for name in each]
    names += ["reason", "two_signatures"] if lock_overridden else []
    return [{"code": name, "because": REQUIREMENTS[name]} for name in dict.fromkeys(names)]


def cap_refusal(course: Course) -> Refusal:
    """Why the cap cannot be kept: the step, the dose there, and the strengths."""
    daily = (course.steps[-1] if course.steps else course.present).daily
    unit = course.supply.unit
    strengths = ", ".join(decimal_text(strength) for strength in course.supply.strengths)
    if course.smaller_is_made is not None:
        smallest = decimal_text(course.supply.grid.amount(course.supply.grid.smallest))
        return Refusal(
            "cap_unreachable",
            f"step {course.stuck_at}: from {decimal_text(daily)} {unit} a day of {course.supply.product.name} "
            f"({strengths}) dropping {smallest} {unit} at once passes the agreed cap, "
            f"and units of {decimal_text(course.smaller_is_made)} {unit} are made",
        )
    because = (
        f"step {course.stuck_at}: from {decimal_text(daily)} {unit} a day no smaller dose of "
        f"{course.supply.product.name} ({strengths}) keeps the agreed cap"
    )
    ceiling = daily_ceiling(course.supply.product)
    if ceiling is not None and daily > ceiling:
        because += f" and the daily ceiling of {decimal_text(ceiling)} {unit}"
    return Refusal("cap_unreachable", because)


def ceiling_refusals(course: Course) -> Iterator[Refusal]:
    """What a prescriber must decide where a dose above the daily ceiling has no step within the pace below it."""
    daily, ceiling = (course.steps[-1] if course.steps else course.present).daily, daily_ceiling(course.supply.product)
    if ceiling is None or daily <= ceiling:
        return
    unit = course.supply.unit
    because = (
        f"{decimal_text(daily)} {unit} a day of {course.supply.product.name} is above the daily ceiling of "
        f"{decimal_text(ceiling)} {unit}, and no step of the agreed pace leads below it; a prescriber decides how the "
        "dose comes down to the ceiling, or on another pace, and the plan goes on from there"
    )
    yield Refusal("above_ceiling", because, "doses")


def reasons(treatment: Treatment, course: Course) -> list[str]:
    """What a plan says about one medicine that is lowered."""
    says = treatment.agreed.says if treatment.agreed else ()
    words = (*needs_words(treatment.supply, treatment.wish), *nominal_words(course))
    return [*_framework_words(treatment.framework), *says, *course.says, *words, *_terminal_words(course)]


def refill_words(request: PlanRequest, lowered: Iterable[Lowered]) -> Iterator[str]:
    """How the steps stand to the days on which the pharmacy refills."""
    refill = request.step_days.refill
    if refill is None:
        return
    yield f"The first step begins on a day of refill (every {refill.every_days} days)."
    for medicine in lowered:
        if medicine.pace.every_days >= refill.every_days:
            yield f"{medicine.treatment.supply.product.name}: every step begins on a day of refill."
        else:
            yield f"{medicine.treatment.supply.product.name}: steps are shorter than the refill cycle."


def _framework_words(framework: Framework | None) -> Iterator[str]:
    if framework is None:
        yield "The pace is the one agreed in the request; no published framework is followed."
        return
    source = framework.site_source or cite(framework.cite).title
    yield f"{framework.name}: {framework.published_range} ({source})."
    yield framework.basis_note


def _terminal_words(course: Course) -> Iterator[str]:
    if course.steps[0].phase in (Phase.TERMINAL, Phase.STOPPED):
        smallest = decimal_text(course.supply.grid.amount(course.supply.grid.smallest))
        yield (
            f"Every dose is already one smallest unit ({smallest} {course.supply.unit}): "
            "the plan begins with the terminal phase, whose steps the cap does not bound."
        )
