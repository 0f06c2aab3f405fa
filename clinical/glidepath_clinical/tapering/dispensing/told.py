"""What a count of a supply takes for granted, by name: nobody should find it out from an empty bottle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glidepath_clinical.tapering.dispensing.units import LIQUID, PATCH


def assumptions(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """`code`, `product` and `because` for each; empty for tablets that are taken every day."""
    return [
        {"code": code, "product": str(row["product"]), "because": f"{row['product']}: {because}"}
        for row, wish in zip(document["products"], document["request"]["medicines"], strict=True)
        for code, because in _of(row, wish)
    ]


def _of(row: Mapping[str, Any], wish: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if row["form"] == LIQUID:
        because = (
            "what is left in an opened bottle is counted as usable; how long it keeps after opening is not known "
            "here, the label of the bottle says it."
        )
        yield "opened_bottle_keeps", because
    if row["form"] == PATCH and not wish.get("patch_changed_on"):
        yield "patch_changed_on_assumed", "the last change is not known; the first step is taken as a day of change."
    if row["as_needed"]:
        yield "as_needed_as_taken", "it is taken as needed; what is really taken is counted, a day with more uses more."
