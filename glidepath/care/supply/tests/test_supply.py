"""What is at home, until when it lasts, what each fill holds; and the refill that a rest asks for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from glidepath.care.escalation.presenters import line_of
from glidepath.care.supply.queries import Counted, supplied_plan, supply_of, units_ahead
from glidepath.care.tapering import operations
from glidepath.care.tapering.tests.cast import Cast, make_cast, on_day, released, running
from glidepath.foundation.clock import local_date
from glidepath.record.alerts.models import Alert
from glidepath.record.medications.supply import Amount, record_counts, record_dispensing, record_refill

pytestmark = pytest.mark.django_db
PRODUCT = "morphine ER tablet"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def tablets(strength: str, count: str) -> Amount:
    return Amount(PRODUCT, strength, "mg", Decimal(count))


def count(cast: Cast, *amounts: Amount, on: date | None = None) -> None:
    day = on or local_date(cast.at, "America/Denver")
    record_counts(by=cast.marisol, at=cast.at, patient=cast.patient, amounts=amounts, on=day)


def refill(cast: Cast, days: int, every: int | None = 28) -> None:
    due = local_date(cast.at, "America/Denver") + timedelta(days=days)
    record_refill(by=cast.farah, at=cast.at, patient=cast.patient, product=PRODUCT, due_on=due, every_days=every)


def counted(cast: Cast) -> Counted:
    plan = supplied_plan(cast.patient)
    assert plan is not None
    return supply_of(cast.patient, plan, cast.at)


def test_at_home_is_the_count_with_what_was_handed_out_less_the_doses_since(cast: Cast) -> None:
    running(cast)
    count(cast, tablets("30", "40"))
    cast.at = on_day(3)
    record_dispensing(by=cast.farah, at=cast.at, patient=cast.patient, amounts=[tablets("30", "90")], on=cast.at.date())
    found = {one.key.strength: one for one in counted(cast).stock}
    assert found["30"].count == 40 - 3 * 3 + 90
    assert found["30"].dispensed == 90
    assert found["15"].count is None


def test_the_run_out_date_counts_only_steps_that_were_released(cast: Cast) -> None:
    plan = running(cast)
    count(cast, tablets("60", "90"), tablets("30", "60"), tablets("15", "6"))
    assert counted(cast).reach.on == date(2027, 1, 24)
    released(cast, plan, 1, on_day(7))
    cast.at = on_day(7)
    found = counted(cast).reach
    assert (found.on, [key.strength for key in found.missing]) == (date(2027, 1, 13), ["15"])


def test_what_nobody_counted_is_named_and_no_date_is_made_up(cast: Cast) -> None:
    running(cast)
    reach = counted(cast).reach
    assert (reach.on, reach.cannot) == (None, "not_counted")
    assert [key.strength for key in reach.missing] == ["60", "30"]


def test_a_strength_that_only_a_later_step_takes_need_not_be_counted_today(cast: Cast) -> None:
    running(cast)
    count(cast, tablets("60", "6"), tablets("30", "90"))
    assert counted(cast).reach.on == date(2027, 1, 6)


def test_the_fills_hold_the_steps_as_planned_and_beside_them_the_dose_that_stays(cast: Cast) -> None:
    running(cast)
    count(cast, tablets("60", "21"), tablets("30", "21"), tablets("15", "0"))
    refill(cast, 7)
    found = counted(cast)
    assert found.fills and found.if_it_stays
    first = {row.key.strength: row.dispensed for row in found.fills.fills[0].rows}
    stays = {row.key.strength: row.dispensed for row in found.if_it_stays.fills[0].rows}
    assert first == {"60": 28 * 3, "15": 28 * 3}
    assert stays == {"60": 28 * 3, "30": 28 * 3}
    assert (found.fills.fills[0].on, len(found.fills.fills)) == (date(2027, 1, 11), 6)


def test_a_step_that_was_not_released_on_its_day_moves_the_fills_that_follow(cast: Cast) -> None:
    running(cast)
    refill(cast, 21)
    cast.at = on_day(10)
    found = counted(cast).fills
    assert found
    taken = {row.key.strength: row.taken for row in found.bridge.rows} if found.bridge else {}
    assert taken == {"60": 11 * 3, "30": 3, "15": 10 * 3}


def test_a_rest_leaves_the_present_dose_in_every_fill(cast: Cast) -> None:
    plan = released(cast, running(cast), 1, on_day(7))
    refill(cast, 10)
    operations.hold(by=cast.marisol, at=on_day(8), patient=cast.patient)
    cast.at = on_day(8)
    found = counted(cast)
    assert found.plan.pk == plan.pk
    assert found.if_it_stays is None
    assert found.fills
    assert {row.key.strength for fill in found.fills.fills for row in fill.rows} == {"60", "15"}
    assert {row.taken for fill in found.fills.fills for row in fill.rows} == {28 * 3}


@pytest.mark.parametrize("with_days", [True, False])
def test_a_rest_asks_the_pharmacy_for_a_refill(cast: Cast, with_days: bool) -> None:
    running(cast)
    if with_days:
        count(cast, tablets("60", "90"), tablets("30", "90"))
        refill(cast, 7)
    operations.hold(by=cast.nora, at=cast.at, patient=cast.patient, reason="Influenza.")
    alert = Alert.objects.get(rule="refill_after_hold")
    assert (alert.urgency, alert.domain) == ("YELLOW", "supply")
    expected = {"run_out": "2027-02-03", "refill": "2027-01-11"} if with_days else {}
    assert alert.values == expected
    told = "The taper rests: what is at home lasts" if with_days else "The taper rests: neither"
    assert line_of(alert).startswith(told)


def test_a_count_that_ends_before_the_refill_is_told_the_same_day(cast: Cast) -> None:
    running(cast)
    refill(cast, 7)
    assert not Alert.objects.filter(rule="running_out_early").exists()
    count(cast, tablets("60", "12"), tablets("30", "90"))
    alert = Alert.objects.get(rule="running_out_early")
    assert alert.urgency == "ORANGE"
    assert alert.values["days"] == "3"


def test_a_count_that_lasts_to_the_refill_raises_nothing(cast: Cast) -> None:
    running(cast)
    refill(cast, 7)
    count(cast, tablets("60", "21"), tablets("30", "21"))
    assert not Alert.objects.exists()


def test_a_refill_day_that_has_passed_goes_on_in_its_cycle(cast: Cast) -> None:
    running(cast)
    refill(cast, 2, every=14)
    cast.at = on_day(20)
    found = counted(cast)
    assert found.fills
    assert found.fills.fills[0].on == date(2027, 2, 3)


def test_the_units_of_a_fill_are_those_of_the_frozen_rendering(cast: Cast) -> None:
    plan = running(cast)
    today = local_date(cast.at, "America/Denver")
    frozen = {
        (row["product"], unit["strength"])
        for step in plan.steps.all()
        for row in step.rendering["step"]["medicines"]
        for dose in row["doses"].values()
        for unit in dose["units"]
    }
    assert {(key.product, key.strength) for key in units_ahead(plan, today)} == frozen


@pytest.mark.hazard("HZ-14")
def test_a_rest_stands_and_the_pharmacy_is_asked_although_the_supply_cannot_be_counted(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = running(cast)

    def breaks(*_args: object) -> None:
        raise KeyError("doses")

    monkeypatch.setattr("glidepath.care.supply.operations.supply_of", breaks)
    operations.hold(by=cast.marisol, at=cast.at, patient=cast.patient)
    plan.refresh_from_db()
    assert plan.state == "held"
    assert Alert.objects.get(rule="refill_after_hold").values == {}
