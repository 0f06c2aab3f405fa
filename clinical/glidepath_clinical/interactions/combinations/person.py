"""Medicines with a state of the person: kidneys, heat, age, bowel, caffeine, and baclofen that stops at once."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import AnyOf, Number, Takes, Told, Uses

_WEAK_KIDNEYS = Number("egfr", "below", "interaction_egfr_below", "interaction_egfr_valid_days")

ROWS: Final = (
    Combination(
        id="I29",
        title="Baclofen that stops at once, or with weak kidneys",
        a=Takes("baclofen"),
        b=_WEAK_KIDNEYS,
        together=yellow("confusion, coma in weak kidneys: lower it or choose another"),
        started=yellow("confusion, coma in weak kidneys: choose another"),
        a_stopped=orange("seizure, hallucinations, rigidity: lower it over 1 to 2 weeks, never at once"),
        alone=True,
    ),
    Combination(
        id="I42",
        title="Opioid with an anticholinergic medicine",
        a=Takes("opioid"),
        b=Takes("anticholinergic", "tca"),
        together=yellow("constipation, urine that will not pass, bowel at a standstill: bowel plan"),
        started=yellow("constipation, urine that will not pass: bowel plan; no diphenhydramine above 65 years"),
    ),
    Combination(
        id="I43",
        title="Opioid with a diuretic",
        a=Takes("opioid"),
        b=Takes("diuretic"),
        together=yellow("the diuretic may work less: watch"),
        started=yellow("the diuretic may work less: watch"),
    ),
    Combination(
        id="I45",
        title="Caffeine that stops, with headache or lithium",
        a=AnyOf(Takes("lithium"), Told("headache", "headaches")),
        b=Uses("caffeine"),
        started=None,
        b_stopped=yellow("headache after the last coffee looks like withdrawal; the lithium level may change"),
    ),
    Combination(
        id="I51",
        title="Opioid cleared by the kidney, and weaker kidneys",
        a=Takes("opioid_cleared_by_the_kidney"),
        b=AnyOf(_WEAK_KIDNEYS, also=(Told("kidney_injury", "acute kidney injury"),)),
        together=yellow("breakdown products pile up: hold and check kidney function"),
        started=yellow("breakdown products pile up: choose another or check kidney function"),
    ),
    Combination(
        id="I52",
        title="Fentanyl patch with heat or fever",
        a=Takes("fentanyl", patch=True),
        b=Told("heat_or_fever", "heat or fever"),
        together=orange("more fentanyl through the skin, overdose: no heat on the patch, treat the fever"),
        started=orange("more fentanyl through the skin, overdose: no heat on the patch, treat the fever"),
    ),
    Combination(
        id="I53",
        title="Codeine or tramadol under 18, after tonsils were removed, or while breastfeeding",
        a=Takes("codeine", "tramadol"),
        b=AnyOf(
            Number("age", "below", "interaction_adult_years"),
            Told("breastfeeding", "breastfeeding"),
            also=(Told("after_tonsillectomy", "tonsils removed lately"),),
        ),
        together=orange("contraindicated: slowed breathing, death in fast metabolisers"),
        started=orange("contraindicated: slowed breathing, death in fast metabolisers"),
    ),
)
