"""Properties of the count that hold for every set of orders, however rough."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from glidepath_clinical.cli.mme_document import mme_document
from glidepath_clinical.medicines import UnusableDocument, collect_orders, mme_of_orders, read_order
from hypothesis import given
from hypothesis import strategies as st

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
CODES = ("891888", "1049621", "864706", "197696", "351265", "892516", "197591", "856980", "0")

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
repeats = st.fixed_dictionaries(
    {},
    optional={
        "frequency": st.integers(0, 12) | anything,
        "frequencyMax": st.integers(0, 12) | anything,
        "period": st.integers(0, 30) | st.floats(0, 30) | anything,
        "periodMax": st.integers(0, 30) | anything,
        "periodUnit": st.sampled_from(["s", "min", "h", "d", "wk", "mo", "a", "fortnight"]) | anything,
        "timeOfDay": st.lists(st.sampled_from(["08:00", "20:00:00", "25:00"]), max_size=3) | anything,
        "when": st.lists(st.sampled_from(["MORN", "HS", "ACM", "AFT.early", "X"]), max_size=3) | anything,
        "dayOfWeek": st.lists(st.sampled_from(["mon", "tue", "sun", "x"]), max_size=3) | anything,
        "boundsPeriod": st.fixed_dictionaries({}, optional={"start": st.just("2027-01-01"), "end": anything}),
    },
)
quantities = st.fixed_dictionaries(
    {},
    optional={
        "value": st.integers(0, 500) | st.floats() | anything,
        "unit": st.sampled_from(["mg", "mcg", "mL", "tablet", "patch", "mcg/h", "puff"]) | anything,
        "code": st.sampled_from(["mg", "ug", "{tablet}"]) | anything,
    },
)
doses = st.fixed_dictionaries(
    {},
    optional={
        "doseQuantity": quantities | anything,
        "doseRange": st.fixed_dictionaries({}, optional={"low": quantities, "high": quantities}) | anything,
    },
)
lines = st.fixed_dictionaries(
    {},
    optional={
        "timing": st.fixed_dictionaries({}, optional={"repeat": repeats, "code": anything}) | anything,
        "doseAndRate": st.lists(doses, max_size=2) | anything,
        "asNeededBoolean": st.booleans() | anything,
        "maxDosePerPeriod": st.fixed_dictionaries({"numerator": quantities, "denominator": quantities}) | anything,
        "sequence": st.integers() | anything,
        "route": anything,
        "text": anything,
    },
)
concepts = st.fixed_dictionaries(
    {},
    optional={
        "coding": st.lists(st.sampled_from([{"system": RXNORM, "code": c} for c in CODES]) | anything),
        "text": anything,
    },
)
orders = st.fixed_dictionaries(
    {"resourceType": st.sampled_from(["MedicationRequest", "MedicationStatement"])},
    optional={
        "id": st.sampled_from(["a", "b"]) | anything,
        "status": st.sampled_from(["active", "on-hold", "stopped", "unknown"]) | anything,
        "intent": st.sampled_from(["order", "plan"]) | anything,
        "medicationCodeableConcept": concepts | anything,
        "medicationReference": anything,
        "dosageInstruction": st.lists(lines, max_size=3) | anything,
        "dosage": st.lists(lines, max_size=3) | anything,
        "authoredOn": anything,
        "contained": anything,
    },
)


@given(st.lists(orders, max_size=4))
def test_no_order_however_rough_breaks_the_count_and_nothing_is_dropped_in_silence(found: list[Any]) -> None:
    result = mme_of_orders([read_order(each) for each in found])
    total = result.ordered_maximum
    assert total.mme_per_day >= 0
    assert total.complete is (not total.not_counted)
    assert json.loads(json.dumps(mme_document(result)))["factor_set"] == "cdc-2022"
    for order in result.orders:
        requested = order.kind == "MedicationRequest" and order.counting == "counts" and order.is_opioid
        if requested and not order.dose_known:
            assert not total.complete


@given(anything)
def test_any_document_is_read_or_refused_by_name(document: Any) -> None:
    try:
        mme_of_orders(collect_orders(document).orders)
    except UnusableDocument as refused:
        assert refused.field
        assert refused.message


def _order(code: str, tablets: int, frequency: int, period: int) -> dict[str, Any]:
    repeat = {"frequency": frequency, "period": period, "periodUnit": "d"}
    dose = {"doseQuantity": {"value": tablets, "unit": "tablet"}}
    return {
        "resourceType": "MedicationRequest",
        "status": "active",
        "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]},
        "dosageInstruction": [{"timing": {"repeat": repeat}, "doseAndRate": [dose]}],
    }


dosed = st.builds(
    _order, st.sampled_from(["891888", "1049621", "864706"]), st.integers(0, 9), st.integers(1, 6), st.integers(1, 14)
)


def _sum(found: list[dict[str, Any]]) -> Fraction:
    return mme_of_orders([read_order(each) for each in found]).ordered_maximum.mme_per_day


@given(st.lists(dosed, max_size=4), st.lists(dosed, max_size=4))
def test_orders_of_two_lists_add_up_to_the_orders_of_both(one: list[Any], other: list[Any]) -> None:
    assert _sum(one) + _sum(other) == _sum([*other, *one])


@given(dosed, st.integers(2, 5))
def test_the_same_order_many_times_is_that_many_times_the_load(found: dict[str, Any], times: int) -> None:
    assert _sum([found] * times) == times * _sum([found])


@given(st.integers(1, 9), st.integers(1, 6), st.integers(1, 30))
def test_rhythms_are_rational(tablets: int, frequency: int, period: int) -> None:
    assert _sum([_order("891888", tablets, frequency, period)]) == Fraction(30 * tablets * frequency, period)


@pytest.mark.parametrize("document", [None, 5, "x", {"entry": []}, {"resourceType": "Bundle", "entry": 5}, [["x"]]])
def test_what_is_no_fhir_is_refused(document: Any) -> None:
    with pytest.raises(UnusableDocument):
        collect_orders(document)
