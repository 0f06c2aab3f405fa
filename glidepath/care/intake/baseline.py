"""The baseline: what has to be known before anything changes, part by part, in any order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.access import Actor, system_actor
from glidepath.record.episodes.models import Baseline
from glidepath.record.episodes.operations import finish_baseline, open_baseline, save_part
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.operations import record_naloxone
from glidepath.record.medications.queries import naloxone_of
from glidepath.record.observations.queries import latest_scale
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import record_fact
from glidepath.record.patients.queries import latest_facts, patient_of

SCALES_AT_BASELINE = ("peg", "phq9", "gad7")
DEVICES = {
    "smartphone": _("Smartphone"),
    "phone": _("Phone without apps"),
    "computer": _("Computer or tablet"),
    "blood_pressure": _("Blood pressure cuff"),
    "wearable": _("Watch or step counter"),
}
# The names are those of the core's person facts; each question is asked, never assumed.
PERSON_QUESTIONS = {
    "pregnant": _("Is the person pregnant?"),
    "active_suicidality": _("Does the person think of suicide at present?"),
    "mental_health_consulted": _("If so: was mental health consulted before the taper?"),
    "cancer_treatment": _("Is the person in treatment for cancer?"),
    "palliative_or_end_of_life": _("Is this palliative or end-of-life care?"),
    "sickle_cell": _("Does the person have sickle cell disease?"),
    "opioid_use_disorder_treatment": _("Is an opioid, buprenorphine or methadone taken for opioid use disorder?"),
    "epilepsy_medicine": _("Is one of these medicines taken for epilepsy?"),
    "seizure_history": _("Has the person ever had a seizure?"),
    "daily_alcohol": _("Does the person drink alcohol every day?"),
}


@dataclass(frozen=True)
class Part:
    """One part of the baseline for the task list: what it is called and whether it is done."""

    key: str
    title: Any
    done: bool


def parts_of(patient: Patient) -> list[Part]:
    """The task list, in the order in which most visits go."""
    baseline = baseline_of(patient.pk)
    facts = latest_facts(patient.pk)
    return [
        Part("feeling", _("Pain and sleep"), baseline is not None and None not in (baseline.pain, baseline.sleep)),
        *(_scale_part(patient, scale) for scale in SCALES_AT_BASELINE),
        Part("life", _("Goals, home and contact"), bool(baseline and baseline.goals)),
        Part("person", _("Safety questions"), all(name in facts for name in PERSON_QUESTIONS)),
        Part("naloxone", _("Naloxone at home"), naloxone_of(patient.pk) is not None),
    ]


def _scale_part(patient: Patient, scale: str) -> Part:
    titles = {"peg": _("PEG: pain and function"), "phq9": _("PHQ-9: mood"), "gad7": _("GAD-7: worry")}
    response = latest_scale(patient.pk, scale)
    return Part(scale, titles[scale], response is not None and response.total is not None)


@transaction.atomic
def save_baseline_part(*, by: Actor, at: datetime, patient: Patient, part: str, answers: Mapping[str, Any]) -> Baseline:
    """Store one part and close the baseline with the last one. Nothing of it is stored when one answer fails."""
    on = at.astimezone(ZoneInfo(patient.zone)).date()
    baseline = open_baseline(by=by, at=at, on=on, patient=patient)
    informant = "patient" if by.patient_id else "clinician"
    STORE[part](by, at, patient, baseline, answers, informant)
    return close_when_done(by=by, at=at, patient=patient)


def close_when_done(*, by: Actor, at: datetime, patient: Patient) -> Baseline:
    """Finish the baseline as soon as every part is done; finishing happens once."""
    on = at.astimezone(ZoneInfo(patient.zone)).date()
    baseline = open_baseline(by=by, at=at, on=on, patient=patient)
    if baseline.finished_at is None and all(part.done for part in parts_of(patient)):
        return finish_baseline(by=by, at=at, on=on, baseline=baseline)
    return baseline


def _save_fields(
    by: Actor, at: datetime, patient: Patient, baseline: Baseline, answers: Mapping[str, Any], informant: str
) -> None:
    fields = dict(answers)
    language = fields.pop("language", None)
    if language and language != patient.language:
        patient.language = language
        patient.save(update_fields=["language"])
    save_part(by=by, at=at, baseline=baseline, answers=fields)


def _save_person(
    by: Actor, at: datetime, patient: Patient, baseline: Baseline, answers: Mapping[str, Any], informant: str
) -> None:
    born = answers.get("born_on")
    if born and born != patient.born_on:
        patient.born_on = born
        patient.save(update_fields=["born_on"])
    for name in PERSON_QUESTIONS:
        if answers.get(name):
            record_fact(by=by, at=at, patient=patient, name=name, answer=answers[name], informant=informant)


def _save_naloxone(
    by: Actor, at: datetime, patient: Patient, baseline: Baseline, answers: Mapping[str, Any], informant: str
) -> None:
    record_naloxone(
        by=by,
        at=at,
        patient=patient,
        on_hand=answers["on_hand"] == "yes",
        expires_on=answers.get("expires_on"),
        trained_person=answers.get("trained_person") or "",
        informant=informant,
    )


STORE = {"feeling": _save_fields, "life": _save_fields, "person": _save_person, "naloxone": _save_naloxone}


def after_scale(*, patient_id: int, at: datetime, **_facts: Any) -> None:
    """Answers to a scale came in: they may have been the last part. Wired in `config/wiring.py`."""
    patient = patient_of(patient_id)
    if baseline_of(patient_id) is not None:
        close_when_done(by=system_actor("baseline", patient.site_id), at=at, patient=patient)
