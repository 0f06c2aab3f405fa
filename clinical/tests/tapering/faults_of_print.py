"""Faults in what a plan prints beside its doses: units, the order, what its load leaves out."""

from __future__ import annotations

from collections.abc import Callable

from .cases import medicine, planned, request
from .faults_of_forms import Json, a_liquid, a_patch, an_as_needed_medicine, row, two_medicines


def buprenorphine() -> Json:
    """An opioid that has no factor: its plan says that the load leaves it out."""
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    film = medicine("buprenorphine/naloxone sublingual film", "8", "8", strengths=["8/2"])
    return planned(request(framework=None, pace=pace, medicines=[film]))


def the_ordered_maximum_is_printed_higher(document: Json) -> None:
    document["products"][0]["ordered_maximum"] = "60"


def what_is_taken_as_needed_is_printed_as_fixed(document: Json) -> None:
    document["products"][0]["as_needed"] = False


def a_new_rate_is_written_in_milligrams(document: Json) -> None:
    row(document, 2)["unit"] = "mg"


def the_concentration_is_written_as_a_strength(document: Json) -> None:
    row(document, 1)["strength_unit"] = "mg"


def the_whole_plan_is_in_another_unit_than_asked(document: Json) -> None:
    document["products"][0]["unit"] = "mcg"
    for step in [document["present"], *document["steps"]]:
        step["medicines"][0]["unit"] = "mcg"


def an_opioid_is_left_out_of_the_load_in_silence(document: Json) -> None:
    document["steps"][0]["mme_not_counted"] = []


def an_adjunct_is_printed_as_lowered(document: Json) -> None:
    document["products"][2]["role"] = "taper"


FAULTS_OF_PRINT: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    the_ordered_maximum_is_printed_higher: (an_as_needed_medicine, "order_is_printed"),
    what_is_taken_as_needed_is_printed_as_fixed: (an_as_needed_medicine, "order_is_printed"),
    an_adjunct_is_printed_as_lowered: (two_medicines, "order_is_printed"),
    a_new_rate_is_written_in_milligrams: (a_patch, "one_unit_throughout"),
    the_concentration_is_written_as_a_strength: (a_liquid, "one_unit_throughout"),
    the_whole_plan_is_in_another_unit_than_asked: (an_as_needed_medicine, "one_unit_throughout"),
    an_opioid_is_left_out_of_the_load_in_silence: (buprenorphine, "load_is_right"),
}
