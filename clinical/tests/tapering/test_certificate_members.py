"""A plan with something more in it than a plan has does not hold, though its hash is made anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from glidepath_clinical.tapering import certify
from glidepath_clinical.tapering.document import content_hash

from .cases import planned, request
from .faults_of_forms import a_combination, a_patch

Json = dict[str, Any]


def in_a_dose(document: Json) -> None:
    document["steps"][0]["medicines"][0]["doses"]["morning"]["text"] = "900 mg"


def in_a_unit(document: Json) -> None:
    document["present"]["medicines"][0]["doses"]["morning"]["units"][0]["note"] = "take two"


def in_a_row(document: Json) -> None:
    document["steps"][1]["medicines"][0]["words"] = "900 mg"


def in_a_step(document: Json) -> None:
    document["steps"][1]["text"] = "900 mg"


def in_a_patch(document: Json) -> None:
    document["steps"][0]["medicines"][0]["patch"]["text"] = "two at once"


def in_a_product(document: Json) -> None:
    document["products"][0]["note"] = "900 mg"


def in_a_limit(document: Json) -> None:
    document["products"][0]["limit"]["note"] = "8000 mg"


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("plan_of", "add", "where"),
    [
        (lambda: planned(request()), in_a_dose, "step 1: doses.morning.text"),
        (lambda: planned(request()), in_a_unit, "step 0: doses.morning.units.note"),
        (lambda: planned(request()), in_a_row, "step 2: words"),
        (lambda: planned(request()), in_a_step, "step 2: text"),
        (lambda: planned(request()), in_a_product, "products[0].note"),
        (a_patch, in_a_patch, "step 1: patch.text"),
        (a_combination, in_a_limit, "products[0].limit.note"),
    ],
)
def test_a_member_that_no_plan_has_is_named(
    plan_of: Callable[[], Json], add: Callable[[Json], None], where: str
) -> None:
    document = plan_of()
    assert certify(document).holds
    add(document)
    document["content_hash"] = content_hash(document)
    certificate = certify(document)
    assert certificate.failed == ("members_are_known",)
    (check,) = [check for check in certificate.checks if not check.holds]
    assert check.problems == (f"{where} is no member of a plan",)
