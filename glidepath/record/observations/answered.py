"""On which local dates people answered which prompt themselves. Names are those of the cadence's prompts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from glidepath.record.observations.codes import SYSTOLIC
from glidepath.record.observations.models import CheckIn, Observation, ScaleResponse

SAFETY_ITEM = "phq2_safety"
PROMPTED = ("phq9", "phq2", "gad7", "gad2", "peg", "pgic", "auditc", "sowsg")


def own_answers(patient_ids: list[int], since: date) -> dict[int, dict[str, set[date]]]:
    """Person to prompt to the local dates of the person's own answers, in three queries."""
    found: dict[int, dict[str, set[date]]] = defaultdict(lambda: defaultdict(set))
    own = {"patient_id__in": patient_ids, "informant": "patient"}
    for key, day in CheckIn.objects.filter(**own, local_on__gte=since).values_list("patient_id", "local_on"):
        found[key]["daily"].add(day)
    scales = ScaleResponse.objects.filter(**own, scale__in=PROMPTED, local_on__gte=since)
    for key, scale, day, answers in scales.values_list("patient_id", "scale", "local_on", "answers"):
        found[key][SAFETY_ITEM if SAFETY_ITEM in answers else scale].add(day)
    measured = Observation.objects.filter(**own, code=SYSTOLIC.code, superseded_by__isnull=True)
    for row in measured.filter(happened_at__date__gte=since).only("patient_id", "happened_at", "zone"):
        found[row.patient_id]["pressure"].add(row.local_on)
    return found


def positive_days(cut_offs: Mapping[int, Mapping[str, Fraction]], since: date) -> dict[int, dict[str, date]]:
    """Person to scale to the newest local date on which its total reached the person's cut-off."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    names = {name for scales in cut_offs.values() for name in scales}
    rows = ScaleResponse.objects.filter(patient_id__in=list(cut_offs), scale__in=names, informant="patient")
    rows = rows.filter(local_on__gte=since, total__isnull=False).order_by("local_on", "pk")
    for key, scale, day, total in rows.values_list("patient_id", "scale", "local_on", "total"):
        if Fraction(total) >= cut_offs[key][scale]:
            found[key][scale] = day
    return found
