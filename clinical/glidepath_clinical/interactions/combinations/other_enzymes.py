"""Other medicines whose level changes with a neighbour: antiepileptics, benzodiazepines, smoking, cannabis."""

from __future__ import annotations

from typing import Final

from glidepath_clinical.interactions.combination import Combination, yellow
from glidepath_clinical.interactions.conditions import Takes, Uses

ROWS: Final = (
    Combination(
        id="I38",
        title="Valproate with carbamazepine, lamotrigine and others",
        a=Takes("valproate"),
        b=Takes("level_changed_by_valproate"),
        together=yellow("poisoning: measure levels"),
        started=yellow("poisoning: measure levels"),
        b_stopped=yellow("levels change when one of them stops: measure"),
    ),
    Combination(
        id="I39",
        title="Carbamazepine or oxcarbazepine with an opioid, a DOAC or the pill",
        a=Takes("opioid_through_cyp3a4", "doac", "oral contraceptive"),
        b=Takes("carbamazepine", "oxcarbazepine"),
        together=yellow("the other medicine may fail: ask a pharmacist"),
        started=yellow("the other medicine may fail: ask a pharmacist"),
        b_stopped=yellow("the level of the other medicine rises over 2 to 3 weeks: ask a pharmacist"),
        days=21,
    ),
    Combination(
        id="I40",
        title="Benzodiazepine with a CYP3A4 inhibitor or inducer",
        a=Takes("benzodiazepine_through_cyp3a4"),
        b=Takes("cyp3a4_inhibitor", "cyp3a4_inducer"),
        together=yellow("sedation, or withdrawal with seizures: watch"),
        started=yellow("sedation with an inhibitor, withdrawal with an inducer: watch"),
        b_stopped=yellow("a stopped inhibitor is one more drop of the benzodiazepine; a stopped inducer raises it"),
    ),
    Combination(
        id="I44",
        title="A change of smoking with a medicine broken down by CYP1A2",
        a=Takes("cyp1a2_substrate"),
        b=Uses("tobacco"),
        started=yellow("levels fall with smoking: ask at the check-in"),
        b_stopped=yellow("levels rise by a third or more within about a week of the last cigarette"),
    ),
    Combination(
        id="I46",
        title="Cannabis or CBD with methadone, a benzodiazepine or buprenorphine",
        a=Takes("methadone", "benzodiazepine", "buprenorphine"),
        b=Uses("cannabis"),
        together=yellow("more sleepiness: ask"),
        started=yellow("more sleepiness: ask"),
    ),
)
