"""Registering a person, and recording the safety facts that a plan must know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.foundation import audit
from glidepath.foundation.access import Actor
from glidepath.record.patients.models import Patient, PatientIdentifier, PersonFact, ZoneChange
from glidepath.record.sites.models import Site


@transaction.atomic
def register(
    *, by: Actor, at: datetime, site: Site, about: Mapping[str, Any], identifiers: list[tuple[str, str]]
) -> Patient:
    """Create a person of this clinic with the names other systems use. `about` holds Patient's own fields."""
    patient = Patient.objects.create(site=site, **about)
    PatientIdentifier.objects.bulk_create(
        PatientIdentifier(site=site, patient=patient, system=system, value=value) for system, value in identifiers
    )
    audit.record(by=by, action="patient.register", object_ref=f"patient:{patient.ref}", patient_ref=patient.ref, at=at)
    return patient


@transaction.atomic
def let_sign_in(*, by: Actor, at: datetime, patient: Patient, user: Any) -> Patient:
    """Tie a sign-in to the person."""
    patient.user = user
    patient.save(update_fields=["user"])
    audit.record(by=by, action="patient.sign_in", object_ref=f"patient:{patient.ref}", patient_ref=patient.ref, at=at)
    return patient


@transaction.atomic
def change_zone(*, by: Actor, at: datetime, patient: Patient, zone: str) -> ZoneChange:
    """From now on the person lives by another clock: due days, reminders and dose days follow it."""
    patient = Patient.objects.select_for_update().select_related("site").get(pk=patient.pk)
    row = ZoneChange.objects.create(
        patient=patient, site_id=patient.site_id, before=patient.zone, after=zone, at=at, by_id=by.user_id
    )
    patient.zone = zone
    patient.save(update_fields=["zone"])
    if patient.user is not None:
        patient.user.zone = zone
        patient.user.save(update_fields=["zone"])
    ref = f"zone:{row.public_id}"
    audit.record(by=by, action="zone.change", object_ref=ref, patient_ref=patient.ref, at=at, after={"zone": zone})
    return row


@transaction.atomic
def record_fact(
    *, by: Actor, at: datetime, patient: Patient, name: str, answer: str, informant: str, note: str = ""
) -> PersonFact:
    """Answer one safety question: yes, no or unknown. Earlier answers stay."""
    fact = PersonFact.objects.create(
        patient=patient,
        site_id=patient.site_id,
        name=name,
        answer=answer,
        recorded_at=at,
        recorded_by_id=by.user_id,
        informant=informant,
        note=note,
    )
    audit.record(
        by=by,
        action="fact.record",
        object_ref=f"fact:{fact.public_id}",
        patient_ref=patient.ref,
        at=at,
        after={"name": name, "answer": answer},
    )
    return fact
