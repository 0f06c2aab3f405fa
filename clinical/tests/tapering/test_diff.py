"""The difference between two versions: complete, exact, and in sentences a person can check."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.tapering import resume
from glidepath_clinical.tapering.change import change
from glidepath_clinical.tapering.diff import PlanDiff, diff, diff_words
from hypothesis import HealthCheck, given, settings

from .cases import planned, request
from .change_events import changed, event
from .test_change_properties import logs

Json = dict[str, Any]
FEW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def moved() -> PlanDiff:
    """A plan that goes on four weeks later than it would have."""
    before = planned(request())
    (after,) = changed(before, event("resume"))
    return diff(before, after)


def test_a_plan_does_not_differ_from_itself() -> None:
    same = diff(planned(request()), planned(request()))
    assert same.is_empty
    assert diff_words(same, "en") == ["Nothing changes."]
    assert diff_words(same, "es") == ["No cambia nada."]


def test_steps_that_are_past_are_not_compared() -> None:
    first = moved().steps[0]
    assert (first.before and first.before.daily) == {"morphine ER tablet": "135"}


def test_a_later_date_is_told_with_both_days() -> None:
    words = diff_words(moved(), "en")
    assert "The step to 90 mg a day comes on 3 May 2027 instead of 5 April 2027." in words
    assert "The stop comes on 23 August 2027 instead of 26 July 2027." in words
    assert "The plan ends on 23 August 2027 instead of 26 July 2027." in words


def test_the_same_is_told_in_spanish() -> None:
    words = diff_words(moved(), "es")
    assert words[0] == "Desde el 1 de abril de 2027: la dosis sigue en 135 mg al día."
    assert "El paso a 90 mg al día llega el 3 de mayo de 2027 en lugar del 5 de abril de 2027." in words


def test_the_tablets_that_are_needed_are_counted_to_the_last_step() -> None:
    (value,) = moved().changed_units.values()
    terminal = 28 * (3 + 2 + 1)
    assert value.before == str(4 * 9 + terminal)  # 1 to 4 April: 45 mg three times a day from tablets of 15 mg
    assert value.after == str(32 * 9 + terminal)


def test_a_hold_tells_what_is_withdrawn() -> None:
    before = planned(request())
    (after,) = changed(before, event("hold"))
    difference = diff(before, after)
    assert [step.kind for step in difference.steps] == ["changed", *["withdrawn"] * 6]
    words = diff_words(difference, "en")
    assert "The dose is kept until a clinician goes on. Before, the plan ended on 26 July 2027." in words
    assert not any("units" in sentence for sentence in words)


def test_a_smaller_step_is_told_with_both_percentages() -> None:
    before = planned(request())
    (after,) = changed(before, event("ease"))
    words = diff_words(diff(before, after), "en")
    assert "A step takes away at most 10 % of the original dose instead of 20 % of the original dose." in words
    assert "This step takes away 5.6 % of the original dose, before it was 16.7 %." in words
    assert "morphine ER tablet, noon: 30 mg instead of 30 mg." not in words


def test_doses_of_two_medicines_are_never_compared_without_their_names() -> None:
    before = planned(request())
    (after,) = changed(before, event("rotate"))
    words = diff_words(diff(before, after), "en")
    assert words[0] == "From 2 April 2027: oxycodone tablet 60 mg a day instead of morphine ER tablet 135 mg."
    assert "morphine ER tablet, noon: nothing instead of 45 mg." in words


def test_a_plan_that_goes_on_without_an_event_counts_from_the_day_on_which_it_was_made() -> None:
    before = planned(request())
    after = resume(before, 2, date(2027, 4, 20), date(2027, 4, 1)).to_json()
    assert diff(before, after).since == "2027-04-01"


def test_another_way_to_pack_the_same_doses_is_told_in_tablets_alone() -> None:
    words = diff_words(diff(planned(request()), planned(request(packing="fewest_units"))), "en")
    assert words
    assert all("until the last step" in sentence for sentence in words[1:]), words


def test_a_plan_that_goes_on_after_a_hold_tells_the_new_steps() -> None:
    held, resumed = changed(planned(request()), event("hold"), event("resume"))
    difference = diff(held, resumed)
    assert difference.steps[-1].kind == "added"
    added = [step for step in difference.steps if step.kind == "added"]
    assert len(diff_words(difference, "en")) > len(added) > 1


def test_words_exist_in_two_languages_alone() -> None:
    with pytest.raises(ValueError, match="no words in 'de'"):
        diff_words(moved(), "de")


def test_the_value_as_json_holds_texts_alone() -> None:
    body = moved().to_json()
    assert body["steps"][1]["kind"] == "changed"
    assert body["steps"][1]["values"]["starts_on"] == {"before": "2027-04-05", "after": "2027-05-03"}
    assert body["head"]["goal_reached_on"] == {"before": "2027-07-26", "after": "2027-08-23"}


@FEW
@given(logs())
def test_the_old_steps_and_the_difference_give_the_new_steps(log: tuple[Json, list[Json]]) -> None:
    running, events = log
    versions = [running, *change(running, events).to_json()["versions"]]
    for before, after in itertools.pairwise(versions):
        for step in diff(before, after).steps:
            facts = step.before.facts() if step.before else {}
            for name, value in step.values.items():
                assert facts.get(name) == value.before
                if value.after is None:
                    facts.pop(name)
                else:
                    facts[name] = value.after
            assert facts == (step.after.facts() if step.after else {})


@FEW
@given(logs())
def test_the_units_of_a_difference_are_those_of_a_count_day_by_day(log: tuple[Json, list[Json]]) -> None:
    running, events = log
    versions = [running, *change(running, events).to_json()["versions"]]
    for before, after in itertools.pairwise(versions):
        difference = diff(before, after)
        since = date.fromisoformat(str(difference.since))
        old, new = _counted(before, since), _counted(after, since)
        for name, value in difference.units.items():
            assert (Fraction(str(value.before)), Fraction(str(value.after))) == (old.get(name, 0), new.get(name, 0))


def _counted(document: Json, since: date) -> dict[str, Fraction]:
    counts: dict[str, Fraction] = {}
    for step in [document["present"], *document["steps"]]:
        if step["ends_on"] is None:
            continue
        day = max(since, date.fromisoformat(step["starts_on"] or "0001-01-01"))
        while day <= date.fromisoformat(step["ends_on"]):
            for row in step["medicines"]:
                for unit in (unit for dose in row["doses"].values() for unit in dose["units"]):
                    name = f"{row['product']} {unit['strength']} {row['unit']}"
                    counts[name] = counts.get(name, Fraction(0)) + Fraction(unit["count"])
            day += timedelta(days=1)
    return counts
