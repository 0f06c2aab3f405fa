"""A scale is asked in its official wording, only where it may be; the screener follows item 9 in the same sitting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from glidepath.care.checkins.daily import AnswersRefused
from glidepath.care.checkins.operations import submit_scale
from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, client_of
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.codes import SUICIDE_SCREEN, SUICIDE_SCREEN_STARTED
from glidepath.record.observations.models import Observation, ScaleResponse
from glidepath.record.picture.build import build_picture
from glidepath.record.sites.models import OnCallShift

CALM_SCREEN = {"cssrs_1": "0", "cssrs_2": "0", "cssrs_6": "0"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    """The person's browser."""
    return client_of(clinic.me)


def sent(**answers: str) -> dict[str, str]:
    return {"client_uuid": str(uuid4()), **answers}


def phq9(item9: str) -> dict[str, str]:
    return sent(**{f"phq9_{number}": "0" for number in range(1, 9)}, phq9_9=item9)


def started() -> list[Observation]:
    return list(Observation.objects.filter(code=SUICIDE_SCREEN_STARTED))


def finished() -> list[Observation]:
    return list(Observation.objects.filter(code=SUICIDE_SCREEN))


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("item9", ["1", "2", "3"])
def test_item_nine_brings_crisis_numbers_and_the_screener_in_the_same_response(me: Client, item9: str) -> None:
    html = me.post("/answers/phq9/", phq9(item9)).content.decode()
    assert html.index('href="tel:988"') < html.index("Have you wished you were dead")
    (row,) = started()
    assert (row.happened_at, row.source_ref) == (NOON, f"scale:{ScaleResponse.objects.get().public_id}")
    assert finished() == []


@pytest.mark.hazard("HZ-17")
def test_when_nobody_sees_the_queue_the_screener_is_not_shown_but_hours_and_numbers_are(
    clinic: Clinic, me: Client
) -> None:
    OnCallShift.objects.all().delete()
    shift = {"site": clinic.site, "user_id": clinic.nurse.user_id, "rank": 1}
    OnCallShift.objects.create(**shift, starts_at=NOON + timedelta(hours=19), ends_at=NOON + timedelta(hours=27))
    for html in (
        me.post("/answers/phq9/", phq9("2")).content.decode(),
        me.get("/answers/cssrs/").content.decode(),
    ):
        assert "Have you wished you were dead" not in html
        assert 'href="tel:988"' in html
        assert "Somebody is there from Thursday, March 4, 7:00 a.m." in html
    assert started() == []


def test_item_nine_at_zero_or_declined_brings_no_screener(me: Client) -> None:
    for item9 in ("0", "skip"):
        html = me.post("/answers/phq9/", phq9(item9), follow=True).content.decode()
        assert "Have you wished you were dead" not in html
    assert started() == []


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        (CALM_SCREEN, "none"),
        ({**CALM_SCREEN, "cssrs_1": "1"}, "low"),
        ({"cssrs_1": "1", "cssrs_2": "1", "cssrs_3": "1", "cssrs_4": "0", "cssrs_5": "0", "cssrs_6": "0"}, "moderate"),
        ({"cssrs_1": "1", "cssrs_2": "1", "cssrs_3": "1", "cssrs_4": "1", "cssrs_5": "0", "cssrs_6": "0"}, "high"),
        ({**CALM_SCREEN, "cssrs_6": "1", "cssrs_6_recent": "1"}, "high"),
    ],
)
def test_a_finished_screener_leaves_its_result_for_the_rules(
    clinic: Clinic, me: Client, answers: dict[str, str], risk: str
) -> None:
    me.post("/answers/phq9/", phq9("1"))
    with clock.at(NOON + timedelta(minutes=2)):
        me.post("/answers/cssrs/", sent(**answers))
    (row,) = finished()
    assert (row.value_text, row.informant, row.happened_at) == (risk, "patient", NOON + timedelta(minutes=2))
    assert build_picture(clinic.patient, NOON + timedelta(minutes=3)).suicide_screen.value == risk
    assert Alert.objects.filter(urgency="RED").exists() is (risk == "high")


def test_questions_that_an_answer_makes_needless_are_not_missed_and_not_stored(me: Client) -> None:
    stale = {**CALM_SCREEN, "cssrs_3": "1", "cssrs_4": "1"}  # typed before the second question was changed to no
    me.post("/answers/cssrs/", sent(**stale))
    assert set(ScaleResponse.objects.get().answers) == {"cssrs_1", "cssrs_2", "cssrs_6"}
    assert me.post("/answers/cssrs/", sent(cssrs_1="0", cssrs_2="1", cssrs_6="0")).status_code == 422


def test_a_screener_with_declined_questions_is_kept_and_does_not_count_as_finished(me: Client) -> None:
    me.post(
        "/answers/cssrs/",
        sent(cssrs_1="1", cssrs_2="skip", cssrs_6="0", cssrs_3="skip", cssrs_4="skip", cssrs_5="skip"),
    )
    assert ScaleResponse.objects.get().answers["cssrs_2"] is None
    assert finished() == []


@pytest.mark.hazard("HZ-17")
def test_a_nurse_who_reads_the_phq9_aloud_is_led_to_the_screener(clinic: Clinic) -> None:
    nurse = client_of(clinic.nurse)
    answer = nurse.post(f"/patients/{clinic.patient.public_id}/answers/phq9/", phq9("1"), follow=True)
    html = answer.content.decode()
    assert "Have you wished you were dead" in html
    assert "Stay on the line until this is finished" in html
    assert len(started()) == 1


def test_a_caregiver_never_answers_the_screener(clinic: Clinic) -> None:
    said = {"happened_at": NOON, "zone": "America/Denver", "source": "web", "at": NOON}
    with pytest.raises(AnswersRefused):
        submit_scale(
            by=clinic.me, patient=clinic.patient, scale="cssrs", answers={"cssrs_1": 0}, informant="caregiver", **said
        )


def test_the_phq2_with_the_safety_question_asks_item_nine_and_counts_two(clinic: Clinic, me: Client) -> None:
    assert "better off dead" in me.get("/answers/phq2-safety/").content.decode()
    assert "better off dead" not in me.get("/answers/phq2/").content.decode()
    html = me.post("/answers/phq2-safety/", sent(phq2_1="1", phq2_2="1", phq2_safety="1")).content.decode()
    entry = ScaleResponse.objects.get()
    assert (entry.scale, entry.total, entry.answers["phq2_safety"]) == ("phq2", 2, 1)
    assert "Have you wished you were dead" in html
    assert build_picture(clinic.patient, NOON).phq9_item9.value == 1


def test_who_never_drinks_is_done_after_one_question(me: Client) -> None:
    me.post("/answers/auditc/", sent(auditc_1="0"))
    assert ScaleResponse.objects.get().total == 0


def test_a_scale_without_permission_and_wording_is_refused_by_name(clinic: Clinic, me: Client) -> None:
    page = me.get("/answers/sowsg/")
    assert page.status_code == 403
    assert "This questionnaire is not in use here" in page.content.decode()
    staff = client_of(clinic.nurse).get(f"/patients/{clinic.patient.public_id}/answers/sowsg/").content.decode()
    assert "record the permission" in staff
    with pytest.raises(AnswersRefused, match="sowsg"):
        answer_scale(clinic, "sowsg", {"sowsg_1": 1})


def test_a_language_without_official_translation_is_named_and_the_original_is_offered(
    clinic: Clinic, me: Client
) -> None:
    me.cookies["django_language"] = "es"
    html = me.get("/answers/pgic/", headers={"accept-language": "es"}).content.decode()
    assert "Very Much Improved" in html
    assert 'lang="en"' in html
