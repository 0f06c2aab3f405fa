"""A small clinic for tests: people in roles, and answers to send. Also used by the tests of alerts and of the pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from glidepath.care.checkins.operations import submit_check_in, submit_scale
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.record.care_team.operations import join_team
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import let_sign_in, register
from glidepath.record.plans.models import Plan, PlanStep
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import join_staff, open_site, put_on_call

NOON = datetime(2027, 3, 3, 19, 0, tzinfo=UTC)  # noon on a Wednesday in Denver
SETUP = system_actor("tests")
CALM = {
    "pain": 3,
    "interference": 2,
    "sleep": 7,
    "mood": 7,
    "withdrawal": 1,
    "taken_as_planned": "yes",
    "extra_doses": 0,
    "accomplished": "Walked to the market",
    "no_fluids_24h": False,
    "hard_to_wake_or_slow_breathing": False,
    "fall": False,
    "constipation_3d": False,
    "want_call": False,
    "days_of_tablets_left": None,
}


@dataclass
class Clinic:
    """One clinic with a nurse, a prescriber and one person who tapers."""

    site: Site
    patient: Patient
    me: Actor
    nurse: Actor
    prescriber: Actor


def open_clinic(tag: str = "", at: datetime = NOON, zone: str = "America/Denver") -> Clinic:
    """A clinic of its own with everybody in it; the nurse is on call, then the prescriber."""
    site = open_site(
        by=SETUP, at=at, name=f"Terrace{tag}", zone=zone, languages=["en", "es"], phone="555-0100", crisis_line="988"
    )
    patient = add_patient(site, f"Ana{tag}", "Ruiz", at, zone)
    nurse = add_staff(site, f"nora{tag}@example.org", "Nora Lind", Role.NURSE, [patient], at)
    prescriber = add_staff(site, f"park{tag}@example.org", "Dr Park", Role.PRESCRIBER, [patient], at)
    for rank, actor in enumerate((nurse, prescriber), start=1):
        user = get_user_model().objects.get(pk=actor.user_id)
        ends_at = at + timedelta(days=400)
        put_on_call(by=SETUP, at=at, site=site, user=user, starts_at=at, ends_at=ends_at, rank=rank)
    return Clinic(site, patient, actor_of(patient), nurse, prescriber)


def add_patient(site: Site, given: str, family: str, at: datetime = NOON, zone: str = "America/Denver") -> Patient:
    """A person with a sign-in."""
    about = {"given_name": given, "family_name": family, "born_on": date(1968, 5, 1), "zone": zone, "phone": "555-0101"}
    patient = register(by=SETUP, at=at, site=site, about=about, identifiers=[])
    user = get_user_model().objects.create_user(f"{given}.{family}@example.org", "Terrace-Landing-7", name=str(patient))
    return let_sign_in(by=SETUP, at=at, patient=patient, user=user)


def actor_of(patient: Patient) -> Actor:
    """The person as an actor."""
    return Actor(patient.user_id, str(patient), Role.PATIENT, patient.site_id, patient_id=patient.pk)


def add_staff(site: Site, email: str, name: str, role: Role, patients: list[Patient], at: datetime = NOON) -> Actor:
    """A staff member on the team of these people."""
    user = get_user_model().objects.create_user(email, "Terrace-Landing-7", name=name)
    join_staff(by=SETUP, at=at, site=site, user=user, role=role)
    for patient in patients:
        join_team(by=SETUP, at=at, patient=patient, user=user, role=role)
    return Actor(user.pk, name, role, site.pk, mfa=True, user_public_id=str(user.public_id))


def check_in(clinic: Clinic, at: datetime = NOON, **answers: Any) -> CheckIn:
    """A check-in of the person, calm but for what is given."""
    return check_in_of(clinic.patient, at, **answers)


def check_in_of(patient: Patient, at: datetime = NOON, **answers: Any) -> CheckIn:
    """The same for any person."""
    return submit_check_in(
        by=actor_of(patient),
        patient=patient,
        client_uuid=uuid4(),
        answers={**CALM, **answers},
        happened_at=at,
        zone=patient.zone,
        informant="patient",
        source="web",
        at=at,
    )


def answer_scale(clinic: Clinic, scale: str, answers: dict[str, int], at: datetime = NOON) -> ScaleResponse:
    """Answers of the person to a scale; COWS is the nurse's."""
    by_staff = scale == "cows"
    return submit_scale(
        by=clinic.nurse if by_staff else clinic.me,
        patient=clinic.patient,
        scale=scale,
        answers=answers,
        happened_at=at,
        zone=clinic.patient.zone,
        informant="clinician" if by_staff else "patient",
        source="visit" if by_staff else "web",
        at=at,
        client_uuid=uuid4(),
    )


def phq9(item9: int, others: int = 0) -> dict[str, int]:
    """PHQ-9 answers with one number for items 1 to 8."""
    return {f"phq9_{number}": others for number in range(1, 9)} | {"phq9_9": item9}


def standing_plan(clinic: Clinic, started_on: date, state: str = "running") -> Plan:
    """A plan the person is on since a day, at its step 0 (the present dose), with one step ahead."""
    plan = Plan.objects.create(
        patient=clinic.patient,
        site=clinic.site,
        state=state,
        framework="va-slower",
        frozen={},
        content_hash="sha256:test",
        engine_version="test",
        certificate_holds=True,
        proposed_by_id=clinic.prescriber.user_id,
        proposed_at=NOON,
        signed_by_id=clinic.prescriber.user_id,
        signed_at=NOON,
        started_at=NOON,
        started_on=started_on,
    )
    for number, daily in enumerate(("90", "75")):
        add_step(plan, number, daily, started_on + timedelta(days=28 * number))
    return plan


def add_step(plan: Plan, number: int, daily: str, planned_on: date) -> PlanStep:
    """One frozen step, a tablet of that strength each morning."""
    rendered = {
        "product": "morphine ER tablet",
        "time_of_day": "morning",
        "amount": daily,
        "unit": "mg",
        "units": [{"strength": daily, "count": "1"}],
        "words": f"One {daily} mg tablet",
    }
    words = {"en": [rendered], "es": [{**rendered, "words": f"Una tableta de {daily} mg"}]}
    medicine = {"product": "morphine ER tablet", "form": "tablet", "daily": daily, "unit": "mg"}
    load = {"mme_per_day": daily, "mme_complete": True, "mme_factor_set": "cdc-2022"}
    step = {"number": number, **load, "medicines": [medicine]}
    return PlanStep.objects.create(
        plan=plan,
        patient_id=plan.patient_id,
        site_id=plan.site_id,
        number=number,
        phase="reduction" if number else "present",
        planned_on=planned_on,
        daily=Decimal(daily),
        previous_daily=Decimal("90") if number else None,
        rendering={"step": step, "words": words},
        rendering_hash="0" * 64,
    )


def client_of(actor: Actor) -> Client:
    """A browser in which this person has signed in, staff with their second factor."""
    client = Client()
    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if actor.role is not Role.PATIENT:
        session = client.session
        session["mfa"] = True
        session.save()
    return client
