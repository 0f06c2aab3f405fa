"""A random supply of one product, as a pharmacy could have it, whatever form it has."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import Form, Product
from glidepath_clinical.quantities import decimal_text

SCORED = ("tablet",)
MOST_PATCHES = Fraction(4)


@dataclass(frozen=True)
class RandomSupply:
    """What a random pharmacy has; `weights` and `limit` are what fills up beside the dose."""

    product: Product
    strengths: list[Fraction]
    halves: list[Fraction]
    volume: Fraction | None
    partners: dict[Fraction, Fraction]
    weights: dict[Fraction, Fraction]
    limit: Fraction | None

    @property
    def is_patch(self) -> bool:
        return Form.PATCH in self.product.forms

    @property
    def pieces(self) -> list[Fraction]:
        if self.volume is not None:
            return [self.strengths[0] * self.volume]
        return [*self.strengths, *(half / 2 for half in self.halves)]

    def random_dose(self, chance: random.Random, most: int = 3) -> Fraction:
        pieces = chance.randint(1, 4 * most if self.volume else most)
        return sum((chance.choice(self.pieces) for _ in range(pieces)), Fraction(0))

    def medicine(self, doses: dict[str, str], **more: Any) -> dict[str, Any]:
        """The medicine as a request names it."""
        body: dict[str, Any] = {
            "product": self.product.name,
            "unit": "mg" if self.volume else self.product.unit.value,
            "strengths": [self._written(strength) for strength in self.strengths],
            "doses": doses,
            **more,
        }
        if self.halves:
            body["halves_confirmed"] = [decimal_text(half) for half in self.halves]
        if self.volume is not None:
            body["measurable_volume"] = decimal_text(self.volume)
        return body

    def _written(self, strength: Fraction) -> str:
        text = decimal_text(strength)
        return f"{text}/{decimal_text(self.partners[strength])}" if strength in self.partners else text


def random_supply(product: Product, chance: random.Random, most: int = 3) -> RandomSupply:
    """Some strengths of a product, halves of some where it is scored, one concentration of a liquid."""
    every = [strength.amount for strength in product.strengths]
    is_liquid = Form.SOLUTION in product.forms
    strengths = sorted(chance.sample(every, k=1 if is_liquid else chance.randint(1, min(most, len(every)))))
    partners = {
        strength: chance.choice([p.partner_amount.amount for p in product.combined if p.main.amount == strength])
        for strength in strengths
        if product.combined
    }
    weights, limit = _limit(product, strengths, partners)
    return RandomSupply(
        product,
        strengths,
        [s for s in strengths if _is_scored(product) and chance.random() < 0.5],
        Fraction(chance.choice(["0.5", "1", "2.5"])) if is_liquid else None,
        partners,
        weights,
        limit,
    )


def _is_scored(product: Product) -> bool:
    return product.splitting == "yes" and product.release.startswith("IR") and product.forms == (Form.TABLET,)


def _limit(
    product: Product, strengths: list[Fraction], partners: dict[Fraction, Fraction]
) -> tuple[dict[Fraction, Fraction], Fraction | None]:
    if Form.PATCH in product.forms:
        return dict.fromkeys(strengths, Fraction(1)), MOST_PATCHES
    for limit in product.daily_limits:
        if limit.of == "units":
            return dict.fromkeys(strengths, Fraction(1)), limit.amount
        if limit.of == "acetaminophen":
            return partners, limit.amount
    return {}, None
