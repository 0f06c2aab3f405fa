"""What takes the dose off the person's page: signs of an overdose, days without a dose, and a rule that broke."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from glidepath_clinical.red_flags import doses_not_taken, overdose_signs, pain_spike

from glidepath.care.checkins.tests.people import NOON, Clinic, check_in, client_of, standing_plan
from glidepath.care.escalation import judge, operations
from glidepath.care.escalation.operations import assess_after
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert, DoseClearance
from glidepath.record.alerts.operations import acknowledge, resolve
from glidepath.record.alerts.queries import DoseStop, why_doses_stop

MINUTE = timedelta(minutes=1)
TABLET = "Your tablets today"


def breaks(*_args: object, **_more: object) -> None:
    raise ZeroDivisionError


def today_of(clinic: Clinic, language: str = "en") -> str:
    with clock.at(NOON + MINUTE):
        me = client_of(clinic.me)
        return me.get(reverse("patient_home:today"), headers={"accept-language": language}).content.decode()


@pytest.mark.hazard("HZ-15", "HZ-20")
@pytest.mark.parametrize("rule", [overdose_signs, doses_not_taken])
def test_a_rule_that_stops_doses_and_breaks_takes_the_dose_off_until_a_person_has_looked(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, rule: ModuleType
) -> None:
    standing_plan(clinic, NOON.date())
    assert TABLET in today_of(clinic)
    with monkeypatch.context() as broken:
        broken.setattr(rule, "check", breaks)
        check_in(clinic, hard_to_wake_or_slow_breathing=rule is overdose_signs)
    assert why_doses_stop(clinic.patient.pk) is DoseStop.NOT_CHECKED
    html = today_of(clinic)
    assert TABLET not in html and "could not check your last answers" in html and "988" in html
    alert = acknowledge(by=clinic.nurse, alert=Alert.objects.get(domain="rules"), at=NOON + MINUTE)
    assert TABLET not in today_of(clinic)  # taken on is not yet looked at
    resolve(by=clinic.nurse, alert=alert, at=NOON + MINUTE, resolution="Read the answers and called: all is well.")
    assert why_doses_stop(clinic.patient.pk) is None
    assert TABLET in today_of(clinic)


@pytest.mark.hazard("HZ-15")
def test_a_picture_that_cannot_be_built_takes_the_dose_off_too(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(judge, "build_picture", breaks)
        check_in(clinic)
    assert why_doses_stop(clinic.patient.pk) is DoseStop.NOT_CHECKED


@pytest.mark.hazard("HZ-15")
def test_a_finding_about_an_overdose_that_cannot_be_raised_takes_the_dose_off_too(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = operations.raise_alert

    def picky(**finding: Any) -> Alert:
        if finding["rule"] == "overdose_signs":
            raise ZeroDivisionError
        return real(**finding)

    monkeypatch.setattr(operations, "raise_alert", picky)
    check_in(clinic, hard_to_wake_or_slow_breathing=True)
    assert why_doses_stop(clinic.patient.pk) is DoseStop.NOT_CHECKED


def test_a_rule_that_stops_no_dose_may_break_and_the_dose_stays(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pain_spike, "check", breaks)
        check_in(clinic)
        broken.setattr(judge, "build_picture", breaks)
        assess_after(patient_id=clinic.patient.pk, cause="round:silence", at=NOON, only="silence")
    assert Alert.objects.get(domain="rules").causes.count() == 2
    assert why_doses_stop(clinic.patient.pk) is None


@pytest.mark.hazard("HZ-12")
@pytest.mark.parametrize(("days", "stops"), [(2, False), (3, True), (9, True)])
def test_after_three_days_without_a_dose_the_old_one_is_not_shown(clinic: Clinic, days: int, stops: bool) -> None:
    standing_plan(clinic, NOON.date())
    check_in(clinic, taken_as_planned="no", days_not_taken=days)
    assert why_doses_stop(clinic.patient.pk) is (DoseStop.NOT_TAKEN if stops else None)
    html = today_of(clinic)
    assert (TABLET in html) is not stops
    assert ("taken no dose for some days" in html) is stops
    assert "hard to wake" not in html.split('id="h-c"')[0]


def test_days_without_a_dose_have_their_own_words_in_spanish(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date())
    check_in(clinic, taken_as_planned="no", days_not_taken=4)
    get_user_model().objects.filter(pk=clinic.patient.user_id).update(language="es")
    html = today_of(clinic, "es")
    assert "No tome su dosis de antes" in html and "no ha tomado ninguna dosis" in html


@pytest.mark.hazard("HZ-12")
def test_after_days_without_a_dose_a_prescriber_and_not_a_closed_alert_brings_it_back(clinic: Clinic) -> None:
    check_in(clinic, taken_as_planned="no", days_not_taken=4)
    alert = Alert.objects.get(domain="missed doses")
    resolve(by=clinic.nurse, alert=alert, at=NOON + MINUTE, resolution="Called.")
    assert why_doses_stop(clinic.patient.pk) is DoseStop.NOT_TAKEN
    said = {"at": NOON + MINUTE, "by_id": clinic.prescriber.user_id, "found": "Starts at 15 mg."}
    DoseClearance.objects.create(patient=clinic.patient, site=clinic.site, **said)
    assert why_doses_stop(clinic.patient.pk) is None


def test_signs_of_an_overdose_are_told_first_when_both_hold(clinic: Clinic) -> None:
    check_in(clinic, taken_as_planned="no", days_not_taken=4, hard_to_wake_or_slow_breathing=True)
    assert why_doses_stop(clinic.patient.pk) is DoseStop.OVERDOSE
    assert "Do not take the next dose. Call now." in today_of(clinic)


def test_the_alert_page_says_what_brings_the_dose_back(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(overdose_signs, "check", breaks)
        check_in(clinic)
    alert = Alert.objects.get(domain="rules")
    with clock.at(NOON + MINUTE):
        html = client_of(clinic.nurse).get(reverse("escalation:alert", args=[alert.public_id])).content.decode()
    assert "A rule that stops doses could not be asked" in html and "d-found" not in html
