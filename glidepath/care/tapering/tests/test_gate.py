"""The gate as a value: each fact into exactly one group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glidepath.care.tapering.gate import GateFacts, earliest_day, weigh
from glidepath.care.tapering.response import Limits, Response, weigh_response

TODAY = date(2027, 2, 8)
STEADY = Response(
    days_answered=7,
    last_answer_on=TODAY,
    pain_values=(Decimal(5),) * 7,
    pain_baseline=Decimal(5),
    peg=Decimal(5),
    peg_on=TODAY,
    peg_baseline=Decimal(5),
    phq9=Decimal(6),
    phq9_on=TODAY,
    phq9_baseline=Decimal(6),
    phq9_item9=0,
    as_planned_days=7,
    not_as_planned_days=0,
    extra_dose_days=0,
    last_talk_on=TODAY,
    today=TODAY,
    limits=Limits(pain_rise=Decimal(2), phq9_rise=Decimal(5)),
)
OPEN_DOOR = GateFacts(
    state="running",
    step_number=2,
    next_number=2,
    previous_begun=True,
    hold_open=False,
    consent_ref="0190",
    stopping_alerts=(),
    naloxone="yes",
    naloxone_until=date(2029, 1, 1),
    not_assessed=(),
    person_refusals=(),
    certificate_failing=(),
    today=TODAY,
    earliest_on=TODAY,
    response=STEADY,
)


def test_with_everything_there_and_steady_the_verdict_is_ready() -> None:
    found = weigh(OPEN_DOOR)
    assert (found.verdict, found.blocks, found.unknown, found.speaks_against) == ("ready", (), (), ())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": "held"}, "plan_not_running"),
        ({"hold_open": True}, "hold_open"),
        ({"step_number": 3}, "not_the_next_step"),
        ({"previous_begun": False}, "previous_step_not_begun"),
        ({"consent_ref": None}, "no_consent_to_step"),
        ({"stopping_alerts": (("RED", "overdose_signs"),)}, "open_alert"),
        ({"naloxone": "no", "naloxone_until": None}, "naloxone_missing"),
        ({"naloxone": "no", "naloxone_until": date(2027, 1, 1)}, "naloxone_expired"),
        ({"naloxone": "unknown", "naloxone_until": None}, "naloxone_unknown"),
        ({"person_refusals": ("pregnancy",)}, "person_refuses"),
        ({"not_assessed": ("suicidality",)}, "person_not_assessed"),
        ({"certificate_failing": ("daily_falls",)}, "certificate_fails"),
    ],
)
def test_each_missing_condition_alone_blocks_by_its_name(change: dict[str, object], code: str) -> None:
    found = weigh(replace(OPEN_DOOR, **change))  # type: ignore[arg-type]  one field each
    assert found.verdict == "not_ready"
    assert [line.code for line in found.blocks] == [code]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"days_answered": 3}, "few_check_ins"),
        ({"pain_values": (Decimal(5),) * 3}, "pain_unknown"),
        ({"pain_baseline": None}, "pain_baseline_unknown"),
        ({"peg": None}, "peg_unknown"),
        ({"peg_baseline": None}, "peg_baseline_unknown"),
        ({"phq9": None}, "phq9_unknown"),
        ({"phq9_baseline": None}, "phq9_baseline_unknown"),
        ({"last_talk_on": date(2027, 1, 31)}, "no_recent_talk"),
        ({"last_talk_on": None}, "no_recent_talk"),
    ],
)
def test_what_is_not_known_makes_the_verdict_cannot_say(change: dict[str, object], code: str) -> None:
    found = weigh(replace(OPEN_DOOR, response=replace(STEADY, **change)))  # type: ignore[arg-type]  one field each
    assert found.verdict == "cannot_say"
    assert [line.code for line in found.unknown] == [code]
    assert found.needs_reason


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pain_values": (Decimal(7),) * 7}, "pain_up"),
        ({"peg": Decimal(7)}, "peg_up"),
        ({"peg": Decimal("3.9"), "peg_baseline": Decimal(3)}, "peg_up"),
        ({"phq9": Decimal(11)}, "phq9_up"),
        ({"phq9_item9": 1}, "phq9_item9"),
        ({"extra_dose_days": 1}, "not_as_planned"),
        ({"not_as_planned_days": 2}, "not_as_planned"),
    ],
)
def test_a_worse_answer_speaks_against(change: dict[str, object], code: str) -> None:
    found = weigh_response(replace(STEADY, **change))  # type: ignore[arg-type]  one field each
    assert [line.code for line in found.speaks_against] == [code]


@pytest.mark.parametrize(
    "change",
    [{"pain_values": (Decimal("6.9"),) * 7}, {"peg": Decimal("5.9")}, {"phq9": Decimal(10)}],
)
def test_just_below_the_limit_speaks_for(change: dict[str, object]) -> None:
    assert not weigh_response(replace(STEADY, **change)).speaks_against  # type: ignore[arg-type]  one field each


@pytest.mark.hazard("HZ-20")
def test_with_no_answers_at_all_nothing_of_the_response_speaks_for() -> None:
    silent = replace(
        STEADY, days_answered=0, as_planned_days=0, pain_values=(), peg=None, phq9=None, phq9_item9=None,
        last_talk_on=None,
        last_answer_on=None,
    )  # fmt: skip
    found = weigh_response(silent)
    assert found.speaks_for == ()
    assert len(found.unknown) == 6


@given(
    planned=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    today=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    since=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    days=st.integers(0, 60),
)
def test_a_step_never_begins_in_the_past_nor_early_nor_too_soon(
    planned: date, today: date, since: date, days: int
) -> None:
    on = earliest_day(planned_on=planned, today=today, since=since, minimum_days=days)
    assert on >= planned
    assert on >= today
    assert (on - since).days >= days


def test_the_kept_gate_is_plain_data() -> None:
    kept = weigh(replace(OPEN_DOOR, consent_ref=None)).to_json()
    assert kept["blocks"] == [{"code": "no_consent_to_step", "values": {"step": "2"}, "source": "consent"}]
