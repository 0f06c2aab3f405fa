"""Writes about plans: freezing one, and moving it by compare-and-swap. Which move is allowed is decided in care."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from json import dumps
from typing import Any

from django.db import transaction
from django.db.models import F

from glidepath.foundation import audit, feed
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import (
    Hold,
    Plan,
    PlanReview,
    PlanSignature,
    PlanState,
    PlanStep,
    PlanTransition,
    StepRelease,
)


class ChangedMeanwhile(Exception):
    """Somebody moved this plan on first. Nothing of the late change was kept; `plan` is the plan as it stands now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the plan was changed in the meantime")
        self.plan = plan


@dataclass(frozen=True)
class FrozenStep:
    """One step to freeze. `rendering` holds the engine's step and its words in every language."""

    number: int
    phase: str
    planned_on: date
    planned_until: date | None
    daily: Decimal
    rendering: Mapping[str, Any]


@dataclass(frozen=True)
class FrozenPlan:
    """One plan to freeze: the engine's whole answer, and its steps from 0 (the present dose) onwards."""

    framework: str
    frozen: Mapping[str, Any]
    content_hash: str
    engine_version: str
    steps: Sequence[FrozenStep]


@dataclass(frozen=True)
class Move:
    """One change of state. `key` names it within its plan, so that it can happen only once."""

    key: str
    to: str
    action: str
    reason: str = ""


def hash_of(value: object) -> str:
    """SHA-256 of the value's canonical JSON, in hexadecimal."""
    return sha256(dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def lock_person(patient_id: int) -> Patient:
    """Take this person's row for the rest of the transaction: one change of one person's dose at a time."""
    return Patient.objects.select_for_update().select_related("site").get(pk=patient_id)


@transaction.atomic
def freeze(
    *, by: Actor, at: datetime, patient: Patient, contents: FrozenPlan, reason: str, previous: Plan | None = None
) -> Plan:
    """Store a proposed plan with all its steps. Nothing of it is ever changed afterwards but where it stands."""
    plan = Plan.objects.create(
        patient=patient,
        site_id=patient.site_id,
        version=_version_after(previous),
        previous=previous,
        framework=contents.framework,
        frozen=dict(contents.frozen),
        content_hash=contents.content_hash,
        engine_version=contents.engine_version,
        certificate_holds=True,
        reason=reason,
        proposed_by_id=by.user_id,
        proposed_at=at,
    )
    PlanStep.objects.bulk_create(_step_rows(plan, contents.steps))
    _transition(by, at, plan, Move("propose", PlanState.PROPOSED, "plan.propose", reason), from_state="")
    return plan


def _version_after(previous: Plan | None) -> int:
    if previous is None:
        return 1
    tried = previous.next_versions.order_by("-version").values_list("version", flat=True).first()
    return (tried or previous.version) + 1


def _step_rows(plan: Plan, steps: Sequence[FrozenStep]) -> list[PlanStep]:
    rows, before = [], None
    for step in steps:
        rows.append(
            PlanStep(
                plan=plan,
                patient_id=plan.patient_id,
                site_id=plan.site_id,
                previous_daily=before,
                rendering_hash=hash_of(step.rendering),
                **vars(step),
            )
        )
        before = step.daily
    return rows


@transaction.atomic
def move(*, by: Actor, at: datetime, plan: Plan, change: Move, fields: Mapping[str, Any] | None = None) -> Plan:
    """Compare and swap: the plan in the state and with the lock that `plan` carries, or ChangedMeanwhile.

    The transition, the audit entry and the notice to open pages are in the same transaction.
    """
    before = plan.state
    if PlanTransition.objects.filter(plan_id=plan.pk, key=change.key).exists():
        raise ChangedMeanwhile(Plan.objects.get(pk=plan.pk))
    as_seen = Plan.objects.filter(pk=plan.pk, state=plan.state, lock=plan.lock)
    if not as_seen.update(state=change.to, lock=F("lock") + 1, **(fields or {})):
        raise ChangedMeanwhile(Plan.objects.get(pk=plan.pk))
    plan.refresh_from_db()
    _transition(by, at, plan, change, from_state=before)
    return plan


def _transition(by: Actor, at: datetime, plan: Plan, change: Move, from_state: str) -> None:
    PlanTransition.objects.create(
        plan=plan,
        patient_id=plan.patient_id,
        site_id=plan.site_id,
        key=change.key,
        from_state=from_state,
        to_state=change.to,
        by_id=by.user_id,
        at=at,
        reason=change.reason,
    )
    patient_ref = plan.patient.ref
    audit.record(
        by=by,
        action=change.action,
        object_ref=f"plan:{plan.public_id}",
        patient_ref=patient_ref,
        at=at,
        before={"state": from_state},
        after={"state": change.to, "key": change.key, "hash": plan.content_hash},
    )
    feed.announce(site_id=plan.site_id, topic="plan", patient_ref=patient_ref, audience="both")


def add_review(*, by: Actor, at: datetime, plan: Plan, approved: bool, reason: str) -> PlanReview:
    """Keep a pharmacist's verdict on exactly this plan."""
    return PlanReview.objects.create(
        plan=plan,
        patient_id=plan.patient_id,
        site_id=plan.site_id,
        reviewer_id=by.user_id,
        approved=approved,
        reason=reason,
        content_hash=plan.content_hash,
        reviewed_at=at,
    )


def add_signature(*, by: Actor, at: datetime, plan: Plan, reason: str) -> PlanSignature:
    """Keep one prescriber's signature under exactly this plan."""
    return PlanSignature.objects.create(
        plan=plan,
        patient_id=plan.patient_id,
        site_id=plan.site_id,
        signer_id=by.user_id,
        reason=reason,
        content_hash=plan.content_hash,
        signed_at=at,
    )


def add_release(
    *, by: Actor, at: datetime, step: PlanStep, effective_on: date, consent_ref: Any, gate: Mapping[str, Any]
) -> StepRelease:
    """Keep a prescriber's word that this step may begin, with the gate as it stood."""
    return StepRelease.objects.create(
        plan_id=step.plan_id,
        patient_id=step.patient_id,
        site_id=step.site_id,
        step_number=step.number,
        effective_on=effective_on,
        released_by_id=by.user_id,
        released_at=at,
        consent_ref=consent_ref,
        gate=dict(gate),
    )


def withdraw_releases(*, plan: Plan, after: date, at: datetime) -> int:
    """Take back releases that have not begun by the local date `after`; how many there were."""
    waiting = StepRelease.objects.filter(plan=plan, withdrawn_at__isnull=True, effective_on__gt=after)
    return waiting.update(withdrawn_at=at)


def withdraw_release(*, release: StepRelease, at: datetime) -> None:
    """Take back one release that has not begun."""
    release.withdrawn_at = at
    release.save(update_fields=["withdrawn_at"])


def open_hold_row(*, by: Actor, at: datetime, on: date, plan: Plan, by_patient: bool, reason: str) -> Hold:
    """Begin a rest on a local date."""
    return Hold.objects.create(
        plan=plan,
        patient_id=plan.patient_id,
        site_id=plan.site_id,
        started_at=at,
        started_on=on,
        started_by_id=by.user_id,
        by_patient=by_patient,
        reason=reason,
    )


def end_hold_row(*, by: Actor, at: datetime, on: date, plan: Plan) -> int:
    """End the open rest of a plan, if there is one."""
    return Hold.objects.filter(plan=plan, ended_at__isnull=True).update(
        ended_at=at, ended_on=on, ended_by_id=by.user_id
    )
