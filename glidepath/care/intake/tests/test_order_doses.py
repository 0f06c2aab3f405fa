"""A dose that moves in an imported order reaches the team as a change nobody has confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from glidepath.care.checkins.tests.people import NOON, SETUP, Clinic, client_of, open_clinic, standing_plan
from glidepath.care.intake.incoming import Incoming, IncomingOrder, IncomingPerson
from glidepath.care.intake.order_changes import Written, daily_of
from glidepath.care.intake.take_in import take_in
from glidepath.foundation import clock
from glidepath.record.alerts.models import Alert
from glidepath.record.medications.models import MedicineChange
from glidepath.record.patients.models import PatientIdentifier

pytestmark = pytest.mark.hazard("HZ-12", "HZ-20")


@pytest.fixture
def clinic(db: None) -> Clinic:
    found = open_clinic()
    PatientIdentifier.objects.create(patient=found.patient, site=found.site, system="urn:mrn", value="1")
    return found


def line(each: str | None = "15", times: tuple[str, ...] = ("morning", "bedtime"), **more: Any) -> dict[str, Any]:
    words = f"{each} mg {' '.join(times)}" if each else "as directed"
    return {"text": "", "as_needed": False, "times": list(times), "each": each, "unit": "mg", "words": words, **more}


def taken_in(clinic: Clinic, days: int, *lines: dict[str, Any], status: str = "active", known: bool = True) -> None:
    """The same order in a file of its own, some days later."""
    order = IncomingOrder(
        source_ref="o1", display="morphine 15 MG Oral Tablet", product="morphine tablet", rxcui="", status=status,
        authored_on=date(2027, 1, 1), dose_known=known, dosage=lines, raw={},
    )  # fmt: skip
    person = IncomingPerson((("urn:mrn", "1"),), "Ana", "Ruiz", date(1968, 5, 1), "female", "en", "")
    incoming = Incoming(person=person, orders=(order,))
    at = NOON + timedelta(days=days)
    take_in(by=SETUP, at=at, site=clinic.site, source="urn:ehr", incoming=incoming, file=(f"{days}.json", f"{days}"))


def alerts() -> list[tuple[str, str]]:
    return list(Alert.objects.filter(domain="medicines").values_list("rule", "urgency"))


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        (line("30"), "increase"),
        (line("7.5"), "decrease"),
        (line(times=("morning",)), "decrease"),
        (line(unit="mL"), ""),
    ],
)
def test_another_dose_is_told_as_not_confirmed_and_asked_of_the_combinations_where_the_way_is_known(
    clinic: Clinic, after: dict[str, Any], kind: str
) -> None:
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, after)
    assert alerts() == [("order_dose_changed", "YELLOW")]
    assert "not confirmed" in Alert.objects.get(domain="medicines").because[1]
    assert [row.kind for row in MedicineChange.objects.all()] == ([kind] if kind else [])


def test_while_a_plan_stands_the_team_looks_on_the_same_day_and_no_step_begins_before(clinic: Clinic) -> None:
    standing_plan(clinic, NOON.date())
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, line("30"))
    assert alerts() == [("order_dose_changed", "ORANGE")]


def test_a_dose_that_can_no_longer_be_read_is_told_too(clinic: Clinic) -> None:
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, line(None), known=False)
    assert alerts() == [("order_dose_changed", "YELLOW")]
    assert not MedicineChange.objects.exists()


@pytest.mark.parametrize("status", ["on-hold", "stopped", "cancelled"])
def test_an_order_that_is_not_taken_any_more_is_a_stop_and_no_dose(clinic: Clinic, status: str) -> None:
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, line("30"), status=status)
    assert alerts() == []
    assert [row.kind for row in MedicineChange.objects.all()] == ["stop"]


def test_the_first_import_and_the_same_order_again_tell_nothing(clinic: Clinic) -> None:
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, line())
    assert not Alert.objects.exists() and not MedicineChange.objects.exists()


def test_each_further_move_is_told_again(clinic: Clinic) -> None:
    for day, each in enumerate(("15", "30", "45")):
        taken_in(clinic, day, line(each))
    assert Alert.objects.get(domain="medicines").causes.count() == 2


def test_the_alert_names_both_doses_and_what_to_do(clinic: Clinic) -> None:
    taken_in(clinic, 0, line())
    taken_in(clinic, 1, line("30"))
    page = reverse("escalation:alert", args=[Alert.objects.get(domain="medicines").public_id])
    with clock.at(NOON + timedelta(days=1)):
        html = client_of(clinic.nurse).get(page).content.decode()
    assert "15 mg morning bedtime" in html and "30 mg morning bedtime" in html and "ask what is really taken" in html


def test_the_daily_dose_of_an_order_is_exact_or_not_known() -> None:
    assert daily_of(Written("active", [line("7.5"), line("15", ("noon",))], True)) == (Decimal("30.0"), "mg")
    for odd in ([line(as_needed=True)], [line(None)], [line(), line(unit="mL")], [line(times=())], []):
        assert daily_of(Written("active", odd, True)) is None
