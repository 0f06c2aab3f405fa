"""What is read once and kept: the same answer as reading again, and never one content for another."""

from __future__ import annotations

import copy
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

import pytest
from glidepath_clinical.cli.mme_document import mme_document
from glidepath_clinical.medicines import collect_orders, mme_of_orders
from glidepath_clinical.medicines.fhir_orders.remembered import Remembered, forget_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .orders import MORPHINE_ER_30, counted, line, order, reasons
from .test_properties import orders


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(orders, max_size=3))
def test_orders_seen_before_are_answered_as_if_they_were_new(found: list[Any]) -> None:
    forget_all()
    new = _answer(found)
    assert _answer(copy.deepcopy(found)) == new


def _answer(found: list[Any]) -> Any:
    collected = collect_orders(found)
    return mme_document(mme_of_orders(collected.orders), collected.problems)


@pytest.mark.parametrize("other", [True, "1", [1], None])
def test_a_dose_of_one_is_not_taken_for_what_python_holds_equal_to_one(other: Any) -> None:
    assert counted(order(MORPHINE_ER_30, line(1))).ordered_maximum.mme_per_day == 30
    assert reasons(counted(order(MORPHINE_ER_30, line(other)))) == ["no_amount"]


def test_contents_are_the_same_only_with_the_same_types_and_digits() -> None:
    kept = Remembered[str](most=10)
    contents: list[Any] = [1, 1.0, True, "1", Decimal(1), Decimal("1.0"), [1], (1,), {"a": 1}, {"a": True}]
    for content in contents:
        assert kept.reading(content, partial(repr, content)) == repr(content)
    for content in contents:
        assert kept.reading(copy.deepcopy(content), lambda: "read again") == repr(content)


def test_what_cannot_be_written_down_exactly_or_is_very_long_is_read_each_time() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    kept = Remembered[str](most=10)
    for content in (MappingProxyType({"a": 1}), deep, "long" * 10_000):
        assert kept.reading(content, lambda: "first") == "first"
        assert kept.reading(content, lambda: "second") == "second"


def test_it_never_keeps_more_than_it_may_and_then_begins_anew() -> None:
    kept = Remembered[int](most=3)
    for number in range(4):
        kept.reading(number, partial(int, number))
    assert kept.reading(3, lambda: -1) == 3
    assert kept.reading(0, lambda: -1) == -1
