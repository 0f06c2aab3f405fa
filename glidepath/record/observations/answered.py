"""On which local dates people answered which prompt themselves. Names are those of the cadence's prompts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
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


def low_mood_runs(limits: Mapping[int, tuple[int, int]], since: date) -> dict[int, date]:
    """Person to the first of their newest days in a row with low daily mood; in one query.

    `limits`: for each person the mood at or below which a day is low, and how many days in a row count. The lowest
    answer of a day counts; a day without an answer ends a row.
    """
    rows = CheckIn.objects.filter(patient_id__in=list(limits), informant="patient", local_on__gte=since)
    lowest: dict[int, dict[date, int]] = defaultdict(dict)
    for key, day, answers in rows.values_list("patient_id", "local_on", "answers"):
        mood = answers.get("mood")
        if isinstance(mood, int) and not isinstance(mood, bool):
            lowest[key][day] = min(mood, lowest[key].get(day, mood))
    found = {key: _newest_run(days, *limits[key]) for key, days in lowest.items()}
    return {key: first for key, first in found.items() if first is not None}


def _newest_run(lowest: Mapping[date, int], low: int, length: int) -> date | None:
    """The first day of the newest run of so many low days, each the day after the one before."""
    is_low = {day for day, mood in lowest.items() if mood <= low}
    back = [timedelta(days=number) for number in range(length)]
    ends = (day for day in sorted(is_low, reverse=True) if all(day - step in is_low for step in back))
    last = next(ends, None)
    return None if last is None else last - back[-1]
