"""Whatever stands in a request, a plan or a log: an answer by name, and never a crash."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from glidepath_clinical.cli.main import main
from glidepath_clinical.tapering import Planned, PlanRequest, UnusableInput, plan, verify
from glidepath_clinical.tapering.change import change
from glidepath_clinical.tapering.proposal import Answers

from .cases import codes, medicine, morphine, planned, request
from .change_events import EVENTS, event

Json = dict[str, Any]
Place = tuple[str | int, ...]

DEEP: Any = []
for _ in range(800):
    DEEP = [DEEP]
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**30), 10**400, 1.5, float("nan"), float("inf"),
    "", "  ", "0", "-5", "1e5", "NaN", "Infinity", "٣", "１５", "½", "1/2", "1/0", "0x10", "1_000", "1" * 5000,
    "0." + "0" * 400 + "1", "90.000000000000000000000000000001", "15/325", "a" * 100_000, "\ud800", "\x00",
    "2027-01-01", "2026-12-31", "9999-12-31", "0001-01-01", "2027-W01-1", "20270101", "2027-02-30", "２０２７-01-01",
    "stop", "unknown", "morphine", "monday", [], {}, [[]], [{}], [None], ["15", "15"], ["15", "0"], ["monday"] * 9,
    {"a": 1}, {"morning": "1"}, {"morning": None}, {"kind": "stop"}, {"kind": "dose", "daily": "1000000000"}, DEEP,
)  # fmt: skip
SITE = {
    "id": "site-slow", "name": "Slow", "version": "1", "source": "our pharmacy", "population": "adults",
    "approved_by": "Dr Park", "follow_up": "monthly", "in_person": "no", "classes": ["opioid"], "basis": "original",
    "target_percent": "20", "cap_percent": "25", "first_target_percent": "30", "first_cap_percent": "40",
    "every_days": 28, "terminal_days": [7, 7],
}  # fmt: skip
PERSON = {"age_years": "40", "pregnant": "no", "sign_offs": ["pregnant"], "mental_health_consulted": "yes"}
BEGAN = {"morning": "90", "noon": "90", "evening": "90"}
CONTINUES = {"on_step": "1", "first_change_done": True, "original_doses": BEGAN}
REQUESTS: dict[str, Json] = {
    "usual": request(pace={"reduction_percent": "10", "basis": "original", "every_days": 28}),
    "rich": request(
        framework="site-slow", site_framework=SITE, person=PERSON, continues=CONTINUES, packing="fewest_units",
        protected_dates=["2027-02-08"], allowed_weekdays=["monday"],
        refill_cycle={"every_days": 28, "on": "2027-01-11"},
        eased={"step_halved": 0, "interval_doubled": 1},
    ),
    "liquid": request(
        framework=None, goal={"kind": "percent", "percent": "50"},
        pace={"reduction_amount": "1", "basis": "fixed", "every_days": 14},
        medicines=[{**medicine("methadone oral solution / concentrate", "5", strengths=["1"]),
                    "measurable_volume": "0.5", "ordered_maximum": "10", "as_needed": True}],
    ),
    "patch": request(
        goal={"kind": "mme", "mme_per_day": "50"}, framework=None,
        pace={"reduction_percent": "25", "basis": "original", "every_days": 30},
        medicines=[{"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"},
                    "wear_hours": "72", "patch_changed_on": "2027-01-02"}],
    ),
    "several": request(
        order=["morphine ER tablet", "diazepam tablet"], order_reason="opioid_first", override_lock="signed by two",
        medicines=[morphine("30", "30", "30"),
                   {**medicine("diazepam tablet", "10"), "framework": "asam25-benzodiazepine", "role": "taper",
                    "pace": {"cap_percent": "50"}, "goal": {"kind": "dose", "daily": "5"}}],
    ),
}  # fmt: skip


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    yield at
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, row in rows:
        yield from places(row, (*at, name))


def put(value: Any, at: Place, odd: Any) -> Any:
    if not at:
        return odd
    copy = deepcopy(value)
    inner = copy
    for name in at[:-1]:
        inner = inner[name]
    inner[at[-1]] = odd
    return copy


def spoiled(value: Any, seed: int, each: int) -> Iterator[Any]:
    """The value with one place after another replaced by something odd."""
    chance = random.Random(seed)
    for at in places(value):
        for odd in chance.sample(ODD, each):
            yield put(value, at, odd)


def holds_or_is_refused(body: Any) -> None:
    try:
        answer = plan(PlanRequest.from_json(body))
    except UnusableInput as error:
        assert error.field
        assert len(error.message) < 400
        (error.field + error.message).encode()
        return
    json.dumps(answer.to_json(), ensure_ascii=False).encode()
    if isinstance(answer, Planned):
        assert answer.holds
    else:
        assert "certificate_failed" not in answer.codes


@pytest.mark.parametrize("name", REQUESTS)
def test_an_odd_request_is_planned_with_a_certificate_or_refused_by_name(name: str) -> None:
    assert plan(PlanRequest.from_json(REQUESTS[name])).to_json()["outcome"] in ("planned", "refused")
    for body in spoiled(REQUESTS[name], seed=11, each=8):
        holds_or_is_refused(body)


def test_an_odd_plan_is_never_certified_and_never_breaks_the_checker() -> None:
    document = planned(REQUESTS["several"])
    document["steps"] = [document["steps"][0], *document["steps"][-1:]]
    for spoilt in spoiled(document, seed=12, each=2):
        assert not verify(spoilt).holds


@pytest.mark.parametrize("kind", EVENTS)
def test_an_odd_event_changes_the_plan_or_is_refused_by_name(kind: str) -> None:
    document = planned(request())
    for spoilt in spoiled(event(kind), seed=13, each=8):
        try:
            answer = change(document, [spoilt]).to_json()
        except UnusableInput as error:
            assert error.field
            continue
        for version in answer["versions"]:
            assert version["certificate"]["holds"]


def test_odd_answers_lead_to_no_proposal() -> None:
    for odd in ODD:
        for name in ("cows", "peg_now", "danger_signs_open"):
            try:
                Answers.from_json({name: odd})
            except UnusableInput as error:
                assert error.field == f"answers.{name}"


@pytest.mark.parametrize(
    ("at", "odd", "named"),
    [
        (("starts_on",), "9999-12-31", "starts_on"),
        (("starts_on",), "2026-12-31", "starts_on"),
        (("medicines", 0, "doses", "noon"), "1e5", "medicines[0].doses.noon"),
        (("medicines", 0, "doses", "noon"), "NaN", "medicines[0].doses.noon"),
        (("medicines", 0, "doses", "noon"), "-90", "medicines[0].doses.noon"),
        (("medicines", 0, "doses", "noon"), "９０", "medicines[0].doses.noon"),
        (("medicines", 0, "doses", "noon"), float("nan"), "medicines[0].doses.noon"),
        (("medicines", 0, "doses", "noon"), 10**4000, "medicines[0].doses.noon"),
        (("medicines", 0, "product"), "\ud800", "medicines[0].product"),
        (("medicines",), [], "medicines"),
    ],
)
def test_the_command_ends_with_2_and_names_the_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: Place, odd: Any, named: str
) -> None:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(put(request(), at, odd)), encoding="utf-8")
    assert main(["plan", str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["error"]["field"] == named
    assert captured.err.startswith(f"{named}: ")
    assert captured.err.count(named) == 1


def test_a_file_nested_too_deep_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "request.json"
    path.write_text(json.dumps(put(request(), ("goal",), DEEP)), encoding="utf-8")
    for command in ("plan", "verify", "change"):
        assert main([command, str(path)]) == 2
        assert "too deep" in capsys.readouterr().err


def test_a_plan_that_ends_after_the_calendar_is_refused_by_name() -> None:
    pace = {"reduction_percent": "1", "cap_percent": "50", "basis": "original", "every_days": 3660}
    rows = [morphine("600", "600", "600")]
    body = request(framework=None, pace=pace, eased={"interval_doubled": "5"}, medicines=rows)
    assert codes(body) == ["no_day_for_step"]


def test_days_that_exclude_each_other_are_refused_by_name_with_offers_too() -> None:
    days = {"refill_cycle": {"every_days": 28, "on": "2027-01-01"}, "allowed_weekdays": ["monday"]}
    assert codes(request(framework="fda-label", pace={"reduction_percent": "10"}, **days)) == ["no_day_for_step"]


def test_a_member_that_is_null_is_as_if_left_out() -> None:
    nulls = {"eased": {"step_halved": None}, "order": None, "person": None, "protected_dates": None}
    rows = [{**morphine("90", "90", "90"), "role": None, "goal": None, "wear_hours": None}]
    steps = planned(request(medicines=rows) | nulls)["steps"]
    assert steps == planned(request())["steps"]
