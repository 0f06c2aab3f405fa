"""Thoughts of suicide from every source, for the gate: no step begins until somebody has screened and found no risk.

Sources: item 9 of the PHQ-9 and the safety question beside the PHQ-2, the Columbia (C-SSRS) screener, a clinician's
screen, words of crisis in free text, and danger in answers that could not be stored. The newest answer of a
questionnaire counts, also one of zero; words of crisis are only settled by a screen finished after them.
"""

from __future__ import annotations

from datetime import datetime

from glidepath_clinical.scales import PHQ2_SAFETY_ITEM, PHQ9_SUICIDE_ITEM

from glidepath.care.tapering.refusal import Because
from glidepath.foundation.clock import local_date
from glidepath.record.alerts.models import AlertCause
from glidepath.record.observations.models import ScaleResponse
from glidepath.record.observations.queries import latest_screen
from glidepath.record.patients.models import Patient

NO_RISK, LOW = "none", "low"
SCREENER = "cssrs"
WORDS = ("crisis_words",)
ASKED_IN = ("phq9", "phq2")


def open_suicidality(patient: Patient, at: datetime) -> tuple[Because, ...]:
    """What blocks a step: risk found by the newest screen, or a sign from any source that no screen has followed."""
    screen = latest_screen(patient.pk, at)
    risk = []
    if screen is not None and screen.value_text not in (NO_RISK, LOW):
        risk = [Because("suicide_risk", _on(patient, screen.happened_at, screen.value_text), "screen")]
    settled_at = screen.happened_at if screen is not None else None
    signs = [sign for sign in (_item_nine(patient, at), _words(patient, at), _unfinished(patient, at)) if sign]
    new = [(name, when) for name, when in signs if settled_at is None or when > settled_at]
    return (*risk, *(Because("suicidality_not_screened", _on(patient, when, name), "screen") for name, when in new))


def _on(patient: Patient, when: datetime, what: str) -> dict[str, str]:
    return {"sign": what, "on": local_date(when, patient.zone).isoformat()}


def _item_nine(patient: Patient, at: datetime) -> tuple[str, datetime] | None:
    """The newest answer to item 9, or to the same question beside the PHQ-2, when it is not zero."""
    rows = ScaleResponse.objects.filter(patient=patient, scale__in=ASKED_IN, happened_at__lte=at)
    for row in rows.filter(informant__in=("patient", "clinician")).order_by("-happened_at", "-pk"):
        answer = row.answers.get(PHQ9_SUICIDE_ITEM, row.answers.get(PHQ2_SAFETY_ITEM))
        if isinstance(answer, int):
            return ("item_9", row.happened_at) if answer else None
    return None


def _words(patient: Patient, at: datetime) -> tuple[str, datetime] | None:
    """The newest words of crisis that were told, in answers or in an entry that could not be stored."""
    rows = AlertCause.objects.filter(patient=patient, at__lte=at)
    stored = rows.filter(rule__in=WORDS).order_by("-at").values_list("at", flat=True).first()
    kept_out = rows.filter(rule="danger_not_stored").exclude(values__words="")
    late = kept_out.order_by("-at").values_list("at", flat=True).first()
    moments = [moment for moment in (stored, late) if moment is not None]
    return ("crisis_words", max(moments)) if moments else None


def _unfinished(patient: Patient, at: datetime) -> tuple[str, datetime] | None:
    """A C-SSRS with a yes in it and no result: it was left open, and no other screen has followed."""
    row = (
        ScaleResponse.objects.filter(patient=patient, scale=SCREENER, happened_at__lte=at)
        .order_by("-happened_at")
        .first()
    )
    left_open = row is not None and row.total is None and any(row.answers.values())
    return ("c_ssrs", row.happened_at) if row is not None and left_open else None
