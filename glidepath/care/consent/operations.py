"""A yes to a plan or to one step, and taking it back. The words shown and the plan's hash are kept with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from glidepath.care.consent.wording import ConsentText
from glidepath.foundation import events
from glidepath.foundation.access import Actor
from glidepath.foundation.clock import local_date
from glidepath.record.agreements.models import Consent, Milestone
from glidepath.record.agreements.operations import Agreed, give_consent, name_milestone, withdraw_consent
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState, PlanStep
from glidepath.record.plans.operations import ChangedMeanwhile, lock_person
from glidepath.record.plans.queries import open_hold, releases_in_force, standing_of

MILESTONE_LONGEST = 200


class NotAsked(Exception):
    """This yes is not open now. `code` says why; nothing was kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def give(*, by: Actor, at: datetime, plan: Plan, step_number: int, text: ConsentText, plan_hash: str) -> Consent:
    """Keep a yes to the plan (step 0) or to its next step. `plan_hash` is the hash of what was on the screen.

    Raises ChangedMeanwhile when the plan is no longer that one, NotAsked when this yes is not open.
    """
    patient = lock_person(plan.patient_id)
    plan = Plan.objects.get(pk=plan.pk)
    if plan_hash != plan.content_hash:
        raise ChangedMeanwhile(plan)
    for code in _not_open(plan, step_number, local_date(at, patient.zone)):
        raise NotAsked(code)
    consent = give_consent(by=by, at=at, patient=patient, agreed=_agreed(plan, step_number, text))
    events.publish("consent.given", patient_id=patient.pk, by=by, at=at)
    return consent


def _agreed(plan: Plan, step_number: int, text: ConsentText) -> Agreed:
    return Agreed(
        kind="step" if step_number else "plan",
        plan_ref=plan.public_id,
        plan_hash=plan.content_hash,
        step_number=step_number,
        text_key=text.key,
        text_version=text.version,
        language=text.language,
        text_shown=f"{text.shown}\n\n[sha256 {text.digest}]",
    )


def _not_open(plan: Plan, step_number: int, today: date) -> Iterator[str]:
    if step_number == 0:
        if plan.state not in (PlanState.SIGNED, PlanState.RUNNING):
            yield "plan_not_open"
        return
    if plan.state != PlanState.RUNNING or open_hold(plan) is not None:
        yield "plan_not_running"
    released = max((row.step_number for row in releases_in_force(plan)), default=0)
    begun = standing_of(plan, today).step.number
    if step_number != released + 1 or begun != released:
        yield "not_the_next_step"
    if not PlanStep.objects.filter(plan=plan, number=step_number).exists():
        yield "no_such_step"


def open_to_consent(plan: Plan, step_number: int, today: date) -> str:
    """Empty when this yes can be given now, else the code of the reason why not."""
    return next(_not_open(plan, step_number, today), "")


@transaction.atomic
def take_back(*, by: Actor, at: datetime, consent: Consent) -> Consent:
    """Take a yes back. Whoever listens holds the plan in the same transaction."""
    lock_person(consent.patient_id)
    withdrawn = withdraw_consent(by=by, at=at, consent=consent)
    events.publish("consent.withdrawn", patient_id=consent.patient_id, plan_ref=str(consent.plan_ref), by=by, at=at)
    return withdrawn


@transaction.atomic
def name_milestones(*, by: Actor, at: datetime, patient: Patient, words: list[str]) -> list[Milestone]:
    """Keep what matters to the person, word for word, and tell whoever waits for it."""
    kept = [text.strip() for text in words if text.strip()]
    rows = [name_milestone(by=by, at=at, patient=patient, words=text[:MILESTONE_LONGEST]) for text in kept]
    events.publish("milestones.named", patient_id=patient.pk, by=by, at=at)
    return rows
