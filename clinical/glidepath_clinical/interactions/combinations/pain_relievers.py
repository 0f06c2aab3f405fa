"""Acetaminophen and NSAIDs beside an opioid: sums, kidneys, bleeding, lithium, heart."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, yellow
from glidepath_clinical.interactions.conditions import AllOf, AnyOf, Number, Takes, Told

_WEAK_KIDNEYS = Number("egfr", "below", "interaction_egfr_below", "interaction_egfr_valid_days")

ROWS: Final = (
    Combination(
        id="I30",
        title="Opioid with acetaminophen in it, and more acetaminophen",
        a=Takes("opioid", also_holds="acetaminophen"),
        b=Takes("acetaminophen"),
        together=yellow("liver damage: add up all acetaminophen of a day, and again after each step"),
        started=yellow("liver damage: add up all acetaminophen of a day, and again after each step"),
        two_medicines=True,
    ),
    Combination(
        id="I31",
        title="NSAID with weak kidneys, or with an ACE inhibitor or ARB and a diuretic",
        a=Takes("nsaid"),
        b=AnyOf(
            _WEAK_KIDNEYS,
            AllOf(Takes("acei_arb"), Takes("diuretic")),
            also=(Told("kidney_injury", "acute kidney injury"),),
        ),
        together=yellow("acute kidney injury: avoid or use on the skin, creatinine after 1 to 2 weeks"),
        started=yellow("acute kidney injury: avoid or use on the skin, creatinine after 1 to 2 weeks"),
    ),
    Combination(
        id="I32",
        title="NSAID with a blood thinner, an SSRI or an SNRI",
        a=Takes("nsaid"),
        b=Takes("anticoagulant", "antiplatelet", "ssri", "snri"),
        together=yellow("bleeding of the stomach: avoid, or protect with a PPI"),
        started=yellow("bleeding of the stomach: avoid, or protect with a PPI"),
    ),
    Combination(
        id="I33",
        title="NSAID with lithium",
        a=Takes("lithium"),
        b=Takes("nsaid"),
        together=yellow("lithium poisoning: avoid, measure the level"),
        started=yellow("lithium poisoning: avoid, measure the level"),
        b_stopped=yellow("the lithium level falls when the NSAID stops: measure it"),
    ),
    Combination(
        id="I34",
        title="NSAID with methotrexate, heart failure or a disease of heart or vessels",
        a=Takes("nsaid"),
        b=AnyOf(Takes("methotrexate"), Told("heart_disease", "a disease of heart or vessels")),
        together=yellow("methotrexate poisoning, heart failure: avoid"),
        started=yellow("methotrexate poisoning, heart failure: avoid"),
    ),
)
