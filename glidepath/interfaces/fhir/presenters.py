"""What the import report shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from glidepath.care.intake.models import ImportReport

KINDS = {"orders": _("orders"), "conditions": _("diagnoses"), "observations": _("measured values")}


def count_rows(report: ImportReport) -> list[dict[str, object]]:
    """One row for each kind of thing: new, changed, already here."""
    kinds = sorted({*report.added, *report.changed, *report.unchanged})
    sides = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    counts = {kind: {name: side.get(kind, 0) for name, side in sides.items()} for kind in kinds}
    return [{"what": KINDS.get(kind, kind), **counts[kind]} for kind in kinds]
