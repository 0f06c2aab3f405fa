"""Faults in how a taper ends, and in what is told of the version before."""

from __future__ import annotations

from collections.abc import Callable

from .cases import medicine, morphine, planned, request
from .faults_of_forms import Json


def the_last_tablet() -> Json:
    """One tablet of 30 mg, of an original 60: the drop is half of the original dose, which the pace allows."""
    earlier = {"on_step": "1", "first_change_done": True, "original_doses": {"evening": "60"}}
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    tablet = morphine("0", "0", "30", strengths=("30",))
    return planned(request(framework=None, pace=pace, medicines=[tablet], continues=earlier))


def half_of_the_way() -> Json:
    """135 mg of an original 270, after five steps of at most 54."""
    earlier = {"on_step": "5", "first_change_done": True, "original_doses": dict.fromkeys(TIMES, "90")}
    return planned(request(medicines=[morphine("45", "45", "45")], continues=earlier))


TIMES = ("morning", "noon", "evening")


def a_large_tablet_is_dropped_at_a_slow_pace(document: Json) -> None:
    document["request"]["pace"]["reduction_percent"] = "40"
    document["pace"].update(target_share="2/5", cap_share="2/5")


def one_step_led_from_the_original_dose_to_half_of_it(document: Json) -> None:
    document["request"]["continues"]["on_step"] = "1"


def a_benzodiazepine() -> Json:
    """Alprazolam, a quarter of the original dose in two weeks: the fastest of its class."""
    pace = {"reduction_percent": "25", "basis": "original", "every_days": 14}
    return planned(request(framework=None, pace=pace, medicines=[medicine("alprazolam tablet", "2", "2", "2")]))


def the_agreed_cap_grows_beyond_the_fastest(document: Json) -> None:
    document["request"]["pace"]["cap_percent"] = "30"
    document["pace"]["cap_share"] = "3/10"


FAULTS_OF_ENDING: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    a_large_tablet_is_dropped_at_a_slow_pace: (the_last_tablet, "terminal_units_are_the_smallest"),
    one_step_led_from_the_original_dose_to_half_of_it: (half_of_the_way, "original_is_credible"),
    the_agreed_cap_grows_beyond_the_fastest: (a_benzodiazepine, "pace_is_not_too_fast"),
}
