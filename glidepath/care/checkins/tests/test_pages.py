"""The pages on which answers are given work without script, lose nothing, and answer danger at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, Clinic, client_of, open_clinic
from glidepath.foundation import clock
from glidepath.foundation.access import Actor, Role
from glidepath.record.alerts.models import Alert
from glidepath.record.care_team.operations import grant
from glidepath.record.observations.models import CheckIn, ScaleResponse
from glidepath.record.sites.models import OnCallShift

CALM = {
    "pain": "3",
    "interference": "2",
    "sleep": "7",
    "mood": "skip",
    "withdrawal": "1",
    "taken_as_planned": "yes",
    "signs": "none",
}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Everything happens at noon."""
    with clock.at(NOON):
        yield


@pytest.fixture
def me(clinic: Clinic) -> Client:
    """The person's browser."""
    return client_of(clinic.me)


@pytest.fixture
def nurse(clinic: Clinic) -> Client:
    """The nurse's browser."""
    return client_of(clinic.nurse)


def daily(**changes: object) -> dict[str, object]:
    return {"client_uuid": str(uuid4()), **CALM, **changes}


def phq9(item9: str, others: str = "0") -> dict[str, object]:
    return {"client_uuid": str(uuid4()), **{f"phq9_{n}": others for n in range(1, 9)}, "phq9_9": item9}


@pytest.mark.hazard("HZ-52")
def test_the_check_in_is_one_plain_form_with_nothing_chosen_beforehand(me: Client) -> None:
    html = me.get("/check-in/").content.decode()
    assert html.count('<form method="post"') >= 1
    assert " checked" not in html
    assert html.count("I would rather not say") >= 7
    assert "hx-post" not in html


def test_a_calm_check_in_is_stored_and_thanked_for(clinic: Clinic, me: Client) -> None:
    answer = me.post("/check-in/", daily(accomplished="Walked"), follow=True)
    entry = CheckIn.objects.get()
    assert (entry.patient, entry.informant, entry.source) == (clinic.patient, "patient", "web")
    assert entry.answers["mood"] is None
    assert entry.answers["accomplished"] == "Walked"
    assert answer.redirect_chain[-1][0] == reverse("checkins:done", args=[entry.public_id])
    assert "Thank you" in answer.content.decode()


def test_what_is_missing_is_named_linked_to_and_nothing_typed_is_lost(me: Client) -> None:
    sent = {**daily(accomplished="Fed the <b>cat</b>", pain="6"), "sleep": ""}
    answer = me.post("/check-in/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_sleep_0"' in html
    assert 'id="id_sleep_0"' in html
    assert "Fed the &lt;b&gt;cat&lt;/b&gt;" in html
    assert re.search(r'id="id_pain_6" value="6"[^>]* checked', html)
    assert re.search(r'id="id_mood_skip"[^>]* checked', html)
    assert str(sent["client_uuid"]) in html
    assert not CheckIn.objects.exists()


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("sign", ["hard_to_wake_or_slow_breathing", "no_fluids_24h", "fall"])
def test_nobody_in_danger_is_asked_to_fill_in_the_rest_first(me: Client, sign: str) -> None:
    answer = me.post("/check-in/", {"client_uuid": str(uuid4()), "signs": sign}, follow=True)
    assert answer.status_code == 200
    assert CheckIn.objects.get().answers[sign] is True


@pytest.mark.hazard("HZ-17")
def test_a_danger_sign_is_answered_in_the_same_response_with_numbers_and_who_is_told(me: Client) -> None:
    answer = me.post("/check-in/", daily(signs="hard_to_wake_or_slow_breathing"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Call 911 now" in html
    assert 'href="tel:911"' in html
    assert "Nora Lind is on call and is being told." in html
    assert Alert.objects.get().urgency == "RED"


@pytest.mark.hazard("HZ-17")
def test_when_nobody_is_on_call_the_page_says_so(clinic: Clinic, me: Client) -> None:
    OnCallShift.objects.all().delete()
    html = me.post("/check-in/", daily(signs="no_fluids_24h")).content.decode()
    assert "Nobody is on call at this moment." in html
    assert "is being told" not in html


@pytest.mark.hazard("HZ-17")
@pytest.mark.parametrize("item9", ["1", "2", "3"])
def test_item_nine_shows_the_crisis_card_in_the_same_response(me: Client, item9: str) -> None:
    answer = me.post("/answers/phq9/", phq9(item9))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "You do not have to be alone with this" in html
    assert 'href="tel:988"' in html
    assert ScaleResponse.objects.get().answers["phq9_9"] == int(item9)


def test_item_nine_alone_is_taken_though_the_rest_is_missing(me: Client) -> None:
    answer = me.post("/answers/phq9/", {"client_uuid": str(uuid4()), "phq9_9": "2"})
    assert answer.status_code == 200
    assert ScaleResponse.objects.get().total is None


def test_a_scale_without_item_nine_leads_to_the_page_after_it(me: Client) -> None:
    answer = me.post("/answers/phq9/", phq9("0", "1"))
    entry = ScaleResponse.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("checkins:scale_done", args=[entry.public_id]))
    assert entry.total == 8


def test_a_declined_item_gives_no_total(me: Client) -> None:
    me.post(
        "/answers/gad7/", {"client_uuid": str(uuid4()), **{f"gad7_{n}": "1" for n in range(1, 7)}, "gad7_7": "skip"}
    )
    assert ScaleResponse.objects.get().total is None


def test_an_unanswered_item_is_asked_for_by_its_number(me: Client) -> None:
    sent = phq9("0")
    del sent["phq9_3"]
    answer = me.post("/answers/phq9/", sent)
    assert answer.status_code == 422
    assert "Question 3: choose an answer" in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"pain": "11"},
        {"client_uuid": "one"},
        {"client_uuid": ""},
        {"signs": "drunk"},
        {"extra_doses": "-1"},
        {"extra_doses": "many"},
        {"days_of_tablets_left": "4000"},
        {"accomplished": "x" * 201},
        {"answered_at": "yesterday"},
        {"answered_at": "2027-03-03T11:00:00"},
        {"answered_at": (NOON + timedelta(hours=2)).isoformat()},
        {"answered_at": (NOON - timedelta(days=9)).isoformat()},
        {"zone": "Mars/Olympus"},
        {"accomplished": "a\x00b"},
    ],
)
def test_bad_input_is_answered_with_what_is_wrong_and_nothing_is_stored(me: Client, changes: dict[str, str]) -> None:
    answer = me.post("/check-in/", daily(**changes))
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_answers_kept_on_a_phone_while_offline_count_for_their_own_moment(me: Client) -> None:
    earlier = NOON - timedelta(hours=20)
    me.post("/check-in/", daily(answered_at=earlier.isoformat(), zone="America/Denver"))
    entry = CheckIn.objects.get()
    assert (entry.happened_at, entry.received_at, entry.source) == (earlier, NOON, "offline")


@pytest.mark.hazard("HZ-43")
def test_the_same_form_sent_twice_is_one_check_in_and_the_same_answer(me: Client) -> None:
    sent = daily()
    first, again = me.post("/check-in/", sent), me.post("/check-in/", sent)
    assert first["Location"] == again["Location"]
    assert CheckIn.objects.count() == 1


def test_the_same_form_with_other_answers_says_so_keeps_them_and_takes_them_the_next_time(me: Client) -> None:
    sent = daily()
    me.post("/check-in/", sent)
    answer = me.post("/check-in/", {**sent, "pain": "9"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "You sent this page before with other answers" in html
    fresh = re.search(r'name="client_uuid" value="([^"]+)"', html)
    assert fresh is not None
    assert fresh[1] != sent["client_uuid"]
    me.post("/check-in/", {**sent, "pain": "9", "client_uuid": fresh[1]})
    assert [row.answers["pain"] for row in CheckIn.objects.order_by("pk")] == [3, 9]


def test_a_nurse_enters_what_the_person_says_on_the_phone(clinic: Clinic, nurse: Client) -> None:
    url = reverse("checkins:for_patient", args=[clinic.patient.public_id])
    assert nurse.get(url).status_code == 200
    nurse.post(url, daily())
    entry = CheckIn.objects.get()
    assert (entry.informant, entry.source, entry.entered_by_id) == ("patient", "phone", clinic.nurse.user_id)


def test_a_nurse_reads_a_scale_aloud_and_rates_withdrawal_as_a_clinician(clinic: Clinic, nurse: Client) -> None:
    ref = clinic.patient.public_id
    peg = {"client_uuid": str(uuid4()), "peg_pain": "5", "peg_enjoyment": "5", "peg_activity": "4"}
    nurse.post(reverse("checkins:scale_for_patient", args=[ref, "peg"]), peg)
    items = ("pulse", "sweating", "restlessness", "pupils", "aches", "nose_tearing", "gi_upset", "tremor", "yawning")
    cows = {f"cows_{name}": "0" for name in (*items, "anxiety", "gooseflesh")}
    nurse.post(reverse("checkins:cows", args=[ref]), {"client_uuid": str(uuid4()), **cows})
    kept = {row.scale: row.informant for row in ScaleResponse.objects.all()}
    assert kept == {"peg": "patient", "cows": "clinician"}


def test_every_answer_behind_a_number_can_be_read_by_the_team(clinic: Clinic, me: Client, nurse: Client) -> None:
    me.post("/check-in/", daily(accomplished="<i>Sang</i>"))
    me.post("/answers/phq9/", phq9("0", "1"))
    page = nurse.get(reverse("checkins:entry", args=[CheckIn.objects.get().public_id])).content.decode()
    assert "&lt;i&gt;Sang&lt;/i&gt;" in page
    assert "not said" in page
    scale = nurse.get(reverse("checkins:scale_entry", args=[ScaleResponse.objects.get().public_id])).content.decode()
    assert "Several days" in scale


def test_a_caregiver_who_was_let_in_speaks_as_a_caregiver(clinic: Clinic) -> None:
    user = get_user_model().objects.create_user("bea@example.org", "Terrace-Landing-7", name="Bea Cole")
    helper = Actor(user.pk, user.name, Role.CAREGIVER, clinic.site.pk)
    url = reverse("checkins:for_patient", args=[clinic.patient.public_id])
    assert client_of(helper).get(url).status_code in (302, 403, 404)
    grant(
        by=clinic.me, at=NOON, patient=clinic.patient, user=user, categories=["checkin"],
        expires_at=NOON + timedelta(days=1),
    )  # fmt: skip
    answer = client_of(helper).post(url, daily(), follow=True)
    assert answer.status_code == 200
    assert CheckIn.objects.get().informant == "caregiver"
    assert client_of(helper).post("/answers/phq9/", phq9("0")).status_code in (403, 404)


@pytest.mark.parametrize("path", ["/check-in/", "/answers/phq9/", "/answers/peg/", "/answers/nrs/", "/answers/gad2/"])
def test_a_stranger_is_sent_to_the_sign_in(clinic: Clinic, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_the_answers_of_somebody_elses_patient_do_not_exist(clinic: Clinic, me: Client) -> None:
    me.post("/check-in/", daily())
    me.post("/answers/phq9/", phq9("0"))
    other = open_clinic(" two")
    nurse, patient = client_of(other.nurse), client_of(other.me)
    entry, answered = CheckIn.objects.get().public_id, ScaleResponse.objects.get().public_id
    ref = clinic.patient.public_id
    foreign = [
        reverse("checkins:entry", args=[entry]),
        reverse("checkins:scale_entry", args=[answered]),
        reverse("checkins:for_patient", args=[ref]),
        reverse("checkins:scale_for_patient", args=[ref, "peg"]),
        reverse("checkins:cows", args=[ref]),
    ]
    assert [nurse.get(url).status_code for url in foreign] == [404] * 5
    assert nurse.post(foreign[2], daily()).status_code == 404
    assert patient.get(reverse("checkins:done", args=[entry])).status_code == 404
    assert patient.get(reverse("checkins:scale_done", args=[answered])).status_code == 404


@pytest.mark.parametrize("slug", ["cows", "sf36", "PHQ9"])
def test_a_scale_that_is_not_the_persons_is_not_there(me: Client, slug: str) -> None:
    assert me.get(f"/answers/{slug}/").status_code == 404


def test_a_scale_without_an_official_translation_is_shown_in_english_and_says_so(clinic: Clinic, me: Client) -> None:
    clinic.patient.user.language = "es"
    clinic.patient.user.save()
    page = me.get("/answers/peg/").content.decode()
    assert 'lang="en">What number best describes' in page.replace("\n", "")
    assert 'lang="es"' in page
