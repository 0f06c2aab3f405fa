"""The daily check-in starts with what matters, asks what the rules need, and takes what is told as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from glidepath.care.checkins.daily import ASKED_BY, CANNOT_WAIT, KEYS, SIGNS, AnswersRefused, read_answers
from glidepath.care.checkins.tests.people import NOON, Clinic, answer_scale, client_of, phq9
from glidepath.foundation import clock
from glidepath.foundation.access import Actor, Role
from glidepath.record.agreements.operations import name_milestone
from glidepath.record.care_team.operations import grant
from glidepath.record.observations.models import CheckIn, ScaleResponse

CALM = {"pain": "3", "interference": "2", "sleep": "7", "mood": "6", "withdrawal": "1", "taken_as_planned": "yes"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    """The person's browser."""
    return client_of(clinic.me)


def sent(**changes: object) -> dict[str, object]:
    return {"client_uuid": str(uuid4()), **CALM, "signs": "none", **changes}


def test_the_first_question_is_the_activity_that_the_person_named(clinic: Clinic, me: Client) -> None:
    name_milestone(by=clinic.me, at=NOON, patient=clinic.patient, words="Walk to the market")
    html = me.get("/check-in/").content.decode()
    assert html.index("Walk to the market: did you manage it today?") < html.index("How strong has your pain been")
    me.post("/check-in/", sent(activity="partly", activity_named="Walk to the market"))
    answers = CheckIn.objects.get().answers
    assert (answers["activity"], answers["activity_named"]) == ("partly", "Walk to the market")


def test_without_a_named_activity_the_question_about_the_day_comes_first(me: Client) -> None:
    html = me.get("/check-in/").content.decode()
    assert "did you manage it today?" not in html
    assert html.index("What did you manage today") < html.index("How strong has your pain been")


def test_everything_the_rules_need_is_kept_under_its_key(me: Client) -> None:
    told = {"sleep_hours": "5", "taken_as_planned": "no", "extra_doses": "0", "days_not_taken": "3"}
    signs = ["naloxone_used", "seizure_or_confusion", "chest_pain_or_fainting", "emergency_visit", "constipation_3d"]
    me.post("/check-in/", sent(**told, signs=signs, days_without_bowel_movement="4", free_text="Hard day"))
    entry = CheckIn.objects.get()
    assert set(entry.answers) == set(KEYS) - {"caregiver_worried"}
    assert {name for name in SIGNS if entry.answers[name]} == set(signs)
    numbers = ("sleep_hours", "extra_doses", "days_not_taken", "days_without_bowel_movement")
    assert [entry.answers[name] for name in numbers] == [5, 0, 3, 4]
    assert entry.answers["free_text"] == "Hard day"
    assert entry.form_version == "daily-2"


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("sign", [name for name in CANNOT_WAIT if name in SIGNS])
def test_one_sign_of_danger_alone_is_a_whole_check_in(me: Client, sign: str) -> None:
    answer = me.post("/check-in/", {"client_uuid": str(uuid4()), "signs": sign}, follow=True)
    assert answer.status_code == 200
    assert CheckIn.objects.get().answers[sign] is True


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("sign", ["naloxone_used", "seizure_or_confusion", "chest_pain_or_fainting"])
def test_signs_that_need_an_ambulance_are_answered_with_its_number_at_once(me: Client, sign: str) -> None:
    html = me.post("/check-in/", sent(signs=sign)).content.decode()
    assert "Call 911 now" in html
    assert 'href="tel:911"' in html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sleep_hours", 25),
        ("days_not_taken", 61),
        ("days_without_bowel_movement", -1),
        ("activity", "perhaps"),
        ("free_text", "x" * 601),
        ("naloxone_used", "yes"),
        ("caregiver_worried", True),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused_by_its_key(name: str, value: object) -> None:
    with pytest.raises(AnswersRefused) as refused:
        read_answers({name: value})
    assert list(refused.value.problems) == [name]


def test_a_phone_that_was_offline_may_send_the_form_it_had(clinic: Clinic, me: Client) -> None:
    me.post("/check-in/", sent(form_version="daily-1"))
    assert set(CheckIn.objects.get().answers) == set(ASKED_BY["daily-1"])


def test_a_form_nobody_knows_is_refused_by_name_and_nothing_is_kept(me: Client) -> None:
    answer = me.post("/check-in/", sent(form_version="daily-99"))
    assert answer.status_code == 422
    assert "Known forms: daily-1, daily-2." in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_a_caregiver_is_asked_for_their_own_worry_and_never_whether_the_home_is_safe(clinic: Clinic) -> None:
    browser = client_of(caregiver_of(clinic))
    address = f"/patients/{clinic.patient.public_id}/check-in/"
    html = browser.get(address).content.decode()
    assert "I am worried about them" in html
    assert "I am not safe where I am" not in html
    browser.post(address, sent(caregiver_worried="on"))
    entry = CheckIn.objects.get()
    assert (entry.informant, entry.answers["caregiver_worried"], entry.answers["not_safe"]) == ("caregiver", True, None)


def caregiver_of(clinic: Clinic) -> Actor:
    user = get_user_model().objects.create_user("son@example.org", "Terrace-Landing-7", name="Son")
    until = NOON + timedelta(days=1)
    grant(by=clinic.me, at=NOON, patient=clinic.patient, user=user, categories=["checkin"], expires_at=until)
    return Actor(user.pk, "Son", Role.CAREGIVER, clinic.site.pk)


def test_a_declined_item_of_a_scale_is_kept_as_declined_and_an_item_not_shown_is_not(clinic: Clinic) -> None:
    declined = answer_scale(clinic, "phq9", {**phq9(0), "phq9_9": None})
    assert declined.total is None
    assert declined.answers["phq9_9"] is None
    left_out = answer_scale(clinic, "phq9", {"phq9_1": 1})
    assert "phq9_9" not in left_out.answers


def test_declining_every_question_of_a_scale_is_an_answer_that_the_team_sees(clinic: Clinic, me: Client) -> None:
    me.post("/answers/phq9/", {"client_uuid": str(uuid4()), **{f"phq9_{n}": "skip" for n in range(1, 10)}})
    assert set(ScaleResponse.objects.get().answers.values()) == {None}


@pytest.mark.parametrize("codes", [[], ["phq9_10"]])
def test_a_scale_of_which_nothing_or_something_unknown_was_answered_is_refused(
    clinic: Clinic, codes: list[str]
) -> None:
    with pytest.raises(AnswersRefused):
        answer_scale(clinic, "phq9", dict.fromkeys(codes))


def test_an_old_check_in_shows_only_what_it_was_asked(clinic: Clinic, me: Client) -> None:
    for version, asked in (("daily-1", False), ("daily-2", True)):
        me.post("/check-in/", sent(form_version=version))
        entry = CheckIn.objects.get(form_version=version)
        html = client_of(clinic.nurse).get(f"/check-ins/{entry.public_id}/").content.decode()
        assert ("Somebody gave me naloxone" in html) is asked
