"""What the pages about changes of medicines show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from glidepath.record.medications.models import MedicineChange
from glidepath.record.medications.queries import all_changes_of
from glidepath.record.patients.models import Patient
from glidepath.record.patients.queries import latest_facts

TOLD_BY = {
    "patient": lambda: _("the patient"),
    "caregiver": lambda: _("a caregiver"),
    "clinician": lambda: _("a clinician"),
    "import": lambda: _("an imported record"),
}


@dataclass(frozen=True)
class ChangeView:
    """One change as it was told."""

    public_id: UUID
    kind: str
    name: str
    on: date | None
    doses: str
    told_by: str
    entered_by: str
    recorded_at: Any
    note: str
    mistake: str


def change_views(patient: Patient) -> list[ChangeView]:
    """Every change, newest entry first; mistakes stay to be read."""
    return [_view(row) for row in all_changes_of(patient.pk)]


def _view(row: MedicineChange) -> ChangeView:
    return ChangeView(
        public_id=row.public_id,
        kind=row.get_kind_display(),
        name=row.name,
        on=row.on,
        doses=_doses(row),
        told_by=TOLD_BY[row.informant]() if row.informant in TOLD_BY else row.informant,
        entered_by=row.recorded_by.name if row.recorded_by else "",
        recorded_at=row.recorded_at,
        note=row.note,
        mistake=row.mistaken_because if row.mistaken_at else "",
    )


def _doses(row: MedicineChange) -> str:
    values = {"before": row.dose_before, "after": row.dose_after, "unit": row.unit}
    if row.dose_before and row.dose_after:
        return _("%(before)s to %(after)s %(unit)s a day") % values
    if row.dose_before:
        return _("%(before)s %(unit)s a day before") % values
    return _("%(after)s %(unit)s a day now") % values if row.dose_after else ""


def known_answers(patient: Patient, names: Collection[str]) -> dict[str, str]:
    """What is known already of these questions."""
    return {name: fact.answer for name, fact in latest_facts(patient.pk).items() if name in names}
