"""After signs of an overdose no dose is shown until a prescriber has spoken with the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, Clinic, check_in, client_of, standing_plan
from glidepath.foundation import clock
from glidepath.foundation.audit.models import AuditEvent
from glidepath.record.alerts.models import Alert, DoseClearance
from glidepath.record.alerts.operations import resolve
from glidepath.record.alerts.queries import stops_doses

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def overdose(clinic: Clinic) -> Alert:
    check_in(clinic, hard_to_wake_or_slow_breathing=True)
    return Alert.objects.get(domain="overdose")


@pytest.mark.hazard("HZ-12")
def test_closing_an_overdose_alert_does_not_bring_the_dose_back_but_a_prescriber_does(clinic: Clinic) -> None:
    plan = standing_plan(clinic, NOON.date())
    alert = resolve(by=clinic.nurse, alert=overdose(clinic), at=NOON + MINUTE, resolution="Ambulance came.")
    assert stops_doses(clinic.patient.pk)
    page = reverse("escalation:alert", args=[alert.public_id])
    send = reverse("escalation:dose_stands", args=[alert.public_id])
    browser = client_of(clinic.prescriber)
    with clock.at(NOON + HOUR):
        seen = browser.get(page).content.decode().split('name="d-seen" value="')[1].split('"')[0]
        said = {"d-seen": seen, "d-found": "Seen in the emergency room; awake, tolerates 90 mg."}
        wrong = browser.post(send, {**said, "d-naloxone_until": "2027-03-01"})
        assert wrong.status_code == 422 and "past its date" in wrong.content.decode()
        assert browser.post(send, said).status_code == 422
        assert stops_doses(clinic.patient.pk)
        assert browser.post(send, {**said, "d-naloxone_until": "2029-01-01"}).status_code == 302
    plan.refresh_from_db()
    assert not stops_doses(clinic.patient.pk)
    assert (plan.state, DoseClearance.objects.get().by_id) == ("held", clinic.prescriber.user_id)
    assert AuditEvent.objects.filter(action="dose.let_stand").count() == 1


@pytest.mark.hazard("HZ-12")
def test_only_a_prescriber_lets_the_dose_stand_and_a_later_sign_stops_it_again(clinic: Clinic) -> None:
    alert = overdose(clinic)
    nurse = client_of(clinic.nurse)
    with clock.at(NOON + HOUR):
        assert nurse.post(reverse("escalation:dose_stands", args=[alert.public_id]), {}).status_code == 403
        text = nurse.get(reverse("escalation:alert", args=[alert.public_id])).content.decode()
    assert "No dose is shown" in text and "d-found" not in text
    DoseClearance.objects.create(
        patient=clinic.patient, site=clinic.site, at=NOON + HOUR, by_id=clinic.prescriber.user_id, found="Seen."
    )
    assert not stops_doses(clinic.patient.pk)
    check_in(clinic, NOON + DAY, hard_to_wake_or_slow_breathing=True)
    assert stops_doses(clinic.patient.pk)
