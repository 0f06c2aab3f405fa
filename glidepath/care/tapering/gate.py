"""May the next step begin? A value weighed from facts alone: what blocks, what speaks for, against, what is not known.

Blocks refuse a release by name. Anything unknown makes the verdict "cannot say": the prescriber may still decide,
with a written reason, and the present dose stays until then. Nothing here reads a row or a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from glidepath.care.tapering.refusal import Because
from glidepath.care.tapering.response import Response, weigh_response
from glidepath.record.plans.models import PlanState

READY, NOT_READY, CANNOT_SAY = "ready", "not_ready", "cannot_say"


@dataclass(frozen=True)
class GateFacts:
    """Everything the gate looks at, for one step of one plan on one local date."""

    state: str
    step_number: int
    next_number: int
    previous_begun: bool
    hold_open: bool
    consent_ref: str | None
    stopping_alerts: tuple[tuple[str, str], ...]
    naloxone: str
    naloxone_until: date | None
    not_assessed: tuple[str, ...]
    person_refusals: tuple[str, ...]
    certificate_failing: tuple[str, ...]
    today: date
    earliest_on: date
    response: Response
    suicidality: tuple[Because, ...] = ()
    medicines_block: tuple[Because, ...] = ()
    medicines_against: tuple[Because, ...] = ()
    medicines_unknown: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Gate:
    """The verdict on one step, with each reason. Kept with the release."""

    verdict: str
    blocks: tuple[Because, ...] = ()
    speaks_for: tuple[Because, ...] = ()
    speaks_against: tuple[Because, ...] = ()
    unknown: tuple[Because, ...] = ()
    earliest_on: date | None = None
    consent_ref: str | None = field(default=None, compare=False)

    @property
    def needs_reason(self) -> bool:
        """Whether a release must say in words why it goes ahead."""
        return bool(self.speaks_against or self.unknown)

    def to_json(self) -> dict[str, Any]:
        """The gate as it stood, to be kept with the decision."""
        groups = ("blocks", "speaks_for", "speaks_against", "unknown")
        lines = {name: [line.to_json() for line in getattr(self, name)] for name in groups}
        return {"verdict": self.verdict, **lines, "earliest_on": str(self.earliest_on)}


def weigh(facts: GateFacts) -> Gate:
    """The verdict on one step from the facts."""
    blocks = (*_blocks(facts), *facts.suicidality, *facts.medicines_block)
    found = weigh_response(facts.response)
    speaks_for = (*_stands_ready(facts), *found.speaks_for)
    against = (*facts.medicines_against, *found.speaks_against)
    unknown = (*facts.medicines_unknown, *found.unknown)
    verdict = NOT_READY if blocks else CANNOT_SAY if unknown else READY
    return Gate(verdict, blocks, speaks_for, against, unknown, facts.earliest_on, facts.consent_ref)


def _blocks(facts: GateFacts) -> Iterator[Because]:
    step = {"step": str(facts.step_number)}
    if facts.state != PlanState.RUNNING:
        yield Because("plan_not_running", {"state": facts.state}, "plan")
    if facts.hold_open:
        yield Because("hold_open", {}, "plan")
    if facts.step_number != facts.next_number:
        yield Because("not_the_next_step", {**step, "next": str(facts.next_number)}, "plan")
    elif not facts.previous_begun:
        yield Because("previous_step_not_begun", {"step": str(facts.step_number - 1)}, "plan")
    if facts.consent_ref is None:
        yield Because("no_consent_to_step", step, "consent")
    for urgency, rule in facts.stopping_alerts:
        yield Because("open_alert", {"urgency": urgency, "rule": rule}, "alerts")
    yield from _safety_blocks(facts)


def _safety_blocks(facts: GateFacts) -> Iterator[Because]:
    if facts.naloxone not in ("yes", "not_needed"):
        code = {"no": "naloxone_missing", "unknown": "naloxone_unknown"}[facts.naloxone]
        expired = facts.naloxone_until is not None and facts.naloxone_until < facts.today
        yield Because("naloxone_expired" if expired else code, _on(facts.naloxone_until), "naloxone")
    for name in facts.person_refusals:
        if name != "no_naloxone_on_hand":
            yield Because("person_refuses", {"code": name}, "baseline")
    for name in facts.not_assessed:
        if name != "naloxone":
            yield Because("person_not_assessed", {"name": name}, "baseline")
    for check in facts.certificate_failing:
        yield Because("certificate_fails", {"check": check}, "certificate")


def _stands_ready(facts: GateFacts) -> Iterator[Because]:
    if facts.consent_ref is not None:
        yield Because("consent_given", {"step": str(facts.step_number)}, "consent")
    if facts.naloxone == "yes":
        yield Because("naloxone_at_home", _on(facts.naloxone_until), "naloxone")
    if not facts.stopping_alerts:
        yield Because("no_open_alert", {}, "alerts")
    if not facts.certificate_failing:
        yield Because("certificate_holds", {}, "certificate")


def _on(day: date | None) -> Mapping[str, str]:
    return {"on": day.isoformat()} if day else {}


def earliest_day(*, planned_on: date, today: date, since: date, minimum_days: int) -> date:
    """The first local date on which a step may begin: planned, not past, and long enough after the last one."""
    return max(planned_on, today, since + timedelta(days=minimum_days))
