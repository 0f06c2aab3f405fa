"""Combinations that slow breathing or make drowsy."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, orange, yellow
from glidepath_clinical.interactions.conditions import AnyOf, Takes, Uses

ROWS: Final = (
    Combination(
        id="I01",
        title="Opioid with a benzodiazepine",
        a=Takes("opioid"),
        b=Takes("benzodiazepine"),
        together=yellow(
            "boxed warning: use both only when nothing else will do; naloxone at home; review every 3 months"
        ),
        started=orange("boxed warning: slowed breathing, coma, death; start only when nothing else will do"),
        b_stopped=orange(
            "never stop a benzodiazepine at once (seizures); falling tolerance changes the risk of the opioid"
        ),
        holds_a_step=True,
    ),
    Combination(
        id="I02",
        title="Opioid with gabapentin or pregabalin",
        a=Takes("opioid"),
        b=Takes("gabapentinoid"),
        together=yellow("watch for sleepiness and slow breathing, more so in lung disease, age or weak kidneys"),
        started=yellow("start low, adjust to kidney function, watch for sleepiness and slow breathing"),
        b_stopped=yellow("lower a gabapentinoid over at least a week"),
    ),
    Combination(
        id="I03",
        title="Opioid with alcohol",
        a=Takes("opioid"),
        b=Uses("alcohol"),
        together=yellow("boxed warning: slowed breathing, death; advise none, ask with AUDIT-C"),
        started=yellow("boxed warning: slowed breathing, death; advise none, ask with AUDIT-C"),
        b_stopped=yellow("alcohol withdrawal is possible in a heavy drinker and looks like opioid withdrawal"),
    ),
    Combination(
        id="I04",
        title="Opioid with another sedating medicine",
        a=Takes("opioid"),
        b=Takes("z_drug", "barbiturate", "sedating_antihistamine", "antipsychotic", "muscle_relaxant"),
        together=yellow("sleepiness and falls: keep to one sedating medicine"),
        started=yellow(
            "sleepiness and falls: keep to one sedating medicine, and do not put a sedative in place of the opioid"
        ),
        b_stopped=yellow("sleeplessness may come back when it stops"),
    ),
    Combination(
        id="I05",
        title="Opioid with sodium oxybate",
        a=Takes("opioid"),
        b=Takes("sodium oxybate"),
        together=orange("contraindicated: deep sedation, death"),
        started=orange("contraindicated: deep sedation, death"),
    ),
    Combination(
        id="I28",
        title="Clonidine with an opioid, alcohol or a benzodiazepine",
        a=Takes("clonidine"),
        b=AnyOf(Takes("opioid", "benzodiazepine"), Uses("alcohol")),
        together=yellow("more sleepiness: watch"),
        started=yellow("more sleepiness: watch"),
    ),
    Combination(
        id="I41",
        title="Benzodiazepine with alcohol, an opioid or clozapine",
        a=Takes("benzodiazepine"),
        b=AnyOf(Takes("opioid", "clozapine"), Uses("alcohol")),
        together=yellow("deep sedation, death: avoid"),
        started=yellow("deep sedation, death: avoid"),
    ),
)
