"""A medicine as it can be dispensed: ingredient, formulation, strengths, and what is known of each fact's source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from glidepath_clinical.quantities import Dose, Unit


class Form(StrEnum):
    """What one unit of the product is; the value is the English word for one of it."""

    TABLET = "tablet"
    CAPSULE = "capsule"
    DISINTEGRATING_TABLET = "disintegrating tablet"
    SOLUTION = "solution"
    PATCH = "patch"
    FILM = "film"
    SPRAY = "spray"
    LOZENGE = "lozenge"
    SUPPOSITORY = "suppository"
    OTHER = "unit"


@dataclass(frozen=True)
class CombinedStrength:
    """One strength of a combination: the main ingredient, then the amounts of the partner in the same unit."""

    main: Dose
    partner: str
    partner_amount: Dose


@dataclass(frozen=True)
class DailyLimit:
    """The most of one thing in a day. `of` names an ingredient, or is "units" for tablets counted one by one."""

    of: str
    amount: Fraction
    unit: str


@dataclass(frozen=True)
class Product:
    """One row of the formulary. Texts that begin as memory keep their mark in `marks` (S, V, D or M).

    `strengths` are the distinct amounts of the main ingredient in `unit` (per mL for a solution, per hour for a
    patch). `mme_factor` is that of CDC 2022: None when that table has none, "excluded" for buprenorphine.
    """

    name: str
    ingredient: str
    formulation: str
    release: str
    route: str
    strengths: tuple[Dose, ...]
    unit: Unit
    splittable: bool
    usual_interval_h: str
    max_daily: str
    mme_factor: Fraction | Literal["excluded"] | None
    medicine_class: str
    note: str
    source: str
    provenance: str
    rxnorm_ingredient: str
    rxnorm_provenance: str
    splitting: str
    forms: tuple[Form, ...]
    combined: tuple[CombinedStrength, ...]
    daily_limits: tuple[DailyLimit, ...]
    marks: Mapping[str, str]

    @property
    def main_ingredient(self) -> str:
        """The ingredient that is tapered and counted: "oxycodone" of "oxycodone/acetaminophen"."""
        return self.ingredient.split("/")[0]

    @property
    def is_opioid(self) -> bool:
        """Whether it belongs in a count of opioids (full or partial agonist)."""
        return self.medicine_class.startswith("opioid") or self.medicine_class == "partial agonist"

    @property
    def wear_hours(self) -> int | None:
        """How long one patch is worn; None for what is not a patch."""
        digits = self.usual_interval_h.split(" ")[0]
        return int(digits) if Form.PATCH in self.forms and digits.isdigit() else None
