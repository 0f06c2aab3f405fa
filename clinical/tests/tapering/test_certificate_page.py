"""Every row of clinical/specs/certificate/noticed.md is a test; and no printed dose, unit or day changes unnoticed."""

from __future__ import annotations

import re

import pytest
from glidepath_clinical.tapering import certify

from .cases import fresh
from .small_changes import PAGE, SOUND, changed, changes, noticed

PRINTED = {
    *("framework", "framework_version", "requires", "not_assessed"),
    *("pace", "paces", "products", "present", "steps", "order"),
}
FREE = {
    "products.N.partner.ingredient", "products.N.limit.unit",
}  # fmt: skip
"""Words beside a number."""
OF_AN_ADJUNCT = {"products.2.wear_hours", "products.2.ceiling", "products.2.least_days"}
"""Bounds of lower doses; an adjunct is kept."""


def tables() -> dict[str, list[list[str]]]:
    """The rows of the page by plan."""
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    rows = {part.split("\n", 1)[0]: [line.strip("| ").split(" | ") for line in part.splitlines()] for part in parts}
    return {name: [row for row in found if len(row) == 4][1:] for name, found in rows.items()}


TABLES = tables()


def test_the_page_has_a_table_of_every_sound_plan() -> None:
    assert list(TABLES) == list(SOUND)
    assert sum(map(len, TABLES.values())) > 200


@pytest.mark.parametrize("name", SOUND)
def test_a_plan_is_sound_and_each_change_of_it_is_noticed_as_the_page_says(name: str) -> None:
    document = fresh(SOUND[name])
    assert certify(document).failed == ()
    places = {".".join(map(str, place)): place for place, _, _ in changes(document)}
    for what, is_now, becomes, expected in TABLES[name]:
        assert noticed(changed(document, places[what], becomes)) == expected, (what, is_now, becomes)


def test_no_printed_dose_unit_day_or_bound_changes_unnoticed() -> None:
    printed = [row for rows in TABLES.values() for row in rows if row[0].split(".")[0] in PRINTED]
    unnoticed = {row[0] for row in printed if row[3] == "nothing"} - OF_AN_ADJUNCT
    assert len(printed) > 120
    assert {re.sub(r"\d+", "N", what) for what in unnoticed} <= FREE
