"""Faults in what stands at the top of a plan: its rule set, its aims, its needs, its open questions, its hold."""

from __future__ import annotations

from collections.abc import Callable

from .cases import morphine, planned, request
from .faults_of_forms import Json, two_medicines
from .small_changes import SOUND


def slower() -> Json:
    """Three doses a day by a published rule set, and nothing asked about the person."""
    return planned(request(medicines=[morphine("60", "60", "60")]))


def another_rule_set_is_printed(document: Json) -> None:
    document["framework"] = "va-slowest"


def another_version_of_the_rule_set_is_printed(document: Json) -> None:
    document["framework_version"] = "2"


def a_rule_set_is_printed_where_none_is_followed(document: Json) -> None:
    document["framework"] = "va-slower"


def one_of_several_medicines_prints_another_rule_set(document: Json) -> None:
    document["paces"][0]["framework"] = "va-rapid"


def a_version_of_the_sites_own_rules_is_printed(document: Json) -> None:
    document["framework_version"] = "99"


def the_second_signature_is_left_out(document: Json) -> None:
    document["requires"] = [row for row in document["requires"] if row["code"] != "two_signatures"]


def a_need_that_nobody_has_is_printed(document: Json) -> None:
    document["requires"] = [{"code": "two_signatures", "because": "Two prescribers sign."}]


def two_at_once_without_a_reason(document: Json) -> None:
    document["requires"] = []


def the_question_about_naloxone_is_left_out(document: Json) -> None:
    document["not_assessed"].remove("naloxone")


def what_was_answered_is_printed_as_open(document: Json) -> None:
    document["not_assessed"].append("sickle_cell")


def an_open_question_about_a_person_who_was_asked_is_left_out(document: Json) -> None:
    document["not_assessed"] = []


def a_hold_is_dated_a_week_later(document: Json) -> None:
    document["steps"][-1]["held_since"] = "2027-01-27"


def a_hold_and_its_change_are_dated_before_it_was_asked_for(document: Json) -> None:
    document["steps"][-1]["held_since"] = document["change"]["since"] = "2027-01-19"


def a_hold_is_dated_before_its_step_began(document: Json) -> None:
    document["steps"][-1]["held_since"] = document["change"]["since"] = "2027-01-01"
    document["change"]["event"]["on"] = "2027-01-01"


def a_hold_without_a_date(document: Json) -> None:
    del document["steps"][-1]["held_since"]


def the_pace_aims_lower_than_agreed(document: Json) -> None:
    document["pace"]["target_share"] = "1/18"


def the_first_change_aims_at_all_of_it(document: Json) -> None:
    document["pace"]["first"]["target_share"] = "1/2"


def the_slow_end_aims_at_more(document: Json) -> None:
    document["pace"]["tail"]["target_share"] = "1/20"


def a_person() -> Json:
    """The plan of a person who was asked all but her age."""
    return SOUND["a person who was asked"]()


FAULTS_OF_HEADING: dict[Callable[[Json], None], tuple[Callable[[], Json], str]] = {
    another_rule_set_is_printed: (slower, "framework_is_as_asked"),
    another_version_of_the_rule_set_is_printed: (slower, "framework_is_as_asked"),
    a_rule_set_is_printed_where_none_is_followed: (SOUND["halves"], "framework_is_as_asked"),
    one_of_several_medicines_prints_another_rule_set: (two_medicines, "framework_is_as_asked"),
    a_version_of_the_sites_own_rules_is_printed: (SOUND["a site's own framework"], "framework_is_as_asked"),
    the_second_signature_is_left_out: (SOUND["a large first change"], "needs_are_printed"),
    a_need_that_nobody_has_is_printed: (slower, "needs_are_printed"),
    two_at_once_without_a_reason: (SOUND["two at once"], "needs_are_printed"),
    the_question_about_naloxone_is_left_out: (slower, "open_questions_are_printed"),
    what_was_answered_is_printed_as_open: (a_person, "open_questions_are_printed"),
    an_open_question_about_a_person_who_was_asked_is_left_out: (a_person, "open_questions_are_printed"),
    a_hold_is_dated_a_week_later: (SOUND["held"], "hold_is_dated"),
    a_hold_and_its_change_are_dated_before_it_was_asked_for: (SOUND["held"], "hold_is_dated"),
    a_hold_is_dated_before_its_step_began: (SOUND["held"], "hold_is_dated"),
    a_hold_without_a_date: (SOUND["held"], "hold_is_dated"),
    the_pace_aims_lower_than_agreed: (slower, "pace_is_as_asked"),
    the_first_change_aims_at_all_of_it: (SOUND["a large first change"], "pace_is_as_asked"),
    the_slow_end_aims_at_more: (SOUND["slower at low doses"], "pace_is_as_asked"),
}
