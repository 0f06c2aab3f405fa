"""Giving and taking back consent, and naming what matters to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from glidepath.foundation import audit, feed
from glidepath.foundation.access import Actor
from glidepath.record.agreements.models import Consent, Milestone
from glidepath.record.patients.models import Patient


@dataclass(frozen=True)
class Agreed:
    """What a yes is about, and the words that were on the screen."""

    kind: str
    plan_ref: UUID
    plan_hash: str
    step_number: int
    text_key: str
    text_version: str
    language: str
    text_shown: str


@transaction.atomic
def give_consent(*, by: Actor, at: datetime, patient: Patient, agreed: Agreed) -> Consent:
    """Store a yes. The same yes again changes nothing; a yes to other words of the plan replaces the earlier one."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    standing = Consent.objects.filter(
        plan_ref=agreed.plan_ref, kind=agreed.kind, step_number=agreed.step_number, withdrawn_at__isnull=True
    ).first()
    if standing and standing.plan_hash == agreed.plan_hash:
        return standing
    if standing:
        _end(by, at, standing)
    row = Consent.objects.create(
        patient=patient, site_id=patient.site_id, given_at=at, given_by_id=by.user_id, **vars(agreed)
    )
    _tell(by, at, row, "consent.give")
    return row


@transaction.atomic
def withdraw_consent(*, by: Actor, at: datetime, consent: Consent) -> Consent:
    """Take a yes back. The row stays, with the moment it ended."""
    if consent.withdrawn_at is None:
        _end(by, at, consent)
    return consent


def _end(by: Actor, at: datetime, consent: Consent) -> None:
    consent.withdrawn_at = at
    consent.save(update_fields=["withdrawn_at"])
    _tell(by, at, consent, "consent.withdraw")


def _tell(by: Actor, at: datetime, row: Consent, action: str) -> None:
    patient_ref = row.patient.ref
    audit.record(
        by=by,
        action=action,
        object_ref=f"consent:{row.public_id}",
        patient_ref=patient_ref,
        at=at,
        after={"kind": row.kind, "plan": str(row.plan_ref), "hash": row.plan_hash, "step": row.step_number},
    )
    feed.announce(site_id=row.site_id, topic="plan", patient_ref=patient_ref, audience="both")


@transaction.atomic
def name_milestone(*, by: Actor, at: datetime, patient: Patient, words: str) -> Milestone:
    """Keep something that matters to the person, word for word. The same words again change nothing."""
    Patient.objects.select_for_update().get(pk=patient.pk)
    known = Milestone.objects.filter(patient=patient, words=words).first()
    if known:
        return known
    row = Milestone.objects.create(patient=patient, site_id=patient.site_id, words=words, named_at=at)
    _tell_milestone(by, at, row, "milestone.name")
    return row


@transaction.atomic
def reach_milestone(*, by: Actor, at: datetime, on: date, milestone: Milestone) -> Milestone:
    """Mark something that matters as reached on a local date."""
    milestone.reached_on = on
    milestone.save(update_fields=["reached_on"])
    _tell_milestone(by, at, milestone, "milestone.reach")
    return milestone


def _tell_milestone(by: Actor, at: datetime, row: Milestone, action: str) -> None:
    ref = f"milestone:{row.public_id}"
    audit.record(by=by, action=action, object_ref=ref, patient_ref=row.patient.ref, at=at)
