"""The checker catches every planted fault, and every one of its checks is needed for one of them."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path

import glidepath_clinical.tapering.certificate as checker
import pytest
from glidepath_clinical import quantities
from glidepath_clinical.cli.main import main
from glidepath_clinical.tapering import certify, verify
from glidepath_clinical.tapering.certificate import CHECKS
from glidepath_clinical.tapering.document import content_hash

from .cases import fresh, medicine, morphine, planned, request
from .faults_of_ending import FAULTS_OF_ENDING
from .faults_of_facts import FAULTS_OF_FACTS
from .faults_of_forms import FAULTS_OF_FORMS
from .faults_of_heading import FAULTS_OF_HEADING
from .faults_of_print import FAULTS_OF_PRINT
from .planted_faults import FAULTS, Json, sound_plan, the_hash_is_stale

IN_OTHER_PLANS = {**FAULTS_OF_FORMS, **FAULTS_OF_HEADING, **FAULTS_OF_PRINT, **FAULTS_OF_FACTS, **FAULTS_OF_ENDING}
CAUGHT_BY = {**FAULTS, **{fault: name for fault, (_, name) in IN_OTHER_PLANS.items()}}


def spoiled(fault: Callable[[Json], None]) -> Json:
    document = fresh(IN_OTHER_PLANS[fault][0] if fault in IN_OTHER_PLANS else sound_plan)
    fault(document)
    if fault is not the_hash_is_stale:
        document["content_hash"] = content_hash(document)
    return document


def test_more_than_thirty_faults_are_planted() -> None:
    assert len(CAUGHT_BY) > 60


def test_the_plan_that_the_faults_are_planted_in_is_sound() -> None:
    document = fresh(sound_plan)
    assert certify(document).failed == ()
    assert [check["name"] for check in document["certificate"]["checks"]] == list(CHECKS)


@pytest.mark.parametrize("fault", CAUGHT_BY, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught_by_its_check(fault: Callable[[Json], None]) -> None:
    assert CAUGHT_BY[fault] in certify(spoiled(fault)).failed


@pytest.mark.parametrize("fault", FAULTS_OF_HEADING, ids=lambda fault: fault.__name__)
def test_the_command_ends_with_4_and_names_the_check_of_a_heading_that_was_changed(
    fault: Callable[[Json], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(spoiled(fault)), encoding="utf-8")
    assert main(["verify", str(path)]) == 4
    assert CAUGHT_BY[fault] in capsys.readouterr().out


@pytest.mark.parametrize("name", CHECKS)
def test_without_one_check_a_planted_fault_slips_through(name: str) -> None:
    rest = {other: check for other, check in CHECKS.items() if other != name}
    slipped = [fault for fault in CAUGHT_BY if CAUGHT_BY[fault] == name and certify(spoiled(fault), rest).holds]
    assert slipped, f"no planted fault needs {name}"


@pytest.mark.parametrize("damage", ["present", "steps", "products", "request"])
def test_a_document_with_a_part_missing_does_not_hold(damage: str) -> None:
    document = fresh(sound_plan)
    del document[damage]
    assert not verify(document).holds


@pytest.mark.parametrize("thing", [None, [], "plan", {}, {"outcome": "refused"}, {"outcome": "planned"}])
def test_what_is_not_a_plan_does_not_hold(thing: object) -> None:
    assert not verify(thing).holds


def test_a_number_that_is_not_a_text_does_not_hold() -> None:
    document = fresh(sound_plan)
    document["steps"][0]["medicines"][0]["daily"] = 225
    assert verify(document).failed == ("readable",)


def imported_by(folder: Path) -> set[str]:
    """Every module that the files of a folder import, inside functions too; relative ones as they are written."""
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add("." * node.level + (node.module or ""))
    return found


def test_the_checker_shares_nothing_with_the_engine_but_exact_numbers() -> None:
    certificate, numbers = "glidepath_clinical.tapering.certificate", "glidepath_clinical.quantities"
    of_checker, of_numbers = imported_by(Path(checker.__file__).parent), imported_by(Path(quantities.__file__).parent)
    ours = {name for name in of_checker if name.startswith((".", "glidepath", "importlib"))}
    data = "importlib.resources"  # the formulary's table, read by the checker's own reader
    assert {name for name in ours if not name.startswith(certificate)} == {numbers, data}
    assert all(name.startswith(numbers) for name in of_numbers if name.startswith((".", "glidepath")))


@pytest.mark.parametrize(
    "base", dict.fromkeys(base for base, _ in IN_OTHER_PLANS.values()), ids=lambda base: base.__name__
)
def test_the_other_plans_that_faults_are_planted_in_are_sound(base: Callable[[], Json]) -> None:
    assert certify(fresh(base)).failed == ()


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
