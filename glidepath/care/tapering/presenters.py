"""What the team's pages about a plan show: steps as tablets, percentages, loads, reasons with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from glidepath.care.tapering import engine
from glidepath.care.tapering.gate import Gate
from glidepath.care.tapering.refusal import Because, Refused
from glidepath.care.tapering.wording import REFUSING, sentence, source_name
from glidepath.record.patients.models import Patient
from glidepath.record.plans.frozen import daily_text, doses_in_words
from glidepath.record.plans.models import Plan, PlanState, PlanTransition

PHASES = {
    "present": gettext_lazy("Present dose"),
    "reduction": gettext_lazy("Reduction"),
    "hold": gettext_lazy("Hold"),
    "terminal": gettext_lazy("Last doses"),
    "stopped": gettext_lazy("Stopped"),
}
FACTOR_SETS = {"cdc-2022": "CDC 2022"}
TRANSITIONS = {
    "propose": gettext_lazy("Proposed"),
    "sign": gettext_lazy("Signed"),
    "withdraw": gettext_lazy("Withdrawn"),
    "start": gettext_lazy("Started at the present dose"),
    "hold": gettext_lazy("On hold"),
    "replace": gettext_lazy("Replaced by a newer version"),
    "finish": gettext_lazy("Finished"),
}


class Rendered(Protocol):
    """A step that carries its frozen rendering: a row, or one that is not stored yet."""

    number: int
    phase: str
    planned_on: date
    planned_until: date | None
    rendering: Mapping[str, Any]


@dataclass(frozen=True)
class StepView:
    """One step for the team. The two percentages have their own bases: the first dose, and the dose before."""

    number: int
    daily: str
    starts: date | None
    until: date | None
    phase: str
    doses: list[dict[str, Any]]
    cut_first: str
    cut_before: str
    load: str
    factor_set: str
    state: str = "ahead"
    note: str = ""


def step_views(steps: Iterable[Rendered]) -> list[StepView]:
    """The steps of a plan or of a preview, in order."""
    return [step_view(step) for step in steps]


def step_view(step: Rendered, state: str = "ahead", note: str = "") -> StepView:
    """One step; `state` is past, here or ahead."""
    raw = step.rendering["step"]
    medicine = raw["medicines"][0]
    first = step.number == 0
    return StepView(
        number=step.number,
        daily=daily_text(step),
        starts=None if first else step.planned_on,
        until=step.planned_until,
        phase=str(PHASES.get(step.phase, step.phase)),
        doses=doses_in_words(step, get_language() or "en"),
        cut_first="" if first else medicine["cut_percent_of_original"],
        cut_before="" if first else medicine["cut_percent_of_previous"],
        load=mme_text(raw),
        factor_set=FACTOR_SETS.get(raw["mme_factor_set"], raw["mme_factor_set"]),
        state=state,
        note=note,
    )


def mme_text(raw: Mapping[str, Any]) -> str:
    """The number alone, for a table whose row names the factor set beside it."""
    known = {"mme": raw["mme_per_day"]}
    return _("%(mme)s MME") % known if raw["mme_complete"] else _("at least %(mme)s MME") % known


def load_text(raw: Mapping[str, Any]) -> str:
    """MME a day with the name of its factor set; "at least" where something is not counted."""
    name = FACTOR_SETS.get(raw["mme_factor_set"], raw["mme_factor_set"])
    values = {"mme": raw["mme_per_day"], "set": name}
    if raw["mme_complete"]:
        return _("%(mme)s MME, %(set)s") % values
    left_out = ", ".join(row["product"] for row in raw.get("mme_not_counted", ()))
    return _("at least %(mme)s MME, %(set)s; not counted: %(left_out)s") % {**values, "left_out": left_out}


@dataclass(frozen=True)
class PlanView:
    """A plan as the team sees it."""

    framework: str
    because: Sequence[str]
    ends_on: date | None
    changes: int
    load_now: str
    load: str
    offers: Sequence[Mapping[str, Any]]
    not_assessed: Sequence[str]
    engine: str
    data: str
    hash: str
    goal: str


def step_entries(steps: Sequence[StepView]) -> list[dict[str, Any]]:
    """The steps for the step list on a phone."""
    return [_entry(step) for step in steps]


def _entry(step: StepView) -> dict[str, Any]:
    values = {"first": step.cut_first, "before": step.cut_before}
    cuts = _("%(first)s %% of the first dose less, %(before)s %% of the dose before. ") % values if step.number else ""
    return {
        "state": step.state,
        "number": step.number,
        "title": _("%(daily)s a day") % {"daily": step.daily},
        "dates": (step.note or day(step.starts)) if step.number else "",
        "doses": step.doses,
        "words": f"{cuts}{step.load}, {step.factor_set}",
        "tag": "" if step.state == "here" else step.phase,
    }


def plan_view(frozen: engine.Json) -> PlanView:
    """The plan's own facts from its frozen JSON."""
    steps = frozen["steps"]
    last = steps[-1]
    return PlanView(
        framework=pace_name(frozen),
        because=[engine.told(line) for line in frozen["because"]],
        ends_on=date.fromisoformat(last["starts_on"]),
        changes=len(steps),
        load_now=load_text(frozen["present"]),
        load=_("%(first)s, to %(last)s at the end") % {"first": load_text(frozen["present"]), "last": mme_text(last)},
        offers=engine.offers_told(frozen.get("offers", ())),
        not_assessed=[engine.question_for(name) for name in frozen["not_assessed"]],
        engine=str(frozen["engine_version"]),
        data=str(frozen["data_version"]),
        hash=str(frozen["content_hash"]),
        goal=goal_text(frozen),
    )


def pace_name(frozen: engine.Json) -> str:
    """The framework's name, or the numbers of a pace of the clinic's own."""
    framework = engine.framework_named(str(frozen["framework"] or ""))
    if framework or frozen["framework"]:
        return framework.name if framework else str(frozen["framework"])
    wished = frozen["request"]["pace"]
    values = {"percent": wished.get("reduction_percent", wished.get("reduction_amount")), "days": wished["every_days"]}
    return _("Own pace: %(percent)s %% every %(days)s days") % values


def goal_text(frozen: engine.Json) -> str:
    """Where the plan leads, in a few words."""
    goal = frozen["request"]["goal"]
    medicine = frozen["steps"][-1]["medicines"][0]
    if goal["kind"] == "stop":
        return _("Stop")
    return _("Stay at %(daily)s %(unit)s a day") % {"daily": medicine["daily"], "unit": medicine["unit"]}


@dataclass(frozen=True)
class ReasonView:
    """One reason with the place that mends it."""

    text: str
    source: str
    url: str


def reason_views(reasons: Iterable[Because], patient: Patient, plan: Plan | None = None) -> list[ReasonView]:
    """Reasons in words, each with a link to where it was read or can be mended."""
    return [
        ReasonView(sentence(one), source_name(one.source), source_url(one.source, patient, plan)) for one in reasons
    ]


def source_url(source: str, patient: Patient, plan: Plan | None) -> str:
    """The page behind a source; empty when there is none."""
    ref = patient.public_id
    pages: dict[str, tuple[str, list[object]]] = {
        "alerts": ("team_board:patient", [ref]),
        "baseline": ("intake:baseline", [ref]),
        "check_ins": ("team_board:patient", [ref]),
        "combinations": ("medicine_changes:overview", [ref]),
        "medicines": ("intake:reconcile", [ref]),
        "naloxone": ("intake:part", [ref, "naloxone"]),
        "peg": ("checkins:scale_for_patient", [ref, "peg"]),
        "phq9": ("checkins:scale_for_patient", [ref, "phq9"]),
        "visits": ("team_board:patient", [ref]),
    }
    if source == "rota":
        return _address("rota:rota", [])
    if source in pages:
        return _address(*pages[source])
    known = plan is not None and source in ("plan", "consent", "certificate")
    return _address("tapering:plan", [ref, plan.public_id]) if known and plan else ""


def _address(name: str, values: list[object]) -> str:
    try:
        return reverse(name, args=values)
    except NoReverseMatch:
        return ""


def readiness_view(gate: Gate, patient: Patient, plan: Plan) -> dict[str, Any]:
    """The gate for the readiness piece. Blocks stand first among what speaks against."""
    against = [*reason_views(gate.blocks, patient, plan), *reason_views(gate.speaks_against, patient, plan)]
    return {
        "verdict": gate.verdict,
        "sentence": _verdict(gate),
        "speaks_for": reason_views(gate.speaks_for, patient, plan),
        "against": against,
        "unknown": reason_views(gate.unknown, patient, plan),
    }


def _verdict(gate: Gate) -> str:
    if gate.blocks:
        return _("Until that is settled the present dose stays.")
    if gate.unknown:
        return _("Answers are missing: %(count)s. The present dose stays unless you decide with a written reason.") % {
            "count": len(gate.unknown)
        }
    if gate.speaks_against:
        return _("Something speaks against it. Weigh it, and write down why if you go on.")
    return _("Nothing stands in the way. The decision is yours and hers or his.")


def refusal_view(refused: Refused, patient: Patient, plan: Plan | None = None) -> dict[str, Any]:
    """A refusal for the page: every reason by name, and what the engine offers instead."""
    return {"reasons": reason_views(refused.reasons, patient, plan), "offers": engine.offers_told(refused.offers)}


def refusing_name(code: str) -> str:
    """The name of one of the engine's refusals in the reader's language."""
    return str(REFUSING.get(code, code))


@dataclass(frozen=True)
class TransitionView:
    """One change of the plan, in words."""

    words: str
    at: datetime
    who: str
    reason: str


def transition_views(plan: Plan) -> list[TransitionView]:
    """What happened to a plan, oldest first."""
    rows = plan.transitions.select_related("by")
    return [
        TransitionView(_transition_words(row), row.at, row.by.name if row.by else "Glidepath", row.reason)
        for row in rows
    ]


def _transition_words(row: PlanTransition) -> str:
    kind, _sep, number = row.key.partition(":")
    if kind == "release":
        return _("Step %(number)s released") % {"number": number.partition(":")[0]}
    if kind == "unrelease":
        return _("Release taken back before its day. The present dose stays.")
    if kind == "review":
        return _("Approved") if row.to_state == PlanState.REVIEWED else _("Sent back")
    return str(TRANSITIONS.get(kind, kind))


def day(on: date | None) -> str:
    """A date in the reader's form, empty for none."""
    return date_format(on, "DATE_FORMAT") if on else ""
