"""The clinic of the journeys, opened through the product's own operations. Runs inside `journeys.opening`."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.core.management import call_command

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.tapering.operations import release
from glidepath.demo import clinic as house
from glidepath.demo import taken_in
from glidepath.demo.cast import STAFF, ZONE
from glidepath.demo.named import NAMED
from glidepath.demo.person import Person
from glidepath.demo.stories import Day, usual
from glidepath.foundation.access import Role
from glidepath.foundation.clock import local_date, now
from glidepath.record.observations.models import CheckIn
from glidepath.record.patients.models import Patient
from glidepath.record.plans.queries import standing_plan, waiting_for_patient
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import join_staff, open_site

DAYS_ANSWERED = 4  # since the last step began
CLINIC = "Cedar Hollow Pain Clinic"


@dataclass(frozen=True)
class Door:
    """How one person signs in. `secret` is what their code app knows; patients have none."""

    name: str
    email: str
    password: str
    secret: str = ""
    ref: str = ""


def open_clinics() -> dict[str, Door]:
    """Both clinics and all staff."""
    call_command("migrate", verbosity=0, interactive=False)
    at = now()
    clinic = house.open_clinic(at - timedelta(days=90), at)
    doors = {member.key: _staff_door(clinic.users[member.key]) for member in STAFF}
    other = open_site(by=house.PLAYER, at=at, name="Elm Street Clinic", zone=ZONE, languages=["en"])
    outsider = house.new_user("outsider", "Oda Lang", "en")
    join_staff(by=house.PLAYER, at=at, site=other, user=outsider, role=Role.NURSE)
    newcomer = house.new_user("newcomer", "Ines Calder", "en")
    join_staff(by=house.PLAYER, at=at, site=clinic.site, user=newcomer, role=Role.NURSE)
    return {**doors, "outsider": _staff_door(outsider), "newcomer": _door(newcomer)}


def _door(user: Any, ref: str = "") -> Door:
    password = secrets.token_urlsafe(18)
    user.set_password(password)
    user.save(update_fields=["password"])
    return Door(user.name, user.email, password, "", ref)


def _staff_door(user: Any) -> Door:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return replace(_door(user), secret=secret)


def clinic_as_it_stands() -> house.Clinic:
    """The clinic that `open` made."""
    users = {member.key: get_user_model().objects.get(email=f"{member.key}@{house.MAIL}") for member in STAFF}
    return house.Clinic(Site.objects.get(name=CLINIC), users, {member.key: member.role for member in STAFF})


def stage(key: str, language: str, steps: int) -> Door:
    """A person with a running plan whose first steps have begun, each four weeks after the one before."""
    clinic, rng = clinic_as_it_stands(), random.Random(key)
    person = _person(key, language)
    began = now() - timedelta(days=28 * (steps - 1) + DAYS_ANSWERED + 1)
    patient = taken_in.import_person(clinic, person, began)
    taken_in.reconcile(clinic, person, patient, began)
    taken_in.fill_baseline(clinic, person, patient, began, rng)
    taken_in.propose_plan(clinic, person, patient, began, first_step_in=1)
    taken_in.agree(person, patient, patient_plan(patient), began + timedelta(hours=6))
    for number in range(1, steps + 1):
        _begin(clinic, patient, number, began + timedelta(days=28 * (number - 1) + 1), language)
    _answer_lately(patient, rng)
    return _door(patient.user, patient.ref)


def _person(key: str, language: str) -> Person:
    """One of the demo's people; Lucía is Marisol under another name, so that the whole story has the one Marisol."""
    known = {person.key: person for person in NAMED}
    known["lucia"] = replace(known["marisol"], key="lucia", given="Lucía", family="Ortega")
    return replace(known[key], language=language)


def patient_plan(patient: Patient) -> Any:
    """The plan that runs, or the signed one that waits for the person."""
    return standing_plan(patient.pk) or waiting_for_patient(patient.pk)


def _begin(clinic: house.Clinic, patient: Patient, number: int, at: datetime, language: str) -> None:
    plan = patient_plan(patient)
    taken_in.say_yes(taken_in.patient_actor(patient), plan, number, language, at)
    plan.refresh_from_db()
    release(
        by=clinic.actor("prescriber"),
        at=at,
        plan=plan,
        step_number=number,
        effective_on=local_date(at, patient.zone),
        reason="Talked it over; she wants to go on.",
    )


def _answer_lately(patient: Patient, rng: random.Random) -> None:
    """Check-ins of the last days, without trouble, so that nobody looks silent."""
    for days in range(DAYS_ANSWERED, 0, -1):
        at = now() - timedelta(days=days)
        submit_check_in(
            by=taken_in.patient_actor(patient),
            patient=patient,
            client_uuid=uuid4(),
            answers=usual(Day(days, days, 20, is_check_in_day=True), rng),
            happened_at=at,
            zone=patient.zone,
            informant="patient",
            source="app",
            at=at,
        )


def check_ins_that_waited(ref: str) -> list[dict[str, str]]:
    """When each was answered and when it reached us."""
    rows = CheckIn.objects.filter(patient__public_id=ref, source="offline")
    return [{"answered": row.happened_at.isoformat(), "came": row.received_at.isoformat()} for row in rows]
