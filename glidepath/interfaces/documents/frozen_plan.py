"""The one frozen rendering of a signed plan, checked before anything is written from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from glidepath_clinical import tapering as core

from glidepath.care.tapering import engine
from glidepath.record.plans.models import SEEN_BY_PATIENT, Hold, Plan, PlanState, PlanStep
from glidepath.record.plans.operations import hash_of
from glidepath.record.plans.queries import standing_of

LANGUAGES = engine.LANGUAGES


class NotWritten(Exception):
    """No document leaves: `code` is a key of `presenters.WHY_NOT`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class FrozenPlan:
    """A signed plan with its frozen steps. `here` is the step taken now, None before the start; `hold` an open rest."""

    plan: Plan
    steps: tuple[PlanStep, ...]
    here: PlanStep | None
    since: date | None
    hold: Hold | None

    @property
    def document(self) -> engine.Json:
        """The engine's document to write from: while the plan rests, the same plan held at the step taken now."""
        if self.hold is None or self.here is None:
            return dict(self.plan.frozen)
        held = core.held(self.plan.frozen, on_step=self.here.number, since=self.hold.started_on)
        return held.to_json()


def frozen_plan(plan: Plan, today: date) -> FrozenPlan:
    """The plan, ready to be written down. Raises NotWritten."""
    if plan.state in (PlanState.REPLACED, PlanState.WITHDRAWN):
        raise NotWritten(str(plan.state))
    if plan.state not in SEEN_BY_PATIENT:
        raise NotWritten("not_signed")
    steps = tuple(plan.steps.order_by("number"))
    _check_unchanged(plan, steps)
    if not engine.certified(plan.frozen).holds:
        raise NotWritten("certificate_fails")
    if plan.state not in (PlanState.RUNNING, PlanState.HELD):
        return FrozenPlan(plan, steps, None, None, None)
    standing = standing_of(plan, today)
    return FrozenPlan(plan, steps, standing.step, standing.since, standing.hold)


def _check_unchanged(plan: Plan, steps: tuple[PlanStep, ...]) -> None:
    raw = [plan.frozen["present"], *plan.frozen["steps"]]
    if len(raw) != len(steps):
        raise NotWritten("rendering_changed")
    for row, step in zip(raw, steps, strict=True):
        if step.rendering["step"] != row or step.rendering_hash != hash_of(step.rendering):
            raise NotWritten("rendering_changed")
        if any(_said(step.rendering["words"][one]) != _said(_words_now(row, one)) for one in LANGUAGES):
            raise NotWritten("words_differ")


def _words_now(row: Mapping[str, Any], language: str) -> list[engine.Json]:
    return [words.to_json() for words in core.step_words(row, language)]


def _said(words: list[engine.Json]) -> list[tuple[str, str, str, str, str]]:
    return [(row["product"], row["time_of_day"], row["amount"], row["unit"], row["words"]) for row in words]
