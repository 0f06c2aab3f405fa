"""The page that ranks what may lie behind it: from the record and a clinician's answers, and it keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.people import check_in_of, client_of
from glidepath.care.tapering.tests import cast as people
from glidepath.care.tapering.tests.cast import Cast
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.oversight.explanations.known import course_of
from glidepath.record.alerts.operations import Reason, raise_alert
from glidepath.record.episodes.models import Baseline
from glidepath.record.observations.models import Observation, ScaleResponse
from glidepath.record.patients.models import PersonFact

LATER = people.on_day(10)


@pytest.fixture
def cast(db: None) -> Cast:
    """A person whose first step began some days ago."""
    made = people.make_cast()
    people.released(made, people.running(made), 1, people.on_day(7))
    return made


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with clock.at(LATER):
        yield


@pytest.fixture
def nurse(cast: Cast) -> Client:
    return client_of(cast.nora)


def address(cast: Cast) -> str:
    return reverse("explanations:why_worse", args=[cast.patient.public_id])


def answers(**changes: object) -> dict[str, Any]:
    given = {"body_signs": "yes", "better_after_a_dose": "yes", "direction": "easing", "trigger": "no"}
    return {**given, **changes}


def test_the_record_gives_the_reduction_and_the_medicine_and_names_what_it_lacks(cast: Cast) -> None:
    course = course_of(cast.patient, LATER, {})
    assert course.medicine == "morphine"
    assert course.reduced_on is not None
    assert (course.onset_on, course.body_signs, course.phq9_rise) == (None, None, None)


def test_without_the_day_on_which_it_began_the_page_cannot_say(cast: Cast, nurse: Client) -> None:
    shown = nurse.get(address(cast)).content.decode()
    assert "Cannot say." in shown
    assert "the day on which it began" in shown
    assert "never a diagnosis" in shown
    assert "Ask first for new signs" in shown
    assert "fits what is known" not in shown


def test_the_answers_rank_withdrawal_first_with_its_sources_and_marks(cast: Cast, nurse: Client) -> None:
    course = course_of(cast.patient, LATER, {})
    assert course.reduced_on is not None
    began = course.reduced_on + timedelta(days=2)
    shown = nurse.post(address(cast), answers(onset_on=began.isoformat())).content.decode()
    first = shown.split('id="e1"')[1].split("</section>")[0]
    assert "Withdrawal from the last reduction" in first
    assert "fits what is known" in first
    assert "began 2 days after the reduction" in first
    assert "[M]" in first
    assert "[S]" in first


def test_nothing_that_is_answered_is_kept_and_the_look_is_noted(cast: Cast, nurse: Client) -> None:
    counted = (PersonFact, Observation, ScaleResponse)
    before = [model.objects.count() for model in counted]
    nurse.post(address(cast), answers(onset_on=(LATER.date() - timedelta(days=2)).isoformat()))
    assert [model.objects.count() for model in counted] == before
    assert AuditEvent.objects.filter(patient_ref=cast.patient.ref, action__contains="look").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"onset_on": "2099-01-01"}, "This day has not come yet"),
        ({"onset_on": "soon"}, "Enter a valid date"),
        ({"direction": "sideways"}, "Select a valid choice"),
        ({"sleep_hours_lost": "40"}, "less than or equal to 12"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(
    cast: Cast, nurse: Client, wrong: dict[str, str], said: str
) -> None:
    answer = nurse.post(address(cast), answers(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_page_is_for_the_team_alone(cast: Cast) -> None:
    assert client_of(cast.marisol).get(address(cast)).status_code == 403
    assert client_of(people.make_cast(tag="2").nora).get(address(cast)).status_code == 404


def test_the_alert_and_the_persons_page_lead_to_it(cast: Cast, nurse: Client) -> None:
    reason = Reason(because=["made for this test"])
    alert = raise_alert(
        patient=cast.patient, rule="pain_spike", urgency="ORANGE", domain="pain", cause="x", reason=reason, at=LATER
    )
    for page in (
        reverse("escalation:alert", args=[alert.public_id]),
        reverse("team_board:patient", args=[cast.patient.public_id]),
    ):
        assert address(cast) in nurse.get(page).content.decode()


def test_pain_comes_from_the_persons_own_answers_against_the_pain_before_the_taper(cast: Cast) -> None:
    assert course_of(cast.patient, LATER, {}).pain_rise is None
    Baseline.objects.filter(patient=cast.patient).update(pain=4)
    check_in_of(cast.patient, LATER, pain=8)
    assert course_of(cast.patient, LATER, {}).pain_rise == 4


def test_without_any_reduction_the_clinician_says_so_and_withdrawal_has_nothing_to_come_from(db: None) -> None:
    made = people.make_cast()
    shown = client_of(made.nora).get(address(made)).content.decode()
    assert "the day of the last dose reduction" in shown
    given = answers(onset_on=LATER.date().isoformat(), never_reduced="on")
    shown = client_of(made.nora).post(address(made), given).content.decode()
    assert "no dose was reduced" in shown
    assert "Cannot say." not in shown
