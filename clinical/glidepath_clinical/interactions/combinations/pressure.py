"""Clonidine, lofexidine and tizanidine: low blood pressure, and rebound when they stop."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, red, yellow
from glidepath_clinical.interactions.conditions import AnyOf, Number, Takes

_LOW_UPPER = Number("systolic", "below", "interaction_systolic_below", "interaction_pressure_valid_days")
_LOW_LOWER = Number("diastolic", "below", "interaction_diastolic_below", "interaction_pressure_valid_days")
_LOWERS_PRESSURE = (
    "beta_blocker", "acei_arb", "diuretic", "other_antihypertensive", "nitrate", "pde5_inhibitor", "tca",
)  # fmt: skip

ROWS: Final = (
    Combination(
        id="I24",
        title="Tizanidine with ciprofloxacin or fluvoxamine",
        a=Takes("tizanidine"),
        b=Takes("cyp1a2_strong_inhibitor"),
        together=orange("contraindicated: severe fall of blood pressure, deep sedation; never together"),
        started=orange("contraindicated: severe fall of blood pressure, deep sedation; never together"),
    ),
    Combination(
        id="I25",
        title="Tizanidine with another CYP1A2 inhibitor",
        a=Takes("tizanidine"),
        b=Takes("cyp1a2_other_inhibitor"),
        together=yellow("low blood pressure: steps of 2 mg"),
        started=yellow("low blood pressure: steps of 2 mg"),
    ),
    Combination(
        id="I26",
        title="Clonidine, lofexidine or tizanidine with a beta-blocker",
        a=Takes("alpha2_agonist"),
        b=Takes("beta_blocker"),
        together=yellow("slow pulse; high-pressure crisis if the alpha-2 agonist stops at once: lower it in steps"),
        started=yellow("slow pulse; high-pressure crisis if the alpha-2 agonist stops at once: lower it in steps"),
        a_stopped=orange(
            "high-pressure crisis possible: lower it in steps, and the beta-blocker goes several days earlier"
        ),
    ),
    Combination(
        id="I27",
        title="Clonidine, lofexidine or tizanidine with low pressure or a medicine that lowers it",
        a=Takes("alpha2_agonist"),
        b=AnyOf(Takes(*_LOWERS_PRESSURE), _LOW_UPPER, _LOW_LOWER),
        together=yellow("low blood pressure, fainting: measure the pressure, hold it below 90/60"),
        started=yellow("low blood pressure, fainting: measure the pressure, hold it below 90/60"),
        graver=(
            (_LOW_UPPER, red("hold the alpha-2 agonist now")),
            (_LOW_LOWER, orange("hold the alpha-2 agonist")),
        ),
    ),
)
