"""The first days of one invented person: imported, reconciled, asked, and brought to an agreed plan."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from glidepath.care.consent.operations import give, name_milestones
from glidepath.care.consent.pages import text_for
from glidepath.care.education.lessons import lesson
from glidepath.care.education.operations import answer
from glidepath.care.intake.baseline import save_baseline_part
from glidepath.care.intake.forms import PARTS
from glidepath.care.intake.reconciliation import record_taken
from glidepath.care.tapering.operations import propose, review, sign
from glidepath.care.tapering.proposal import Proposal
from glidepath.demo.clinic import PLAYER, Clinic, new_user
from glidepath.demo.person import Person
from glidepath.demo.questionnaires import send_scale
from glidepath.demo.record_file import record_file
from glidepath.foundation.access import Actor, Role
from glidepath.foundation.clock import local_date
from glidepath.interfaces.fhir.operations import import_file
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import let_sign_in

NOTHING_ELSE = dict.fromkeys(
    (
        "pregnant",
        "active_suicidality",
        "mental_health_consulted",
        "cancer_treatment",
        "palliative_or_end_of_life",
        "sickle_cell",
        "opioid_use_disorder_treatment",
        "epilepsy_medicine",
        "seizure_history",
        "daily_alcohol",
    ),
    "no",
)


class NotPlayable(Exception):
    """A story met a refusal that it did not expect; the demo stops and says which."""


def import_person(clinic: Clinic, person: Person, at: datetime) -> Patient:
    """The nurse imports the person's record, and the person gets a sign-in."""
    content = record_file(person, at.date())
    outcome = import_file(
        by=clinic.actor("nurse"),
        at=at,
        site=clinic.site,
        name=f"{person.key}.json",
        content=content,
        team=clinic.team(),
    )
    if outcome.refused:
        raise NotPlayable(f"{person.key}: {outcome.refused[0].message}")
    patient = outcome.reports[0].patient
    user = new_user(person.key, f"{person.given} {person.family}", person.language)
    return let_sign_in(by=PLAYER, at=at, patient=patient, user=user)


def patient_actor(patient: Patient) -> Actor:
    """The person acting for themselves."""
    return Actor(
        user_id=patient.user.pk,
        name=patient.user.name,
        role=Role.PATIENT,
        site_id=patient.site_id,
        patient_id=patient.pk,
        user_public_id=str(patient.user.public_id),
    )


def reconcile(clinic: Clinic, person: Person, patient: Patient, at: datetime) -> None:
    """The pharmacist rings up and enters what is really taken."""
    medicine = person.medicine
    record_taken(
        by=clinic.actor("pharmacist"),
        at=at,
        patient=patient,
        product=medicine.product,
        doses=medicine.doses,
        strengths=medicine.strengths,
        halves_confirmed=(),
        ordered_daily=str(sum(int(dose) for dose in medicine.doses.values())),
        informant="patient",
        reason="",
    )


def fill_baseline(clinic: Clinic, person: Person, patient: Patient, at: datetime, rng: random.Random) -> None:
    """Nurse and person fill every part, through the same forms as on the pages."""
    caregiver = person.extra.get("caregiver", "")
    sister = "Hermana" if person.language == "es" else "Sister"
    life = {
        "goals": person.goal_words,
        "language": person.language,
        "has_caregiver": "yes" if caregiver else "no",
        "caregiver": caregiver,
        "transport": "own",
        "devices": ["smartphone"],
        "emergency_contact": caregiver or f"{sister}, 555-0111",
    }
    expires = local_date(at, patient.zone) + timedelta(days=700)
    parts: dict[str, Mapping[str, Any]] = {
        "feeling": {"pain": "5", "sleep": "6"},
        "life": life,
        "person": NOTHING_ELSE | {"born_on": person.born_on.isoformat()},
        "naloxone": {"on_hand": "yes", "expires_on": expires.isoformat(), "trained_person": caregiver or sister},
    }
    for key, given in parts.items():
        form = PARTS[key](given)
        if not form.is_valid():
            raise NotPlayable(f"{person.key}, {key}: {form.errors.as_json()}")
        nurse = clinic.actor("nurse")
        save_baseline_part(by=nurse, at=at, patient=patient, part=key, answers=form.cleaned_data)
    for scale in ("peg", "phq9", "gad7"):
        send_scale(patient, patient_actor(patient), scale, at, rng)


def propose_plan(clinic: Clinic, person: Person, patient: Patient, at: datetime, first_step_in: int) -> None:
    """The prescriber proposes, the pharmacist reviews, the prescriber signs."""
    proposal = Proposal(
        product=person.medicine.product,
        framework=person.framework,
        goal={"kind": "stop"},
        starts_on=local_date(at, patient.zone) + timedelta(days=first_step_in),
        reason="Agreed in the starting visit: sedation, and goals of her or his own.",
    )
    plan = propose(by=clinic.actor("prescriber"), at=at, patient=patient, proposal=proposal)
    plan = review(by=clinic.actor("pharmacist"), at=at + timedelta(hours=2), plan=plan, approved=True)
    sign(by=clinic.actor("prescriber"), at=at + timedelta(hours=4), plan=plan)


def agree(person: Person, patient: Patient, plan: Any, at: datetime) -> None:
    """The person takes the lesson, names what matters, and says yes to the plan; it then runs at the present dose."""
    actor = patient_actor(patient)
    course = lesson("before-you-start", person.language)
    for question in course.questions:
        right = next(choice for choice in question.answers if choice.right)
        answer(by=actor, at=at, patient=patient, lesson=course, question=question, answer=right)
    name_milestones(by=actor, at=at, patient=patient, words=list(person.milestones))
    say_yes(actor, plan, 0, person.language, at)


def say_yes(actor: Actor, plan: Any, step: int, language: str, at: datetime) -> None:
    """A yes to the plan or to one step, to the words of the consent page."""
    text = text_for(plan, step, language, at)
    give(by=actor, at=at, plan=plan, step_number=step, text=text, plan_hash=plan.content_hash)
