"""Storing what another system sent: one transaction a person, the same file twice changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from glidepath.care.intake.incoming import Incoming, IncomingOrder, IncomingPerson, IntakeRefused
from glidepath.care.intake.models import ImportReport
from glidepath.care.intake.order_changes import Written, change_between, dose_moved, tell_change, tell_dose
from glidepath.foundation import audit, events
from glidepath.foundation.access import Actor
from glidepath.record.medications.models import MedicationOrder
from glidepath.record.observations.models import Condition, Observation
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import register
from glidepath.record.patients.queries import by_identifier
from glidepath.record.sites.models import Site

COUNTED = ("active", "on-hold", "unknown")


@transaction.atomic
def take_in(
    *, by: Actor, at: datetime, site: Site, incoming: Incoming, source: str, file: tuple[str, str]
) -> ImportReport:
    """Store one person's data. `file` is (name, sha256); `source` names the system it came from.

    Raises IntakeRefused when the identifiers point to another or to several people: people are never merged.
    """
    patient = _person(by, at, site, incoming.person)
    known = ImportReport.objects.filter(patient=patient, file_hash=file[1]).first()
    if known:
        return known
    first = not ImportReport.objects.filter(patient=patient).exists()
    tally = {"added": Counter[str](), "unchanged": Counter[str](), "changed": Counter[str]()}
    for order in incoming.orders:
        became, before, row = _order(patient, source, order)
        tally[became]["orders"] += 1
        if not first and became != "unchanged":
            _tell(by, at, patient, order, before, row)
    _conditions(patient, source, incoming, tally)
    _observations(patient, source, incoming, tally, at)
    report = ImportReport.objects.create(
        patient=patient,
        site=site,
        file_name=file[0][:200],
        file_hash=file[1],
        imported_at=at,
        imported_by=by.name,
        repairs=[asdict(repair) for repair in incoming.repairs],
        not_used=incoming.not_used,
        dose_unknown=[o.display for o in incoming.orders if not o.dose_known and o.product and o.status in COUNTED],
        **{name: dict(counts) for name, counts in tally.items()},
    )
    ref = f"import:{report.public_id}"
    audit.record(
        by=by, action="import.take_in", object_ref=ref, patient_ref=patient.ref, at=at, after={"file": file[1]}
    )
    events.publish("medicines.known", patient_id=patient.pk, cause=ref, at=at)
    return report


def _person(by: Actor, at: datetime, site: Site, person: IncomingPerson) -> Patient:
    found = {match.pk: match for match in _matches(site, person.identifiers)}
    if len(found) > 1:
        raise IntakeRefused(
            "several_people",
            "The identifiers in this file belong to more than one person here. Correct the identifiers and try again.",
            "Patient.identifier",
        )
    if not found:
        about = {name: value for name, value in vars(person).items() if name != "identifiers"}
        return register(
            by=by, at=at, site=site, about={**about, "zone": site.zone}, identifiers=list(person.identifiers)
        )
    return _same_person(next(iter(found.values())), person)


def _matches(site: Site, identifiers: Sequence[tuple[str, str]]) -> list[Patient]:
    found = (by_identifier(site.pk, system, value) for system, value in identifiers)
    return [patient for patient in found if patient is not None]


def _same_person(patient: Patient, person: IncomingPerson) -> Patient:
    same_name = patient.family_name.casefold() == person.family_name.casefold()
    same_birth = None in (patient.born_on, person.born_on) or patient.born_on == person.born_on
    if same_name and same_birth:
        return patient
    raise IntakeRefused(
        "another_person",
        "A person with this identifier is already here under another name or birth date. Nothing was changed. "
        "Compare both records, then correct the identifier in the file or the name here.",
        "Patient",
    )


def _tell(
    by: Actor, at: datetime, patient: Patient, order: IncomingOrder, before: Written, row: MedicationOrder
) -> None:
    """What a changed or new order says about the medicine: started, stopped, another dose, or nothing of these."""
    kind = change_between(before.status, order.status)
    if kind:
        tell_change(by, at, patient, order, kind)
    elif dose_moved(before, Written(order.status, order.dosage, order.dose_known)):
        tell_dose(by=by, at=at, patient=patient, order=order, before=before, ref=f"order:{row.public_id}")


def _order(patient: Patient, source: str, order: IncomingOrder) -> tuple[str, Written, MedicationOrder]:
    """What became of the row, what stood in it before, and the row."""
    content = {
        "display": order.display[:300],
        "product": order.product,
        "rxcui": order.rxcui,
        "status": order.status,
        "authored_on": order.authored_on,
        "dose_known": order.dose_known,
        "dosage": list(order.dosage),
        "raw": order.raw,
    }
    content["content_hash"] = fingerprint(content)
    row, created = MedicationOrder.objects.get_or_create(
        patient=patient,
        source_system=source,
        source_ref=order.source_ref,
        defaults={"site_id": patient.site_id, **content},
    )
    before = Written("" if created else row.status, list(row.dosage), row.dose_known)
    if created:
        return "added", before, row
    if row.content_hash == content["content_hash"]:
        return "unchanged", before, row
    for name, value in content.items():
        setattr(row, name, value)
    row.save()
    return "changed", before, row


def _conditions(patient: Patient, source: str, incoming: Incoming, tally: dict[str, Counter[str]]) -> None:
    there = set(Condition.objects.filter(patient=patient, source_system=source).values_list("source_ref", flat=True))
    new = [item for item in incoming.conditions if item.source_ref not in there]
    Condition.objects.bulk_create(
        Condition(patient=patient, site_id=patient.site_id, source_system=source, **vars(item)) for item in new
    )
    _count(tally, "conditions", len(new), len(incoming.conditions))


def _observations(
    patient: Patient, source: str, incoming: Incoming, tally: dict[str, Counter[str]], at: datetime
) -> None:
    there = set(Observation.objects.filter(patient=patient, source=source).values_list("source_ref", flat=True))
    new = [item for item in incoming.observations if item.source_ref not in there]
    arrived: dict[str, Any] = {
        "zone": patient.zone,
        "received_at": at,
        "informant": "import",
        "source": source,
        "form_version": "fhir-r4",
    }
    Observation.objects.bulk_create(
        Observation(patient=patient, site_id=patient.site_id, **arrived, **vars(item)) for item in new
    )
    _count(tally, "observations", len(new), len(incoming.observations))


def _count(tally: dict[str, Counter[str]], what: str, new: int, all_of_them: int) -> None:
    tally["added"][what] += new
    tally["unchanged"][what] += all_of_them - new


def fingerprint(content: Any) -> str:
    """SHA-256 of canonical JSON."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str, separators=(",", ":")).encode()).hexdigest()
