"""What the import report shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from glidepath.care.checkins.scoring import why_not_usable
from glidepath.care.intake.models import ImportReport
from glidepath.record.instruments.queries import Instrument

KINDS = {
    "orders": _("orders"),
    "conditions": _("diagnoses"),
    "observations": _("measured values"),
    "questionnaires": _("questionnaires"),
}


def count_rows(report: ImportReport) -> list[dict[str, object]]:
    """One row for each kind of thing: new, changed, already here."""
    kinds = sorted({*report.added, *report.changed, *report.unchanged})
    sides = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    counts = {kind: {name: side.get(kind, 0) for name, side in sides.items()} for kind in kinds}
    return [{"what": KINDS.get(kind, kind), **counts[kind]} for kind in kinds]


def not_in_use(found: Instrument) -> dict[str, object]:
    """A FHIR OperationOutcome that says why a questionnaire is not given out."""
    issue = {"severity": "error", "code": "suppressed", "diagnostics": f"{found.scale.title}: {why_not_usable(found)}"}
    return {"resourceType": "OperationOutcome", "issue": [issue]}
