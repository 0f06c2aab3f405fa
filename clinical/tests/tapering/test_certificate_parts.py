"""The parts of the checker one by one: what it says, the largest cut it allows, the doses it can make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.tapering import certify, verify
from glidepath_clinical.tapering.certificate import CheckResult, each, lowered
from glidepath_clinical.tapering.certificate.agreed import Agreed, agreed_of, first_change_is_to_come, largest_cut
from glidepath_clinical.tapering.certificate.dispensable import can_be_dispensed_between
from glidepath_clinical.tapering.certificate.reading import ReadCourse, read_plan

from .cases import fresh
from .small_changes import SOUND, tablets, two

Json = dict[str, Any]


def course(document: Json) -> ReadCourse:
    """The first medicine of a plan as the checker reads it."""
    return read_plan(document).medicines[0]


def odd(_medicine: ReadCourse) -> Iterator[str]:
    yield "is odd"


def test_a_check_of_one_medicine_names_it_where_there_are_several() -> None:
    several, one = read_plan(fresh(two)), read_plan(fresh(tablets))
    names = ["morphine ER tablet", "oxycodone tablet", "clonidine tablet"]
    assert list(each(odd)(several)) == [f"{name}: is odd" for name in names]
    assert list(lowered(odd)(several)) == [f"{name}: is odd" for name in names[:2]]
    assert list(each(odd)(one)) == list(lowered(odd)(one)) == ["is odd"]


@pytest.mark.parametrize(
    ("thing", "because"),
    [
        ("a plan", "this is not a JSON object"),
        ({**fresh(tablets), "outcome": "refused"}, "this is not a plan: its outcome is not planned"),
        ({name: value for name, value in fresh(tablets).items() if name != "present"}, "KeyError: 'present'"),
    ],
)
def test_what_is_no_plan_fails_one_check_that_says_why(thing: object, because: str) -> None:
    expected = {"holds": False, "checks": [{"name": "readable", "holds": False, "because": [because]}]}
    assert verify(thing).to_json() == expected


def test_a_sound_plan_is_verified_and_says_nothing_against_itself() -> None:
    stated = verify(fresh(tablets)).to_json()
    assert stated["holds"]
    assert all(check["holds"] and check["because"] == [] for check in stated["checks"])


def test_a_check_that_breaks_does_not_hold_and_five_problems_are_told() -> None:
    def breaks(_plan: object) -> Iterator[str]:
        yield from ()
        raise ValueError("no number")

    (result,) = certify(fresh(tablets), {"breaks": breaks}).checks
    assert (result.holds, result.problems) == (False, ("cannot be checked: ValueError: no number",))
    assert CheckResult("many", tuple("abcdef")).to_json() == {"name": "many", "holds": False, "because": list("abcde")}


TENTH, HALF = Fraction(1, 10), Fraction(1, 2)
SIXTH, FIFTH, THIRD = Fraction(1, 6), Fraction(1, 5), Fraction(1, 3)
TAIL = Agreed("original", TENTH, 28, slow_below=Fraction(3, 10))


@pytest.mark.parametrize(
    ("agreed", "before", "after", "is_first", "most"),
    [
        (Agreed("original", TENTH, 28), 50, 45, False, 10),
        (Agreed("current", TENTH, 28), 50, 45, False, 5),
        (Agreed("fixed", Fraction(15), 28, first_cap=Fraction(20)), 50, 45, True, 20),
        (Agreed("fixed", Fraction(15), 28, first_cap=Fraction(20)), 50, 45, False, 15),
        (Agreed("fixed", Fraction(15), 28), 50, 45, True, 15),
        (Agreed("original", TENTH, 28, first_cap=HALF), 60, 30, True, 50),
        (Agreed("original", TENTH, 28, first_cap=HALF), 60, 30, False, 10),
        (Agreed("current", TENTH, 28, first_cap=HALF), 60, 30, True, 30),
        (TAIL, 40, 30, False, 10),
        (TAIL, 40, 29, False, 4),
        (TAIL, 30, 27, False, 3),
        (TAIL, 31, 30, False, 10),
    ],
)
def test_the_largest_cut_from_an_original_dose_of_100(
    agreed: Agreed, before: int, after: int, is_first: bool, most: int
) -> None:
    doses = {"before": Fraction(before), "after": Fraction(after), "original": Fraction(100)}
    assert largest_cut(agreed, **doses, is_first=is_first) == most


def agreed_with(**more: Any) -> Agreed:
    """What the checker reads as agreed in a request for the slower VA taper with these members."""
    document = fresh(tablets)
    document["request"] = {**document["request"], "framework": "va-slower", "pace": None, **more}
    return agreed_of(course(document))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, Agreed("original", FIFTH, 28, target=SIXTH)),
        ({"pace": {"every_days": 14}}, Agreed("original", FIFTH, 14, target=SIXTH)),
        ({"pace": {"reduction_percent": "5"}}, Agreed("original", Fraction(1, 20), 28, target=Fraction(1, 20))),
        (
            {"pace": {"reduction_percent": "5", "cap_percent": "25"}},
            Agreed("original", Fraction(1, 4), 28, target=Fraction(1, 20)),
        ),
        ({"pace": {"basis": "current"}}, Agreed("current", FIFTH, 28, target=SIXTH)),
        (
            {"pace": {"reduction_amount": "7.5", "basis": "fixed"}},
            Agreed("fixed", Fraction(15, 2), 28, target=Fraction(15, 2)),
        ),
        ({"eased": {"step_halved": "2"}}, Agreed("original", Fraction(1, 20), 28, target=Fraction(1, 24))),
        ({"eased": {"interval_doubled": "1"}}, Agreed("original", FIFTH, 56, target=SIXTH)),
        ({"framework": "va-rapid"}, Agreed("original", FIFTH, 1, HALF, None, (4, 3), SIXTH, THIRD)),
        (
            {"framework": "va-rapid", "pace": {"every_days": 2}},
            Agreed("original", FIFTH, 2, HALF, target=SIXTH, first_target=THIRD),
        ),
        (
            {"framework": "va-rapid", "pace": {"cap_percent": "25"}},
            Agreed("original", Fraction(1, 4), 1, None, None, (4, 3), SIXTH),
        ),
        (
            {"framework": "va-rapid", "pace": {"basis": "current"}},
            Agreed("current", FIFTH, 1, None, None, (4, 3), SIXTH),
        ),
        (
            {"framework": "va-rapid", "eased": {"step_halved": "1", "interval_doubled": "1"}},
            Agreed("original", TENTH, 2, Fraction(1, 4), None, (8, 6), SIXTH / 2, SIXTH),
        ),
        ({"framework": "cdc22-short"}, Agreed("original", TENTH, 7, None, Fraction(3, 10), target=TENTH)),
    ],
)
def test_what_was_agreed_is_read_from_the_request_alone(more: Json, expected: Agreed) -> None:
    assert agreed_with(**more) == expected


NOTHING = "the request names neither a framework nor a pace"
OPEN = "the pace leaves its basis, its size or its interval open"


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"framework": None}, NOTHING),
        ({"framework": None, "pace": {"every_days": 7, "basis": "original"}}, OPEN),
        ({"framework": None, "pace": {"reduction_percent": "10", "basis": "original"}}, OPEN),
        ({"framework": None, "pace": {"reduction_percent": "10", "every_days": 7}}, OPEN),
        ({"eased": {"step_halved": "0.5"}}, "1/2 is no number of times that a pace can be eased"),
        ({"eased": {"interval_doubled": "-1"}}, "-1 is no number of times that a pace can be eased"),
    ],
)
def test_a_request_that_leaves_its_bounds_open_has_no_certificate(more: Json, because: str) -> None:
    with pytest.raises(ValueError) as refused:
        agreed_with(**more)
    assert str(refused.value) == because


SITE: Json = {"id": "ours", "basis": "original", "target_percent": "10", "cap_percent": "20", "every_days": 14}


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({}, Agreed("original", FIFTH, 14, target=TENTH)),
        (
            {"first_target_percent": "30", "first_cap_percent": "40"},
            Agreed("original", FIFTH, 14, Fraction(2, 5), target=TENTH, first_target=Fraction(3, 10)),
        ),
        ({"slow_below_percent": "30"}, Agreed("original", FIFTH, 14, None, Fraction(3, 10), target=TENTH)),
        ({"terminal_days": [3, 2]}, Agreed("original", FIFTH, 14, None, None, (3, 2), TENTH)),
        (
            {
                "basis": "fixed",
                "target_amount": "5",
                "cap_amount": "7.5",
                "first_target_amount": "10",
                "first_cap_amount": "15",
            },
            Agreed("fixed", Fraction(15, 2), 14, Fraction(15), target=Fraction(5), first_target=Fraction(10)),
        ),
    ],
)
def test_a_sites_own_framework_is_read_from_the_request(site: Json, expected: Agreed) -> None:
    assert agreed_with(framework="ours", site_framework={**SITE, **site}) == expected


@pytest.mark.parametrize(
    ("continues", "own", "expected"),
    [
        (None, None, True),
        ({"first_change_done": True}, None, False),
        ({"first_change_done": False}, None, True),
        ({"first_change_done": True}, False, True),
        ({"first_change_done": False}, True, False),
    ],
)
def test_the_first_change_comes_once(continues: Json | None, own: bool | None, expected: bool) -> None:
    plan = course(fresh(tablets))
    request, wish = {**plan.request, "continues": continues}, {**plan.wish, "first_change_done": own}
    assert first_change_is_to_come(replace(plan, request=request, wish=wish)) is expected


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("tablets", [0, 15, 30, 45, 60, 75]),
        ("halves", [0, 2.5, 5, 7.5, 10, 12.5]),
        ("a liquid", [0, 2, 4, 6, 8, 10, 12, 14, 16]),
        ("a patch", [0, 12, 24, 25, 36, 37]),
        ("a combination", [0, 5, 10, 15, 20]),
    ],
)
def test_the_daily_doses_that_can_be_made_lie_where_they_lie(name: str, made: list[float]) -> None:
    plan, doses = course(fresh(SOUND[name])), [Fraction(str(dose)) for dose in made]
    little = Fraction(1, 100)
    for dose in doses:
        assert can_be_dispensed_between(plan, dose, dose + little)
    for low, high in zip(doses, [*doses[1:], Fraction(1000)], strict=True):
        assert not can_be_dispensed_between(plan, low + little, high)


def test_a_limit_beside_the_dose_leaves_out_what_needs_too_many_tablets() -> None:
    document = fresh(SOUND["a combination"])
    document["products"][0]["limit"]["amount"] = "650"
    plan = course(document)
    assert can_be_dispensed_between(plan, Fraction(10), Fraction(11))
    assert not can_be_dispensed_between(plan, Fraction(11), Fraction(100))
    document["products"][0]["limit"] = {"of": "units", "amount": "3", "unit": "tablets"}
    plan = course(document)
    assert can_be_dispensed_between(plan, Fraction(15), Fraction(16))
    assert not can_be_dispensed_between(plan, Fraction(16), Fraction(100))
