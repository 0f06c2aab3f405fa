"""What is really taken, and the baseline: named refusals, parts saved one by one, closed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from glidepath.care.intake.baseline import PERSON_QUESTIONS, parts_of, save_baseline_part
from glidepath.care.intake.reconciliation import NotTaken, medicine_rows, record_taken
from glidepath.foundation.access import Actor, Role, system_actor
from glidepath.record.episodes.queries import baseline_of
from glidepath.record.medications.models import MedicationOrder, Regimen
from glidepath.record.medications.queries import current_regimens
from glidepath.record.patients.models import Patient
from glidepath.record.patients.operations import register
from glidepath.record.patients.queries import latest_facts
from glidepath.record.sites.operations import join_staff, open_site

AT = datetime(2027, 1, 4, 16, 0, tzinfo=UTC)
SETUP = system_actor("tests")


@dataclass
class Cast:
    patient: Patient
    farah: Actor


@pytest.fixture
def cast(db: None) -> Cast:
    """A person with one morphine order of unknown dose, and a pharmacist."""
    site = open_site(by=SETUP, at=AT, name="Terrace", zone="America/Denver", languages=["en"])
    about = {"given_name": "Marisol", "family_name": "Vega", "born_on": date(1968, 5, 1)}
    patient = register(by=SETUP, at=AT, site=site, about=about, identifiers=[])
    user = get_user_model().objects.create_user("farah@example.org", "Terrace-Landing-7", name="Farah")
    join_staff(by=SETUP, at=AT, site=site, user=user, role=Role.PHARMACIST)
    MedicationOrder.objects.create(
        patient=patient,
        site=site,
        source_system="s",
        source_ref="1",
        content_hash="h",
        display="morphine ER 15 MG",
        product="morphine ER tablet",
        status="active",
    )
    return Cast(patient, Actor(user.pk, "Farah", Role.PHARMACIST, site.pk, mfa=True))


def take(cast: Cast, **changes: object) -> Regimen:
    given = {
        "product": "morphine ER tablet",
        "doses": {"morning": "60", "evening": "60"},
        "strengths": ["15", "60"],
        "halves_confirmed": [],
        "ordered_daily": "120",
        "informant": "patient",
        "reason": "",
        **changes,
    }
    return record_taken(by=cast.farah, at=AT, patient=cast.patient, **given)


def test_an_order_without_a_dose_waits_until_the_pharmacist_answers_it(cast: Cast) -> None:
    assert [row.dose_unknown for row in medicine_rows(cast.patient.pk)] == [True]
    take(cast)
    assert [row.dose_unknown for row in medicine_rows(cast.patient.pk)] == [False]


def test_the_newest_answer_counts_and_the_earlier_one_stays(cast: Cast) -> None:
    take(cast)
    take(cast, doses={"morning": "45", "evening": "60"}, reason="Told by phone: less in the morning.")
    assert [regimen.doses["morning"] for regimen in current_regimens(cast.patient.pk)] == ["45"]
    assert Regimen.objects.count() == 2


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"doses": {}}, "morning"),
        ({"doses": {"morning": "0"}}, "morning"),
        ({"doses": {"morning": "sixty"}}, "morning"),
        ({"doses": {"morning": "-60"}}, "morning"),
        ({"doses": {"morning": "1e2"}}, "morning"),
        ({"doses": {"morning": "60,5"}}, "morning"),
        ({"doses": {"morning": "NaN"}}, "morning"),
        ({"product": "morfine"}, "product"),
        ({"strengths": ["17"]}, "strengths"),
        ({"halves_confirmed": ["15"]}, "halves_confirmed"),
        ({"ordered_daily": ""}, "ordered_daily"),
        ({"ordered_daily": "many"}, "ordered_daily"),
        ({"ordered_daily": "90"}, "reason"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(cast: Cast, changes: dict[str, object], field: str) -> None:
    with pytest.raises(NotTaken) as refused:
        take(cast, **changes)
    assert refused.value.field == field
    assert refused.value.message
    assert Regimen.objects.count() == 0


def test_parts_are_saved_one_by_one_and_in_any_order(cast: Cast) -> None:
    naloxone = {"on_hand": True, "expires_on": date(2029, 1, 1), "trained_person": "Sister"}
    save_baseline_part(
        by=cast.farah, at=AT, patient=cast.patient, part="naloxone", answers={**naloxone, "on_hand": "yes"}
    )
    save_baseline_part(by=cast.farah, at=AT, patient=cast.patient, part="feeling", answers={"pain": 5, "sleep": 6})
    done = [part.key for part in parts_of(cast.patient) if part.done]
    assert done == ["feeling", "naloxone"]
    assert baseline_of(cast.patient.pk).finished_at is None


def test_an_unanswered_safety_question_leaves_its_part_open(cast: Cast) -> None:
    answers = dict.fromkeys(list(PERSON_QUESTIONS)[1:], "no")
    save_baseline_part(by=cast.farah, at=AT, patient=cast.patient, part="person", answers=answers)
    assert len(latest_facts(cast.patient.pk)) == len(PERSON_QUESTIONS) - 1
    assert "person" not in [part.key for part in parts_of(cast.patient) if part.done]
