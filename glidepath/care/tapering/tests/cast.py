"""One small clinic for the tests of a plan's life: one person in each role, and a patient ready for a proposal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model

from glidepath.care.consent.operations import give, name_milestones
from glidepath.care.consent.wording import consent_text
from glidepath.care.education.lessons import lesson
from glidepath.care.education.operations import answer
from glidepath.care.tapering import operations
from glidepath.care.tapering.person import ANSWERED
from glidepath.care.tapering.proposal import Proposal
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.foundation.tests.cast import PASSWORD
from glidepath.record.care_team.operations import join_team
from glidepath.record.medications.operations import Taken, record_naloxone, record_regimen
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import let_sign_in, record_fact, register
from glidepath.record.plans.models import Plan, StepRelease
from glidepath.record.sites.models import Site
from glidepath.record.sites.operations import join_staff, open_site, put_on_call

MONDAY = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)  # 9 in the morning in Denver
FIRST_STEP_ON = date(2027, 1, 11)
SETUP = system_actor("tests")


@dataclass
class Cast:
    """Everybody, by role, and the patient's record."""

    site: Site
    patient: Patient
    marisol: Actor
    dr_park: Actor
    dr_perez: Actor
    farah: Actor
    nora: Actor
    at: datetime = MONDAY


def make_cast(at: datetime = MONDAY, tag: str = "", site: Site | None = None) -> Cast:
    """A clinic with a patient on morphine ER 90 mg three times a day, everything answered, naloxone at home.

    With `site`: a further patient of that clinic, with a team of their own.
    """
    site = site or _open_site(at, tag)
    about = {"given_name": "Marisol", "family_name": f"Vega{tag}", "born_on": date(1968, 5, 1), "phone": "555-0100"}
    patient = register(by=SETUP, at=at, site=site, about=about, identifiers=[])
    user = _user(f"marisol{tag}@example.org", "Marisol Vega")
    let_sign_in(by=SETUP, at=at, patient=patient, user=user)
    cast = Cast(
        site=site,
        patient=patient,
        marisol=Actor(user_id=user.pk, name=user.name, role=Role.PATIENT, site_id=site.pk, patient_id=patient.pk),
        dr_park=_staff(at, site, patient, f"park{tag}@example.org", "Dr Park", Role.PRESCRIBER),
        dr_perez=_staff(at, site, patient, f"perez{tag}@example.org", "Dr Perez", Role.PRESCRIBER),
        farah=_staff(at, site, patient, f"farah{tag}@example.org", "Farah", Role.PHARMACIST),
        nora=_staff(at, site, patient, f"nora{tag}@example.org", "Nora", Role.NURSE),
        at=at,
    )
    answer_everything(cast)
    take_morphine(cast)
    return cast


def _open_site(at: datetime, tag: str) -> Site:
    """A clinic with somebody on call for the next years, without whom no plan begins."""
    site = open_site(by=SETUP, at=at, name=f"Terrace Clinic{tag}", zone="America/Denver", languages=["en", "es"])
    night = _user(f"night{tag}@example.org", "Noor")
    join_staff(by=SETUP, at=at, site=site, user=night, role=Role.NURSE)
    put_on_call(by=SETUP, at=at, site=site, user=night, starts_at=at, ends_at=at + timedelta(days=1000))
    return site


def _user(email: str, name: str) -> object:
    return get_user_model().objects.create_user(email=email, password=PASSWORD, name=name)


def _staff(at: datetime, site: Site, patient: Patient, email: str, name: str, role: Role) -> Actor:
    user = _user(email, name)
    join_staff(by=SETUP, at=at, site=site, user=user, role=role)
    join_team(by=SETUP, at=at, patient=patient, user=user, role=role)
    return Actor(user_id=user.pk, name=name, role=role, site_id=site.pk, mfa=True)


def answer_everything(cast: Cast) -> None:
    """Every safety question answered with no, naloxone at home."""
    for name in ANSWERED:
        say(cast, name, "no")
    put_naloxone(cast)


def say(cast: Cast, name: str, answered: str) -> None:
    """One safety answer, the newest of its name."""
    record_fact(by=cast.nora, at=cast.at, patient=cast.patient, name=name, answer=answered, informant="clinician")


def put_naloxone(cast: Cast, on_hand: bool = True, expires_on: date | None = date(2029, 1, 1)) -> None:
    """The newest word on naloxone at home."""
    record_naloxone(
        by=cast.nora,
        at=cast.at,
        patient=cast.patient,
        on_hand=on_hand,
        expires_on=expires_on,
        trained_person="her sister",
        informant="patient",
    )


def take_morphine(cast: Cast) -> None:
    """What she really takes, as the pharmacist settled it."""
    doses = {"morning": "90", "noon": "90", "evening": "90"}
    taken = Taken("morphine ER tablet", "mg", doses, strengths=["15", "30", "60"], ordered_daily="270")
    record_regimen(by=cast.farah, at=cast.at, patient=cast.patient, taken=taken, informant="patient", orders=[])


def proposal(**changes: object) -> Proposal:
    """What the prescriber chooses: VA slower, down to nothing, first step in a week."""
    chosen = {
        "product": "morphine ER tablet",
        "framework": "va-slower",
        "goal": {"kind": "stop"},
        "starts_on": FIRST_STEP_ON,
        "reason": "She wants a clear head; sedated in the mornings.",
    }
    return Proposal(**{**chosen, **changes})  # type: ignore[arg-type]  the tests give the right kinds


def proposed(cast: Cast, **changes: object) -> Plan:
    """A plan on its way to the pharmacist."""
    return operations.propose(by=cast.dr_park, at=cast.at, patient=cast.patient, proposal=proposal(**changes))


def signed(cast: Cast) -> Plan:
    """A plan reviewed and signed, waiting for the patient."""
    plan = operations.review(by=cast.farah, at=cast.at, plan=proposed(cast), approved=True)
    return operations.sign(by=cast.dr_park, at=cast.at, plan=plan)


def agree(cast: Cast, plan: Plan, step: int = 0, at: datetime | None = None) -> None:
    """The patient's yes to the plan or to one step."""
    kind = "step" if step else "plan"
    values = {"steps": "7", "daily": "225 mg", "today": "270 mg", "not_before": "11 January"}
    text = consent_text(kind, "en", values)
    give(by=cast.marisol, at=at or cast.at, plan=plan, step_number=step, text=text, plan_hash=plan.content_hash)


def name_two(cast: Cast) -> None:
    """Two things that matter to her."""
    words = ["Walk to the market", "Read to my grandson"]
    name_milestones(by=cast.marisol, at=cast.at, patient=cast.patient, words=words)


def learn(cast: Cast) -> None:
    """The lesson, every question right the first time."""
    taken = lesson("before-you-start", "en")
    for question in taken.questions:
        right = next(one for one in question.answers if one.right)
        answer(by=cast.marisol, at=cast.at, patient=cast.patient, lesson=taken, question=question, answer=right)


def running(cast: Cast) -> Plan:
    """A plan that runs at its step 0."""
    plan = signed(cast)
    name_two(cast)
    learn(cast)
    agree(cast, plan)
    plan.refresh_from_db()
    assert plan.state == "running", "the cast's plan did not start"
    return plan


def released(cast: Cast, plan: Plan, step: int, at: datetime) -> Plan:
    """The next step agreed to and released for the day of `at`."""
    agree(cast, plan, step, at)
    plan.refresh_from_db()
    operations.release(
        by=cast.dr_park, at=at, plan=plan, step_number=step, effective_on=at.date(), reason="Talked on the phone."
    )
    plan.refresh_from_db()
    return plan


def on_day(days: int, at: datetime = MONDAY) -> datetime:
    """So many days after the Monday of the cast."""
    return at + timedelta(days=days)


def release_1(cast: Cast, plan: Plan) -> StepRelease:
    """Release step 1 on its planned day."""
    plan.refresh_from_db()
    return operations.release(
        by=cast.dr_park, at=on_day(7), plan=plan, step_number=1, effective_on=on_day(7).date(), reason="Talked today."
    )
