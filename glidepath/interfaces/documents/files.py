"""Calendar file, pharmacy text, FHIR and JSON of a signed plan, written by the clinical core from the frozen plan."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from glidepath_clinical.tapering.forms import calendar_text, fhir_bundle, order_text
from icalendar import Calendar

from glidepath.interfaces.documents.frozen_plan import FrozenPlan
from glidepath.interfaces.documents.valid import entry_id, sequence_at, valid_until_changed, withdrawn_entries
from glidepath.record.plans.models import PlanState

FHIR_STATUS = {
    PlanState.SIGNED: "draft",
    PlanState.RUNNING: "active",
    PlanState.HELD: "active",
    PlanState.FINISHED: "active",
}
"""What the core is told. It makes a held plan on-hold by itself; a finished one is completed below."""


def calendar_file(frozen: FrozenPlan, language: str, at: datetime, details: bool) -> bytes:
    """One all-day entry per step. The title tells nothing to whoever else sees the calendar.

    `details`: what is taken from that day on stands inside each entry; without it the file holds dates alone.
    """
    calendar = Calendar.from_ical(calendar_text(frozen.document, language, at))
    changes = sequence_at(at)
    with override(language):
        title = _("Glidepath: a rest") if frozen.hold else _("Glidepath: a step")
        planned = _("Planned. It begins only with your yes and when your doctor has let it begin.")
        check = valid_until_changed(frozen, at)
    for entry, number in zip(calendar.walk("VEVENT"), _numbers(frozen), strict=True):
        told = str(entry.pop("DESCRIPTION"))
        del entry["SUMMARY"], entry["UID"]
        entry.add("SUMMARY", title)
        entry.add("UID", entry_id(frozen.plan, number))
        entry.add("SEQUENCE", changes)
        if details:
            entry.add("DESCRIPTION", "\n".join([told, *(() if frozen.hold else (planned,)), check]))
    for entry in withdrawn_entries(frozen, at):
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _numbers(frozen: FrozenPlan) -> list[int]:
    """The number of the step behind each entry; a rest at the dose of the beginning has an entry too."""
    document = frozen.document
    numbers = [int(step["number"]) for step in document["steps"]]
    return [0, *numbers] if document["present"]["phase"] == "hold" else numbers


def pharmacy_text(frozen: FrozenPlan, at: datetime) -> bytes:
    """What a pharmacy needs to prepare; not a prescription, and it says so at both ends."""
    with override("en"):
        return f"{valid_until_changed(frozen, at)}\n{order_text(frozen.document)}".encode()


def fhir_json(frozen: FrozenPlan, language: str) -> bytes:
    """CarePlan and MedicationRequest of FHIR R4, intent "plan"."""
    subject = f"Patient/{frozen.plan.patient.public_id}"
    bundle = fhir_bundle(frozen.document, subject, language, FHIR_STATUS[PlanState(frozen.plan.state)])
    if frozen.plan.state == PlanState.FINISHED:
        for entry in bundle["entry"]:
            _complete(entry["resource"])
    return _json(bundle)


def _complete(resource: dict[str, Any]) -> None:
    resource["status"] = "completed"
    for activity in resource.get("activity", ()):
        if "detail" in activity:
            activity["detail"]["status"] = "completed"


def whole_json(frozen: FrozenPlan) -> bytes:
    """The plan as the engine wrote it and as it was signed, certificate and all: any program can check it again."""
    return _json(frozen.plan.frozen)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
