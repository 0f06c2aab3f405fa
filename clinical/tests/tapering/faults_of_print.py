"""Faults in what a plan prints beside its doses: units, the order, what its load leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from .cases import medicine, morphine, planned, request
from .faults_of_forms import Json, a_liquid, a_patch, an_as_needed_medicine, methadone, row, two_medicines
from .small_changes import SOUND


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


def rapid() -> Json:
    """Half at the first change, then a fifth a day; the last doses are kept three and four days."""
    return planned(request(framework="va-rapid", medicines=[morphine("60", "60", "60")]))


def a_later_change_is_as_large_as_the_first(document: Json) -> None:
    del document["steps"][1]
    renumber(document)


def a_terminal_step_of_the_rapid_taper_is_cut_short(document: Json) -> None:
    at = next(place for place, step in enumerate(document["steps"]) if step["phase"] == "terminal")
    for step in document["steps"][at:]:
        for name in ("starts_on", "ends_on"):
            if step[name] and (step is not document["steps"][at] or name == "ends_on"):
                step[name] = (date.fromisoformat(step[name]) - timedelta(days=1)).isoformat()


def a_stop_that_is_ordered_still_takes_a_dose(document: Json) -> None:
    document["steps"][0]["medicines"][0]["doses"] = {"evening": document["present"]["medicines"][0]["doses"]["evening"]}


def a_stop_that_is_ordered_calls_itself_a_reduction(document: Json) -> None:
    document["steps"][0]["phase"] = "reduction"


def a_unit_that_is_not_taken_is_printed(document: Json) -> None:
    row(document, 1)["doses"]["morning"]["units"].append({"strength": "5", "count": "0"})


def the_day_after_another_medicine_is_taken_for_kept(document: Json) -> None:
    row(document, 1, 1)["phase"] = "terminal"


def a_dose_of_nothing_stands_in_the_list(document: Json) -> None:
    row(document, 2)["doses"]["noon"] = {"amount": "0", "units": []}


def a_dose_is_taken_at_a_time_that_does_not_exist(document: Json) -> None:
    doses = row(document, 1)["doses"]
    doses["tea"] = doses.pop("noon")


def a_step_ends_before_it_begins(document: Json) -> None:
    document["steps"][1]["ends_on"] = "2027-01-01"


def a_step_has_no_first_day(document: Json) -> None:
    document["steps"][1]["starts_on"] = None


def a_held_step_calls_itself_a_reduction_to_come(document: Json) -> None:
    document["steps"][0]["phase"] = "terminal"


def renumber(document: Json) -> None:
    for place, step in enumerate(document["steps"]):
        step["number"] = place + 1


FAULTS_OF_PRINT: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    the_ordered_maximum_is_printed_higher: (an_as_needed_medicine, "order_is_printed"),
    what_is_taken_as_needed_is_printed_as_fixed: (an_as_needed_medicine, "order_is_printed"),
    an_adjunct_is_printed_as_lowered: (two_medicines, "order_is_printed"),
    a_new_rate_is_written_in_milligrams: (a_patch, "one_unit_throughout"),
    the_concentration_is_written_as_a_strength: (a_liquid, "one_unit_throughout"),
    the_whole_plan_is_in_another_unit_than_asked: (an_as_needed_medicine, "one_unit_throughout"),
    a_later_change_is_as_large_as_the_first: (rapid, "cap_is_kept"),
    a_terminal_step_of_the_rapid_taper_is_cut_short: (rapid, "intervals_are_kept"),
    a_stop_that_is_ordered_still_takes_a_dose: (SOUND["stopped at once"], "terminal_rule"),
    a_stop_that_is_ordered_calls_itself_a_reduction: (SOUND["stopped at once"], "terminal_rule"),
    a_unit_that_is_not_taken_is_printed: (an_as_needed_medicine, "units_exist"),
    the_day_after_another_medicine_is_taken_for_kept: (two_medicines, "phases_are_right"),
    a_dose_of_nothing_stands_in_the_list: (methadone, "daily_is_the_sum"),
    a_dose_is_taken_at_a_time_that_does_not_exist: (methadone, "present_is_the_request"),
    a_step_ends_before_it_begins: (methadone, "every_day_once"),
    a_step_has_no_first_day: (a_patch, "every_day_once"),
    a_held_step_calls_itself_a_reduction_to_come: (SOUND["held"], "phases_are_right"),
    an_opioid_is_left_out_of_the_load_in_silence: (buprenorphine, "load_is_right"),
}
