"""Start doses of transdermal fentanyl and of buprenorphine from their labels: read one way only, never back.

The numbers are those of the labels as quoted in this project's guideline facts (`fda-labels`, seen in a source).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from glidepath_clinical.medicines import Product
from glidepath_clinical.quantities import decimal_text
from glidepath_clinical.tapering.change.cannot import CannotChange

CITE = "fda-labels"
TAPER_FIRST_TO = Fraction(30)


@dataclass(frozen=True)
class Band:
    """From `lowest` mg of oral morphine a day up to the next band: this start dose."""

    lowest: Fraction
    amount: Fraction


@dataclass(frozen=True)
class LabelTable:
    """One label's table, up to `highest`. `taper_first`: from the second band on, first lowered to 30 mg; such a table
    is read with the dose before that taper, any other with the dose that is taken now."""

    ingredient: str
    route: str
    unit: str
    bands: tuple[Band, ...]
    highest: Fraction
    taper_first: bool = False


def _bands(*rows: tuple[int, int]) -> tuple[Band, ...]:
    return tuple(Band(Fraction(lowest), Fraction(amount)) for lowest, amount in rows)


TABLES = (
    LabelTable("fentanyl", "transdermal", "mcg/h", _bands((60, 25), (135, 50), (225, 75), (315, 100)), Fraction(404)),
    LabelTable("buprenorphine", "transdermal", "mcg/h", _bands((0, 5), (30, 10)), Fraction(80), taper_first=True),
    LabelTable(
        "buprenorphine", "buccal", "mcg", _bands((0, 75), (30, 150), (90, 300)), Fraction(160), taper_first=True
    ),
)


def table_for(product: Product) -> LabelTable | None:
    """The label table that governs rotation to this product, if there is one."""
    for table in TABLES:
        if (table.ingredient, table.route) == (product.ingredient, product.route):
            return table
    return None


def start_dose(table: LabelTable, before_taper: Fraction, now: Fraction) -> Fraction:
    """The label's start dose: `now` mg of oral morphine a day are taken, `before_taper` mg before the label's taper.

    A full agonist begins by what is taken now, because tolerance to an earlier dose is lost. Raises `CannotChange`
    outside the table. Between two printed bands (134.5 mg) the lower band counts.
    """
    dose = before_taper if table.taper_first else now
    met = [band for band in table.bands if dose >= band.lowest]
    if not met:
        because = (
            f"the label begins at {table.bands[0].lowest} mg of oral morphine a day; {decimal_text(dose)} is below"
        )
        raise CannotChange("below_the_label_table", because, "oral_morphine", CITE)
    if dose > table.highest:
        because = f"the label ends at {table.highest} mg of oral morphine a day; another medicine is considered"
        raise CannotChange("above_the_label_table", because, "oral_morphine", CITE)
    if table.taper_first and len(met) > 1 and now > TAPER_FIRST_TO:
        because = f"the label lowers the dose to at most {TAPER_FIRST_TO} mg of oral morphine a day first"
        raise CannotChange("taper_first", because, "oral_morphine", CITE)
    return met[-1].amount
