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
from glidepath_clinical.medicines.fhir_orders.dosage import what_is_read
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


class _Watched(dict[str, Any]):
    """A dosage line that notes which of its fields are looked at."""

    asked: set[str]

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(orders, min_size=1, max_size=3))
def test_directions_are_told_apart_by_every_field_of_a_dosage_that_is_read(found: list[Any]) -> None:
    told_apart, asked = _Watched(), set[str]()
    told_apart.asked = set()
    what_is_read(told_apart)
    for resource in found:
        for name in ("dosageInstruction", "dosage"):
            lines = resource.get(name) if isinstance(resource.get(name), list) else []
            watched = [_watched(each, asked) for each in lines if isinstance(each, dict)]
            collect_orders({**resource, "resourceType": "MedicationRequest", "dosageInstruction": watched})
    assert asked <= told_apart.asked


def _watched(dosage: dict[str, Any], asked: set[str]) -> _Watched:
    made = _Watched(dosage)
    made.asked = asked
    return made


@pytest.mark.parametrize("other", [True, "1", [1], None])
def test_a_dose_of_one_is_not_taken_for_what_python_holds_equal_to_one(other: Any) -> None:
    assert counted(order(MORPHINE_ER_30, line(1))).ordered_maximum.mme_per_day == 30
    assert reasons(counted(order(MORPHINE_ER_30, line(other)))) == ["no_amount"]


def test_contents_are_the_same_only_with_the_same_types_and_digits() -> None:
    kept = Remembered[str](most=20)
    contents: list[Any] = [1, 1.0, True, "1", ..., None, Decimal(1), Decimal("1.0"), [1], (1,), {"a": 1}, {"a": True}]
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
