"""Names of medicines, and what must hold for every list of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest
from glidepath_clinical import interactions
from glidepath_clinical.findings import Evaluation
from glidepath_clinical.interactions import (
    CLASSES,
    COMBINATIONS,
    MEASURED_WORDS,
    TOLD_WORDS,
    Change,
    ChangeKind,
    Measured,
    Medicine,
    Moment,
    Situation,
    SituationError,
    evaluate,
    find_combination,
    in_language,
    ingredients,
    read_name,
)
from glidepath_clinical.interactions.conditions import AllOf, AnyOf, Takes
from glidepath_clinical.medicines import formulary
from glidepath_clinical.medicines.packaged import read_json
from glidepath_clinical.protocol import Limits
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

AS_OF = datetime(2027, 3, 15, 8, 30, tzinfo=timezone(timedelta(hours=-5)))
TODAY = AS_OF.date()
KNOWN = sorted(ingredients())

names = st.sampled_from([*KNOWN, "foozol", "Tegretol XR 200 mg", "oxycodone/acetaminophen"])
days = st.integers(-40, 20).map(lambda back: TODAY + timedelta(days=back))
changes = st.builds(Change, st.sampled_from(ChangeKind), names, st.none() | days, st.just(""), st.sampled_from("ab"))
measured = st.fixed_dictionaries(
    {}, optional={name: st.builds(Measured, st.integers(0, 600).map(Fraction), days) for name in MEASURED_WORDS}
)
situations = st.builds(
    Situation,
    st.just(TODAY),
    st.just(AS_OF),
    st.none() | st.lists(names.map(Medicine), max_size=6).map(tuple),
    st.lists(changes, max_size=4).map(tuple),
    st.fixed_dictionaries({}, optional=dict.fromkeys(TOLD_WORDS, st.booleans())),
    measured,
)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def judged(situation: Situation) -> Evaluation:
    return evaluate(situation, Limits())


def with_medicines(*written: str) -> Situation:
    return Situation(TODAY, AS_OF, tuple(Medicine(name) for name in written))


@pytest.mark.parametrize(
    ("written", "held", "unknown"),
    [
        ("Oxycodone Hydrochloride 5 MG / Acetaminophen 325 MG Oral Tablet", {"oxycodone", "acetaminophen"}, ()),
        ("Percocet", {"oxycodone", "acetaminophen"}, ()),
        ("OXYCODONE 5mg/5mL oral solution", {"oxycodone"}, ()),
        ("72 HR Fentanyl 0.025 MG/HR Transdermal System", {"fentanyl"}, ()),
        ("carBAMazepine 200 MG Extended Release Oral Tablet [Tegretol]", {"carbamazepine"}, ()),
        ("St. John’s wort", {"st john's wort"}, ()),
        ("Saint John's wort capsules", {"st john's wort"}, ()),
        ("tramadol / foozol 5 mg", {"tramadol"}, ("foozol",)),
        ("foozol 5 mg tablet", set(), ("foozol",)),
        ("methadonex", set(), ("methadonex",)),
        ("12345", set(), ("12345",)),
        ("  ", set(), ("a medicine without a name",)),
    ],
)
def test_a_written_name_gives_its_ingredients_and_what_is_not_recognised(
    written: str, held: set[str], unknown: tuple[str, ...]
) -> None:
    read = read_name(written)
    assert (read.ingredients, read.not_recognised) == (held, unknown)


def test_every_product_of_the_formulary_is_recognised() -> None:
    for product in formulary():
        read = read_name(product.name)
        assert read.not_recognised == (), product.name
        assert read.ingredients == set(product.ingredient.split("/")), product.name


def test_every_opioid_of_the_opioid_list_is_in_the_class() -> None:
    assert set(read_json("opioid_names.json")["ingredients"]) <= CLASSES["opioid"].members


def test_every_term_of_every_combination_is_a_class_or_an_ingredient() -> None:
    def terms(condition: object) -> set[str]:
        if isinstance(condition, Takes):
            return set(condition.terms)
        parts = condition.parts if isinstance(condition, (AnyOf, AllOf)) else ()
        return {term for part in parts for term in terms(part)}

    for row in COMBINATIONS:
        assert terms(row.a) | terms(row.b) <= set(CLASSES) | ingredients(), row.id


def test_every_member_of_a_class_carries_a_mark_and_every_class_a_source() -> None:
    for one in CLASSES.values():
        assert one.words and one.source and one.members
        assert {one.mark(member) for member in one.members} <= {"S", "M"}
        assert one.seen == frozenset() or one.source != "none", one.key


@pytest.mark.hazard("HZ-12")
@given(situations)
@often
def test_no_situation_makes_a_combination_fail(situation: Situation) -> None:
    assert judged(situation).failed == ()


@given(situations, st.integers(0, 10_000))
@often
def test_the_order_of_medicines_and_changes_does_not_matter(situation: Situation, seed: int) -> None:
    shuffle = random.Random(seed)
    turned = replace(
        situation,
        medicines=None
        if situation.medicines is None
        else tuple(shuffle.sample(situation.medicines, len(situation.medicines))),
        changes=tuple(shuffle.sample(situation.changes, len(situation.changes))),
    )
    assert judged(situation) == judged(turned)


@pytest.mark.hazard("HZ-12")
@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4), st.sampled_from(KNOWN))
@often
def test_a_name_that_is_not_recognised_never_hides_what_it_may_be(others: list[str], hidden: str) -> None:
    """Whatever the unknown medicine is: the combination was found, or told as not answerable by its name."""
    revealed = judged(with_medicines(*others, hidden))
    before = judged(with_medicines(*others, "foozol"))
    told = {finding.rule for finding in before.found} | {one.rule for one in before.unanswerable}
    assert {finding.rule for finding in revealed.found} <= told
    assert all("medicines: foozol" in one.missing for one in before.unanswerable if one.rule not in _by_facts())


@pytest.mark.hazard("HZ-12")
@given(situations)
@often
def test_a_list_that_is_not_complete_never_says_that_nothing_is_there(situation: Situation) -> None:
    whole, part = judged(situation), judged(replace(situation, complete=False))
    assert part.found == whole.found
    only_medicines = {row.id for row in COMBINATIONS if row.needs == ("medicines",)}
    assert only_medicines <= {one.rule for one in part.found} | {one.rule for one in part.unanswerable}


def _by_facts() -> set[str]:
    """Combinations that may lack a fact instead of a medicine."""
    return {row.id for row in COMBINATIONS if row.needs != ("medicines",)}


@given(situations, st.sampled_from([*TOLD_WORDS, *MEASURED_WORDS]))
@often
def test_forgetting_a_fact_never_makes_a_combination_say_that_nothing_is_there(situation: Situation, name: str) -> None:
    told = {key: answer for key, answer in situation.told.items() if key != name}
    numbers = {key: number for key, number in situation.measured.items() if key != name}
    not_asked = {"kidney_injury", "after_tonsillectomy"}  # counted when told, not asked for beside their number
    if name in not_asked:
        return
    before = {finding.rule for finding in judged(situation).found}
    after = judged(replace(situation, told=told, measured=numbers))
    assert before <= {one.rule for one in after.found} | {one.rule for one in after.unanswerable}


@given(situations)
@often
def test_one_more_known_medicine_never_lowers_the_urgency(situation: Situation) -> None:
    if situation.medicines is None or situation.changes:
        return
    more = replace(situation, medicines=(*situation.medicines, Medicine("diazepam")))
    ranks = {finding.rule: finding.urgency.rank for finding in judged(more).found}
    for finding in judged(situation).found:
        assert ranks[finding.rule] <= finding.urgency.rank


def test_only_low_pressure_with_an_alpha_2_agonist_is_red() -> None:
    red = [row.id for row in COMBINATIONS if row.urgencies[0].value == "RED"]
    assert red == ["I27"]


@pytest.mark.parametrize("row", ["I10", "I13", "I14", "I17", "I18", "I19", "I20", "I21", "I24"])
def test_a_start_in_the_rows_of_the_monitoring_plan_is_told_the_same_day(row: str) -> None:
    then = find_combination(row).started
    assert then is not None
    assert then.urgency.value == "ORANGE"


def test_an_unknown_combination_is_refused_with_the_nearest() -> None:
    with pytest.raises(interactions.UnknownCombination, match="nearest"):
        find_combination("I47")


def test_a_fact_nobody_knows_is_refused() -> None:
    with pytest.raises(SituationError, match=r"told\.mood"):
        Situation(TODAY, AS_OF, told={"mood": True})
    with pytest.raises(SituationError, match=r"measured\.weight"):
        Situation(TODAY, AS_OF, measured={"weight": Measured(Fraction(70), TODAY)})


def test_every_word_of_every_combination_is_there_in_spanish() -> None:
    for row in COMBINATIONS:
        thens = [then for moment in Moment if (then := getattr(row, moment.value))] + [then for _, then in row.graver]
        for words in (row.title, *(then.words for then in thens)):
            assert in_language(words, "es") != words, words
            assert in_language(words, "en") == words
