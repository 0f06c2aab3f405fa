"""Reads about a plan's way: the facts of the gate, the person's answers, what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet
from glidepath_clinical.protocol import Limits as SiteLimits

from glidepath.care.tapering import combinations, engine
from glidepath.care.tapering.doubts import certificate_doubts
from glidepath.care.tapering.gate import Gate, GateFacts, earliest_day, weigh
from glidepath.care.tapering.person import naloxone_answer, person_of
from glidepath.care.tapering.response import WINDOW_DAYS, Limits, Response
from glidepath.care.tapering.suicidality import open_suicidality
from glidepath.foundation.access import Actor, Role, scoped
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.queries import standing_consent
from glidepath.record.alerts.queries import stopping_a_step
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.observations.queries import check_ins_since, latest_scale, scale_responses
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import patient_of
from glidepath.record.plans.models import Plan, PlanState, PlanStep
from glidepath.record.plans.queries import open_hold, releases_in_force, standing_of
from glidepath.record.visits.queries import last_held_at

WAITS_FOR = {Role.PHARMACIST: (PlanState.PROPOSED,), Role.PRESCRIBER: (PlanState.REVIEWED, PlanState.PROPOSED)}


@dataclass(frozen=True)
class Course:
    """Where a plan stands between its steps on a local date: what was released, what has begun, what comes next."""

    next_number: int
    begun_number: int
    since: date
    minimum_days: int


def gate(patient_id: int, plan: Plan, step: PlanStep, at: datetime) -> Gate:
    """The verdict on one step now."""
    return weigh(gate_facts(patient_of(patient_id), plan, step, at))


def gate_facts(patient: Patient, plan: Plan, step: PlanStep, at: datetime) -> GateFacts:
    """Everything the gate looks at, read once."""
    today = local_date(at, patient.zone)
    course = course_of(plan, today)
    supply = naloxone_of(patient.pk)
    check = engine.person_check(plan.frozen, person_of(patient, today))
    consent = standing_consent(plan.public_id, plan.content_hash, "step", step.number)
    begins_on = earliest_on(plan, step, today)
    medicines = combinations.combinations_at(patient, plan, step, begins_on, at)
    return GateFacts(
        state=plan.state,
        step_number=step.number,
        next_number=course.next_number,
        previous_begun=course.begun_number == step.number - 1,
        hold_open=open_hold(plan) is not None,
        consent_ref=str(consent.public_id) if consent else None,
        stopping_alerts=tuple((alert.urgency, alert.rule) for alert in stopping_a_step(patient.pk)),
        naloxone=naloxone_answer(supply, today) if engine.needs_naloxone(plan.frozen) else "not_needed",
        naloxone_until=supply.expires_on if supply else None,
        not_assessed=check.not_assessed,
        person_refusals=tuple(code for code, _ in check.refusals),
        certificate_failing=tuple(doubt.values["check"] for doubt in certificate_doubts(plan)),
        today=today,
        earliest_on=begins_on,
        response=response_of(patient, at),
        suicidality=open_suicidality(patient, at),
        medicines_block=combinations.blocking(medicines),
        medicines_against=combinations.against(medicines),
        medicines_unknown=combinations.not_checked(medicines),
    )


def course_of(plan: Plan, today: date) -> Course:
    """What was released, what has begun and how long the present step must last at least."""
    released = releases_in_force(plan)
    standing = standing_of(plan, today)
    begun = standing.step.number
    return Course(
        next_number=max((row.step_number for row in released), default=0) + 1,
        begun_number=begun,
        since=standing.since,
        minimum_days=_minimum_days(plan, begun),
    )


def _minimum_days(plan: Plan, begun: int) -> int:
    """The days between this step and the next as planned; 0 before the first step, where the planned day counts."""
    if begun == 0:
        return 0
    planned = {row.number: row.planned_on for row in plan.steps.all()}
    return (planned[begun + 1] - planned[begun]).days if begun + 1 in planned else 0


def earliest_on(plan: Plan, step: PlanStep, today: date) -> date:
    """The first local date on which a step may begin, counted from the last change over all versions of the plan."""
    since, days = _last_change(plan, today)
    return earliest_day(planned_on=step.planned_on, today=today, since=since, minimum_days=days)


def _last_change(plan: Plan, today: date) -> tuple[date, int]:
    course = course_of(plan, today)
    if course.begun_number == 0 and plan.previous is not None:
        return _last_change(plan.previous, today)
    return course.since, course.minimum_days


def soonest_resume(plan: Plan, today: date) -> date:
    """The first local date on which a resumed plan may change the dose again."""
    since, days = _last_change(plan, today)
    return max(today, since + timedelta(days=days))


def response_of(patient: Patient, at: datetime) -> Response:
    """The person's own answers around today, for the gate."""
    today = local_date(at, patient.zone)
    rows = [
        row for row in check_ins_since(patient.pk, today - timedelta(days=WINDOW_DAYS - 1)) if row.happened_at <= at
    ]
    own = {row.local_on: row for row in rows if row.informant == "patient"}
    baseline = baseline_of(patient.pk)
    talked_at = last_held_at(patient.pk, at)
    return Response(
        days_answered=len(own),
        last_answer_on=max(own, default=None),
        pain_values=_numbers(own, "pain"),
        pain_baseline=Decimal(baseline.pain) if baseline and baseline.pain is not None else None,
        **_scales(patient, at, baseline.finished_at if baseline else None),
        **_taking(rows),
        last_talk_on=local_date(talked_at, patient.zone) if talked_at else None,
        today=today,
        limits=limits_of(patient),
    )


def _taking(rows: list[CheckIn]) -> dict[str, int]:
    """Days told as planned, otherwise, and with extra doses. Of several answers in a day none hides another."""
    told: dict[date, set[str]] = {}
    for row in rows:
        if row.informant == "patient":
            said = told.setdefault(row.local_on, set())
            said.add(str(row.answers.get("taken_as_planned")))
            said.update({"extra"} if (row.answers.get("extra_doses") or 0) > 0 else ())
    return {
        "as_planned_days": sum(1 for said in told.values() if "yes" in said),
        "not_as_planned_days": sum(1 for said in told.values() if "no" in said),
        "extra_dose_days": sum(1 for said in told.values() if "extra" in said),
    }


def _numbers(rows: dict[date, CheckIn], question: str) -> tuple[Decimal, ...]:
    answers = (row.answers.get(question) for row in rows.values())
    return tuple(Decimal(answer) for answer in answers if isinstance(answer, int) and not isinstance(answer, bool))


def _scales(patient: Patient, at: datetime, baseline_at: datetime | None) -> dict[str, object]:
    found: dict[str, object] = {}
    for scale in ("peg", "phq9"):
        now, before = _latest(patient.pk, scale, at), _at_baseline(patient.pk, scale, baseline_at)
        fresh = now is not None and (local_date(at, patient.zone) - now.local_on).days <= valid_days(patient)
        newer = now is not None and (before is None or now.pk != before.pk)
        stands = fresh and newer and not _half_answered_since(patient.pk, scale, now, at)
        found[scale] = now.total if now and stands else None
        found[f"{scale}_on"] = now.local_on if now and stands else None
        found[f"{scale}_baseline"] = before.total if before else None
    newest = latest_scale(patient.pk, "phq9")
    item9 = newest.answers.get("phq9_9") if newest else None
    return found | {"phq9_item9": item9 if isinstance(item9, int) else None}


def _latest(patient_id: int, scale: str, at: datetime) -> ScaleResponse | None:
    rows = scale_responses(patient_id, scale).filter(happened_at__lte=at, total__isnull=False)
    return rows.filter(informant__in=("patient", "clinician")).first()


def _half_answered_since(patient_id: int, scale: str, now: ScaleResponse | None, at: datetime) -> bool:
    """Whether the person has answered again since, but not every item: then the older total no longer speaks."""
    rows = scale_responses(patient_id, scale).filter(happened_at__lte=at, total__isnull=True)
    return now is not None and rows.filter(happened_at__gt=now.happened_at).exists()


def _at_baseline(patient_id: int, scale: str, baseline_at: datetime | None) -> ScaleResponse | None:
    if baseline_at is None:
        return None
    return scale_responses(patient_id, scale).filter(happened_at__lte=baseline_at, total__isnull=False).first()


def limits_of(patient: Patient) -> Limits:
    """The clinic's thresholds for the gate."""
    limits = SiteLimits().with_overrides(patient.site.limits)
    return Limits(pain_rise=_decimal(limits.pain_yellow_rise), phq9_rise=_decimal(limits.phq9_rise))


def valid_days(patient: Patient) -> int:
    """How long an answer to a scale stands for the present, by the clinic's limit."""
    return int(SiteLimits().with_overrides(patient.site.limits).mood_score_valid_days)


def _decimal(number: Fraction | int) -> Decimal:
    exact = Fraction(number)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def waiting_for(actor: Actor) -> QuerySet[Plan]:
    """Plans that wait for this role's decision, oldest first: review for a pharmacist, signature for a prescriber."""
    states = WAITS_FOR.get(actor.role, ())
    plans = scoped(actor, Plan, "plan.queue").filter(state__in=states)
    return plans.select_related("patient", "proposed_by").order_by("proposed_at")


def versions_of(patient_id: int) -> list[Plan]:
    """Every plan of a person, newest first."""
    return list(
        Plan.objects.filter(patient_id=patient_id)
        .select_related("proposed_by", "signed_by")
        .order_by("-proposed_at", "-pk")
    )


def successor_waiting(plan: Plan) -> Plan | None:
    """A newer version of a held plan that is on its way through review, signature and consent."""
    return Plan.objects.filter(previous=plan).exclude(state__in=(PlanState.WITHDRAWN, PlanState.REPLACED)).first()
