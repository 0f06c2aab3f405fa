"""Checks of the facts a plan rests on: each medicine against the formulary's own table, read here a second time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from glidepath_clinical.tapering.certificate.reading import ReadCourse, number

Row = Mapping[str, str]
OPIOIDS = ("opioid", "opioid (OUD only)", "partial agonist")
LIMIT = re.compile(r"(?:([a-z]+) )?(?:[\d.]+-)?([\d.]+) (mg|mcg/h|mcg|tablets)")


@cache
def table() -> Mapping[str, Row]:
    """The rows of the formulary by the name that a plan prints: ingredient and formulation without its bracket."""
    text = files("glidepath_clinical.medicines").joinpath("data/formulary.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {f"{row['ingredient']} {row['formulation'].split(' (')[0]}": row for row in rows}


def facts_are_the_formularys(plan: ReadCourse) -> Iterator[str]:
    """Strengths, class, release, splitting, wear time, MME factor, ceiling and limit are those of the formulary."""
    product = plan.product
    row = table().get(product["product"])
    if row is None:
        yield f"{product['product']} is not in the formulary"
        return
    yield from _strengths(plan, row)
    expected: dict[str, Any] = {
        "class": row["class"],
        "release": row["release"],
        "route": row["route"],
        "strength_unit": row["strength_unit"],
        "is_opioid": row["class"] in OPIOIDS,
        "mme_factor": _factor(row),
        "ceiling": _ceiling(row),
        "limit": _limit(row),
    }
    printed: dict[str, Any] = {
        **{name: product[name] for name in ("class", "release", "route", "strength_unit", "is_opioid")},
        "mme_factor": _exact(product["mme_factor"]),
        "ceiling": _exact(product["ceiling"]),
        "limit": product["limit"] and (product["limit"]["of"], number(product["limit"]["amount"])),
    }
    if expected["limit"] == ("patches", None) and printed["limit"]:
        expected["limit"] = printed["limit"]  # how many are worn now is checked with the units
    for name, value in expected.items():
        if printed[name] != value:
            yield f"{name} is not that of the formulary"


def _strengths(plan: ReadCourse, row: Row) -> Iterator[str]:
    pairs = [re.sub(r"\(.*?\)", "", text).split("/") for text in row["strengths"].split(";")]
    known = {number(pair[0]) for pair in pairs}
    if not set(plan.strengths) <= known or (plan.wish.get("strengths") is None and set(plan.strengths) != known):
        yield "the strengths are not those of the formulary"
    partner = plan.product.get("partner")
    printed = {(number(main), number(amount)) for main, amount in (partner or {"per_unit": {}})["per_unit"].items()}
    if not printed <= {(number(pair[0]), number(pair[-1])) for pair in pairs if len(pair) > 1}:
        yield "the second ingredient of a strength is not that of the formulary"
    if plan.halves and not row["splittable"].startswith("yes"):
        yield "the formulary does not mark these tablets as scored"
    wear = {int(hours) for hours in re.findall(r"\d+", row["usual_interval_h"])} if row["release"] == "TD" else {None}
    if plan.product.get("wear_hours") not in wear:
        yield "the wear time is not that of the formulary"


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else number(text)


def _factor(row: Row) -> Fraction | None:
    return None if row["mme_factor_2022"] in ("", "excluded") else number(row["mme_factor_2022"])


def limits(row: Row) -> list[tuple[str, Fraction, str]]:
    """What, how much and in which unit; of alternatives ("4 mg / 10 mg") the highest, of a range its end."""
    found = []
    for part in row["max_daily"].split(";"):
        plain = [re.sub(r"\(.*?\)", "", text).strip() for text in part.split(" / ")]
        hits = [hit for hit in map(LIMIT.fullmatch, plain) if hit]
        if hits:
            unit = hits[0][3]
            of = "units" if unit == "tablets" else hits[0][1] or row["ingredient"].split("/")[0]
            found.append((of, max(number(hit[2]) for hit in hits), unit))
    return found


def _ceiling(row: Row) -> Fraction | None:
    unit = "mg" if row["strength_unit"] == "mg/mL" else row["strength_unit"]
    main = row["ingredient"].split("/")[0]
    return min((amount for of, amount, in_unit in limits(row) if (of, in_unit) == (main, unit)), default=None)


def _limit(row: Row) -> tuple[str, Fraction | None] | None:
    if row["release"] == "TD":
        return "patches", None
    main = row["ingredient"].split("/")[0]
    return next(((of, amount) for of, amount, _ in limits(row) if of != main), None)


def smallest_unit_made(plan: ReadCourse) -> Fraction:
    """The smallest unit of the same ingredient, route and release in the table that can be taken as often a day."""
    own, sizes = table()[plan.product["product"]], []
    times = len({*plan.original, *plan.present.doses})
    liquid = own["strength_unit"] == "mg/mL"
    for row in table().values():
        if row["strength_unit"] == "mg/mL" and not liquid:
            continue  # not everybody can be given a liquid
        if row is own or (_sort(row) == _sort(own) and _fits(row, times)):
            least = min(number(re.sub(r"\(.*?\)", "", text).split("/")[0]) for text in row["strengths"].split(";"))
            sizes.append(least / 2 if row["strength_unit"] == "mg/mL" else least)
    return min(sizes)


def _sort(row: Row) -> tuple[object, ...]:
    """What two products share of which one could take the place of the other, milligram for milligram."""
    unit = row["strength_unit"].removesuffix("/mL")
    return (row["ingredient"], row["route"], unit, row["release"][:2], row["formulation"].endswith(", base)"))


def _fits(row: Row, times: int) -> bool:
    """Whether so many doses a day are not more than one for each usual interval (the shortest of a range)."""
    hours = re.match(r"[0-9]+", row["usual_interval_h"])
    return row["release"] == "TD" or hours is None or times * int(hours[0]) <= 24
