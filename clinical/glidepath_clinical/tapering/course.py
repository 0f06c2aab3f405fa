"""One medicine's way to the goal: the regimen now, the problem it poses, the steps that solve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.quantities import TimeOfDay
from glidepath_clinical.tapering.agreed_pace import AgreedPace
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.goal import DispensableGoal, dispensable_goal, wished_daily
from glidepath_clinical.tapering.packing import Packer, Preference, Units
from glidepath_clinical.tapering.problem import Doses, Problem
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import Goal, PlanRequest
from glidepath_clinical.tapering.solver import Phase, Solution, SolvedStep, Unreachable, solve
from glidepath_clinical.tapering.supply import Supply

REDUCED_FIRST = (TimeOfDay.NOON, TimeOfDay.MORNING, TimeOfDay.BEDTIME, TimeOfDay.EVENING)
"""The order in which times of day are reduced and dropped; the evening dose stays longest."""

DoseMap = Mapping[TimeOfDay, Fraction]


@dataclass(frozen=True)
class CourseStep:
    """One regimen with its units, in exact amounts and in the order of the day."""

    phase: Phase
    doses: tuple[tuple[TimeOfDay, Fraction, Units], ...]

    @property
    def daily(self) -> Fraction:
        """The daily dose."""
        return sum((dose for _, dose, _ in self.doses), Fraction(0))


@dataclass(frozen=True)
class Course:
    """The present regimen and every step after it. `stuck_at` is None when the goal is reached."""

    supply: Supply
    original: DoseMap
    present: CourseStep
    steps: tuple[CourseStep, ...]
    stuck_at: int | None
    says: tuple[str, ...]

    @property
    def original_daily(self) -> Fraction:
        """The daily dose that percentages of the original are percentages of."""
        return sum(self.original.values(), Fraction(0))


def mme_factor(supply: Supply) -> Fraction | None:
    """The product's factor, or None when it has none or is excluded."""
    factor = supply.product.mme_factor
    return factor if isinstance(factor, Fraction) else None


def run_course(request: PlanRequest, supply: Supply, agreed: AgreedPace) -> Course | Refusal:
    """Solves the request's medicine; `agreed` is the pace in force."""
    present = {time: dose for time, dose in request.medicines[0].doses.items() if dose}
    original = dict(request.continues.original_doses) if request.continues else dict(present)
    times = tuple(time for time in REDUCED_FIRST if original.get(time) or present.get(time))
    problem = _problem(request, supply, agreed, [present.get(t, Fraction(0)) for t in times], _in(original, times))
    goal = _goal(request.goal, problem, supply)
    if isinstance(goal, Refusal):
        return goal
    problem.goal = goal.daily
    return _course(problem, solve(problem), _Shape(supply, times, original, request.packing), goal.says)


def _in(doses: DoseMap, times: tuple[TimeOfDay, ...]) -> list[Fraction]:
    return [doses.get(time, Fraction(0)) for time in times]


def _problem(
    request: PlanRequest, supply: Supply, agreed: AgreedPace, start: list[Fraction], original: list[Fraction]
) -> Problem:
    grid = supply.grid
    ceiling = daily_ceiling(supply.product)
    return Problem(
        grid=grid,
        start=tuple(int(dose / grid.step) for dose in start),
        original=tuple(dose / grid.step for dose in original),
        goal=0,
        pace=agreed.pace,
        ceiling=None if ceiling is None else ceiling // grid.step,
        first_to_come=not (request.continues and request.continues.first_change_done),
    )


def _goal(goal: Goal, problem: Problem, supply: Supply) -> DispensableGoal | Refusal:
    wished = wished_daily(goal, problem.original_daily, mme_factor(supply))
    if isinstance(wished, Refusal):
        return wished
    return dispensable_goal(problem, wished, supply.product.unit)


@dataclass(frozen=True)
class _Shape:
    supply: Supply
    times: tuple[TimeOfDay, ...]
    original: DoseMap
    packing: Preference


def _course(problem: Problem, outcome: Solution | Unreachable, shape: _Shape, says: tuple[str, ...]) -> Course:
    packer = Packer(problem.grid, shape.packing, max(problem.start))
    units: tuple[Units, ...] = ((),) * len(shape.times)
    steps: list[CourseStep] = []
    for step in (SolvedStep(Phase.PRESENT, problem.start), *outcome.steps):
        units = packer.pack(step.doses, units)
        steps.append(_step(problem, shape.times, step.phase, step.doses, units))
    stuck_at = outcome.at if isinstance(outcome, Unreachable) else None
    return Course(shape.supply, shape.original, steps[0], tuple(steps[1:]), stuck_at, says)


def _step(
    problem: Problem, times: tuple[TimeOfDay, ...], phase: Phase, doses: Doses, units: tuple[Units, ...]
) -> CourseStep:
    by_time = {
        time: (time, problem.grid.amount(dose), packed)
        for time, dose, packed in zip(times, doses, units, strict=True)
        if dose
    }
    return CourseStep(phase, tuple(by_time[time] for time in TimeOfDay if time in by_time))
