"""Plans for what a request could have meant that leaves open which strengths of a product are supplied.

A combination may stand with two amounts of its second ingredient, a liquid with several concentrations. Which of
them the pharmacy has is its own to say: nothing is picked, each choice is listed, and its plan is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glidepath_clinical.medicines import product_named
from glidepath_clinical.tapering.asked_medicine import MedicineWish
from glidepath_clinical.tapering.fresh_copy import fresh_copy
from glidepath_clinical.tapering.planning import plan_without_offers
from glidepath_clinical.tapering.request import PlanRequest
from glidepath_clinical.tapering.results import Planned, Refused
from glidepath_clinical.tapering.strength_choices import Choice, choices_of

UNCLEAR = frozenset({"strength_unclear", "concentration_unclear"})
Json = dict[str, Any]


def offers_of_strengths(request: PlanRequest, refused: Refused) -> list[Json]:
    """The plan of each choice of strengths that keeps what was agreed; empty when something else was refused too."""
    unclear = [place for place, wish in enumerate(request.medicines) if len(_choices(wish)) > 1]
    if not set(refused.codes) <= UNCLEAR or len(unclear) != 1:
        return []
    return list(_worked_out(request, unclear[0]))


def _choices(wish: MedicineWish) -> tuple[Choice, ...]:
    product = product_named(wish.product)
    return choices_of(product, wish) if product else ()


def _worked_out(request: PlanRequest, place: int) -> Iterator[Json]:
    wish = request.medicines[place]
    for choice in _choices(wish):
        body = fresh_copy(dict(request.raw))
        body["medicines"][place]["strengths"] = list(choice)
        answer = plan_without_offers(PlanRequest.from_json(body))
        if isinstance(answer, Planned) and answer.holds:
            because = f"Supply {wish.product} as {', '.join(choice)}, if that is what the pharmacy has."
            yield {"kind": "name_the_strengths", "because": because, "request": body, "plan": answer.to_json()}
