"""What a plan says about itself: its source, what it needs before the start, and what it had to change."""

from __future__ import annotations

from collections.abc import Iterator

from glidepath_clinical.evidence import cite
from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.agreed_pace import AgreedPace
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.course import Course
from glidepath_clinical.tapering.frameworks import Framework
from glidepath_clinical.tapering.pace import Pace
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.solver import Phase

METHADONE_DAYS = 7
"""Methadone's half-life is long and varies: a step shorter than a week is not yet felt when the next comes."""

REQUIREMENTS = {
    "reason": "A reason why a slower taper is not safe is written down.",
    "in_person_plan": "A plan for seeing the person in hospital or in the clinic is in place.",
    "two_signatures": "Two prescribers sign.",
}


def requirements(framework: Framework | None) -> list[dict[str, str]]:
    """What must be there before the plan may start."""
    names = framework.requires if framework else ()
    return [{"code": name, "because": REQUIREMENTS[name]} for name in names]


def interval_refusals(product: Product, pace: Pace) -> Iterator[Refusal]:
    """A pace that is shorter than the product's own minimum interval."""
    shortest = min((pace.every_days, *pace.terminal_days))
    if product.ingredient == "methadone" and shortest < METHADONE_DAYS:
        because = f"methadone needs at least {METHADONE_DAYS} days between changes; this pace has {shortest}"
        yield Refusal("minimum_interval", because, "pace.every_days")


def cap_refusal(course: Course) -> Refusal:
    """Why the cap cannot be kept: the step, the dose there, and the strengths."""
    daily = (course.steps[-1] if course.steps else course.present).daily
    unit = course.supply.product.unit.value
    strengths = ", ".join(decimal_text(strength) for strength in course.supply.strengths)
    because = (
        f"step {course.stuck_at}: from {decimal_text(daily)} {unit} a day no smaller dose of "
        f"{course.supply.product.name} ({strengths}) keeps the agreed cap"
    )
    ceiling = daily_ceiling(course.supply.product)
    if ceiling is not None and daily > ceiling:
        because += f" and the daily ceiling of {decimal_text(ceiling)} {unit}"
    return Refusal("cap_unreachable", because)


def reasons(framework: Framework | None, agreed: AgreedPace, course: Course) -> list[str]:
    """The sentences that stand at the top of a plan."""
    return [*_framework_words(framework), *agreed.says, *course.says, *_terminal_words(course)]


def _framework_words(framework: Framework | None) -> Iterator[str]:
    if framework is None:
        yield "The pace is the one agreed in the request; no published framework is followed."
        return
    yield f"{framework.name}: {framework.published_range} ({cite(framework.cite).title})."
    yield framework.basis_note


def _terminal_words(course: Course) -> Iterator[str]:
    if course.steps[0].phase in (Phase.TERMINAL, Phase.STOPPED):
        smallest = decimal_text(course.supply.grid.amount(course.supply.grid.smallest))
        yield (
            f"Every dose is already one smallest unit ({smallest} {course.supply.product.unit.value}): "
            "the plan begins with the terminal phase, whose steps the cap does not bound."
        )
