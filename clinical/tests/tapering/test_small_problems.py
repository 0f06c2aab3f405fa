"""Small problems tried in full: look-ahead, steps and units agree with a second, naive solver."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pytest
from glidepath_clinical.tapering.choice import sums_below
from glidepath_clinical.tapering.ladder import Grid
from glidepath_clinical.tapering.limits import Limit
from glidepath_clinical.tapering.lookahead import LookAhead
from glidepath_clinical.tapering.pace import Basis, Pace, Rate, SlowTail
from glidepath_clinical.tapering.packing import Packer, Preference
from glidepath_clinical.tapering.packing_within_limit import Units, lightest
from glidepath_clinical.tapering.problem import Problem
from glidepath_clinical.tapering.solver import Phase, Solution, Unreachable, solve

from .naive_packing import naive_lightest, naive_packing
from .naive_solver import NaiveProblem, Regimen, naive_solution


@dataclass(frozen=True)
class Small:
    """One problem in milligrams: times of day stand in the order in which they are reduced."""

    strengths: str
    start: str
    cap: str
    goal: str = "0"
    halves: str = ""
    basis: str = "original"
    aim: str = ""
    weights: str = ""
    limit: str = ""
    slow_below: str = ""
    first: str = ""

    def naive(self) -> NaiveProblem:
        """As the naive solver reads it."""
        strengths, cap = numbers(self.strengths), Fraction(self.cap)
        return NaiveProblem(
            strengths,
            numbers(self.halves),
            tuple(numbers(self.start)),
            Fraction(self.goal),
            self.basis,
            Fraction(self.aim or self.cap),
            cap,
            first_target=Fraction(self.first) if self.first else None,
            first_cap=Fraction(self.first) if self.first else None,
            slow_below=Fraction(self.slow_below) if self.slow_below else None,
            weights=dict(zip(strengths, numbers(self.weights), strict=False)),
            limit=Fraction(self.limit) if self.limit else None,
        )

    def problem(self) -> Problem:
        """As the engine reads it."""
        naive, basis = self.naive(), Basis(self.basis)
        grid = Grid.of(naive.strengths, frozenset(naive.halves), naive.weights)
        tail = SlowTail(naive.slow_below, Rate(Basis.CURRENT, naive.target, naive.cap)) if naive.slow_below else None
        first = Rate(basis, naive.first_target, naive.first_cap) if naive.first_target and naive.first_cap else None
        start = [dose / grid.step for dose in naive.start]
        return Problem(
            grid=grid,
            start=tuple(map(int, start)),
            original=tuple(start),
            goal=int(naive.dispensable_goal() / grid.step),
            pace=Pace(Rate(basis, naive.target, naive.cap), 28, first=first, tail=tail),
            limit=naive.limit,
        )


def numbers(text: str) -> list[Fraction]:
    """The numbers of a text such as "5 10"."""
    return [Fraction(word) for word in text.split()]


SMALL = {
    "one strength, to be stopped": Small("15", "45 30", "1/5"),
    "one time of day": Small("15", "60", "1/4"),
    "a goal on the way": Small("15", "45 45", "1/5", goal="45"),
    "a goal between two doses": Small("15", "45 45", "1/5", goal="40"),
    "halves": Small("5", "10 7.5", "1/5", halves="5"),
    "two strengths that leave gaps": Small("15 20", "35 35", "1/4"),
    "a gap that the cap does not pass": Small("15 20", "20 15", "1/5", goal="20"),
    "an odd goal with a tablet of two": Small("2 5", "4 5 5", "2/5", goal="5", aim="1/5"),
    "an odd goal that is not reached": Small("2 5", "4 4 5", "1/5", goal="7"),
    "of the current dose": Small("5 10", "20 10", "1/4", basis="current"),
    "of the current dose, too small a cap": Small("10", "20 20", "1/5", basis="current"),
    "a fixed amount": Small("5 10", "15 20", "10", basis="fixed", aim="5"),
    "an aim below the cap": Small("5", "15 15", "1/3", aim="1/10"),
    "slower at low doses": Small("5", "20 15", "1/4", halves="5", slow_below="3/10", aim="1/10"),
    "a large first change": Small("10", "30 30", "1/6", first="1/2"),
    "a first change too small to be made": Small("10", "30 30", "1/2", first="1/12"),
    "a second ingredient": Small("5 10", "20 20", "1/5", weights="325 325", limit="1300"),
    "a second ingredient at its limit": Small("5 10", "20 10", "1/3", weights="325 325", limit="975", goal="15"),
    "a strength with less beside it": Small("5 10", "20 15", "1/4", weights="500 325", limit="1300"),
    "a second ingredient and an odd goal": Small("2 5", "5 5", "1/2", weights="500 325", limit="1000", goal="4"),
    "a limit that no step of the cap keeps": Small("5 10", "10 10", "1/4", weights="500 325", limit="700"),
    "a limit that a larger step keeps": Small("5 10", "10 10", "1/2", weights="500 325", limit="700"),
    "a limit on the way to a goal": Small("5 10", "20 15", "1/2", weights="500 325", limit="1200", goal="20"),
    "three strengths with a limit": Small("5 7.5 10", "10 12.5", "1/3", weights="325 500 300", limit="900"),
    "the smallest with most beside": Small("2.5 5", "7.5 7.5", "1/3", weights="500 325", limit="2000"),
    "halves of a combination": Small("5 10", "10 7.5", "1/3", halves="5", weights="300 325", limit="800"),
    "patches worn at once": Small("12 25", "87", "1/5", weights="1 1", limit="4"),
}


def regimens(naive: NaiveProblem, problem: Problem) -> list[tuple[Regimen, tuple[int, ...]]]:
    """Every regimen at or below the start, for the naive solver and on the grid."""
    return [
        (regimen, tuple(int(dose / problem.grid.step) for dose in regimen))
        for regimen in naive.regimens_below(naive.start)
        if any(regimen)
    ]


@pytest.mark.parametrize("name", SMALL)
def test_the_look_ahead_knows_of_every_regimen_whether_the_goal_is_reached(name: str) -> None:
    naive, problem = SMALL[name].naive(), SMALL[name].problem()
    ahead, goal = LookAhead(problem), naive.dispensable_goal()
    for regimen, doses in regimens(naive, problem):
        assert ahead.reaches_goal(doses) == naive.reachable(regimen, goal), regimen


@pytest.mark.parametrize("name", SMALL)
def test_the_daily_doses_below_a_regimen_are_those_of_every_regimen_below_it(name: str) -> None:
    naive, problem = SMALL[name].naive(), SMALL[name].problem()
    for regimen, doses in regimens(naive, problem):
        below = {int(sum(lower) / problem.grid.step) for lower in naive.regimens_below(regimen)}
        assert {daily for daily in range(sum(doses) + 2) if sums_below(problem, doses) >> daily & 1} == below


@pytest.mark.parametrize("name", SMALL)
def test_both_find_the_same_steps_or_none(name: str) -> None:
    problem = SMALL[name].problem()
    expected, found = naive_solution(SMALL[name].naive()), solve(problem)
    if expected is None:
        assert isinstance(found, Unreachable)
        assert found.at == len(found.steps) + 1
        return
    assert isinstance(found, Solution)
    assert [tuple(problem.grid.amount(dose) for dose in step.doses) for step in found.steps] == expected
    unit, before = problem.unit, problem.start
    for step in found.steps:
        terminal = all(dose in (0, unit) for dose in before)
        stopped = Phase.STOPPED if not any(step.doses) else Phase.TERMINAL
        assert step.phase is (stopped if terminal else Phase.REDUCTION)
        before = step.doses


def test_the_small_problems_are_of_both_kinds() -> None:
    refused = {name for name in SMALL if naive_solution(SMALL[name].naive()) is None}
    assert 3 <= len(refused) < len(SMALL) / 2, sorted(refused)


@pytest.mark.parametrize("preference", Preference)
@pytest.mark.parametrize("name", SMALL)
def test_both_pack_every_regimen_alike_whatever_was_taken_before(name: str, preference: Preference) -> None:
    naive, problem = SMALL[name].naive(), SMALL[name].problem()
    limit = Limit("units", naive.limit, "", naive.weights) if naive.limit else None
    packer = Packer(problem.grid, preference, max(problem.start), limit)
    before: tuple[Units, ...] = ((),) * len(problem.start)
    for regimen, doses in reversed(regimens(naive, problem)):
        then, first = tuple(map(dict, before)), preference is Preference.FEWEST_UNITS
        before = packer.pack(doses, before)
        assert tuple(map(dict, before)) == naive_packing(naive, regimen, then, units_first=first), regimen
        assert [list(units) for units in before] == [sorted(units, reverse=True) for units in before]


@pytest.mark.parametrize("name", [name for name, small in SMALL.items() if small.limit])
def test_within_a_limit_the_first_of_all_packings_is_found(name: str) -> None:
    naive, problem = SMALL[name].naive(), SMALL[name].problem()
    limit = Limit("units", naive.limit or Fraction(0), "", naive.weights)
    before: tuple[Units, ...] = ((),) * len(problem.start)
    for regimen, doses in reversed(regimens(naive, problem)):
        found = lightest(problem.grid.coins[::-1], limit, doses, before)
        assert found is not None, regimen
        day = tuple(map(dict, found.day))
        assert (found.pieces, found.changes, day) == naive_lightest(naive, regimen, tuple(map(dict, before))), regimen
        before = found.day
    assert lightest(problem.grid.coins, Limit("units", Fraction(0), "", naive.weights), problem.start, before) is None
