"""A site's own framework, refill days, and the frameworks for other classes than opioids."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from glidepath_clinical.tapering import PlanRequest, UnusableInput

from .cases import codes, dailies, medicine, planned, refused, request

SITE: dict[str, Any] = {
    "id": "site-slow", "name": "Our slow taper", "version": "3", "source": "Protocol of the pain board, 2026",
    "population": "older than 65 years", "approved_by": "medical director", "classes": ["opioid"],
    "basis": "original", "target_percent": "10", "cap_percent": "12", "every_days": 42,
    "follow_up": "monthly", "in_person": "once before the start",
}  # fmt: skip


def with_site(**changes: Any) -> dict[str, Any]:
    site = {name: value for name, value in {**SITE, **changes}.items() if value is not None}
    return request(framework=site["id"], site_framework=site)


def test_a_plan_can_follow_a_sites_own_framework_and_names_its_source() -> None:
    document = planned(with_site())
    assert document["source"]["mark"] == "site"
    assert "medical director" in document["source"]["title"]
    assert dailies(document)[0] == "240"
    assert document["pace"]["every_days"] == 42


def test_a_site_framework_can_slow_down_at_low_doses() -> None:
    document = planned(with_site(slow_below_percent="50", target_percent="20", cap_percent="25"))
    assert document["pace"]["tail"]["below"] == "1/2"
    assert document["certificate"]["holds"]


def test_a_site_framework_can_have_a_first_change_and_a_fixed_basis() -> None:
    document = planned(with_site(first_target_percent="20", first_cap_percent="25"))
    assert dailies(document)[0] == "210"
    fixed = {"target_percent": None, "cap_percent": None, "target_amount": "15", "cap_amount": "15"}
    assert dailies(planned(with_site(basis="fixed", terminal_days=[28, 14], **fixed)))[0] == "255"


INCONSISTENT = [
    ("a published name", {"id": "my-va"}, "site_framework.id"),
    ("a cap below the aim", {"cap_percent": "8"}, "site_framework.cap"),
    ("more than half at once", {"cap_percent": "60"}, "site_framework.cap"),
    ("slow at a share of no original", {"basis": "current", "slow_below_percent": "30"},
     "site_framework.slow_below_percent"),
    ("a first cap below its aim", {"first_target_percent": "20", "first_cap_percent": "15"},
     "site_framework.first_cap"),
    ("a first change above half", {"first_target_percent": "20", "first_cap_percent": "70"},
     "site_framework.first_cap"),
    ("a first change and a slow end", {"first_target_percent": "20", "first_cap_percent": "20",
     "slow_below_percent": "30"}, "site_framework.first_cap"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field"), [row[1:] for row in INCONSISTENT], ids=[row[0] for row in INCONSISTENT])
def test_a_site_framework_that_contradicts_itself_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    rows = refused(with_site(**changes))["refusals"]
    assert ("site_framework_inconsistent", field) in [(row["code"], row.get("field")) for row in rows]


UNREADABLE = [
    ({"target_percent": None}, "site_framework.target"),
    ({"first_cap_percent": "20"}, "site_framework.first_target"),
    ({"classes": []}, "site_framework.classes"),
    ({"classes": ["wizardry"]}, "site_framework.classes[0]"),
    ({"terminal_days": [0]}, "site_framework.terminal_days[0]"),
    ({"approved_by": None}, "site_framework.approved_by"),
    ({"colour": "blue"}, "site_framework.colour"),
]


@pytest.mark.parametrize(("changes", "field"), UNREADABLE)
def test_a_site_framework_that_cannot_be_read_names_the_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        PlanRequest.from_json(with_site(**changes))
    assert caught.value.field == field


def test_a_site_framework_is_for_its_classes_alone() -> None:
    assert codes({**with_site(classes=["gabapentinoid"])}) == ["framework_not_for_class"]


def test_steps_begin_on_days_of_refill() -> None:
    cycle = {"every_days": 14, "on": "2027-01-06"}
    document = planned(request(refill_cycle=cycle))
    starts = [date.fromisoformat(step["starts_on"]) for step in document["steps"]]
    assert all((day - date(2027, 1, 6)).days % 14 == 0 for day in starts)
    assert any("day of refill" in said for said in document["because"])


def test_a_pace_shorter_than_the_refill_cycle_waits_for_the_first_refill_alone() -> None:
    document = planned(request(framework="va-faster", refill_cycle={"every_days": 28, "on": "2027-01-18"}))
    assert [step["starts_on"] for step in document["steps"][:2]] == ["2027-01-18", "2027-01-25"]


def test_a_benzodiazepine_is_never_lowered_by_more_than_a_quarter_of_the_dose_taken_now() -> None:
    row = medicine("clonazepam orally disintegrating tablet", "1", "0", "1", strengths=["0.125", "0.25", "0.5"])
    document = planned(
        request(framework="asam25-benzodiazepine", goal={"kind": "dose", "daily": "0.5"}, medicines=[row])
    )
    assert dailies(document)[:4] == ["1.75", "1.625", "1.5", "1.25"]


@pytest.mark.parametrize(
    ("framework", "first"),
    [("gabapentinoid-low", "900"), ("gabapentinoid-moderate", "1100"), ("gabapentinoid-high", "1100")],
)
def test_gabapentin_follows_the_share_of_its_risk_category(framework: str, first: str) -> None:
    row = medicine("gabapentin capsule", "400", "400", "400", strengths=["100", "300", "400"])
    body = request(framework=framework, goal={"kind": "dose", "daily": "600"}, medicines=[row])
    document = planned(body) if framework != "gabapentinoid-high" else refused(body)
    steps = document.get("steps") or document["steps_so_far"]
    assert steps[0]["medicines"][0]["daily"] == first


def test_a_framework_for_benzodiazepines_is_not_for_opioids() -> None:
    assert codes(request(framework="asam25-benzodiazepine")) == ["framework_not_for_class"]
    assert codes(request(framework="gabapentinoid-low")) == ["framework_not_for_class"]
