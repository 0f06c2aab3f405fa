"""The checker catches every planted fault, and every one of its checks is needed for one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import glidepath_clinical.tapering.certificate as checker
import pytest
from glidepath_clinical.tapering import certify, verify
from glidepath_clinical.tapering.certificate import CHECKS
from glidepath_clinical.tapering.document import content_hash

from .cases import medicine, morphine, planned, request
from .faults_of_forms import FAULTS_OF_FORMS
from .planted_faults import FAULTS, Json, sound_plan, the_hash_is_stale

CAUGHT_BY = {**FAULTS, **{fault: name for fault, (_, name) in FAULTS_OF_FORMS.items()}}


def spoiled(fault: Callable[[Json], None]) -> Json:
    document = FAULTS_OF_FORMS[fault][0]() if fault in FAULTS_OF_FORMS else sound_plan()
    fault(document)
    if fault is not the_hash_is_stale:
        document["content_hash"] = content_hash(document)
    return document


def test_the_plan_that_the_faults_are_planted_in_is_sound() -> None:
    document = sound_plan()
    assert certify(document).failed == ()
    assert [check["name"] for check in document["certificate"]["checks"]] == list(CHECKS)


@pytest.mark.parametrize("fault", CAUGHT_BY, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught_by_its_check(fault: Callable[[Json], None]) -> None:
    assert CAUGHT_BY[fault] in certify(spoiled(fault)).failed


@pytest.mark.parametrize("name", CHECKS)
def test_without_one_check_a_planted_fault_slips_through(name: str) -> None:
    rest = {other: check for other, check in CHECKS.items() if other != name}
    slipped = [fault for fault in CAUGHT_BY if CAUGHT_BY[fault] == name and certify(spoiled(fault), rest).holds]
    assert slipped, f"no planted fault needs {name}"


@pytest.mark.parametrize("damage", ["present", "steps", "products", "request"])
def test_a_document_with_a_part_missing_does_not_hold(damage: str) -> None:
    document = sound_plan()
    del document[damage]
    assert not verify(document).holds


@pytest.mark.parametrize("thing", [None, [], "plan", {}, {"outcome": "refused"}, {"outcome": "planned"}])
def test_what_is_not_a_plan_does_not_hold(thing: object) -> None:
    assert not verify(thing).holds


def test_a_number_that_is_not_a_text_does_not_hold() -> None:
    document = sound_plan()
    document["steps"][0]["medicines"][0]["daily"] = 225
    assert verify(document).failed == ("readable",)


def test_the_checker_imports_nothing_of_the_engine_but_numbers() -> None:
    for file in Path(checker.__file__ or "").parent.glob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from glidepath_clinical", "import glidepath_clinical")):
                assert "glidepath_clinical.quantities" in line or "tapering.certificate" in line, (file.name, line)


@pytest.mark.parametrize("base", {base for base, _ in FAULTS_OF_FORMS.values()}, ids=lambda base: base.__name__)
def test_the_other_plans_that_faults_are_planted_in_are_sound(base: Callable[[], Json]) -> None:
    assert certify(base()).failed == ()


def test_a_plan_on_a_fixed_amount_and_one_on_the_current_dose_hold() -> None:
    for pace in (
        {"reduction_amount": "15", "basis": "fixed", "every_days": 10},
        {"reduction_percent": "25", "basis": "current", "every_days": 14},
    ):
        assert planned(request(framework=None, pace=pace, medicines=[morphine("60", "60", "60")]))["certificate"][
            "holds"
        ]


def test_a_plan_with_confirmed_halves_holds() -> None:
    halves = medicine("morphine tablet", "22.5", "0", "37.5", strengths=["15"], halves_confirmed=["15"])
    assert planned(request(medicines=[halves]))["certificate"]["holds"]
