"""The supply arithmetic counted again, day by day, from the plan and the printed fills alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from glidepath_clinical.tapering.certificate.reading import number

Json = Mapping[str, Any]
Named = tuple[str, str, str]
Counts = dict[Named, Fraction]
Sizes = Mapping[tuple[str, str], Fraction]
ONE_DAY = timedelta(days=1)


def supply_problems(plan: Json, fills: Json, bottles: Sizes | None = None) -> Iterator[str]:
    """Every way in which the fills do not add up: whole units, no day short, nothing lost and nothing made up.

    `bottles` are the mL of one bottle by product and strength, where a liquid is dispensed in whole bottles.
    """
    for fill in fills["fills"]:
        for row in fill["rows"]:
            yield from _row(fill["on"], row, bottles or {})
        yield from _collected(plan, fill)
    yield from _one_after_the_other(fills["fills"])
    for fill in [fills["bridge"], *fills["fills"]] if fills.get("bridge") else fills["fills"]:
        days = _days(fill)
        printed = {_named(row, row): number(row["taken"]) for row in fill["rows"]}
        if printed != _taken(plan, days):
            yield f"the fill of {fill['on']} does not take what the plan takes on its days"
        halves = {_named(row, row): number(row["halves"]) for row in fill["rows"] if number(row["halves"])}
        if halves != _halved(plan, days):
            yield f"the fill of {fill['on']} does not print the halves that its days take"


def _row(on: str, row: Json, bottles: Sizes) -> Iterator[str]:
    what = f"{on}: {row['product']} {row['strength']}"
    at_home, taken, dispensed, left = (number(row[name]) for name in ("at_home", "taken", "dispensed", "left_over"))
    bottle = bottles.get((row["product"], row["strength"]))
    if bottle is not None and (dispensed / bottle).denominator != 1:
        yield f"{what}: {dispensed} mL are not whole bottles of {bottle} mL"
    if bottle is not None and number(row["bottles"]) * bottle != dispensed:
        yield f"{what}: prints {row['bottles']} bottles"
    if row["form"] != "solution" and dispensed.denominator != 1:
        yield f"{what}: {dispensed} units are not whole"
    if at_home + dispensed != taken + left:
        yield f"{what}: at home and dispensed are not what is taken and left over"
    if left < 0:
        yield f"{what}: units are missing"
    if dispensed and _is_too_much(left, row, bottle):
        yield f"{what}: more is dispensed than the days need"


def _is_too_much(left: Fraction, row: Json, bottle: Fraction | None) -> bool:
    """Whether less could have been dispensed: one unit or bottle less, of a liquid by the mL any less."""
    if row["form"] == "solution" and bottle is None:
        return left > 0
    return left >= (bottle or 1)


def _collected(plan: Json, fill: Json) -> Iterator[str]:
    """Collected on its day, or on the last day before that is not protected."""
    protected = plan["request"].get("protected_dates") or []
    between = date.fromisoformat(fill["collect_on"])
    if fill["collect_on"] in protected or fill["collect_on"] > fill["on"]:
        yield f"the fill of {fill['on']} is collected on {fill['collect_on']}, a protected or a later day"
    while between.isoformat() < fill["on"]:
        between += ONE_DAY
        if between.isoformat() not in protected:
            yield f"the fill of {fill['on']} is collected on {fill['collect_on']}, sooner than it must be"
            return


def _one_after_the_other(fills: list[Json]) -> Iterator[str]:
    """Each fill goes on where the one before ends, with what that one leaves at home."""
    left: Counts = {}
    for before, after in pairwise(fills):
        if date.fromisoformat(after["on"]) != date.fromisoformat(before["until"]) + ONE_DAY:
            yield f"the fill of {after['on']} does not begin on the day after the one before ends"
        left |= {_named(row, row): number(row["left_over"]) for row in before["rows"]}
        for row in after["rows"]:
            if number(row["at_home"]) != left.get(_named(row, row), number(row["at_home"])):
                yield f"the fill of {after['on']} does not begin with what was left over of {row['product']}"


def _named(medicine: Json, row: Json) -> Named:
    return medicine["product"], row["strength"], row.get("partner_strength", "")


def _days(fill: Json) -> list[date]:
    first, last = date.fromisoformat(fill["on"]), date.fromisoformat(fill["until"])
    return [first + ONE_DAY * ahead for ahead in range((last - first).days + 1)]


def _taken(plan: Json, days: list[date]) -> Counts:
    counts: Counts = {}
    for day in days:
        for name, count in _units_of(plan, day):
            counts[name] = counts.get(name, Fraction(0)) + count
    return counts


def _halved(plan: Json, days: list[date]) -> Counts:
    """How many doses hold half a unit; a liquid has none."""
    counts: Counts = {}
    for day in days:
        liquids = {row["product"] for row in plan["products"] if row["form"] == "solution"}
        for name, count in _units_of(plan, day):
            if name[0] not in liquids and count * 2 % 2 == 1:
                counts[name] = counts.get(name, Fraction(0)) + 1
    return counts


def _units_of(plan: Json, day: date) -> Iterator[tuple[Named, Fraction]]:
    """What is taken, put on or measured on this day."""
    for medicine in _step_on(plan, day)["medicines"]:
        if medicine["form"] == "patch" and not _is_changed_on(plan, medicine, day):
            continue
        for dose in medicine["doses"].values():
            for unit in dose["units"]:
                yield _named(medicine, unit), number(unit["count"])


def _is_changed_on(plan: Json, medicine: Json, day: date) -> bool:
    """A day that the step prints; where it prints none, or has no end, every wear time from one that is known."""
    printed = medicine.get("patch", {"changes_on": []})["changes_on"]
    if printed and day.isoformat() <= printed[-1]:
        return day.isoformat() in printed
    wear = next(row["wear_hours"] for row in plan["products"] if row["product"] == medicine["product"]) // 24
    known = [date.fromisoformat(day) for day in printed[:1]] or _known_changes(plan, medicine["product"])
    return any((day - change).days % wear == 0 for change in known)


def _known_changes(plan: Json, product: str) -> list[date]:
    printed = [
        day
        for step in plan["steps"]
        for row in step["medicines"]
        if row["product"] == product
        for day in row.get("patch", {"changes_on": []})["changes_on"]
    ]
    asked = [
        wish["patch_changed_on"]
        for row, wish in zip(plan["products"], plan["request"]["medicines"], strict=True)
        if row["product"] == product and wish.get("patch_changed_on")
    ]
    return [date.fromisoformat(day) for day in [*printed, *asked][:1]]


def _step_on(plan: Json, day: date) -> Json:
    running: Json = plan["present"]
    for step in plan["steps"]:
        if date.fromisoformat(step["starts_on"]) <= day:
            running = step
    return running
