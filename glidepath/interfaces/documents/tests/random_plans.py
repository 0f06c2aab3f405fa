"""Seeded random plans over the whole formulary, as a signed plan in memory: nothing is stored."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import formulary
from glidepath_clinical.quantities import decimal_text

from glidepath.care.tapering import engine
from glidepath.care.tapering.refusal import Refused
from glidepath.foundation.accounts.models import User
from glidepath.interfaces.documents.frozen_plan import FrozenPlan
from glidepath.record.patients.models import Patient
from glidepath.record.plans.models import Plan, PlanState, PlanStep
from glidepath.record.sites.models import Site

TIMES = ("morning", "noon", "evening", "bedtime")
AT = datetime(2027, 1, 4, 16, tzinfo=UTC)
PRODUCTS = [product for product in formulary() if "+" not in product.name]
PACES: tuple[dict[str, Any], ...] = (
    {"reduction_percent": "10", "cap_percent": "50", "basis": "original", "every_days": 28},
    {"reduction_percent": "20", "cap_percent": "50", "basis": "original", "every_days": 14},
    {"reduction_percent": "25", "cap_percent": "50", "basis": "current", "every_days": 30},
)


def random_plans(seed: int, count: int) -> Iterator[engine.Json]:
    """So many certified plans; requests that the engine refuses are passed over."""
    chance, found = random.Random(seed), 0
    while found < count:
        try:
            planned = engine.compute(random_request(chance))
        except Refused:
            continue
        found += 1
        yield planned


def random_request(chance: random.Random) -> dict[str, Any]:
    """A regimen that can be dispensed, with halves where they are known to be possible."""
    product = chance.choice(PRODUCTS)
    amounts = [dose.amount for dose in product.strengths]
    patch = "transdermal" in product.name
    times = chance.sample(TIMES, k=1 if patch else chance.randint(1, 4))
    most = 2 if patch else 3
    doses = {time: decimal_text(_dose(chance, amounts, most)) for time in times}
    unit = str(product.strengths[0].unit.value).removesuffix("/mL")
    medicine: dict[str, Any] = {"product": product.name, "unit": unit, "doses": doses}
    if product.splittable and chance.random() < 0.4:
        medicine["halves_confirmed"] = [decimal_text(amount) for amount in amounts]
    return {
        "as_of": "2027-01-04",
        "starts_on": "2027-01-11",
        "pace": chance.choice(PACES),
        "goal": chance.choice([{"kind": "stop"}, {"kind": "percent", "percent": "50"}]),
        "medicines": [medicine],
        "packing": chance.choice(["fewest_units", "fewest_strengths"]),
    }


def _dose(chance: random.Random, amounts: list[Fraction], most: int) -> Fraction:
    return sum((chance.choice(amounts) for _ in range(chance.randint(1, most))), Fraction(0))


def signed_in_memory(planned: engine.Json, person: str = "Marisol Vega", clinic: str = "Terrace Clinic") -> FrozenPlan:
    """The plan as if a prescriber had signed it."""
    contents = engine.contents_of(planned)
    site = Site(name=clinic, zone="America/Denver")
    plan = Plan(
        site=site,
        patient=Patient(site=site, given_name=person, family_name="", zone="America/Denver"),
        state=PlanState.SIGNED,
        frozen=planned,
        content_hash=planned["content_hash"],
        signed_by=User(name="Dr Park"),
        signed_at=AT,
    )
    steps = tuple(
        PlanStep(
            number=row.number,
            phase=row.phase,
            planned_on=row.planned_on,
            planned_until=row.planned_until,
            daily=row.daily,
            rendering=row.rendering,
        )
        for row in contents.steps
    )
    return FrozenPlan(plan, steps, None, None, None)


def on_screen(frozen: FrozenPlan) -> str:
    """The table of steps as the team's page shows it."""
    from django.template.loader import render_to_string

    from glidepath.care.tapering import presenters

    views = presenters.step_views(frozen.steps)
    return render_to_string("tapering/steps_table.html", {"steps": views, "entries": presenters.step_entries(views)})
