"""Sound plans of liquids, patches, combinations and several medicines, and the faults planted in them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from glidepath_clinical.quantities import decimal_text

from .cases import medicine, morphine, planned, request

Json = dict[str, Any]
MORPHINE, OXYCODONE = "morphine ER tablet", "oxycodone tablet"


def a_liquid() -> Json:
    liquid = medicine("morphine oral solution", "20", "20", "20", strengths=["2"], measurable_volume="1")
    return planned(request(medicines=[liquid]))


def a_patch() -> Json:
    patch = {"product": "fentanyl transdermal system 72 h", "unit": "mcg/h", "doses": {"morning": "100"}}
    return planned(request(medicines=[{**patch, "patch_changed_on": "2027-01-10"}]))


def a_combination() -> Json:
    combination = medicine("hydrocodone/acetaminophen tablet", "20", "20", "20", strengths=["5/325", "10/325"])
    return planned(request(medicines=[combination]))


def an_as_needed_medicine() -> Json:
    tablets = medicine("oxycodone tablet", "10", "10", "10", as_needed=True, ordered_maximum="40")
    return planned(request(medicines=[tablets]))


def methadone() -> Json:
    tablets = medicine("methadone tablet", "20", "20", "20")
    pace = {"reduction_percent": "20", "basis": "original", "every_days": 7}
    return planned(request(framework=None, pace=pace, medicines=[tablets]))


def on_refill_days() -> Json:
    return planned(request(refill_cycle={"every_days": 14, "on": "2027-01-11"}))


def a_site_framework() -> Json:
    site = {
        "id": "site-slow", "name": "Slow", "version": "1", "source": "The site's own protocol", "population": "all",
        "approved_by": "medical director", "classes": ["opioid"], "basis": "original", "target_percent": "10",
        "cap_percent": "20", "every_days": 28, "follow_up": "monthly", "in_person": "no",
    }  # fmt: skip
    return planned(request(framework="site-slow", site_framework=site))


def two_medicines(**more: Any) -> Json:
    pair = [morphine("30", "30", "30"), medicine(OXYCODONE, "10", "10", strengths=["5"], halves_confirmed=["5"])]
    order = {"order": [OXYCODONE, MORPHINE], "order_reason": "short_acting_first"}
    return planned(request(medicines=[*pair, medicine("clonidine tablet", "0.1", role="adjunct")], **order, **more))


def two_combinations() -> Json:
    strengths = {"strengths": ["5/325"]}
    lowered = medicine("oxycodone/acetaminophen tablet", "10", "10", "10", "10", **strengths)
    kept = medicine("hydrocodone/acetaminophen tablet", "10", "10", role="adjunct", **strengths)
    return planned(request(medicines=[lowered, kept]))


def a_sedative_that_is_kept() -> Json:
    sedative = medicine("temazepam capsule", "0", "0", "0", "30", role="adjunct", strengths=["15", "30"])
    return planned(request(medicines=[morphine("30", "30", "30"), sedative]))


def two_at_once() -> Json:
    return two_medicines(override_lock="Both prescribers agree; the person is in hospital.")


def row(document: Json, step: int, place: int = 0) -> Json:
    found: Json = document["steps"][step - 1]["medicines"][place]
    return found


def a_volume_that_cannot_be_measured(document: Json) -> None:
    document["products"][0]["measurable_volume"] = "0.3"
    document["request"]["medicines"][0]["measurable_volume"] = "0.3"


def another_volume_is_measured(document: Json) -> None:
    document["request"]["medicines"][0]["measurable_volume"] = "0.5"
    document["request"]["goal"] = {"kind": "stop"}


def a_concentration_is_exchanged(document: Json) -> None:
    for step in [document["present"], *document["steps"]]:
        for dose in step["medicines"][0]["doses"].values():
            dose["units"] = [{"strength": "4", "count": dose["units"][0]["count"]}]


def another_wear_time_is_asked(document: Json) -> None:
    document["request"]["medicines"][0]["wear_hours"] = "48"


def a_patch_is_changed_a_day_late(document: Json) -> None:
    changes = row(document, 1)["patch"]["changes_on"]
    changes[2] = changes[2][:-1] + ("0" if changes[2][-1] != "0" else "1")


def a_patch_change_is_left_out(document: Json) -> None:
    row(document, 1)["patch"]["changes_on"].pop()


def a_new_rate_begins_between_two_changes(document: Json) -> None:
    document["request"]["medicines"][0]["patch_changed_on"] = "2027-01-11"
    document["request"]["starts_on"] = document["steps"][0]["starts_on"]


def a_patch_is_cut(document: Json) -> None:
    row(document, 1)["doses"]["morning"]["units"][0]["count"] = "0.5"


def too_many_patches_are_worn(document: Json) -> None:
    dose = row(document, 2)["doses"]["morning"]
    dose["units"] = [{"strength": "12", "count": "5"}]


def the_acetaminophen_limit_is_lowered(document: Json) -> None:
    document["products"][0]["limit"]["amount"] = "1900"


def the_second_amount_is_misprinted(document: Json) -> None:
    row(document, 1)["doses"]["morning"]["units"][0]["partner_strength"] = "300"


def the_second_amount_is_not_the_asked_one(document: Json) -> None:
    document["request"]["medicines"][0]["strengths"] = ["5/300", "10/325"]


def more_is_taken_than_ordered(document: Json) -> None:
    for written in (document["request"]["medicines"][0], document["products"][0]):
        written["ordered_maximum"] = "20"


def methadone_changes_after_five_days(document: Json) -> None:
    for pace in (document["request"]["pace"], document["pace"]):
        pace["every_days"] = 5
    document["steps"][-2]["ends_on"] = document["steps"][-2]["starts_on"][:8] + "31"
    document["request"]["protected_dates"] = []
    shift(document)


def shift(document: Json) -> None:
    """Every step five days after the one before."""
    start = date(2027, 1, 11)
    for place, step in enumerate(document["steps"]):
        step["starts_on"] = (start + timedelta(days=5 * place)).isoformat()
        step["ends_on"] = (start + timedelta(days=5 * place + 4)).isoformat()
    document["steps"][-1]["ends_on"] = None


def a_step_begins_between_two_refills(document: Json) -> None:
    document["request"]["refill_cycle"]["every_days"] = 16
    document["request"]["refill_cycle"]["on"] = "2027-01-11"


def the_site_cap_is_tightened(document: Json) -> None:
    document["request"]["site_framework"]["cap_percent"] = "8"


def the_lock_is_broken(document: Json) -> None:
    last_of_first = max(
        place for place, step in enumerate(document["steps"]) if step["medicines"][1]["phase"] != "kept"
    )
    day = date.fromisoformat(document["steps"][last_of_first]["starts_on"]) + timedelta(days=13)
    document["steps"][last_of_first]["ends_on"] = (day - timedelta(days=1)).isoformat()
    document["steps"][last_of_first + 1]["starts_on"] = day.isoformat()


def the_signatures_are_left_out(document: Json) -> None:
    document["requires"] = []


def the_order_is_turned(document: Json) -> None:
    document["order"] = document["order"][::-1]
    document["request"]["order"] = document["request"]["order"][::-1]


def the_order_has_no_reason(document: Json) -> None:
    del document["request"]["order_reason"]


def _take_more_of_what_is_kept(document: Json, dose: Json, daily: str, mme: int) -> None:
    """Everywhere alike, so that only a check of the whole person can notice it."""
    asked, product = document["request"]["medicines"][1], document["products"][1]
    for time in asked["doses"]:
        asked["doses"][time] = product["original_doses"][time] = dose["amount"]
    for step in [document["present"], *document["steps"]]:
        row = step["medicines"][1]
        for time in row["doses"]:
            row["doses"][time].update(deepcopy(dose))
        row["daily"] = daily
        step["mme_per_day"] = decimal_text(Fraction(step["mme_per_day"]) + mme)


def two_combinations_hold_too_much_acetaminophen(document: Json) -> None:
    units = [{"strength": "5", "count": "3", "partner_strength": "325"}]
    _take_more_of_what_is_kept(document, {"amount": "15", "units": units}, "30", 10)


def a_kept_medicine_is_above_its_ceiling(document: Json) -> None:
    units = [{"strength": "30", "count": "2"}]
    _take_more_of_what_is_kept(document, {"amount": "60", "units": units}, "60", 0)


def a_text_stands_beside_a_dose(document: Json) -> None:
    document["steps"][0]["medicines"][0]["doses"]["morning"]["text"] = "900 mg"


def an_adjunct_is_raised(document: Json) -> None:
    for step in document["steps"][2:]:
        dose = step["medicines"][2]["doses"]["morning"]
        dose.update(amount="0.2", units=[{"strength": "0.2", "count": "1"}])
        step["medicines"][2]["daily"] = "0.2"


def a_waiting_medicine_is_lowered(document: Json) -> None:
    for step in document["steps"][1:3]:
        step["medicines"][0]["doses"]["noon"] = {"amount": "15", "units": [{"strength": "15", "count": "1"}]}


def a_step_changes_nothing(document: Json) -> None:
    row(document, 1, 1)["phase"] = "kept"


def a_medicine_is_left_out_of_a_step(document: Json) -> None:
    document["steps"][2]["medicines"].pop()


def the_load_leaves_a_medicine_out(document: Json) -> None:
    step = document["steps"][0]
    step["mme_per_day"] = str(Fraction(step["medicines"][0]["daily"]))


def the_plan_says_stopped_while_one_is_taken(document: Json) -> None:
    at = next(place for place, step in enumerate(document["steps"]) if not step["medicines"][1]["doses"])
    document["steps"][at]["phase"] = "stopped"


def a_step_is_inserted_in_which_nothing_changes(document: Json) -> None:
    first = document["steps"][0]
    extra = deepcopy(first)
    for medicine_row in extra["medicines"]:
        medicine_row.update(phase="kept", cut_percent_of_original="0.0", cut_percent_of_previous="0.0")
    day = date.fromisoformat(first["starts_on"]) + timedelta(days=10)
    first["ends_on"] = (day - timedelta(days=1)).isoformat()
    extra.update(starts_on=day.isoformat(), phase="terminal")
    document["steps"].insert(1, extra)
    for place, step in enumerate(document["steps"]):
        step["number"] = place + 1


FAULTS_OF_FORMS: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    a_volume_that_cannot_be_measured: (a_liquid, "units_exist"),
    another_volume_is_measured: (a_liquid, "supply_is_as_asked"),
    a_concentration_is_exchanged: (a_liquid, "units_make_the_dose"),
    another_wear_time_is_asked: (a_patch, "supply_is_as_asked"),
    a_patch_is_changed_a_day_late: (a_patch, "patches_are_changed_in_time"),
    a_patch_change_is_left_out: (a_patch, "patches_are_changed_in_time"),
    a_new_rate_begins_between_two_changes: (a_patch, "patches_are_changed_in_time"),
    a_patch_is_cut: (a_patch, "units_exist"),
    too_many_patches_are_worn: (a_patch, "limit_holds"),
    the_acetaminophen_limit_is_lowered: (a_combination, "limit_holds"),
    the_second_amount_is_misprinted: (a_combination, "partners_are_printed"),
    the_second_amount_is_not_the_asked_one: (a_combination, "supply_is_as_asked"),
    more_is_taken_than_ordered: (an_as_needed_medicine, "start_is_within_the_order"),
    methadone_changes_after_five_days: (methadone, "intervals_are_kept"),
    a_step_begins_between_two_refills: (on_refill_days, "steps_start_on_allowed_days"),
    the_site_cap_is_tightened: (a_site_framework, "pace_is_as_asked"),
    the_lock_is_broken: (two_medicines, "one_medicine_at_a_time"),
    the_signatures_are_left_out: (two_at_once, "one_medicine_at_a_time"),
    the_order_is_turned: (two_medicines, "order_is_as_asked"),
    the_order_has_no_reason: (two_medicines, "order_is_as_asked"),
    two_combinations_hold_too_much_acetaminophen: (two_combinations, "ceilings_hold_together"),
    a_kept_medicine_is_above_its_ceiling: (a_sedative_that_is_kept, "ceilings_hold_together"),
    a_text_stands_beside_a_dose: (a_liquid, "members_are_known"),
    an_adjunct_is_raised: (two_medicines, "kept_stays_as_it_is"),
    a_waiting_medicine_is_lowered: (two_medicines, "kept_stays_as_it_is"),
    a_step_changes_nothing: (two_medicines, "every_step_changes_something"),
    a_step_is_inserted_in_which_nothing_changes: (two_medicines, "every_step_changes_something"),
    a_medicine_is_left_out_of_a_step: (two_medicines, "readable"),
    the_load_leaves_a_medicine_out: (two_medicines, "load_is_right"),
    the_plan_says_stopped_while_one_is_taken: (two_medicines, "phases_are_right"),
}
