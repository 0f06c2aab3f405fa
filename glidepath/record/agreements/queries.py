"""Reads about agreements."""

from __future__ import annotations

from uuid import UUID

from glidepath.record.agreements.models import Consent, Milestone


def standing_consent(plan_ref: UUID, plan_hash: str, kind: str, step_number: int = 0) -> Consent | None:
    """The consent to exactly this plan or step; a consent to other words or another hash is none."""
    return Consent.objects.filter(
        plan_ref=plan_ref, plan_hash=plan_hash, kind=kind, step_number=step_number, withdrawn_at__isnull=True
    ).first()


def milestones_of(patient_id: int) -> list[Milestone]:
    """What matters to the person, in the order it was named."""
    return list(Milestone.objects.filter(patient_id=patient_id))
