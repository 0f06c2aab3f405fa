"""Faults in the facts of the formulary that a plan prints, and doses above the limits that the formulary sets."""

from __future__ import annotations

from collections.abc import Callable

from .cases import medicine, planned, request
from .faults_of_forms import Json, a_combination, a_patch, methadone, row


def above_the_ceiling() -> Json:
    """Tapentadol 700 mg a day, above its ceiling of 600 mg: the first step goes below it."""
    tablets = medicine("tapentadol tablet", "350", "350")
    pace = {"reduction_percent": "50", "basis": "original", "every_days": 28}
    return planned(request(framework=None, pace=pace, goal={"kind": "dose", "daily": "325"}, medicines=[tablets]))


def much_acetaminophen() -> Json:
    """Twelve tablets a day hold 3,900 mg of acetaminophen, just below the limit."""
    strengths = ["5/325", "10/325"]
    return planned(
        request(medicines=[medicine("hydrocodone/acetaminophen tablet", "40", "40", "40", strengths=strengths)])
    )


def the_first_step_stays_above_the_ceiling(document: Json) -> None:
    first, second = row(document, 1), row(document, 2)
    packed = {"morning": ("300", {"100": "3"}), "noon": ("325", {"100": "2", "75": "1", "50": "1"})}
    first["doses"] = {
        time: {"amount": amount, "units": [{"strength": strength, "count": count} for strength, count in units.items()]}
        for time, (amount, units) in packed.items()
    }
    first.update(daily="625", cut_percent_of_original="10.7", cut_percent_of_previous="10.7")
    document["steps"][0]["mme_per_day"] = "250"
    second.update(cut_percent_of_original="42.9", cut_percent_of_previous="48.0")


def more_acetaminophen_than_the_limit(document: Json) -> None:
    for dose in document["present"]["medicines"][0]["doses"].values():
        dose["units"] = [{"strength": "5", "count": "8", "partner_strength": "325"}]


def a_strength_is_printed_that_does_not_exist(document: Json) -> None:
    document["products"][0]["strengths"].append("45")


def the_factor_is_doubled_throughout(document: Json) -> None:
    document["products"][0]["mme_factor"] = "9.4"
    for step in [document["present"], *document["steps"]]:
        step["mme_per_day"] = f"{2 * float(step['mme_per_day']):g}"


def the_limit_is_left_out(document: Json) -> None:
    document["products"][0]["limit"] = None


def the_acetaminophen_limit_is_raised(document: Json) -> None:
    document["products"][0]["limit"]["amount"] = "6000"


def an_opioid_calls_itself_a_gabapentinoid(document: Json) -> None:
    document["products"][0]["class"] = "gabapentinoid"


def the_medicine_is_none_of_the_formulary(document: Json) -> None:
    name = "methadone lozenge"
    document["request"]["medicines"][0]["product"] = document["products"][0]["product"] = name
    for step in [document["present"], *document["steps"]]:
        step["medicines"][0]["product"] = name


def a_patch_calls_itself_oral(document: Json) -> None:
    document["products"][0]["route"] = "oral"


FACTS = "facts_are_the_formularys"
FAULTS_OF_FACTS: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    the_first_step_stays_above_the_ceiling: (above_the_ceiling, "ceiling_holds"),
    more_acetaminophen_than_the_limit: (much_acetaminophen, "limit_holds"),
    a_strength_is_printed_that_does_not_exist: (methadone, FACTS),
    the_factor_is_doubled_throughout: (methadone, FACTS),
    the_limit_is_left_out: (a_combination, FACTS),
    the_acetaminophen_limit_is_raised: (a_combination, FACTS),
    an_opioid_calls_itself_a_gabapentinoid: (methadone, FACTS),
    the_medicine_is_none_of_the_formulary: (methadone, FACTS),
    a_patch_calls_itself_oral: (a_patch, FACTS),
}
