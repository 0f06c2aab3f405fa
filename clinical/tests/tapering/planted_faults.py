"""A sound plan of one medicine, and the faults planted in it, each with the check that catches it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import decimal_text

from .cases import planned, request

Json = dict[str, Any]


def sound_plan() -> Json:
    """A plan with allowed weekdays and a protected date, so that no check is idle."""
    return planned(request(allowed_weekdays=["monday", "tuesday"], protected_dates=["2027-02-09"]))


def dose(document: Json, step: int, time: str) -> Json:
    found: Json = document["steps"][step - 1]["medicines"][0]["doses"][time]
    return found


def set_dose(document: Json, step: int, time: str, amount: str, *units: tuple[str, str]) -> None:
    """Changes one dose with everything that is printed about it and its neighbour, so that one rule is broken."""
    row = document["steps"][step - 1]["medicines"][0]
    row["doses"][time] = {"amount": amount, "units": [{"strength": s, "count": c} for s, c in units]}
    reprint(document)


def reprint(document: Json) -> None:
    """Works out daily doses, percentages and MME again from the doses that stand there."""
    before = Fraction(document["present"]["medicines"][0]["daily"])
    for step in document["steps"]:
        row = step["medicines"][0]
        daily = sum((Fraction(dose["amount"]) for dose in row["doses"].values()), Fraction(0))
        row["daily"] = step["mme_per_day"] = decimal_text(daily)
        row["cut_percent_of_original"] = tenths((before - daily) / 270)
        row["cut_percent_of_previous"] = tenths((before - daily) / before)
        before = daily


def tenths(share: Fraction) -> str:
    return decimal_text(Fraction(round(share * 1000), 10))


def a_time_of_day_rises(document: Json) -> None:
    set_dose(document, 2, "morning", "45", ("15", "3"))
    set_dose(document, 2, "noon", "75", ("15", "5"))
    document["steps"][2]["medicines"][0]["doses"]["noon"]["amount"] = "45"
    set_dose(document, 1, "noon", "60", ("60", "1"))
    set_dose(document, 1, "evening", "90", ("30", "3"))


def the_dose_does_not_fall(document: Json) -> None:
    extra = deepcopy(document["steps"][3])
    extra.update(number=5, phase="reduction")
    document["steps"].insert(4, extra)
    renumber_and_redate(document)
    reprint(document)


def renumber_and_redate(document: Json) -> None:
    start = date(2027, 1, 11)
    for place, step in enumerate(document["steps"]):
        step["number"] = place + 1
        step["starts_on"] = (start + timedelta(days=28 * place)).isoformat()
        step["ends_on"] = (start + timedelta(days=28 * place + 27)).isoformat()
    document["steps"][-1]["ends_on"] = None
    document["request"]["protected_dates"] = []


def the_cap_is_passed(document: Json) -> None:
    del document["steps"][1]
    renumber_and_redate(document)
    reprint(document)


def two_times_are_dropped_at_once(document: Json) -> None:
    del document["steps"][5]
    renumber_and_redate(document)
    reprint(document)


def the_wrong_time_is_dropped_first(document: Json) -> None:
    doses = document["steps"][5]["medicines"][0]["doses"]
    doses["noon"] = doses.pop("evening")
    doses = document["steps"][6]["medicines"][0]["doses"]
    doses["noon"] = doses.pop("evening")


def a_terminal_step_calls_itself_a_reduction(document: Json) -> None:
    document["steps"][5]["phase"] = "reduction"


def the_last_steps_are_missing(document: Json) -> None:
    del document["steps"][-2:]
    document["steps"][-1]["ends_on"] = None


def the_goal_lies_elsewhere(document: Json) -> None:
    document["request"]["goal"] = {"kind": "dose", "daily": "90"}


def the_units_make_another_dose(document: Json) -> None:
    dose(document, 1, "noon")["units"] = [{"strength": "15", "count": "4"}]


def an_unsupplied_strength_is_used(document: Json) -> None:
    dose(document, 1, "noon")["units"] = [{"strength": "75", "count": "1"}]


def a_tablet_is_halved(document: Json) -> None:
    dose(document, 1, "noon")["units"] = [{"strength": "30", "count": "2.5"}]


def a_third_of_a_tablet_is_used(document: Json) -> None:
    dose(document, 4, "noon")["units"] = [{"strength": "60", "count": "0.5"}]


def a_strength_is_smuggled_in(document: Json) -> None:
    document["products"][0]["strengths"].append("100")


def halves_are_smuggled_in(document: Json) -> None:
    document["products"][0]["halves"] = ["60"]
    document["request"]["medicines"][0]["halves_confirmed"] = ["60"]


def the_printed_daily_dose_is_wrong(document: Json) -> None:
    document["steps"][2]["medicines"][0]["doses"]["noon"]["amount"] = "30"
    dose(document, 3, "noon")["units"] = [{"strength": "30", "count": "1"}]


def a_printed_percentage_is_wrong(document: Json) -> None:
    document["steps"][2]["medicines"][0]["cut_percent_of_previous"] = "10.0"


def the_printed_mme_is_wrong(document: Json) -> None:
    document["steps"][2]["mme_per_day"] = "100"


def a_day_is_covered_twice(document: Json) -> None:
    document["steps"][2]["ends_on"] = "2027-04-20"


def a_day_is_not_covered(document: Json) -> None:
    document["present"]["ends_on"] = "2027-01-09"


def the_last_step_has_an_end(document: Json) -> None:
    document["steps"][-1]["ends_on"] = "2028-01-01"


def a_step_comes_too_early(document: Json) -> None:
    document["steps"][-2]["ends_on"] = "2027-07-18"
    document["steps"][-1]["starts_on"] = "2027-07-19"


def a_step_starts_on_a_protected_date(document: Json) -> None:
    document["request"]["protected_dates"].append(document["steps"][3]["starts_on"])


def a_step_starts_on_a_forbidden_weekday(document: Json) -> None:
    document["steps"][-2]["ends_on"] = "2027-08-04"
    document["steps"][-1]["starts_on"] = "2027-08-05"


def the_plan_starts_later_than_asked(document: Json) -> None:
    document["request"]["starts_on"] = "2027-01-05"


def the_steps_are_misnumbered(document: Json) -> None:
    document["steps"][3]["number"] = 9


def the_present_dose_is_not_the_requested_one(document: Json) -> None:
    document["request"]["medicines"][0]["doses"]["noon"] = "60"


def the_original_dose_is_inflated(document: Json) -> None:
    document["products"][0]["original_doses"]["noon"] = "200"


def another_product_slips_in(document: Json) -> None:
    document["steps"][3]["medicines"][0]["product"] = "oxycodone tablet"


def the_pace_is_relabelled(document: Json) -> None:
    document["pace"]["cap_share"] = "1/10"


def the_ceiling_is_passed(document: Json) -> None:
    document["products"][0]["ceiling"] = "200"


def the_hash_is_stale(document: Json) -> None:
    document["because"].append("Something else was agreed.")


FAULTS: dict[Callable[[Json], None], str] = {
    a_time_of_day_rises: "no_time_of_day_rises",
    the_dose_does_not_fall: "daily_falls",
    the_cap_is_passed: "cap_is_kept",
    two_times_are_dropped_at_once: "terminal_rule",
    the_wrong_time_is_dropped_first: "terminal_rule",
    a_terminal_step_calls_itself_a_reduction: "terminal_rule",
    the_last_steps_are_missing: "goal_is_reached",
    the_goal_lies_elsewhere: "goal_is_reached",
    the_units_make_another_dose: "units_make_the_dose",
    an_unsupplied_strength_is_used: "units_exist",
    a_tablet_is_halved: "units_exist",
    a_third_of_a_tablet_is_used: "units_exist",
    a_strength_is_smuggled_in: "supply_is_as_asked",
    halves_are_smuggled_in: "supply_is_as_asked",
    the_printed_daily_dose_is_wrong: "daily_is_the_sum",
    a_printed_percentage_is_wrong: "percentages_are_right",
    the_printed_mme_is_wrong: "load_is_right",
    a_day_is_covered_twice: "every_day_once",
    a_day_is_not_covered: "every_day_once",
    the_last_step_has_an_end: "every_day_once",
    a_step_comes_too_early: "intervals_are_kept",
    a_step_starts_on_a_protected_date: "steps_start_on_allowed_days",
    a_step_starts_on_a_forbidden_weekday: "steps_start_on_allowed_days",
    the_plan_starts_later_than_asked: "starts_as_asked",
    the_steps_are_misnumbered: "numbers_count_up",
    the_present_dose_is_not_the_requested_one: "present_is_the_request",
    the_original_dose_is_inflated: "present_is_the_request",
    another_product_slips_in: "one_product_throughout",
    the_pace_is_relabelled: "pace_is_as_asked",
    the_ceiling_is_passed: "ceiling_holds",
    the_hash_is_stale: "content_hash",
}
