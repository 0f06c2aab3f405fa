"""How the person answered to the last step: each answer speaks for a next step, against it, or is not known.

Thresholds: pain and mood rises are the clinic's own limits (`glidepath_clinical.protocol`). The rise in PEG (2 points
or 30 percent over the person's own baseline) and the review within 7 days before a step follow the project's
monitoring sheet (mark D: a proposal that the clinical lead of a site signs).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from glidepath.care.tapering.refusal import Because

WINDOW_DAYS = 7
LEAST_ANSWERS = 4  # fewer answers in the window make no mean
PEG_RISE = Decimal(2)  # points, mark D
PEG_RISE_SHARE = Decimal("0.3")  # of the person's own baseline, mark D


@dataclass(frozen=True)
class Limits:
    """The clinic's own thresholds the gate reads."""

    pain_rise: Decimal
    phq9_rise: Decimal


@dataclass(frozen=True)
class Response:
    """The person's own answers around the gate's day. None means not known."""

    days_answered: int
    last_answer_on: date | None
    pain_values: tuple[Decimal, ...]
    pain_baseline: Decimal | None
    peg: Decimal | None
    peg_on: date | None
    peg_baseline: Decimal | None
    phq9: Decimal | None
    phq9_on: date | None
    phq9_baseline: Decimal | None
    phq9_item9: int | None
    as_planned_days: int
    not_as_planned_days: int
    extra_dose_days: int
    last_talk_on: date | None
    today: date
    limits: Limits


@dataclass(frozen=True)
class Weighed:
    """The answers in three groups."""

    speaks_for: tuple[Because, ...]
    speaks_against: tuple[Because, ...]
    unknown: tuple[Because, ...]


Side = str
FOR, AGAINST, UNKNOWN = "for", "against", "unknown"
Judgement = tuple[Side, Because]


def weigh_response(response: Response) -> Weighed:
    """Every question once, each into exactly one group."""
    found = [judge(response) for judge in _QUESTIONS]

    def group(side: Side) -> tuple[Because, ...]:
        return tuple(because for where, because in found if where == side)

    return Weighed(group(FOR), group(AGAINST), group(UNKNOWN))


def _answers(r: Response) -> Judgement:
    values = {"days": str(r.days_answered), "of": str(WINDOW_DAYS)}
    if r.days_answered < LEAST_ANSWERS:
        return UNKNOWN, Because("few_check_ins", values, "check_ins")
    return FOR, Because("check_ins_given", values, "check_ins")


def _pain(r: Response) -> Judgement:
    if len(r.pain_values) < LEAST_ANSWERS:
        return UNKNOWN, Because("pain_unknown", {"answers": str(len(r.pain_values))}, "check_ins")
    if r.pain_baseline is None:
        return UNKNOWN, Because("pain_baseline_unknown", {}, "baseline")
    mean = sum(r.pain_values, Decimal(0)) / len(r.pain_values)
    values = {"pain": f"{mean:.1f}", "usual": f"{r.pain_baseline:.1f}"}
    if mean - r.pain_baseline >= r.limits.pain_rise:
        return AGAINST, Because("pain_up", values, "check_ins")
    return FOR, Because("pain_steady", values, "check_ins")


def _function(r: Response) -> Judgement:
    if r.peg is None or r.peg_on is None:
        return UNKNOWN, Because("peg_unknown", {}, "peg")
    if r.peg_baseline is None:
        return UNKNOWN, Because("peg_baseline_unknown", {}, "baseline")
    values = {"peg": f"{r.peg:.1f}", "usual": f"{r.peg_baseline:.1f}", "on": r.peg_on.isoformat()}
    rise = r.peg - r.peg_baseline
    if rise >= PEG_RISE or (r.peg_baseline > 0 and rise >= PEG_RISE_SHARE * r.peg_baseline):
        return AGAINST, Because("peg_up", values, "peg")
    return FOR, Because("peg_steady", values, "peg")


def _mood(r: Response) -> Judgement:
    if r.phq9_item9:
        return AGAINST, Because("phq9_item9", {"answer": str(r.phq9_item9)}, "phq9")
    if r.phq9 is None or r.phq9_on is None:
        return UNKNOWN, Because("phq9_unknown", {}, "phq9")
    if r.phq9_baseline is None:
        return UNKNOWN, Because("phq9_baseline_unknown", {}, "baseline")
    values = {"total": f"{r.phq9:.0f}", "usual": f"{r.phq9_baseline:.0f}", "on": r.phq9_on.isoformat()}
    if r.phq9 - r.phq9_baseline >= r.limits.phq9_rise:
        return AGAINST, Because("phq9_up", values, "phq9")
    return FOR, Because("phq9_steady", values, "phq9")


def _tablets(r: Response) -> Judgement:
    if r.extra_dose_days or r.not_as_planned_days:
        values = {"extra": str(r.extra_dose_days), "other": str(r.not_as_planned_days)}
        return AGAINST, Because("not_as_planned", values, "check_ins")
    if r.as_planned_days < LEAST_ANSWERS:  # "I would rather not say" is no yes
        return UNKNOWN, Because("taking_unknown", {"days": str(r.as_planned_days)}, "check_ins")
    return FOR, Because("as_planned", {}, "check_ins")


def _talk(r: Response) -> Judgement:
    if r.last_talk_on is None or (r.today - r.last_talk_on).days > WINDOW_DAYS:
        return UNKNOWN, Because("no_recent_talk", {"days": str(WINDOW_DAYS)}, "visits")
    return FOR, Because("talked", {"on": r.last_talk_on.isoformat()}, "visits")


_QUESTIONS: tuple[Callable[[Response], Judgement], ...] = (_answers, _pain, _function, _mood, _tablets, _talk)
