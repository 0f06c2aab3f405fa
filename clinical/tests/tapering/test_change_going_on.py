"""Hold, resume, ease, re-pace: the rest is solved anew from what is really taken."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from glidepath_clinical.tapering import UnusableInput, verify
from glidepath_clinical.tapering.change import change

from .cases import dailies, morphine, planned, request
from .change_events import amounts, changed, codes, event


def test_a_person_can_hold_at_once_and_nobody_has_to_agree() -> None:
    (version,) = changed(planned(request()), event("hold"))
    assert version["change"]["by"] == "patient"
    assert version["change"]["agreements"] == []
    assert [step["phase"] for step in version["steps"]] == ["reduction", "hold"]


def test_a_hold_asks_for_the_run_out_date_and_a_refill() -> None:
    (version,) = changed(planned(request()), event("hold", until="2027-03-20"))
    assert version["change"]["tasks"] == ["check_run_out_date", "refill"]
    assert version["change"]["until"] == "2027-03-20"
    assert version["steps"][-1]["ends_on"] is None


@pytest.mark.parametrize("kind", ["resume", "ease", "step_back", "re_pace", "stop", "urgent_change", "rotate"])
def test_only_a_clinician_can_do_anything_but_hold(kind: str) -> None:
    assert codes(planned(request()), event(kind, by="patient")) == ("clinician_only",)


def test_a_held_plan_goes_on_from_the_dose_that_is_taken() -> None:
    _, version = changed(planned(request()), event("hold"), event("resume"))
    assert dailies(version) == ["135", "90", "45", "30", "15", "0"]
    assert version["steps"][0]["starts_on"] == "2027-05-03"


def test_the_rest_starts_from_less_when_less_is_really_taken() -> None:
    taken = {"morning": "45", "noon": "45", "evening": "60"}
    _, version = changed(planned(request()), event("hold"), event("resume", taken=taken))
    assert amounts(version) == taken
    assert [row["code"] for row in version["change"]["warnings"]] == ["taken_differs"]
    assert Fraction(dailies(version)[0]) < 150


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (None, "dose_unknown"),
        ("unknown", "dose_unknown"),
        ({"morning": "60", "noon": None, "evening": "60"}, "dose_unknown"),
        ({"morning": "0", "noon": "0", "evening": "0"}, "nothing_is_taken"),
        ({"morning": "60", "noon": "75", "evening": "60"}, "taken_above_the_plan"),
    ],
)
def test_what_is_really_taken_is_never_assumed(taken: object, code: str) -> None:
    assert codes(planned(request()), event("hold"), event("resume", taken=taken)) == (code,)


def test_a_change_never_comes_sooner_after_the_last_one_than_the_pace_allows() -> None:
    running = planned(request())
    assert codes(running, event("resume", starts_on="2027-04-03")) == ("too_soon",)
    (version,) = changed(running, event("resume", starts_on="2027-04-05"))
    assert version["steps"][0]["starts_on"] == "2027-04-05"


def test_the_interval_counts_from_the_last_dose_also_over_several_versions() -> None:
    running = planned(request())
    first = event("resume", on="2027-03-10", starts_on="2027-04-05")
    assert codes(running, first, event("resume", on="2027-03-12", starts_on="2027-04-04")) == ("too_soon",)


def test_half_the_step_is_exactly_half_and_the_checker_keeps_it() -> None:
    (version,) = changed(planned(request()), event("ease"))
    assert (version["pace"]["target_share"], version["pace"]["cap_share"]) == ("1/12", "1/10")
    assert max(_cuts(version)) == 15
    version["request"]["eased"] = {"step_halved": "2"}
    assert "cap_is_kept" in verify(version).failed


def _cuts(version: dict[str, object]) -> list[Fraction]:
    daily = [Fraction(row) for row in dailies(version)]
    return [before - after for before, after in pairwise(daily) if before > 45]


def test_double_the_interval_keeps_the_steps_and_takes_twice_as_long() -> None:
    (version,) = changed(planned(request()), event("ease", how="double_interval"))
    assert dailies(version) == dailies(planned(request()))[3:]
    assert (version["steps"][0]["starts_on"], version["steps"][1]["starts_on"]) == ("2027-05-03", "2027-06-28")
    assert version["steps"][0]["ends_on"] == "2027-06-27"


def test_the_terminal_days_of_the_rapid_taper_are_doubled_too() -> None:
    rapid = planned(request(framework="va-rapid"))
    step = rapid["steps"][2]["starts_on"]
    (version,) = changed(rapid, event("ease", how="double_interval", on=step, starts_on="2027-01-20"))
    assert version["pace"]["every_days"] == 2
    assert version["pace"]["terminal_days"] == [8, 6]


def test_easing_twice_adds_up_until_the_strengths_cannot_follow() -> None:
    running = planned(request())
    again = event("ease", on="2027-05-10", starts_on="2027-06-10")
    assert codes(running, event("ease"), again) == ("cap_unreachable",)
    assert change(running, [event("ease"), again]).to_json()["offers"]


def test_another_pace_replaces_the_agreed_one_and_its_easing() -> None:
    _, version = changed(
        planned(request()),
        event("ease"),
        event("re_pace", on="2027-05-10", starts_on="2027-06-10", framework="va-faster"),
    )
    assert version["framework"] == "va-faster"
    assert "eased" not in version["request"]
    assert version["pace"]["every_days"] == 7


def test_another_goal_can_be_agreed_on_and_keeps_the_original_as_its_basis() -> None:
    goal = {"kind": "percent", "percent": "25"}
    (version,) = changed(planned(request()), event("re_pace", framework=None, goal=goal))
    assert dailies(version)[-1] == "75"


def test_a_new_pace_must_say_something() -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [event("re_pace", framework=None)])
    assert caught.value.field == "events[0].pace"


def test_facts_about_the_person_can_be_told_with_the_change() -> None:
    person = {"naloxone_on_hand": "no"}
    assert codes(planned(request()), event("resume", person=person)) == ("no_naloxone_on_hand",)


def test_a_dose_that_is_held_already_is_not_held_again() -> None:
    assert codes(planned(request()), event("hold"), event("hold", on="2027-02-21")) == ("already_held",)


def test_an_event_before_the_version_in_force_is_refused() -> None:
    running = planned(request())
    assert codes(running, event("hold"), event("resume", on="2027-02-19")) == ("before_this_version",)
    assert codes(running, event("hold", on="2027-01-03")) == ("before_this_version",)


def test_nothing_can_be_changed_when_nothing_is_taken_any_more() -> None:
    assert codes(planned(request()), event("hold", on="2028-03-01")) == ("nothing_is_taken",)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (event("hold", until="2027-02-19"), "events[0].until"),
        (event("resume", starts_on="2027-03-31"), "events[0].starts_on"),
        ({**event("hold"), "kind": "pause"}, "events[0].kind"),
        ({**event("hold"), "why": "x"}, "events[0].why"),
        (event("ease", how="a_bit"), "events[0].how"),
    ],
)
def test_an_event_that_cannot_be_read_names_its_field(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        change(planned(request()), [wrong])
    assert caught.value.field == field


def test_a_terminal_step_of_the_rapid_taper_is_kept_its_own_days_before_another_change() -> None:
    rapid = planned(request(framework="va-rapid", medicines=[morphine("15", "15", "15")]))
    two_doses = rapid["steps"][0]["starts_on"]
    kept = event("ease", how="double_interval", on=two_doses, starts_on="2027-01-16")
    assert codes(rapid, kept) == ("too_soon",), "3 days, doubled: from 11 January to the 17th"
    (version,) = changed(rapid, {**kept, "starts_on": "2027-01-17"})
    assert dailies(version) == ["15", "0"]


def test_before_the_first_change_a_plan_can_be_eased_without_waiting() -> None:
    (version,) = changed(
        planned(request()), event("ease", how="double_interval", on="2027-01-05", starts_on="2027-01-11")
    )
    assert version["steps"][0]["starts_on"] == "2027-01-11"
