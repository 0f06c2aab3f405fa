"""Proposing a plan, the pharmacist's review, the prescriber's signature, and taking a plan back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from glidepath.care.tapering import engine
from glidepath.care.tapering.combinations import before_agreeing
from glidepath.care.tapering.doubts import sure
from glidepath.care.tapering.operations.checks import another_person, expect
from glidepath.care.tapering.proposal import Proposal, computed
from glidepath.care.tapering.refusal import Because, Refused, refuse
from glidepath.foundation.access import Actor
from glidepath.foundation.clock import local_date
from glidepath.record.episodes.operations import add_plan, open_baseline
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import OPEN, Plan, PlanState
from glidepath.record.plans.operations import Move, add_review, add_signature, freeze, lock_person, move


@transaction.atomic
def propose(*, by: Actor, at: datetime, patient: Patient, proposal: Proposal) -> Plan:
    """Compute, certify and freeze a plan. Raises Refused with every reason; then nothing is kept."""
    patient = lock_person(patient.pk)
    planned = computed(patient, proposal, at)
    reason = "\n".join(part.strip() for part in (proposal.reason, proposal.in_person_plan) if part.strip())
    plan = freeze(by=by, at=at, patient=patient, contents=engine.contents_of(planned), reason=reason)
    baseline = open_baseline(by=by, at=at, on=local_date(at, patient.zone), patient=patient)
    add_plan(episode=baseline.episode, plan=plan)
    return plan


@transaction.atomic
def review(*, by: Actor, at: datetime, plan: Plan, approved: bool, reason: str = "") -> Plan:
    """The pharmacist approves, or sends back with a reason, which withdraws the plan.

    Raises Refused, ChangedMeanwhile.
    """
    patient = lock_person(plan.patient_id)
    expect(plan, PlanState.PROPOSED)
    another_person(by, plan)
    if approved:
        sure(plan, patient, local_date(at, patient.zone))
        _agree(patient, plan, at, reason)
    elif not reason.strip():
        raise refuse("reason_needed")
    add_review(by=by, at=at, plan=plan, approved=approved, reason=reason.strip())
    to = PlanState.REVIEWED if approved else PlanState.WITHDRAWN
    action = "plan.approve" if approved else "plan.send_back"
    return move(by=by, at=at, plan=plan, change=Move("review", to, action, reason.strip()))


@transaction.atomic
def sign(*, by: Actor, at: datetime, plan: Plan, reason: str = "") -> Plan:
    """One prescriber's signature. With the last one needed the plan is signed and the patient can read it.

    The view asks for a fresh second factor. Raises Refused, ChangedMeanwhile.
    """
    patient = lock_person(plan.patient_id)
    expect(plan, PlanState.REVIEWED)
    sure(plan, patient, local_date(at, patient.zone))
    _agree(patient, plan, at, reason)
    signers = set(plan.signatures.values_list("signer_id", flat=True))
    reasons = list(_signature_doubts(by, plan, signers, reason))
    if reasons:
        raise Refused(reasons)
    add_signature(by=by, at=at, plan=plan, reason=reason.strip())
    if len(signers) + 1 < signatures_needed(plan):
        return move(by=by, at=at, plan=plan, change=Move("sign:1", PlanState.REVIEWED, "plan.sign", reason.strip()))
    change = Move("sign", PlanState.SIGNED, "plan.sign", reason.strip())
    return move(by=by, at=at, plan=plan, change=change, fields={"signed_by_id": by.user_id, "signed_at": at})


def _agree(patient: Patient, plan: Plan, at: datetime, reason: str) -> None:
    """Raise Refused while a medicine is not recognised, or a combination speaks against it and no reason is given."""
    reasons = tuple(before_agreeing(patient, plan, at, reason))
    if reasons:
        raise Refused(reasons)


def signatures_needed(plan: Plan) -> int:
    """How many prescribers must sign this plan."""
    return 2 if engine.agreements_for(plan.framework).second_signature else 1


def _signature_doubts(by: Actor, plan: Plan, signers: set[int], reason: str) -> Iterator[Because]:
    if by.user_id in signers:
        yield Because("second_signature_by_another", {}, "plan")
    if not plan.reviews.filter(approved=True, content_hash=plan.content_hash).exists():
        yield Because("not_reviewed", {}, "plan")
    if engine.agreements_for(plan.framework).reason and not reason.strip():
        yield Because("reason_needed", {})


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, plan: Plan, reason: str) -> Plan:
    """Take back a plan that does not run. The present dose stays as it is. Raises Refused, ChangedMeanwhile."""
    lock_person(plan.patient_id)
    expect(plan, *OPEN)
    if not reason.strip():
        raise refuse("reason_needed")
    return move(by=by, at=at, plan=plan, change=Move("withdraw", PlanState.WITHDRAWN, "plan.withdraw", reason.strip()))
