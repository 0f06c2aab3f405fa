"""What the import report shows."""

from __future__ import annotations

from glidepath.care.intake.models import ImportReport


def count_rows(report: ImportReport) -> list[dict[str, object]]:
    """One row for each kind of thing: new, changed, already here."""
    kinds = sorted({*report.added, *report.changed, *report.unchanged})
    sides = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    return [{"what": kind, **{name: side.get(kind, 0) for name, side in sides.items()}} for kind in kinds]
