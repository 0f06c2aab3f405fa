"""Reads about plans: which one stands, and which dose holds on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from glidepath.record.plans.models import OPEN, SEEN_BY_PATIENT, STANDING, Hold, Plan, PlanState, PlanStep, StepRelease


@dataclass(frozen=True)
class Standing:
    """Where a person stands on one local date: the plan, the step in force, the next one, an open hold."""

    plan: Plan
    step: PlanStep
    since: date
    next_step: PlanStep | None
    hold: Hold | None


def standing_plan(patient_id: int) -> Plan | None:
    """The running or held plan, if there is one."""
    return Plan.objects.filter(patient_id=patient_id, state__in=STANDING).first()


def open_plan(patient_id: int) -> Plan | None:
    """The plan still on its way through review, signature and consent."""
    return Plan.objects.filter(patient_id=patient_id, state__in=OPEN).order_by("-proposed_at").first()


def plan_for_patient(patient_id: int) -> Plan | None:
    """The newest plan the person may see: signed, running, held or finished."""
    return Plan.objects.filter(patient_id=patient_id, state__in=SEEN_BY_PATIENT).order_by("-proposed_at").first()


def open_hold(plan: Plan) -> Hold | None:
    """The hold that has not ended."""
    return plan.holds.filter(ended_at__isnull=True).first()


def releases_in_force(plan: Plan) -> list[StepRelease]:
    """Releases nobody withdrew, in order."""
    in_force = [release for release in plan.releases.all() if release.withdrawn_at is None]
    return sorted(in_force, key=lambda release: release.step_number)


def standing_on(patient_id: int, on: date) -> Standing | None:
    """The step that holds on a local date: the last released one whose day has come, else the present dose."""
    return standings_on([patient_id], on).get(patient_id)


def standings_on(patient_ids: Iterable[int], on: date) -> dict[int, Standing]:
    """Where each of several people stands, in a fixed number of queries."""
    plans = Plan.objects.filter(patient_id__in=list(patient_ids), state__in=STANDING)
    return {plan.patient_id: standing_of(plan, on) for plan in plans.prefetch_related("steps", "releases", "holds")}


def standing_of(plan: Plan, on: date) -> Standing:
    """Where the person stands in one plan; reads only the plan's steps, releases and holds."""
    steps = {step.number: step for step in plan.steps.all()}
    in_force = (release for release in plan.releases.all() if release.withdrawn_at is None)
    begun = sorted((r for r in in_force if r.effective_on <= on), key=lambda r: r.step_number)
    number = begun[-1].step_number if begun else 0
    since = begun[-1].effective_on if begun else (plan.started_on or steps[0].planned_on)
    hold = next((hold for hold in plan.holds.all() if hold.ended_at is None), None)
    return Standing(plan, steps[number], since, steps.get(number + 1), hold)


def last_reduction_on(patient_id: int, on: date) -> date | None:
    """The local date on which the newest released step began, over all versions of the person's plans."""
    begun = StepRelease.objects.filter(patient_id=patient_id, withdrawn_at__isnull=True, effective_on__lte=on)
    return begun.order_by("-effective_on").values_list("effective_on", flat=True).first()


def first_reduction_on(patient_id: int) -> date | None:
    """The local date on which the first released step of any version began; before it the dose was the old one."""
    begun = StepRelease.objects.filter(patient_id=patient_id, withdrawn_at__isnull=True, step_number__gt=0)
    return begun.order_by("effective_on").values_list("effective_on", flat=True).first()


def with_a_step_that_waits(patient_id: int, on: date) -> QuerySet[Plan]:
    """The plan that stands on a local date, when it does not rest and has a further step."""
    in_force = StepRelease.objects.filter(plan=OuterRef("pk"), withdrawn_at__isnull=True, effective_on__lte=on)
    begun = in_force.order_by("-step_number").values("step_number")[:1]
    plans = Plan.objects.filter(patient_id=patient_id, state__in=STANDING)
    going = plans.exclude(Exists(Hold.objects.filter(plan=OuterRef("pk"), ended_at__isnull=True)))
    with_next = going.annotate(begun=Coalesce(Subquery(begun), 0))
    return with_next.filter(Exists(PlanStep.objects.filter(plan=OuterRef("pk"), number=OuterRef("begun") + 1)))


def waiting_for_patient(patient_id: int) -> Plan | None:
    """The signed plan that waits for the person's own yes."""
    return Plan.objects.filter(patient_id=patient_id, state=PlanState.SIGNED).order_by("-proposed_at").first()


def watched_patients() -> list[int]:
    """The people with a standing plan, from whom daily check-ins are expected."""
    return list(Plan.objects.filter(state__in=STANDING).order_by("patient_id").values_list("patient_id", flat=True))


def latest_started(patient_id: int) -> Plan | None:
    """The newest version that ever ran, standing or not."""
    rows = Plan.objects.filter(patient_id=patient_id, started_on__isnull=False)
    return rows.order_by("-started_at", "-pk").first()


def people_with_a_step_since(day: date) -> list[int]:
    """The people for whom a step was released that began on this day or later."""
    rows = StepRelease.objects.filter(withdrawn_at__isnull=True, effective_on__gte=day)
    return list(rows.order_by("patient_id").values_list("patient_id", flat=True).distinct())
