"""One medicine's way to the goal: the regimen now, the problem it poses, the steps that solve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from glidepath_clinical.quantities import TimeOfDay, exact_sum
from glidepath_clinical.tapering.agreed_pace import AgreedPace
from glidepath_clinical.tapering.asked_medicine import MedicineWish, Role
from glidepath_clinical.tapering.ceilings import daily_ceiling
from glidepath_clinical.tapering.goal import MmeShare, dispensable_goal, wished_daily
from glidepath_clinical.tapering.packing import Packer, Preference
from glidepath_clinical.tapering.packing_within_limit import Units
from glidepath_clinical.tapering.problem import LARGEST_SHARE, LARGEST_SHARE_OF_PATCH, Doses, Problem
from glidepath_clinical.tapering.refusals import Refusal
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.solver import Phase, Solution, SolvedStep, Unreachable, solve
from glidepath_clinical.tapering.supply import Supply
from glidepath_clinical.tapering.terminal_phase import ending_within_cap, largest_dropped, smallest_made

REDUCED_FIRST = (TimeOfDay.NOON, TimeOfDay.MORNING, TimeOfDay.BEDTIME, TimeOfDay.EVENING)
"""The order in which times of day are reduced and dropped; the evening dose stays longest."""

DoseMap = Mapping[TimeOfDay, Fraction]


@dataclass(frozen=True)
class CourseStep:
    """One regimen with its units, in exact amounts and in the order of the day."""

    phase: Phase
    doses: tuple[tuple[TimeOfDay, Fraction, Units], ...]

    @cached_property
    def daily(self) -> Fraction:
        """The daily dose."""
        return exact_sum([dose for _, dose, _ in self.doses])


@dataclass(frozen=True)
class Course:
    """The present regimen and every step after it. `stuck_at` is None when the goal is reached.

    `smaller_is_made` is there when the plan ends because a unit would be dropped than which a smaller one exists.
    """

    supply: Supply
    original: DoseMap
    present: CourseStep
    steps: tuple[CourseStep, ...]
    stuck_at: int | None
    says: tuple[str, ...]
    smaller_is_made: Fraction | None = None

    @cached_property
    def original_daily(self) -> Fraction:
        """The daily dose that percentages of the original are percentages of."""
        return exact_sum(list(self.original.values()))


def run_course(
    request: PlanRequest, wish: MedicineWish, supply: Supply, agreed: AgreedPace, share: MmeShare | None = None
) -> Course | Refusal:
    """Solves one medicine of the request; `agreed` is the pace in force for it, `share` what a goal in MME leaves."""
    present = present_doses(wish)
    original = request.original_of(wish) or present
    times = tuple(time for time in REDUCED_FIRST if original.get(time) or present.get(time))
    problem = _problem(supply, agreed, _in(present, times), _in(original, times))
    problem.first_to_come = not request.first_change_done(wish)
    wished = wished_daily(request.goal_of(wish), problem.original_daily, share)
    goal = dispensable_goal(problem, wished, supply.unit, share)
    if isinstance(goal, Refusal):
        return goal
    problem.goal = goal.daily
    solved = solve(problem)
    outcome = ending_within_cap(problem, solved, largest_dropped(supply.product, len(times)))
    course = _course(problem, outcome, _Shape(supply, times, original, request.packing), goal.says)
    return course if outcome is solved else replace(course, smaller_is_made=smallest_made(supply.product, len(times)))


def kept_course(request: PlanRequest, wish: MedicineWish, supply: Supply) -> Course:
    """A medicine that is kept as it is: the present regimen with its units, and no step."""
    present = present_doses(wish)
    times = tuple(time for time in REDUCED_FIRST if present.get(time))
    start = tuple(int(dose / supply.grid.step) for dose in _in(present, times))
    packer = Packer(supply.grid, request.packing, max(start), supply.limit)
    units = packer.pack(start, ((),) * len(start))
    original = request.original_of(wish) if wish.role is Role.TAPER else None
    return Course(supply, original or present, _step(supply, times, Phase.PRESENT, start, units), (), None, ())


def present_doses(wish: MedicineWish) -> DoseMap:
    """What is taken now, without the times of day at which nothing is taken."""
    return {time: dose for time, dose in wish.doses.items() if dose}


def _in(doses: DoseMap, times: tuple[TimeOfDay, ...]) -> list[Fraction]:
    return [doses.get(time, Fraction(0)) for time in times]


def _problem(supply: Supply, agreed: AgreedPace, start: list[Fraction], original: list[Fraction]) -> Problem:
    grid = supply.grid
    ceiling = daily_ceiling(supply.product)
    return Problem(
        grid=grid,
        start=tuple(int(dose / grid.step) for dose in start),
        original=tuple(dose / grid.step for dose in original),
        goal=0,
        pace=agreed.pace,
        ceiling=None if ceiling is None else ceiling // grid.step,
        limit=supply.limit.amount if supply.limit else None,
        largest_share=LARGEST_SHARE_OF_PATCH if supply.is_patch else LARGEST_SHARE,
    )


@dataclass(frozen=True)
class _Shape:
    supply: Supply
    times: tuple[TimeOfDay, ...]
    original: DoseMap
    packing: Preference


def _course(problem: Problem, outcome: Solution | Unreachable, shape: _Shape, says: tuple[str, ...]) -> Course:
    packer = Packer(problem.grid, shape.packing, max(problem.start), shape.supply.limit)
    units: tuple[Units, ...] = ((),) * len(shape.times)
    steps: list[CourseStep] = []
    for step in (SolvedStep(Phase.PRESENT, problem.start), *outcome.steps):
        units = packer.pack(step.doses, units)
        steps.append(_step(shape.supply, shape.times, step.phase, step.doses, units))
    stuck_at = outcome.at if isinstance(outcome, Unreachable) else None
    return Course(shape.supply, shape.original, steps[0], tuple(steps[1:]), stuck_at, says)


def _step(
    supply: Supply, times: tuple[TimeOfDay, ...], phase: Phase, doses: Doses, units: tuple[Units, ...]
) -> CourseStep:
    by_time = {
        time: (time, supply.grid.amount(dose), packed)
        for time, dose, packed in zip(times, doses, units, strict=True)
        if dose
    }
    return CourseStep(phase, tuple(by_time[time] for time in TimeOfDay if time in by_time))
