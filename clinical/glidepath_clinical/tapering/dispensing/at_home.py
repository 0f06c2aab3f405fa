"""What was counted at home, and the bottles in which a liquid is dispensed; both read against the plan they are for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from glidepath_clinical.medicines import product_named
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.dispensing.units import HALF, LIQUID, UnitKey
from glidepath_clinical.tapering.fields import Fields, UnusableInput, as_number, shown
from glidepath_clinical.tapering.supply import form_of, may_be_halved

Named = tuple[str, str]
"""A product and the strength as its package prints it: "15", "5/325"; of a liquid the mg in one mL."""


@dataclass(frozen=True)
class AtHome:
    """What was counted at home before the first dose of `counted_on`: units, halves as halves; of a liquid mL."""

    counted_on: date
    counts: Mapping[Named, Fraction]

    @classmethod
    def from_json(cls, raw: object) -> AtHome:
        """Reads {"counted_on": …, "units": [{"product", "strength", "count"}]}; raises `UnusableInput`."""
        fields = Fields(raw, "at_home")
        counts: dict[Named, Fraction] = {}
        for unit in _rows(fields, "units"):
            named = _named(unit)
            counts[named] = counts.get(named, Fraction(0)) + unit.number("count")
            unit.finish()
        at_home = cls(fields.on("counted_on"), counts)
        fields.finish()
        return at_home

    def of(self, key: UnitKey) -> Fraction:
        """How many of these units, or mL, are at home."""
        return self.counts.get((key.product, key.on_the_package), Fraction(0))

    def check(self, document: Mapping[str, Any]) -> None:
        """Raises `UnusableInput` for a count that cannot be: part of a patch, half a capsule, an unclear strength."""
        for place, ((product, strength), count) in enumerate(self.counts.items()):
            path = f"at_home.units[{place}]"
            row = _row_of(document, product)
            if row is not None:
                _check_strength(row, strength, f"{path}.strength")
            _check_count(_parts(row, product, strength), count, product, f"{path}.count")


@dataclass(frozen=True)
class Bottles:
    """The mL of one bottle of each concentration that is dispensed in whole bottles; others to the mL."""

    sizes: Mapping[Named, Fraction]

    @classmethod
    def from_json(cls, raw: object) -> Bottles:
        """Reads [{"product", "strength", "mL"}]; raises `UnusableInput`."""
        sizes: dict[Named, Fraction] = {}
        for bottle in _rows(Fields({"bottles": raw}), "bottles"):
            named = _named(bottle)
            if named in sizes:
                raise UnusableInput(bottle.path("strength"), "stands here twice; name one bottle for a concentration")
            sizes[named] = bottle.number("mL")
            if not sizes[named]:
                raise UnusableInput(bottle.path("mL"), "must be more than 0")
            bottle.finish()
        return cls(sizes)

    def of(self, key: UnitKey) -> Fraction | None:
        """The mL of one bottle; None when it is dispensed to the mL."""
        return self.sizes.get((key.product, key.on_the_package)) if key.is_liquid else None

    def check(self, document: Mapping[str, Any]) -> None:
        """Raises `UnusableInput` for a bottle of what the plan does not take, or of what is no liquid."""
        for place, (product, strength) in enumerate(self.sizes):
            row = _row_of(document, product)
            if row is None or row["form"] != LIQUID:
                because = f"{shown(product)} is no liquid of this plan; only a liquid comes in bottles"
                raise UnusableInput(f"bottles[{place}].product", because)
            path = f"bottles[{place}].strength"
            _check_strength(row, strength, path)
            if strength.partition("/")[0] not in row["strengths"]:
                known = f"{', '.join(row['strengths'])} {row['strength_unit']}"
                raise UnusableInput(path, f"{product} is planned as {known}, not as {shown(strength)}")


ANY_VOLUME = Bottles({})


def _rows(fields: Fields, name: str) -> Iterator[Fields]:
    return (Fields(row, f"{fields.path(name)}[{place}]") for place, row in enumerate(fields.items(name)))


def _named(fields: Fields) -> Named:
    """The strength with its digits as a plan prints them: "15.0" is "15"."""
    main, _, partner = fields.text("strength").partition("/")
    amounts = [as_number(text.strip(), fields.path("strength")) for text in (main, partner) if text]
    return fields.text("product"), "/".join(decimal_text(amount) for amount in amounts)


def _row_of(document: Mapping[str, Any], product: str) -> Mapping[str, Any] | None:
    return next((row for row in document["products"] if row["product"] == product), None)


def _check_strength(row: Mapping[str, Any], strength: str, path: str) -> None:
    """A combination is named with both amounts: tablets with another second amount are other tablets."""
    if row["partner"] and "/" not in strength:
        known = ", ".join(f"{main}/{partner}" for main, partner in row["partner"]["per_unit"].items())
        because = f"{row['product']} has two amounts in one unit; write both, such as {known}"
        raise UnusableInput(path, because)


def _parts(row: Mapping[str, Any] | None, product: str, strength: str) -> Fraction | None:
    """The part of a unit in which it is counted; None for a liquid, which is counted in any mL."""
    if row is not None:
        if row["form"] == LIQUID:
            return None
        return HALF if strength.partition("/")[0] in row["halves"] else Fraction(1)
    known = product_named(product)
    if known is None:
        return HALF
    if form_of(known) == LIQUID:
        return None
    return HALF if may_be_halved(known) else Fraction(1)


def _check_count(parts: Fraction | None, count: Fraction, product: str, path: str) -> None:
    if parts is None or (count / parts).denominator == 1:
        return
    if parts == HALF:
        raise UnusableInput(path, "must be whole units or halves")
    raise UnusableInput(path, f"must be whole units; {product} of this strength is not divided in this plan")
