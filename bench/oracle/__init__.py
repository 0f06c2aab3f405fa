"""The engine beside OR-Tools CP-SAT: the same answer on every case that CP-SAT proves, and how much faster."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from glidepath_clinical.tapering import PlanRequest
from glidepath_clinical.tapering.course import run_course
from glidepath_clinical.tapering.planning import plan_without_offers
from glidepath_clinical.tapering.treatment import Treatment, look_up

from bench.figures import Figure
from bench.oracle.cases import Pair, pairs
from bench.oracle.model import solve

CASES = 200


@dataclass(frozen=True)
class Compared:
    """One case: whether CP-SAT proved its answer, whether both agree, and the seconds that each took.

    `solver_seconds` are those of our steps with their units, `plan_seconds` of the whole certified plan; all are the
    processor's own time, so that other work on the machine does not weigh on one side.
    """

    proved: bool
    agree: bool
    refused: bool
    solver_seconds: float
    plan_seconds: float
    oracle_seconds: float


def compare(pair: Pair) -> Compared:
    """Asks both, the engine twice: its steps alone, and the whole certified plan from its JSON."""
    solver_seconds = _seconds_of_steps(PlanRequest.from_json(pair.request))
    begun = time.process_time()
    document = plan_without_offers(PlanRequest.from_json(pair.request)).to_json()
    plan_seconds = time.process_time() - begun
    answer = solve(pair.case)
    return Compared(
        proved=answer.proved,
        agree=not answer.proved or _told(pair, document) == answer.steps,
        refused=document["outcome"] == "refused",
        solver_seconds=solver_seconds,
        plan_seconds=plan_seconds,
        oracle_seconds=answer.seconds,
    )


def _seconds_of_steps(request: PlanRequest) -> float:
    treatment = look_up(request, request.medicines[0], 0)
    if not isinstance(treatment, Treatment) or treatment.agreed is None:
        raise ValueError("a case of the oracle names what exists")
    begun = time.process_time()
    run_course(request, treatment.wish, treatment.supply, treatment.agreed)
    return time.process_time() - begun


def _told(pair: Pair, document: dict[str, Any]) -> object:
    """The engine's steps, None for `cap_unreachable`; another refusal is told by its code."""
    if document["outcome"] == "planned":
        return pair.regimens(document)
    codes = [row["code"] for row in document["refusals"]]
    return None if codes == ["cap_unreachable"] else codes


def compared(count: int) -> Iterator[Compared]:
    """So many cases, one by one."""
    return (compare(pair) for pair in pairs(count))


def figures() -> Iterable[Figure]:
    """Agreement on 200 cases and the ratio of speed, both in the same run."""
    rows = list(compared(CASES))
    proved = [row for row in rows if row.proved]
    agreeing = sum(row.agree for row in proved)
    refused = sum(row.refused for row in proved)
    beside = f"{CASES} cases, {len(proved)} proved by CP-SAT within 10 s each, {refused} of them unreachable for both"
    yield Figure("same steps as OR-Tools CP-SAT", f"{agreeing} of {len(proved)}", beside)
    ratios = [row.oracle_seconds / row.solver_seconds for row in proved]
    yield Figure(
        "CP-SAT's time / ours, steps, median", f"{median(ratios):,.0f} x", "limit 50 x; our time has the units too"
    )
    total = sum(row.oracle_seconds for row in proved)
    steps = total / sum(row.solver_seconds for row in proved)
    yield Figure("CP-SAT's time / ours, steps, all cases", f"{steps:,.0f} x", "limit 50 x, same run, one core each")
    plans = total / sum(row.plan_seconds for row in proved)
    yield Figure(
        "CP-SAT's time / our whole certified plan", f"{plans:,.0f} x", "ours reads JSON, dates, checks and writes JSON"
    )
    small = median(row.oracle_seconds / row.plan_seconds for row in proved)
    beside = "the small half of the cases: dates, certificate and JSON weigh more than the steps"
    yield Figure("CP-SAT's time / our whole certified plan, median", f"{small:,.0f} x", beside)
