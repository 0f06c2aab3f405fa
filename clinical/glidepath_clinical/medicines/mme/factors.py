"""MME factor sets as versioned, immutable data. The set's name stands beside every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, Final

from glidepath_clinical.medicines.packaged import read_json
from glidepath_clinical.medicines.product import Form
from glidepath_clinical.quantities import Unit, parse_decimal

DEFAULT_FACTOR_SET: Final = "cdc-2022"
_NAMES: Final = ("cdc-2022", "cdc-2016", "cms-2018", "heal")


class UnknownFactorSet(LookupError):
    """No factor set has this name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f'"{name}" is not a factor set; choose one of {", ".join(_NAMES)}')


@dataclass(frozen=True)
class Tier:
    """A factor for a daily total up to and including `up_to`; None is the open end."""

    up_to: Fraction | None
    factor: Fraction


@dataclass(frozen=True, eq=False)
class Factor:
    """MME per `per` (mg, mcg or mcg/h) of one ingredient by one route, for the named forms or for all.

    `per_patch_a_day`: the rate is multiplied by the patches used per day. `with_and_without`: totals are shown
    both ways.
    """

    ingredient: str
    route: str
    per: Unit
    tiers: tuple[Tier, ...]
    forms: frozenset[Form]
    per_patch_a_day: bool
    with_and_without: bool

    @cached_property
    def flat(self) -> Fraction | None:
        """The factor when it is the same for every total, else None."""
        return self.tiers[0].factor if self.tiers[0].up_to is None else None

    def at(self, total: Fraction) -> Fraction:
        """The factor for the person's daily total of this ingredient."""
        return next(tier.factor for tier in self.tiers if tier.up_to is None or total <= tier.up_to)


@dataclass(frozen=True, eq=False)
class FactorSet:
    """One set under its name and version, with the source it cites and what is printed with it."""

    name: str
    title: str
    version: str
    cite: str
    mark: str
    notes: tuple[str, ...]
    factors: tuple[Factor, ...]
    excluded: Mapping[str, str]

    def find(self, ingredient: str, route: str, form: Form | None) -> Factor | None:
        """The factor for an ingredient by a route and in a form, or None when the set has none."""
        fitting = self._by_route.get((ingredient, route), ())
        return next((each for each in fitting if not each.forms or form in each.forms), None)

    @cached_property
    def _by_route(self) -> Mapping[tuple[str, str], tuple[Factor, ...]]:
        """The factors of each ingredient by each route."""
        pairs = {(each.ingredient, each.route) for each in self.factors}
        return {pair: tuple(f for f in self.factors if (f.ingredient, f.route) == pair) for pair in pairs}


def factor_set(name: str = DEFAULT_FACTOR_SET) -> FactorSet:
    """The set of that name. Raises UnknownFactorSet."""
    if name not in _NAMES:
        raise UnknownFactorSet(name)
    return _load(name)


def factor_sets() -> tuple[FactorSet, ...]:
    """Every set, the default first."""
    return tuple(_load(name) for name in _NAMES)


@cache
def _load(name: str) -> FactorSet:
    data = read_json(f"factors/{name}.json")
    return FactorSet(
        name=data["name"],
        title=data["title"],
        version=data["version"],
        cite=data["cite"],
        mark=data["mark"],
        notes=tuple(data["notes"]),
        factors=tuple(_factor(row, name) for row in data["factors"]),
        excluded={row["ingredient"]: row["because"] for row in data["excluded"]},
    )


def _factor(row: Mapping[str, Any], name: str) -> Factor:
    where = f"{name}: {row['ingredient']}"
    rows = row.get("tiers") or [{"up_to": None, "factor": row["factor"]}]
    return Factor(
        ingredient=row["ingredient"],
        route=row["route"],
        per=Unit(row["per"]),
        tiers=tuple(_tier(each, where) for each in rows),
        forms=frozenset(Form(form) for form in row.get("forms", [])),
        per_patch_a_day=row.get("basis") == "patches_per_day",
        with_and_without=row.get("with_and_without", False),
    )


def _tier(row: Mapping[str, Any], where: str) -> Tier:
    up_to = None if row["up_to"] is None else parse_decimal(row["up_to"], where)
    return Tier(up_to, parse_decimal(row["factor"], where))
