"""Check of what stands in a step: nothing that a person could read beside the doses, and nobody has checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glidepath_clinical.tapering.certificate.reading import DAY_ORDER, ReadPlan

STEP = frozenset(
    [
        "number",
        "phase",
        "held_phase",
        "held_since",
        "starts_on",
        "ends_on",
        "medicines",
        "mme_per_day",
        "mme_complete",
        "mme_factor_set",
        "mme_not_counted",
    ]
)
MEDICINE = frozenset(
    [
        "product",
        "unit",
        "strength_unit",
        "form",
        "doses",
        "daily",
        "phase",
        "as_needed",
        "patch",
        "cut_percent_of_original",
        "cut_percent_of_previous",
    ]
)
DOSE, UNIT = frozenset(("amount", "units")), frozenset(("strength", "count", "partner_strength"))
PATCH, NOT_COUNTED = frozenset(("wear_hours", "changes_on")), frozenset(("product", "reason"))
PRODUCT = frozenset(
    [
        "product",
        "role",
        "unit",
        "strength_unit",
        "form",
        "release",
        "route",
        "class",
        "strengths",
        "halves",
        "measurable_volume",
        "wear_hours",
        "partner",
        "limit",
        "ceiling",
        "least_days",
        "mme_factor",
        "is_opioid",
        "as_needed",
        "ordered_maximum",
        "original_doses",
        "source",
        "provenance",
    ]
)


def members_are_known(plan: ReadPlan) -> Iterator[str]:
    """Steps and medicines hold the members of a plan and no others: a text beside a dose would be read as the dose."""
    for step in [plan.raw["present"], *plan.raw["steps"]]:
        for path, name in _unknown_in_step(step):
            yield f"step {step['number']}: {path}{name} is no member of a plan"
    for place, product in enumerate(plan.raw["products"]):
        for name in sorted(product.keys() - PRODUCT):
            yield f"products[{place}].{name} is no member of a plan"
        for path, known in (("partner", {"ingredient", "per_unit"}), ("limit", {"of", "amount", "unit"})):
            held = product.get(path)
            for name in sorted(held.keys() - known) if isinstance(held, dict) else ():
                yield f"products[{place}].{path}.{name} is no member of a plan"


def _unknown_in_step(step: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("", name) for name in sorted(step.keys() - STEP))
    for row in step["mme_not_counted"]:
        yield from (("mme_not_counted.", name) for name in sorted(row.keys() - NOT_COUNTED))
    for medicine in step["medicines"]:
        yield from (("", name) for name in sorted(medicine.keys() - MEDICINE))
        yield from (("patch.", name) for name in sorted(set(medicine.get("patch") or ()) - PATCH))
        for time, dose in medicine["doses"].items():
            yield from ((f"doses.{time}.", name) for name in sorted(dose.keys() - DOSE))
            yield from (("doses.", name) for name in {time} - {*DAY_ORDER})
            for unit in dose["units"]:
                yield from ((f"doses.{time}.units.", name) for name in sorted(unit.keys() - UNIT))
