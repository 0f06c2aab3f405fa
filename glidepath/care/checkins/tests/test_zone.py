"""Another time zone: told, kept, seen by the team; tablets do not follow the clock blindly."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from glidepath.care.checkins.operations import submit_check_in
from glidepath.care.checkins.prompts import asked_today
from glidepath.care.checkins.reminders import _is_the_hour
from glidepath.care.checkins.tests.people import CALM, NOON, Clinic, client_of, standing_plan
from glidepath.care.checkins.zones import UnknownZone, move_to
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert
from glidepath.record.observations.queries import zone_told_of
from glidepath.record.patients.models import Patient, ZoneChange
from glidepath.record.sites.queries import on_call_now

HOUR = timedelta(hours=1)
TOKYO, DENVER = "Asia/Tokyo", "America/Denver"


def moved(clinic: Clinic, zone: str = TOKYO) -> Patient:
    move_to(by=clinic.me, patient=clinic.patient, zone=zone, at=NOON)
    return Patient.objects.select_related("site", "user").get(pk=clinic.patient.pk)


@pytest.mark.hazard("HZ-23")
def test_a_change_of_zone_is_an_event_with_both_zones_its_audit_and_an_alert_of_the_same_day(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date())
    moved(clinic)
    row = ZoneChange.objects.get()
    assert (row.before, row.after, row.at, row.by_id) == (DENVER, TOKYO, NOON, clinic.me.user_id)
    assert AuditEvent.objects.filter(action="zone.change", patient_ref=clinic.patient.ref).count() == 1
    alert = Alert.objects.get(domain="time zone")
    assert (alert.urgency, alert.values["hours"]) == ("ORANGE", "+16")


@pytest.mark.parametrize(("zone", "urgency"), [("America/Chicago", "YELLOW"), ("Europe/Madrid", "ORANGE")])
def test_how_soon_the_team_looks_follows_how_far_the_clocks_differ(clinic: Clinic, zone: str, urgency: str) -> None:
    standing_plan(clinic, NOON.date())
    moved(clinic, zone)
    assert Alert.objects.get(domain="time zone").urgency == urgency


def test_without_a_plan_nobody_is_alarmed_and_the_same_zone_again_is_no_event(clinic: Clinic) -> None:
    patient = moved(clinic)
    assert move_to(by=clinic.me, patient=patient, zone=TOKYO, at=NOON + HOUR) is None
    assert (ZoneChange.objects.count(), Alert.objects.count()) == (1, 0)
    with pytest.raises(UnknownZone):
        move_to(by=clinic.me, patient=patient, zone="Mars/Olympus", at=NOON)


@pytest.mark.hazard("HZ-23")
def test_due_days_and_reminders_follow_the_person_and_the_rota_follows_the_clinic(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date())
    before = [shift.user_id for shift in on_call_now(clinic.site.pk, NOON)]
    patient = moved(clinic)  # noon of Wednesday in Denver, 04:00 of Thursday in Tokyo
    assert clock.local_date(NOON, patient.zone) == date(2027, 3, 4)
    assert asked_today(patient, NOON).next_daily_on == date(2027, 3, 5)
    assert [_is_the_hour(patient, 9, NOON + n * HOUR) for n in (0, 5)] == [False, True]
    assert [shift.user_id for shift in on_call_now(clinic.site.pk, NOON)] == before
    assert patient.site.zone == DENVER
    assert patient.user is not None and patient.user.zone == TOKYO  # quiet hours too


@pytest.mark.hazard("HZ-23")
def test_today_keeps_the_tablets_of_the_old_day_and_says_when_the_next_ones_come(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date())
    me = client_of(clinic.me)
    with clock.at(NOON):
        assert "Count the hours" not in me.get(reverse("patient_home:today")).content.decode()
        moved(clinic)
        html = me.get(reverse("patient_home:today")).content.decode()
    assert "Count the hours" in html and "20 hours have passed" in html
    assert "Your tablets for Wednesday" in html  # of 3 March, though it is Thursday there
    assert "12:00" in html  # 20 hours after midnight in Denver, on the clock of Tokyo


def test_a_phone_that_tells_of_another_zone_leads_to_the_page_until_it_is_settled(clinic: Clinic) -> None:
    said = {"informant": "patient", "source": "offline", "at": NOON, "happened_at": NOON, "zone": TOKYO}
    submit_check_in(by=clinic.me, patient=clinic.patient, client_uuid=uuid4(), answers=CALM, **said)
    me = client_of(clinic.me)
    with clock.at(NOON + HOUR):
        assert TOKYO in me.get(reverse("patient_home:today")).content.decode()
        page = me.get(reverse("checkins:zone")).content.decode()
        assert f'value="{TOKYO}" selected' in page
        assert me.post(reverse("checkins:zone"), {"zone": TOKYO}).status_code == 302
    assert zone_told_of(Patient.objects.get(pk=clinic.patient.pk)) == ""


def test_the_team_sets_it_for_somebody_who_told_them_and_nonsense_is_refused(clinic: Clinic) -> None:
    nurse, page = client_of(clinic.nurse), reverse("checkins:zone_of", args=[clinic.patient.public_id])
    with clock.at(NOON):
        assert "Denver" in nurse.get(page).content.decode()
        assert nurse.post(page, {"zone": "Mars/Olympus"}).status_code == 422
        assert nurse.post(page, {"zone": "Europe/Madrid"}).status_code == 302
    assert ZoneChange.objects.get().by_id == clinic.nurse.user_id
